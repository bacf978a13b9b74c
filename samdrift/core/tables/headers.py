"""Where the headings stand, and what each column is called."""

import re
from collections.abc import Sequence

from samdrift.core.findings import Severity, gettext_noop
from samdrift.core.tables.fields import field_of_heading
from samdrift.core.tables.table import Cell, Findings, Place

_NUMBER = re.compile(r"[\d\s.,:/%-]+(?:kr|tkr)?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def header_at(rows: Sequence[Sequence[Cell]]) -> int:
    """Position of the row that looks most like headings: many different short texts, some of them known.

    Title rows above («Systemförteckning 2009») have one or two cells; rows of data hold numbers, dates, addresses
    and long texts. The first of equals wins.
    """
    widest = max(
        len([cell for cell in row if _words(cell) or cell not in (None, "")]) for row in rows
    )
    scores = [_header_score(row, widest) for row in rows]
    return max(range(len(rows)), key=lambda at: (scores[at], -at))


def _header_score(row: Sequence[Cell], widest: int) -> float:
    filled = [
        cell for cell in row if cell is not None and (not isinstance(cell, str) or cell.strip())
    ]
    if not filled:
        return -1.0
    texts = [words for cell in filled if (words := _words(cell))]
    known = sum(1 for text in texts if field_of_heading(text) is not None)
    different = len({text.casefold() for text in texts})
    score = different / max(widest, 1) + 1.5 * known / max(widest, 1)
    score -= 0.7 * (len(filled) - len(texts)) / len(filled)
    long = sum(1 for text in texts if len(text) > 90 or "@" in text)
    return score - 0.5 * long / len(filled)


def _words(cell: Cell) -> str:
    """The cell's text if it could be a heading, else nothing."""
    if not isinstance(cell, str):
        return ""
    text = cell.strip()
    return "" if not text or _NUMBER.fullmatch(text) else text


def headings(head: Sequence[str], row: int, width: int, findings: Findings) -> tuple[str, ...]:
    """Headings on one line each, never empty, never two alike: «Namn», «Namn (2)», «[C]»."""
    named: list[str] = []
    seen: dict[str, int] = {}
    for at in range(width):
        name = _SPACES.sub(" ", head[at]).strip() if at < len(head) else ""
        name = name[:200] or f"[{letters(at)}]"
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        if count > 1:
            what = gettext_noop("Several columns are called %(value)s; this one was named %(name)s")
            while f"{name} ({count})".casefold() in seen:
                count += 1
            new = f"{name} ({count})"
            # About the header, not about a row of data: so no «row» among the values.
            values = {"value": name, "name": new, "column": new}
            where = str(Place(row, name))
            findings.add_about(where, "duplicate-heading", what, Severity.WARNING, values)
            seen[new.casefold()] = 1
            name = new
        named.append(name)
    return tuple(named)


def letters(position: int) -> str:
    """Position of a column, from 0 → its letters in a spreadsheet program: 0 → A, 26 → AA."""
    name, position = "", position + 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name
