"""Bars beside each other, group by group: two or more figures of the same thing, of any sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.foundation.ui.charts.bars import Series
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
from samdrift.foundation.ui.charts.scale import round_to_scale

HEAD, BAR, GAP, WIDE = (
    24,
    16,
    12,
    72.0,
)  # the bars take WIDE per cent; their numbers stand to the right


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedBars(Chart):
    """Whole numbers of any sign, or None where nothing is known.

    groups: the label over each group's bars. series: one bar in every group. group_head: what a group is, for the
    table. scale: how many of the values make one `unit`. signed: numbers above nought are written with a plus.
    """

    groups: Sequence[Words]
    series: Sequence[Series]
    unit: Words
    scale: int = 1
    group_head: Words = ""
    signed: bool = False


def compared_bars(chart: ComparedBars) -> SafeString:
    """The groups below each other; a line marks nought where something lies below it."""
    shown = [
        [
            None
            if series.values[place] is None
            else round_to_scale(int(series.values[place] or 0), chart.scale)
            for series in chart.series
        ]
        for place in range(len(chart.groups))
    ]
    known = [value for values in shown for value in values if value is not None]
    low, high = min([0, *known]), max([0, *known])
    reach = (high - low) or 1
    nought = WIDE * -low / reach
    step = HEAD + BAR * len(chart.series) + GAP
    marks: list[str] = []
    for place, (group, values) in enumerate(zip(chart.groups, shown, strict=True)):
        top = step * place
        marks.append(f'<text class="chart-label" x="0" y="{top + 16}">{text(group)}</text>')
        for line, (series, value) in enumerate(zip(chart.series, values, strict=True)):
            written, y = _written(chart, value), top + HEAD + BAR * line
            marks.append(
                f'<text class="chart-value" x="100%" y="{y + 12}" text-anchor="end">{written}</text>'
            )
            told = f"{text(group)}, {text(series.name)}: {written} {text(chart.unit)}"
            width = WIDE * abs(value or 0) / reach
            start = nought if (value or 0) > 0 else nought - width
            marks.append(_bar(_colour(series, line), told, start, width, y))
    if low < 0:
        marks.append(
            upright("chart-grid-major", nought, top=0, rows=len(shown), row=step, words=HEAD)
        )
    rows = [
        [group, *(_written(chart, value) for value in values)]
        for group, values in zip(chart.groups, shown, strict=True)
    ]
    heads = [
        chart.group_head or gettext("What"),
        *(f"{each.name}, {chart.unit}" for each in chart.series),
    ]
    keys = [
        block_key(_colour(each, place), each.name)
        for place, each in enumerate(chart.series)
        if each.is_known
    ]
    drawn = picture(chart, step * len(shown), marks)
    return figure(chart, drawn, Numbers(heads, rows), legend(keys) if len(keys) > 1 else "")


def _colour(series: Series, place: int) -> str:
    return series_class(place if series.colour is None else series.colour)


def _written(chart: ComparedBars, value: int | None) -> str:
    if value is None:
        return "–"
    return f"+{number(value)}" if chart.signed and value > 0 else number(value)


def _bar(colour: str, told: str, start: float, width: float, y: int) -> str:
    return (
        f'<rect class="{colour} chart-part" x="{percent(start)}" y="{y}" width="{percent(width)}"'
        f' height="{BAR - 3}"><title>{told}</title></rect>'
    )
