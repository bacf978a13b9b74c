"""A price list: everyone pays price × quantity, and what is left of the cost is shared by a key."""

from collections.abc import Mapping
from fractions import Fraction

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.sharing.keys import Key
from samdrift.core.sharing.share import Shares, ShareStep, share


def share_by_tariff(
    total_ore: int, price_ore: int, quantities: Mapping[str, int], rest: Key, *, unit_ore: int = 1
) -> Shares:
    """Share a total by a price for each measured unit, and the rest by a key.

    price_ore: öre for one unit; quantities: whole units by participant. Where the prices bring in more than the
    total, the surplus goes back by the same key. The amounts sum to the total, always. Only the rest is rounded to
    `unit_ore`: a price is what it is.
    Raises InvalidInput: ``negative-price``, ``negative-weight``, ``not-in-key`` for a quantity of somebody whom the
    key leaves out, and those of `share`.
    """
    findings = [
        Finding(
            code,
            gettext_noop("The weight %(value)s is negative"),
            values={"value": str(number)},
            rule="negative-weight",
        )
        for code, number in quantities.items()
        if number < 0
    ]
    findings += [
        Finding(
            code, gettext_noop("Has a quantity but takes no part in the cost"), rule="not-in-key"
        )
        for code in quantities
        if code not in rest.shares
    ]
    if price_ore < 0:
        what = gettext_noop("The price %(value)s öre is negative")
        findings.append(Finding("price", what, values={"value": price_ore}, rule="negative-price"))
    if findings:
        raise InvalidInput(findings)
    paid = {code: price_ore * quantities.get(code, 0) for code in rest.shares}
    shared = share(total_ore - sum(paid.values()), rest, unit_ore=unit_ore)
    return Shares(
        total_ore,
        "tariff",
        unit_ore,
        tuple(_with_price(step, paid, total_ore) for step in shared.steps),
    )


def _with_price(step: ShareStep, paid: Mapping[str, int], total_ore: int) -> ShareStep:
    exact = step.exact_ore + paid[step.code]
    share_of_total = exact / total_ore if total_ore else Fraction(0)
    return ShareStep(
        step.code,
        step.weight,
        share_of_total,
        exact,
        step.floor_ore + paid[step.code],
        step.extra_ore,
    )
