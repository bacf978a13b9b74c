"""One row of a table while its cells are read by the meaning of their columns, with what is found on the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.findings import Finding, Severity
from samdrift.core.tables import Cell, Place, Row, Table, asides
from samdrift.records.intake.convert.cells import text_of, without_apostrophe


@dataclass(slots=True, kw_only=True)
class RowCells:
    """A row's cells; `at` is the place of each field's column."""

    row: Row
    header: Sequence[str]
    at: Mapping[str, int]
    findings: list[Finding] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        return self.row.cells[self.at[name]] if name in self.at else None

    def text(self, name: str) -> str:
        """What the cell says in single spaces, without the apostrophe that keeps a text from being a formula."""
        return without_apostrophe(" ".join(text_of(self.cell(name)).split()))

    def place(self, name: str) -> Place:
        return Place(self.row.number, self.header[self.at[name]] if name in self.at else "")

    def add_finding(
        self, name: str, rule: str, what: str, value: object = "", **more: object
    ) -> None:
        """Note a fault beside a field."""
        place = self.place(name)
        self.findings.append(place.finding(rule, what, value, Severity.ERROR, **more))

    def value_of(self, answer: Any) -> Any:
        """The answer of a reader of cells; a finding is noted and answers None."""
        if isinstance(answer, Finding):
            self.findings.append(answer)
            return None
        return answer

    @property
    def has_fault(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def word_for_word(self) -> dict[str, str]:
        """What every cell says, by its heading."""
        return dict(zip(self.header, map(text_of, self.row.cells), strict=True))


def entries_of(
    table: Table, at: Mapping[str, int], naming: Sequence[str], findings: list[Finding]
) -> Iterator[Row]:
    """The rows of a list without its section heads, sums, stamps and notes, each of which becomes a note.

    at: place of each field's column. naming: the fields that can name an entry, the usual one first.
    """
    named = next((at[name] for name in naming if name in at), None)
    left_aside = asides(table, named)
    for row in table.rows:
        aside = left_aside.get(row.number)
        if aside is None:
            yield row
        else:
            where = Place(row.number)
            findings.append(
                where.finding("no-entry", aside.reason, aside.words[:200], Severity.NOTE)
            )
