"""Pictures of money: from cost to department, and year beside year."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samdrift.core.money import ORE_A_KRONA, ORE_A_THOUSAND_KRONOR
from samdrift.core.swedish import swedish_key
from samdrift.decisions.overview.queries.municipality_costs import Borne, YearSums
from samdrift.decisions.sharing.convert.joint import JointCost
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.foundation.ui.charts import (
    Flow,
    FlowChart,
    Series,
    StackedBars,
    flow_chart,
    stacked_bars,
)

MOST_SOURCES = 12
MOST_PAYERS = 7


def department_flows(organisation: Organisation, joint: Sequence[Borne]) -> SafeString | None:
    """From each joint cost to the departments of a municipality; None where nothing goes anywhere."""
    drawn = [each for each in joint if each.line.amount_ore > 0]
    named, rest = drawn[:MOST_SOURCES], drawn[MOST_SOURCES:]
    sources = [each.share.title for each in named] + ([_("Others")] if rest else [])
    amounts: dict[tuple[int, str], int] = {}
    for place, each in enumerate(drawn):
        for part in each.departments:
            key = (min(place, MOST_SOURCES), part.name)
            amounts[key] = amounts.get(key, 0) + max(0, part.amount_ore)
    targets = sorted({name for _place, name in amounts}, key=swedish_key)
    if not any(amounts.values()):
        return None
    return flow_chart(
        FlowChart(
            name="till-forvaltningar",
            title=_("From cost to department in %(name)s") % {"name": organisation},
            description=_(
                "Each band is what a department bears of the municipality's share of a cost."
            ),
            sources=sources,
            targets=targets,
            flows=[
                Flow(place, targets.index(name), ore)
                for (place, name), ore in sorted(amounts.items())
                if ore
            ],
            unit=_("kronor"),
            scale=ORE_A_KRONA,
            source_head=_("What the cost is for"),
            target_head=_("Department"),
            height=max(300, 44 * max(len(sources), len(targets))),
        )
    )


def year_bars(whose: Organisation | Unit, compared: Sequence[YearSums]) -> SafeString | None:
    """Year beside year, budget and outcome: joint and own costs; None where there is nothing to compare."""
    if len(compared) < 2:
        return None
    series = [Series(_("Share of joint costs"), [max(0, each.joint_ore) for each in compared])]
    if any(each.own_ore for each in compared):
        series.append(
            Series(_("Own costs, not shared"), [max(0, each.own_ore) for each in compared])
        )
    return stacked_bars(
        StackedBars(
            name="ar-for-ar",
            title=_("Year by year: %(name)s") % {"name": whose},
            description=_("Each bar is a year's budget or outcome."),
            groups=[f"{each.year} {each.kind_words.lower()}" for each in compared],
            group_head=_("Year"),
            series=series,
            unit=_("thousand kronor"),
            scale=ORE_A_THOUSAND_KRONOR,
        )
    )


def owner_bars(costs: Sequence[JointCost], year: int) -> SafeString | None:
    """Each application as a bar of what the municipalities pay."""
    shown = [each for each in costs if each.lines]
    if not shown:
        return None
    payers = {line.code: line.name for each in shown for line in each.lines}
    named = sorted(payers)[:MOST_PAYERS]

    def paid(codes: Iterable[str]) -> list[int]:
        wanted = set(codes)
        return [
            sum(max(0, line.amount_ore) for line in each.lines if line.code in wanted)
            for each in shown
        ]

    series = [Series(payers[code], paid([code])) for code in named]
    if len(payers) > len(named):
        series.append(Series(_("Others"), paid(set(payers) - set(named))))
    return stacked_bars(
        StackedBars(
            name="mina-applikationer",
            title=_("Who pays for my applications %(year)s") % {"year": year},
            description=_("Each bar is an application's joint cost by municipality."),
            groups=[each.facts.title for each in shown],
            group_head=_("Application"),
            series=series,
            unit=_("thousand kronor"),
            scale=ORE_A_THOUSAND_KRONOR,
        )
    )


NAMED_IN_CHART = 5


def _columns(costs: list[JointCost]) -> list[Organisation]:
    """Everyone who takes part in something, by municipality code."""
    everyone = {each.pk: each for cost in costs for each in cost.facts.participants}
    return sorted(everyone.values(), key=lambda each: (each.code, each.pk))


def _chart(costs: list[JointCost], columns: list[Organisation], year: int) -> SafeString | None:
    priced = sorted((each for each in costs if each.lines), key=lambda each: -each.facts.total_ore)
    if not priced:
        return None
    named, others = priced[:NAMED_IN_CHART], priced[NAMED_IN_CHART:]

    def paid(of: list[JointCost]) -> list[int]:
        return [sum(max(0, each.amounts_ore.get(who.pk, 0)) for each in of) for who in columns]

    series = [Series(each.facts.title, paid([each])) for each in named]
    if others:
        series.append(Series(_("Others"), paid(others)))
    return stacked_bars(
        StackedBars(
            name="kostnader",
            title=_("Joint costs %(year)s by municipality") % {"year": year},
            description=_("Each bar is what a municipality pays for the joint applications."),
            groups=[str(each) for each in columns],
            group_head=_("Municipality"),
            series=series,
            unit=_("thousand kronor"),
            scale=ORE_A_THOUSAND_KRONOR,
        )
    )
