"""Differences: who pays more and who pays less, on either side of a line for no change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.core.money import format_kronor
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

ROW, BAR, BOTTOM, WORDS = 48, 18, 8, 20
LESS, MORE = 0, 1  # colours


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceBars(Chart):
    """An amount before and after, in whole öre, for each group; the picture shows whole kronor, the table every öre."""

    groups: Sequence[Words]
    before_ore: Sequence[int]
    after_ore: Sequence[int]
    group_head: Words = ""


def difference_bars(chart: DifferenceBars) -> SafeString:
    """A bar to the right for each that pays more, to the left for each that pays less."""
    changes = [
        after - before for before, after in zip(chart.before_ore, chart.after_ore, strict=True)
    ]
    low, high = min([0, *changes]), max([0, *changes])
    width = (high - low) or 1
    zero = 100 * -low / width
    height = ROW * len(changes) + BOTTOM
    marks = [upright("chart-grid-major", zero, top=0, rows=len(changes), row=ROW, words=WORDS)]
    for place, (group, change) in enumerate(zip(chart.groups, changes, strict=True)):
        marks += _bar(group, change, ROW * place, zero, width)
    keys = [
        block_key(series_class(LESS), gettext("Pays less")),
        block_key(series_class(MORE), gettext("Pays more")),
    ]
    return figure(chart, picture(chart, height, marks), _numbers(chart, changes), legend(keys))


def format_signed(change_ore: int) -> str:
    """Whole kronor with its sign: ``+2 631 kr``, ``−160 kr``, ``0 kr``."""
    kronor = round_to_scale(change_ore, 100)
    sign = "+" if kronor > 0 else "−" if kronor < 0 else ""
    return f"{sign}{number(abs(kronor))}\u00a0kr"


def _bar(group: Words, change: int, top: int, zero: float, width: int) -> list[str]:
    marks = [
        f'<text class="chart-label" x="0" y="{top + 16}">{text(group)}</text>',
        f'<text class="chart-value" x="100%" y="{top + 16}" text-anchor="end">{format_signed(change)}</text>',
    ]
    if change:
        size = 100 * abs(change) / width
        left = zero if change > 0 else zero - size
        colour = series_class(MORE if change > 0 else LESS)
        marks.append(
            f'<rect class="{colour} chart-part" x="{percent(left)}" y="{top + 22}" width="{percent(size)}"'
            f' height="{BAR}"><title>{text(group)}: {format_signed(change)}</title></rect>'
        )
    return marks


def _numbers(chart: DifferenceBars, changes: Sequence[int]) -> Numbers:
    heads = [
        chart.group_head or gettext("What"),
        gettext("Before, kronor"),
        gettext("After, kronor"),
        gettext("Change, kronor"),
    ]
    rows = [
        [group, *map(format_kronor, (before, after, change))]
        for group, before, after, change in zip(
            chart.groups, chart.before_ore, chart.after_ore, changes, strict=True
        )
    ]
    return Numbers(heads, rows)
