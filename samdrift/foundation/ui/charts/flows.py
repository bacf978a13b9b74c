"""Flows between two columns: what goes from where to where, as wide as it is large."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.core.money import format_decimals
from samdrift.foundation.ui.charts.figure import (
    Chart,
    Numbers,
    Words,
    figure,
    number,
    percent,
    picture,
    series_class,
    text,
)
from samdrift.foundation.ui.charts.scale import round_to_scale

TOP = 10
NODE = 1.4  # per cent
LEAST_GAP = 18


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount from a source to a target, both by their place in the chart's lists."""

    source: int
    target: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowChart(Chart):
    """Flows from sources on the left to targets on the right; every amount at least nought.

    scale: how many of the amounts make one `unit` (100 for amounts in öre shown in kronor). Sums are made of the
    amounts themselves and rounded when they are written, so a picture shows the same sum as the table beside it;
    the picture's own table has every amount to the last decimal.
    """

    sources: Sequence[Words]
    targets: Sequence[Words]
    flows: Sequence[Flow]
    unit: Words
    source_head: Words = ""
    target_head: Words = ""
    height: int = 360
    scale: int = 1

    @property
    def outs(self) -> list[int]:
        """What leaves each source, exactly."""
        return _sum_by_place(len(self.sources), ((flow.source, flow.amount) for flow in self.flows))

    @property
    def ins(self) -> list[int]:
        """What reaches each target, exactly."""
        return _sum_by_place(len(self.targets), ((flow.target, flow.amount) for flow in self.flows))

    def written(self, amount: int) -> str:
        """An amount in whole units."""
        return number(round_to_scale(amount, self.scale))


def _sum_by_place(places: int, amounts: Iterable[tuple[int, int]]) -> list[int]:
    sums = [0] * places
    for place, amount in amounts:
        sums[place] += amount
    return sums


@dataclass(slots=True)
class _Node:
    """A place in a column: how high it begins, how high it is, and how much of it is used."""

    top: float
    height: float
    used: float = 0.0

    def take(self, height: float) -> float:
        """The height where the next flow begins."""
        begins = self.top + self.used
        self.used += height
        return begins


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands at a node: its name and sum, and a sign that stands for the name in a narrow picture."""

    sign: str
    name: Words
    node: _Node
    total: int
    css_class: str


def flow_chart(chart: FlowChart) -> SafeString:
    """Two columns of nodes with curves between them."""
    outs, ins = chart.outs, chart.ins
    per_unit = min(_room(chart, outs), _room(chart, ins))
    left, right = _place_nodes(chart, outs, per_unit), _place_nodes(chart, ins, per_unit)
    flows = sorted(chart.flows, key=lambda flow: (flow.source, flow.target))
    curves = "".join(
        _curve(chart, flow, left[flow.source], right[flow.target], flow.amount * per_unit)
        for flow in flows
    )
    place_of_curves = (
        f'x="{percent(NODE)}" y="{TOP}" width="{percent(100 - 2 * NODE)}" height="{chart.height}"'
    )
    stretched = f'viewBox="0 0 100 {chart.height}" preserveAspectRatio="none"'
    marks = [f"<svg {place_of_curves} {stretched}>{curves}</svg>"]
    sources = [
        _Label(str(place + 1), name, left[place], outs[place], "flow-source")
        for place, name in enumerate(chart.sources)
    ]
    targets = [
        _Label(_letters(place), name, right[place], ins[place], series_class(place))
        for place, name in enumerate(chart.targets)
    ]
    marks += [_draw_labelled(chart, label, on_left=True) for label in sources]
    marks += [_draw_labelled(chart, label, on_left=False) for label in targets]
    rows = [
        [chart.sources[flow.source], chart.targets[flow.target], _exact(chart, flow.amount)]
        for flow in flows
    ]
    heads = [chart.source_head or gettext("From"), chart.target_head or gettext("To"), chart.unit]
    drawing = picture(chart, chart.height + 2 * TOP, marks)
    return figure(
        chart,
        drawing + _key_for_narrow(chart, [*sources, *targets]),
        Numbers(heads, rows, numeric_from=2),
    )


def _room(chart: FlowChart, totals: Sequence[int]) -> float:
    """How many pixels one unit can have in this column."""
    free = chart.height - LEAST_GAP * max(0, len(totals) - 1)
    return max(1.0, free) / (sum(totals) or 1)


def _place_nodes(chart: FlowChart, totals: Sequence[int], per_unit: float) -> list[_Node]:
    """The nodes of a column, spread evenly over the height."""
    free = chart.height - sum(totals) * per_unit
    gap = free / (len(totals) - 1) if len(totals) > 1 else 0.0
    nodes, top = [], 0.0 if len(totals) > 1 else free / 2
    for total in totals:
        nodes.append(_Node(top, total * per_unit))
        top += total * per_unit + gap
    return nodes


def _curve(chart: FlowChart, flow: Flow, source: _Node, target: _Node, height: float) -> str:
    start, end = source.take(height), target.take(height)
    path = (
        f"M0 {start:.1f}C50 {start:.1f} 50 {end:.1f} 100 {end:.1f}"
        f"V{end + height:.1f}C50 {end + height:.1f} 50 {start + height:.1f} 0 {start + height:.1f}Z"
    )
    told = (
        f"{text(chart.sources[flow.source])} → {text(chart.targets[flow.target])}:"
        f" {chart.written(flow.amount)} {text(chart.unit)}"
    )
    return f'<path class="chart-flow {series_class(flow.target)}" d="{path}"><title>{told}</title></path>'


def _exact(chart: FlowChart, amount: int) -> str:
    """An amount to the last decimal that its scale has."""
    return format_decimals(amount / chart.scale, len(str(chart.scale)) - 1)


def _letters(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _draw_labelled(chart: FlowChart, label: _Label, *, on_left: bool) -> str:
    """A node with its name and amount; its sign alone where there is no width for names."""
    node = label.node
    middle = TOP + node.top + node.height / 2
    node_x, text_x, anchor = (0.0, NODE + 1, "start") if on_left else (100 - NODE, 99 - NODE, "end")
    place = f'x="{percent(text_x)}" y="{middle + 5:.1f}" text-anchor="{anchor}"'
    return (
        f'<rect class="{label.css_class}" x="{percent(node_x)}" y="{TOP + node.top:.1f}" width="{percent(NODE)}"'
        f' height="{node.height:.1f}"/><text class="chart-label flow-label" {place}>{text(label.name)}'
        f' <tspan class="chart-note">{chart.written(label.total)} {text(chart.unit)}</tspan></text>'
        f'<text class="chart-label flow-sign" {place}>{label.sign}</text>'
    )


def _key_for_narrow(chart: FlowChart, labels: Sequence[_Label]) -> str:
    """What the signs stand for; shown only where the signs are."""
    said = "".join(
        f"<li><b>{label.sign}</b> {text(label.name)}"
        f' <span class="muted nowrap">{chart.written(label.total)} {text(chart.unit)}</span></li>'
        for label in labels
    )
    return f'<ul class="flow-key">{said}</ul>'
