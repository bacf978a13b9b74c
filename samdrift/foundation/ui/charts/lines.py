"""Lines: how numbers change from one time to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
)
from samdrift.foundation.ui.charts.scale import steps

TOP, AXIS = 18, 26
LEFT, RIGHT = 4.0, 96.0
LABELS = 8  # more places than this are labelled every second, third …


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(Chart):
    """One line for each series over the same places; the axis begins at nought. A value of None breaks the line."""

    places: Sequence[Words]
    series: Sequence[Series]
    unit: Words
    place_head: Words = ""
    height: int = 220


def line_chart(chart: LineChart) -> SafeString:
    """The lines with a dot and its value at every place."""
    known = [value for series in chart.series for value in series.values if value is not None]
    largest = max(known, default=0) or 1
    marks = [*_levels(chart, largest), *_places(chart)]
    for place, series in enumerate(chart.series):
        marks += _line(chart, place, series, largest)
    rows = [
        [
            label,
            *(
                "–" if (value := series.values[place]) is None else number(value)
                for series in chart.series
            ),
        ]
        for place, label in enumerate(chart.places)
    ]
    heads = [
        chart.place_head or gettext("Year"),
        *(f"{series.name}, {chart.unit}" for series in chart.series),
    ]
    keys = [
        block_key(series_class(place), series.name)
        for place, series in enumerate(chart.series)
        if series.is_known
    ]
    drawing = picture(chart, TOP + chart.height + AXIS, marks)
    return figure(chart, drawing, Numbers(heads, rows), legend(keys))


def _x(chart: LineChart, place: int) -> float:
    last = len(chart.places) - 1
    return LEFT + (RIGHT - LEFT) * (place / last if last else 0.5)


def _y(chart: LineChart, value: float, largest: float) -> float:
    return TOP + chart.height * (1 - max(0.0, value) / largest)


def _levels(chart: LineChart, largest: float) -> list[str]:
    marks = []
    for value in steps(largest):
        y = _y(chart, value, largest)
        unit = f" {text(chart.unit)}" if value else ""
        marks.append(
            f'<line class="chart-grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="chart-axis" x="0" y="{y - 4:.1f}">{number(value)}{unit}</text>'
        )
    return marks


def _places(chart: LineChart) -> list[str]:
    every = max(1, -(-len(chart.places) // LABELS))
    below = f'y="{TOP + chart.height + 20}" text-anchor="middle"'
    return [
        f'<text class="chart-axis" x="{percent(_x(chart, place))}" {below}>{text(label)}</text>'
        for place, label in enumerate(chart.places)
        if place % every == 0
    ]


def _line(chart: LineChart, place: int, series: Series, largest: float) -> list[str]:
    points = [
        (percent(_x(chart, at)), f"{_y(chart, value, largest):.1f}") if value is not None else None
        for at, value in enumerate(series.values)
    ]
    colour = series_class(place)
    marks = [
        f'<line class="chart-line line-{colour}" x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"/>'
        for start, end in pairwise(points)
        if start and end
    ]
    for at, point in enumerate(points):
        value = series.values[at]
        if point is not None and value is not None:
            told = (
                f"{text(series.name)} {text(chart.places[at])}: {number(value)} {text(chart.unit)}"
            )
            dot = f'<circle class="{colour} chart-part" cx="{point[0]}" cy="{point[1]}" r="5">'
            marks.append(f"{dot}<title>{told}</title></circle>")
    return marks
