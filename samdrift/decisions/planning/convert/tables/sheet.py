"""A table as values: its heads say what its cells are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from samdrift.core.money import format_decimals, format_number, whole_kronor_of

Kind = Literal["text", "kronor", "number", "percent"]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column: `kronor` has whole öre, `percent` a share."""

    label: str
    kind: Kind = "text"

    @property
    def is_numeric(self) -> bool:
        return self.kind != "text"


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """key: short, for addresses and sheets. rows: raw cells, None where nothing is known."""

    key: str
    caption: str
    heads: Sequence[FigureColumn]
    rows: Sequence[Sequence[Any]]
    note: str = ""

    @property
    def shown_rows(self) -> list[list[tuple[str, bool]]]:
        """(words, is numeric) for each cell."""
        return [
            [
                (cell_in_words(cell, head.kind), head.is_numeric)
                for cell, head in zip(row, self.heads, strict=True)
            ]
            for row in self.rows
        ]

    @property
    def plain_rows(self) -> list[list[Any]]:
        """Cells for a spreadsheet: kronor as decimals."""
        return [
            [_plain(cell, head.kind) for cell, head in zip(row, self.heads, strict=True)]
            for row in self.rows
        ]


def cell_in_words(cell: Any, kind: Kind) -> str:
    """A cell as it is read."""
    if cell is None or cell == "":
        return NOTHING
    if kind == "kronor":
        return format_number(whole_kronor_of(round(cell)))
    if kind == "percent":
        return f"{format_decimals(100 * cell, 1)} %"
    if kind == "number":
        return format_number(float(cell))
    return str(cell)


def _plain(cell: Any, kind: Kind) -> Any:
    if cell is None:
        return None
    return Decimal(cell).scaleb(-2) if kind == "kronor" else cell
