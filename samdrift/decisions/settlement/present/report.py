"""A settlement on paper: who pays whom for what and why, with every working, from what is frozen in it.

Only the frozen content is told, in Swedish, so that the same settlement gives the same bytes whenever it is printed.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.exports.owed import vat_ore
from samdrift.core.money import ORE_A_KRONA, format_exactly, format_kronor, format_number
from samdrift.core.sharing import rule_in
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.sharing.models import Vat
from samdrift.decisions.sharing.present import percent, rule_words
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.ui.charts import Flow, FlowChart
from samdrift.foundation.ui.documents import (
    DocumentFacts,
    DocumentTable,
    Heading,
    Paragraph,
    Part,
    Report,
)
from samdrift.records.spending.models import CostPhase, CostType

Values = Mapping[str, Any]


def settlement_report(settlement: Settlement, only: Organisation | None = None) -> Report:
    """The whole settlement, or what concerns one municipality: what it pays and is paid, and the workings of that."""
    with override("sv"):
        document = settlement.document
        code = only.code if only else None
        charges = [
            each for each in document["charges"] if code in {None, each["payer"], each["payee"]}
        ]
        names = _names(document)
        subjects = {each["title"] for each in charges}
        shares = [each for each in document["shares"] if only is None or each["title"] in subjects]
        title = str(settlement) if only is None else f"{settlement}, {names[only.code]}"
        return Report(
            title=title,
            lead=_("Who pays whom, for what and why."),
            facts=[*_facts(settlement, document), *_own_sums(charges, code)],
            digest=settlement.digest,
            source=document["federation"],
            parts=[
                *_payments(charges, names, code),
                *_charges(charges, names, code),
                *_periods(charges, names, code),
                *_workings(shares, code),
            ],
        )


def _names(document: Values) -> dict[str, str]:
    """Municipalities by code as the shares call them; others as the register does."""
    named = {line["code"]: line["name"] for share in document["shares"] for line in share["lines"]}
    codes = {each[side] for each in document["charges"] for side in ("payer", "payee")}
    missing = codes - set(named)
    known = Organisation.objects.filter(municipality_code__in=missing)
    return {code: code for code in missing} | {each.code: str(each) for each in known} | named


def _facts(settlement: Settlement, document: Values) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [
        (_("Federation"), document["federation"]),
        (_("Kind"), settlement.get_kind_display()),
        (_("Year"), str(document["year"])),
        (_("Number"), str(document["number"])),
        (_("Made on"), document["made_on"]),
    ]
    if document["corrects"]:
        found += [(_("Corrects"), document["corrects"]), (_("Reason"), document["why"])]
    return found


def _own_sums(charges: Iterable[Values], code: str | None) -> list[tuple[str, object]]:
    """What one municipality pays and is paid in all, excluding VAT."""
    if code is None:
        return []
    pays = sum(each["amount_ore"] for each in charges if each["payer"] == code)
    paid = sum(each["amount_ore"] for each in charges if each["payee"] == code)
    return [
        (_("The municipality pays"), f"{format_kronor(pays)} kr"),
        (_("The municipality is paid"), f"{format_kronor(paid)} kr"),
        (_("Net to pay"), f"{format_kronor(pays - paid)} kr"),
    ]


def _payments(charges: Iterable[Values], names: Mapping[str, str], code: str | None) -> list[Part]:
    """Who pays whom in all: a picture and its table; VAT where there is any."""
    sums: dict[tuple[str, str], int] = {}
    taxed: dict[tuple[str, str, int], int] = {}
    for each in charges:
        pair = (each["payer"], each["payee"])
        sums[pair] = sums.get(pair, 0) + each["amount_ore"]
        if each["vat"] == Vat.STANDARD:
            key = (*pair, each["period"])
            taxed[key] = taxed.get(key, 0) + each["amount_ore"]
    vat: dict[tuple[str, str], int] = {}
    for (payer, payee, _period), net in taxed.items():
        vat[payer, payee] = vat.get((payer, payee), 0) + vat_ore(net, Vat.STANDARD)
    rows = [
        [names[payer], names[payee], *_amounts(net, vat.get((payer, payee), 0), with_vat=bool(vat))]
        for (payer, payee), net in sorted(sums.items())
    ]
    total = _amounts(sum(sums.values()), sum(vat.values()), with_vat=bool(vat))
    heads = [_("Excluding VAT"), _("VAT"), _("To pay, kronor")] if vat else [_("Amount")]
    table = DocumentTable(
        heads=[_("Pays"), _("Is paid"), *heads],
        rows=rows,
        numeric_from=2,
        foot=None if code else [_("Sum"), "", *total],
    )
    return [Heading(_("Who pays whom")), *_flows(sums, names), table]


def _amounts(net_ore: int, tax_ore: int, *, with_vat: bool) -> list[str]:
    shown = (net_ore, tax_ore, net_ore + tax_ore) if with_vat else (net_ore,)
    return [format_kronor(amount) for amount in shown]


def _flows(sums: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> list[Part]:
    paid = [
        (pair if ore > 0 else pair[::-1], abs(ore)) for pair, ore in sorted(sums.items()) if ore
    ]
    if not paid:
        return []
    sources = list(dict.fromkeys(source for (source, _target), _ore in paid))
    targets = list(dict.fromkeys(target for (_source, target), _ore in paid))
    chart = FlowChart(
        name="betalningar",
        title=_("What goes from whom to whom, excluding VAT"),
        description="",
        sources=[names[source] for source in sources],
        targets=[names[target] for target in targets],
        flows=[Flow(sources.index(a), targets.index(b), ore) for (a, b), ore in paid],
        unit="kr",
        scale=ORE_A_KRONA,
    )
    return [chart]


def _charges(charges: Iterable[Values], names: Mapping[str, str], code: str | None) -> list[Part]:
    """Everything that is charged, the year's periods together, by who pays."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    settled = False
    for each in charges:
        found = sums.setdefault((each["payer"], each["payee"], each["title"]), [0, 0, 0])
        settled = settled or each["outcome_ore"] is not None
        for place, key in enumerate(("outcome_ore", "charged_ore", "amount_ore")):
            found[place] += each[key] or 0
    shown = (0, 1, 2) if settled else (2,)
    heads = [_("Outcome"), _("Charged before"), _("Amount")]
    totals = [sum(each[place] for each in sums.values()) for place in range(3)]
    table = DocumentTable(
        heads=[_("Pays"), _("Is paid"), _("For"), *(heads[place] for place in shown)],
        rows=[
            [names[payer], names[payee], title, *(format_kronor(found[place]) for place in shown)]
            for (payer, payee, title), found in sorted(sums.items())
        ],
        numeric_from=3,
        foot=None
        if code
        else [_("Sum"), "", "", *(format_kronor(totals[place]) for place in shown)],
    )
    return [Heading(_("For what")), table]


def _periods(charges: Iterable[Values], names: Mapping[str, str], code: str | None) -> list[Part]:
    """When it is to be paid, where there are several periods: by payer, or what one municipality pays and is paid."""
    sums: dict[tuple[int, str, str], int] = {}
    for each in charges:
        who = each["payer"] if code is None else ("pays" if each["payer"] == code else "paid")
        key = (each["period"], each["due_on"], who)
        sums[key] = sums.get(key, 0) + each["amount_ore"]
    days = sorted({(period, due) for period, due, _who in sums})
    if len(days) < 2:
        return []
    if code is None:
        heads = [_("Pays"), _("Amount")]
        rows = [
            [str(period), due, names[payer], format_kronor(amount)]
            for (period, due, payer), amount in sorted(sums.items())
        ]
        numeric = [3]
    else:
        heads = [_("The municipality pays"), _("The municipality is paid")]
        rows = [
            [
                str(period),
                due,
                *(format_kronor(sums.get((period, due, who), 0)) for who in ("pays", "paid")),
            ]
            for period, due in days
        ]
        numeric = [2, 3]
    table = DocumentTable(heads=[_("Period"), _("Due"), *heads], rows=rows, numeric=numeric)
    return [Heading(_("When it is paid")), table]


def _workings(shares: Iterable[Values], only: str | None) -> list[Part]:
    parts: list[Part] = [
        Heading(_("How it is reckoned")),
        Paragraph(
            _(
                "Every exact share is rounded down to whole units; the units left over go to the largest"
                " remainders, ties by municipality code. So the shares sum to the cost, to the öre."
            )
        ),
    ]
    for share in shares:
        parts += _working(share, only)
    return parts


def _working(share: Values, only: str | None) -> list[Part]:
    """One cost: what it consists of, by which rule it is shared, and each participant's line in full."""
    rule = rule_in(share["rule"] or {"key": share["key"]})
    facts = DocumentFacts(
        [
            (_("Cost"), f"{format_kronor(share['total_ore'])} kr"),
            (_("Key"), rule_words(rule)),
            (_("Key date"), share["key_date"] or "–"),
            (_("The rule comes from"), share["origin"]),
            (_("VAT"), str(Vat(share["vat"]).label)),
        ]
    )
    found: list[Part] = [Heading(share["title"], 2), facts]
    if share["cost_lines"]:
        found.append(_cost_lines(share))
    found.append(_lines(share))
    departments = [each for each in share["departments"] if only in {None, each["code"]}]
    if departments:
        found.append(_departments(share, departments))
    return found


def _cost_lines(share: Values) -> DocumentTable:
    return DocumentTable(
        caption=_("What the cost consists of"),
        heads=[_("Phase"), _("Type"), _("Paid by"), _("Amount")],
        rows=[
            [
                str(CostPhase(line["phase"]).label) if line["phase"] else "–",
                str(CostType(line["type"]).label) if line["type"] else "–",
                line["bearer"],
                format_kronor(line["amount_ore"]),
            ]
            for line in share["cost_lines"]
        ],
        numeric=[3],
    )


def _lines(share: Values) -> DocumentTable:
    rows = [
        [
            line["name"],
            _figure(line["weight"]),
            percent(Fraction(line["share"])),
            format_exactly(Fraction(line["exact_ore"]) / 100, 6),
            format_kronor(line["floor_ore"]),
            str(line["extra_ore"]),
            format_kronor(line["amount_ore"]),
        ]
        for line in share["lines"]
    ]
    sources = sorted({line["source_table"] for line in share["lines"] if line["source_table"]})
    caption = _("Each participant's share")
    total = format_kronor(sum(line["amount_ore"] for line in share["lines"]))
    return DocumentTable(
        caption=f"{caption} ({_('source')}: SCB {', '.join(sources)})" if sources else caption,
        heads=[
            _("Municipality"),
            _("Figure"),
            _("Share"),
            _("Exactly, kronor"),
            _("Rounded down"),
            _("Öre given"),
            _("Amount"),
        ],
        rows=rows,
        numeric_from=1,
        foot=[_("Sum"), "", "", "", "", "", total],
    )


def _figure(weight: str) -> str:
    figure = Fraction(weight)
    if figure.denominator != 1:
        return format_exactly(figure, 4)
    return format_number(figure.numerator)


def _departments(share: Values, departments: Iterable[Values]) -> DocumentTable:
    names = {line["code"]: line["name"] for line in share["lines"]}
    return DocumentTable(
        caption=_("On to the departments"),
        heads=[_("Municipality"), _("Department"), _("Amount")],
        rows=[
            [names[each["code"]], each["name"], format_kronor(each["amount_ore"])]
            for each in departments
        ],
        numeric=[2],
    )
