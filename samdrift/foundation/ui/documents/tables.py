"""Tables on paper: columns as wide as they need, numbers to the right, heads on every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from reportlab.platypus import LongTable, TableStyle
from reportlab.platypus import Paragraph as Flowing

from samdrift.foundation.ui.documents.lettering import (
    INK,
    LINE,
    MUTED,
    PLAIN,
    STRONG,
    TINT,
    style,
    width_of,
)
from samdrift.foundation.ui.documents.report import DocumentFacts, DocumentTable

SIZES = (9.0, 8.0, 7.0, 6.0)  # the largest at which the numbers stand whole
PAD = 4.0
LEAST_TEXT = 52.0
MOST_MEASURED = 400  # rows looked at for the widths of text columns


def drawn_table(table: DocumentTable, width: float) -> LongTable:
    """The table within `width` points."""
    columns = len(table.heads)
    body = [[_words(cell) for cell in row] for row in table.rows]
    foot = [[_words(cell) for cell in table.foot]] if table.foot is not None else []
    numeric = [table.is_numeric(place) for place in range(columns)]
    heads = [str(head) for head in table.heads]
    size, widths = _Columns(heads, body + foot, numeric).fitting(width)
    head_style = style("head", size - 0.5, strong=True, colour=INK)
    heads_right = style("head-right", size - 0.5, strong=True, colour=INK, right=True)
    cell_style, foot_style = style("cell", size), style("foot", size, strong=True)
    drawn: list[list[Any]] = [
        [
            Flowing(escape(head), heads_right if numeric[place] else head_style)
            for place, head in enumerate(heads)
        ]
    ]
    for rows, words_style in ((body, cell_style), (foot, foot_style)):
        drawn += [
            [
                cell
                if numeric[place] or _fits(cell, widths[place], size)
                else _flowing(cell, words_style)
                for place, cell in enumerate(row)
            ]
            for row in rows
        ]
    made = LongTable(drawn, colWidths=widths, repeatRows=1, hAlign="LEFT", splitInRow=1)
    made.setStyle(TableStyle(_lines(numeric, size, has_foot=bool(foot))))
    return made


def drawn_facts(facts: DocumentFacts, width: float) -> LongTable:
    """Names to the left, values beside them."""
    name_style, value_style = style("name", 9.5, colour=MUTED), style("value", 9.5)
    rows = [
        [_flowing(str(name), name_style), _flowing(_words(value), value_style)]
        for name, value in facts.pairs
    ]
    names = min(width * 0.36, max(width_of(str(name), 9.5) for name, _value in facts.pairs) + 14)
    made = LongTable(rows, colWidths=[names, width - names], hAlign="LEFT", splitInRow=1)
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
    )
    return made


def _words(cell: object) -> str:
    return "–" if cell is None else str(cell)


def _flowing(words: str, words_style: Any) -> Flowing:
    return Flowing(escape(words).replace("\n", "<br/>"), words_style)


def _fits(words: str, width: float, size: float) -> bool:
    """Whether the words stand on one line: then they need no paragraph, which is many times quicker."""
    return "\n" not in words and width_of(words, size, strong=True) <= width - 2 * PAD


@dataclass(frozen=True)
class _Columns:
    """What decides how wide columns are: heads, rows, and which of them have numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]

    def fitting(self, width: float) -> tuple[float, list[float]]:
        """(size, widths): first with every head on one line, then at the largest size with room for all numbers."""
        size, widths = SIZES[0], self._wanted_widths(SIZES[0], lambda head: [head])
        if sum(widths) <= width:
            return size, widths
        for size in SIZES:
            widths = self._within(width, self._wanted_widths(size, str.split))
            if sum(widths) <= width + 0.5:
                break
        return size, widths

    def _wanted_widths(self, size: float, parts: Callable[[str], list[str]]) -> list[float]:
        """What each column would have if it could; `parts` are the pieces in which a head may be broken."""
        wanted = []
        for place, head in enumerate(self.heads):
            looked_at = self.rows if self.numeric[place] else self.rows[:MOST_MEASURED]
            words = {line for row in looked_at for line in row[place].split("\n")}
            widths = [width_of(each, size, strong=True) for each in {*words, *parts(head)}]
            wanted.append(max(widths, default=0.0) + 2 * PAD + 1)
        return wanted

    def _within(self, width: float, wanted: list[float]) -> list[float]:
        """Numbers keep what they want; texts share what is left, each with a least width."""
        texts = [place for place in range(len(self.heads)) if not self.numeric[place]]
        free = width - sum(wanted) + sum(wanted[place] for place in texts)
        if sum(wanted[place] for place in texts) <= free:
            return wanted
        least = min(LEAST_TEXT, width / len(self.heads))
        spare = max(0.0, free - least * len(texts))
        over = {place: max(0.0, wanted[place] - least) for place in texts}
        total = sum(over.values()) or 1.0
        return [
            least + min(over[place], spare * over[place] / total) if place in over else each
            for place, each in enumerate(wanted)
        ]


def _lines(numeric: Sequence[bool], size: float, *, has_foot: bool) -> list[Any]:
    commands: list[Any] = [
        ("FONT", (0, 0), (-1, -1), PLAIN, size),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    commands += [
        ("ALIGN", (place, 0), (place, -1), "RIGHT") for place, each in enumerate(numeric) if each
    ]
    if has_foot:
        commands += [
            ("FONT", (0, -1), (-1, -1), STRONG, size),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK),
        ]
    return commands
