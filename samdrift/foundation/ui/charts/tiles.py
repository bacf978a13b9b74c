"""A map of tiles: every municipality equally large, roughly where it lies."""

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
    percent,
    picture,
    text,
)

HIGHEST = 5
TILE, SPACE = 76, 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A place: its column and row in the map counted from nought, its level 0-5, and the figure written on it."""

    label: Words
    column: int
    row: int
    level: int
    figure: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap(Chart):
    """Tiles coloured by level. level_words: what each level means, from 0 up. figure_head: what the figure is."""

    tiles: Sequence[Tile]
    level_words: Sequence[Words]
    tile_head: Words = ""
    figure_head: Words = ""


def tile_map(chart: TileMap) -> SafeString:
    """The tiles with name and figure."""
    columns = max((tile.column for tile in chart.tiles), default=0) + 1
    rows = max((tile.row for tile in chart.tiles), default=0) + 1
    marks = [_tile(chart, tile, columns) for tile in chart.tiles]
    numbers = [[tile.label, tile.figure, _level_words(chart, tile)] for tile in chart.tiles]
    heads = [
        chart.tile_head or gettext("Municipality"),
        chart.figure_head or gettext("Figure"),
        gettext("Level"),
    ]
    keys = [block_key(f"tile-{level}", words) for level, words in enumerate(chart.level_words)]
    drawing = picture(chart, rows * (TILE + SPACE), marks)
    return figure(chart, drawing, Numbers(heads, numbers, numeric_from=9), legend(keys))


def _level_words(chart: TileMap, tile: Tile) -> Words:
    return (
        chart.level_words[tile.level]
        if 0 <= tile.level < len(chart.level_words)
        else str(tile.level)
    )


def _tile(chart: TileMap, tile: Tile, columns: int) -> str:
    level = max(0, min(HIGHEST, tile.level))
    width = 100 / columns
    x, y = tile.column * width, tile.row * (TILE + SPACE)
    middle = percent(x + width / 2 - 0.4)
    told = f"{text(tile.label)}: {text(tile.figure)} ({text(_level_words(chart, tile))})"
    return (
        f'<g class="tile"><title>{told}</title>'
        f'<rect class="tile-{level}" x="{percent(x)}" y="{y}" width="{percent(width - 0.8)}" height="{TILE}" rx="6"/>'
        f'<text class="tile-label tile-text-{level}" x="{middle}" y="{y + 32}" text-anchor="middle">'
        f"{text(tile.label)}</text>"
        f'<text class="tile-figure tile-text-{level}" x="{middle}" y="{y + 54}" text-anchor="middle">'
        f"{text(tile.figure)}</text></g>"
    )
