"""Allocation keys: each a small function from figures to exact shares that sum to 1.

Source: the policy's chapter 6 (population unless otherwise agreed) and what Swedish co-operations agree instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

Weight = int | Fraction


@dataclass(frozen=True, slots=True)
class Key:
    """Shares by participant: exact, none negative, summing to 1; with the weights they came from."""

    name: str
    shares: Mapping[str, Fraction]
    weights: Mapping[str, Fraction]


def population_key(inhabitants: Mapping[str, int]) -> Key:
    """By inhabitants on a key date. Raises InvalidInput (see `quantity_key`)."""
    return quantity_key(inhabitants, name="population")


def equal_key(participants: Iterable[str]) -> Key:
    """The same for everyone."""
    return quantity_key(dict.fromkeys(participants, 1), name="equal")


def quantity_key(quantities: Mapping[str, Weight], *, name: str = "quantity") -> Key:
    """By any measured quantity: users, licences, devices, cases.

    Raises InvalidInput, every finding at once: ``no-participants``, ``negative-weight``, ``all-weights-zero``.
    """
    findings = _faults(quantities)
    if findings:
        raise InvalidInput(findings)
    weights = {code: Fraction(quantities[code]) for code in sorted(quantities)}
    scale = lcm(*(weight.denominator for weight in weights.values()))
    numbers = {
        code: weight.numerator * (scale // weight.denominator) for code, weight in weights.items()
    }
    total = sum(numbers.values())
    return Key(name, {code: Fraction(number, total) for code, number in numbers.items()}, weights)


def _faults(quantities: Mapping[str, Weight]) -> list[Finding]:
    """Everything that keeps the weights from being shares."""
    if not quantities:
        what = gettext_noop("There is nobody to share the cost")
        return [Finding("", what, rule="no-participants")]
    negative = gettext_noop("The weight %(value)s is negative")
    findings = [
        Finding(code, negative, values={"value": str(weight)}, rule="negative-weight")
        for code, weight in quantities.items()
        if weight.numerator < 0
    ]
    if not any(quantities.values()):
        what = gettext_noop("Every weight is zero: nobody would pay")
        findings.append(Finding("", what, rule="all-weights-zero"))
    return findings


def fixed_key(shares: Mapping[str, Fraction]) -> Key:
    """Agreed shares (andelstal), as fractions that sum to exactly 1.

    Raises InvalidInput with the rule ``shares-not-one`` and those of `quantity_key`.
    """
    findings = _faults(shares)
    total = sum(shares.values(), Fraction(0))
    if shares and total != 1:
        what = gettext_noop("The agreed shares sum to %(total)s, not to 1")
        findings.append(Finding("", what, values={"total": str(total)}, rule="shares-not-one"))
    if findings:
        raise InvalidInput(findings)
    return quantity_key(shares, name="fixed")


def mixed_key(parts: Iterable[tuple[Fraction, Key]], *, name: str = "mix") -> Key:
    """Several keys over the same participants, each with its part; the parts sum to exactly 1.

    A participant whom one of the keys leaves out has weight 0 in it. Raises InvalidInput: ``shares-not-one``.
    """
    chosen = list(parts)
    fixed_key({str(number): part for number, (part, _key) in enumerate(chosen)})
    codes = {code for _part, key in chosen for code in key.shares}
    mixed = {
        code: sum((part * key.shares.get(code, Fraction(0)) for part, key in chosen), Fraction(0))
        for code in codes
    }
    return quantity_key(mixed, name=name)


def weighted_by_days(key: Key, days: Mapping[str, int]) -> Key:
    """The same key where each takes part some of the days of the period; who is not named takes part in none."""
    return quantity_key(
        {code: weight * days.get(code, 0) for code, weight in key.weights.items()}, name=key.name
    )
