"""Stacked bars: how a whole is made up, group by group."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.foundation.ui.charts.figure import (
    Chart,
    Numbers,
    Words,
    block_key,
    figure,
    legend,
    number,
    percent,
    picture,
    series_class,
    text,
    upright,
)
from samdrift.foundation.ui.charts.scale import rounded_parts, steps

ROW, BAR, AXIS, WORDS = 54, 24, 26, 20


@dataclass(frozen=True, slots=True)
class Series:
    """A name and its values, one for each group or place on the axis; None where nothing is known (lines only).

    colour: which of the palette's colours, counted from nought, where one means something; None: by place.
    """

    name: Words
    values: Sequence[int | float | None]
    colour: int | None = None

    @property
    def is_known(self) -> bool:
        """Is there anything to draw of it?"""
        return any(value is not None for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBars(Chart):
    """Bars of whole numbers, none below nought.

    groups: the label of each bar. group_head: what a group is, for the table.
    one: the unit's word beside exactly one of it, where it has another.
    scale: how many of the values make one `unit` (100 000 for values in öre shown in thousands of kronor); parts are
    rounded by largest remainder, so that they add up to the sum that is shown.
    """

    groups: Sequence[Words]
    series: Sequence[Series]
    unit: Words
    one: Words = ""
    scale: int = 1
    group_head: Words = ""

    def in_words(self, value: int) -> str:
        """A value and its unit, escaped: «1 punkt», «12 punkter»."""
        return f"{number(value)} {text(self.one if value == 1 and self.one else self.unit)}"


def stacked_bars(chart: StackedBars) -> SafeString:
    """The bars, one below the other, with the sum of each at its end."""
    exact = [
        [int(series.values[place] or 0) for series in chart.series]
        for place in range(len(chart.groups))
    ]
    shown = [rounded_parts(parts, chart.scale) for parts in exact]
    largest = max((sum(parts) for parts in shown), default=0) or 1
    height = ROW * len(chart.groups) + AXIS
    marks = _grid(largest, len(chart.groups))
    for place, (group, parts) in enumerate(zip(chart.groups, shown, strict=True)):
        marks += _bar(chart, group, parts, ROW * place, largest)
    rows = [
        [group, *(number(part) for part in parts), number(sum(parts))]
        for group, parts in zip(chart.groups, shown, strict=True)
    ]
    names = [series.name for series in chart.series]
    summed = gettext("Sum")
    heads = [chart.group_head or gettext("What"), *names, f"{summed}, {chart.unit}"]
    keys = [
        block_key(_colour(series, place), series.name)
        for place, series in enumerate(chart.series)
        if any(series.values)
    ]
    return figure(chart, picture(chart, height, marks), Numbers(heads, rows), legend(keys))


def _colour(series: Series, place: int) -> str:
    return series_class(place if series.colour is None else series.colour)


def _grid(largest: int, rows: int) -> list[str]:
    marks, height = [], ROW * rows + AXIS
    for value in steps(largest):
        x = 100 * value / largest
        anchor = "start" if value == 0 else "end" if x > 94 else "middle"
        marks += [
            upright("chart-grid", x, top=0, rows=rows, row=ROW, words=WORDS),
            f'<text class="chart-axis" x="{percent(x)}" y="{height - 6}" text-anchor="{anchor}">{number(value)}</text>',
        ]
    return marks


def _bar(
    chart: StackedBars, group: Words, parts: Sequence[int], top: int, largest: int
) -> list[str]:
    total = chart.in_words(sum(parts))
    marks = [
        f'<text class="chart-label" x="0" y="{top + 16}">{text(group)}</text>',
        f'<text class="chart-value" x="100%" y="{top + 16}" text-anchor="end">{total}</text>',
    ]
    x = 0.0
    for place, (series, part) in enumerate(zip(chart.series, parts, strict=True)):
        width = max(0.0, 100 * part / largest)
        if width:
            told = f"{text(group)}, {text(series.name)}: {chart.in_words(part)}"
            marks.append(
                f'<rect class="{_colour(series, place)} chart-part" x="{percent(x)}" y="{top + 22}"'
                f' width="{percent(width)}" height="{BAR}"><title>{told}</title></rect>'
            )
        x += width
    return marks
