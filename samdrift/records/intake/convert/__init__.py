"""Rows of a file ↔ what the register holds."""

from samdrift.records.intake.convert.cells import READERS, text_of
from samdrift.records.intake.convert.comparing import Change, compared, digests
from samdrift.records.intake.convert.line import Surroundings, Values
from samdrift.records.intake.convert.products import (
    Suggestion,
    catalogue_of,
    shipped_catalogue,
    suggested,
)
from samdrift.records.intake.convert.rows import (
    JOINED,
    LEFT_OUT,
    TAKEN,
    FileRow,
    Key,
    RowAside,
    RowsRead,
    memory_of,
    name_key,
    read_rows,
)
from samdrift.records.intake.convert.standing import as_pair, standing_values

__all__ = [
    "JOINED",
    "LEFT_OUT",
    "READERS",
    "TAKEN",
    "Change",
    "FileRow",
    "Key",
    "RowAside",
    "RowsRead",
    "Suggestion",
    "Surroundings",
    "Values",
    "as_pair",
    "catalogue_of",
    "compared",
    "digests",
    "memory_of",
    "name_key",
    "read_rows",
    "shipped_catalogue",
    "standing_values",
    "suggested",
    "text_of",
]
