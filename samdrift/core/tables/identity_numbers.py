"""Personal identity numbers: told apart from other numbers, and their columns left out before anybody sees them."""

import re
from dataclasses import replace

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables.dates import is_blank
from samdrift.core.tables.fields import fold
from samdrift.core.tables.table import Cell, Table

_NUMBER = re.compile(r"(?:18|19|20)?(\d\d)(\d\d)(\d\d)[-+ ]?(\d{4})")
_HEADING = re.compile(
    r"\b(?:person|samordnings?|fodelse)\s?(?:nummer|nr)\b|\bpersonnummer|\bpnr\b|\bpersnr\b"
    r"|\bpersonal identity number\b|\bsocial security number\b|\bssn\b"
)
_COORDINATION = 60  # what a coordination number adds to the day


def is_identity_number(cell: Cell) -> bool:
    """Whether a cell is a Swedish personal identity or coordination number: a day, four digits, the check digit right.

    Spelled with or without century and mark. Source of the check digit: Skatteverket SKV 704, the sum of the nine
    digits before it, every other doubled.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | str):
        return False
    text = str(cell).strip()
    found = _NUMBER.fullmatch(text if isinstance(cell, str) else text.zfill(10))
    if found is None:
        return False
    month, day = int(found[2]), int(found[3])
    if not 1 <= month <= 12 or not 1 <= (day - _COORDINATION if day > _COORDINATION else day) <= 31:
        return False
    digits = "".join(found.groups())
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def without_identity_numbers(table: Table) -> Table:
    """The table without columns that say, or look, that they hold personal identity numbers; a finding tells of each.

    A column looks so where at least half of its filled cells are such numbers.
    """
    dropped = {at for at in range(len(table.header)) if _holds_them(table, at)}
    if not dropped:
        return table
    what = gettext_noop(
        "The column %(column)s holds personal identity numbers. They are not needed here, and the column was not read"
    )
    told = tuple(
        Finding(
            table.header[at],
            what,
            Severity.WARNING,
            {"column": table.header[at]},
            "identity-numbers",
        )
        for at in sorted(dropped)
    )
    kept = [at for at in range(len(table.header)) if at not in dropped]
    return replace(
        table,
        header=tuple(table.header[at] for at in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows),
        findings=(*table.findings, *told),
    )


def _holds_them(table: Table, at: int) -> bool:
    if _HEADING.search(fold(table.header[at])):
        return True
    filled = [row.cells[at] for row in table.rows if not is_blank(row.cells[at])]
    return bool(filled) and 2 * sum(map(is_identity_number, filled)) >= len(filled)
