"""Pictures of costs: what sums consist of, and how they change over the years. Each comes with its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samdrift.foundation.ui.charts import LineChart, Series, StackedBars, line_chart, stacked_bars
from samdrift.records.spending.models import CostKind, CostType
from samdrift.records.spending.queries import SumsByKind

TKR = 100_000


@dataclass(frozen=True, slots=True)
class Bar:
    """A label and öre by type of cost; a credit is shown in tables alone, a bar can't be below nought."""

    label: str
    amounts_ore: Mapping[str, int]


def typed_bars(name: str, title: str, description: str, bars: Sequence[Bar]) -> SafeString | None:
    """What each bar consists of, type by type; None where there is nothing to show."""
    present = [
        (value, str(label))
        for value, label in CostType.choices
        if any(bar.amounts_ore.get(value, 0) > 0 for bar in bars)
    ]
    if not present:
        return None
    return stacked_bars(
        StackedBars(
            name=name,
            title=title,
            description=description,
            groups=[bar.label for bar in bars],
            series=[
                Series(label, [max(0, bar.amounts_ore.get(value, 0)) for bar in bars])
                for value, label in present
            ],
            unit=_("tkr"),
            scale=TKR,
        )
    )


def kinds_by_type(types: Mapping[str, SumsByKind], year: int) -> SafeString | None:
    """Budget, forecast and actual of a year, each made up of its types."""
    bars = [
        Bar(str(kind.label), {each: _amount_drawn(sums, kind) for each, sums in types.items()})
        for kind in CostKind
        if any(kind in sums.sums for sums in types.values())
    ]
    title = _("Budget, forecast and actual %(year)s by type") % {"year": year}
    return typed_bars("typer", title, _("What each sum consists of."), bars)


def _amount_drawn(sums: SumsByKind, kind: str) -> int:
    """A type without forecast stands in the forecast with its budget."""
    return sums.expected_ore if kind == CostKind.FORECAST else sums.sums.get(kind, 0)


def over_the_years(years: Mapping[int, Mapping[str, int]]) -> SafeString | None:
    """A line each for budget and actual; None where there is but one year."""
    if len(years) < 2:
        return None
    return line_chart(
        LineChart(
            name="ar",
            title=_("Year by year"),
            description=_("Budget and actual of each year, in thousands of kronor."),
            places=[str(year) for year in years],
            series=[
                Series(
                    str(kind.label),
                    [
                        None if kind not in sums else round(sums[kind] / TKR)
                        for sums in years.values()
                    ],
                )
                for kind in (CostKind.BUDGET, CostKind.ACTUAL)
                if any(kind in sums for sums in years.values())
            ],
            unit=_("tkr"),
        )
    )
