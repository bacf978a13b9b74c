"""Which sheet of a workbook is the one to read: the same choice for every page and command."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samdrift.core.findings import Severity, gettext_noop
from samdrift.core.tables.columns import recognise
from samdrift.core.tables.fields import Vocabulary, fold
from samdrift.core.tables.table import Findings, Table

MOST_SHEETS = 30  # so many are looked through; nobody keeps a register on the thirty-first
_UNREADABLE = (
    1.5  # a sheet too large to read is rather the register than one with a single known heading
)


@dataclass(slots=True)
class Candidate:
    """A sheet read, with its own findings and how many of its columns are known."""

    table: Table
    findings: Findings
    known: float

    @property
    def rank(self) -> tuple[float, int]:
        return self.known, len(self.table.rows)

    @property
    def headings(self) -> frozenset[str]:
        return frozenset(map(fold, self.table.header))


def chosen_sheet(
    names: Sequence[str],
    read: Callable[[str], tuple[Table, Findings]],
    vocabulary: Vocabulary,
    findings: Findings,
) -> Table:
    """Of several sheets the one with most columns that are known, and among equals the one with most rows.

    What is found in it, and why it was chosen, is added to `findings`.
    """
    best: Candidate | None = None
    seen: list[tuple[str, frozenset[str]]] = []
    for name in names[:MOST_SHEETS]:
        table, its_own = read(name)
        known: float = sum(guess.field is not None for guess in recognise(table, vocabulary))
        candidate = Candidate(table, its_own, known if table.is_readable else _UNREADABLE)
        if table.rows:
            seen.append((name, candidate.headings))
        if best is None or candidate.rank > best.rank:
            best = candidate
    if best is None:
        return Table()
    findings.take(best.findings)
    if len(names) > 1:
        _tell_choice(best, names, seen, findings)
    return best.table


def _tell_choice(
    best: Candidate,
    names: Sequence[str],
    seen: Sequence[tuple[str, frozenset[str]]],
    findings: Findings,
) -> None:
    findings.whole(
        "sheet-chosen",
        gettext_noop("Read the sheet %(value)s, which most resembles a register, of %(sheets)s"),
        Severity.NOTE,
        {"value": best.table.sheet, "sheets": ", ".join(names)},
    )
    alike = [
        name
        for name, headings in seen
        if name != best.table.sheet and best.known >= 2 and headings == best.headings
    ]
    if alike:
        findings.whole(
            "sheets-alike",
            gettext_noop(
                "Sheets with the same headings that are not read: %(sheets)s; give them as files of their own"
            ),
            Severity.WARNING,
            {"sheets": ", ".join(alike)},
        )
