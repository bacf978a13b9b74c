"""Rows of a file ↔ what the register holds."""

from samdrift.records.intake.convert.cells import text_of
from samdrift.records.intake.convert.columns import READERS
from samdrift.records.intake.convert.comparing import Change, changes_between, digests
from samdrift.records.intake.convert.line import ReadingContext, Values
from samdrift.records.intake.convert.products import (
    Suggestion,
    catalogue_of,
    shipped_catalogue,
    suggest_products,
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
from samdrift.records.intake.convert.state_values import as_pair, values_of_state

__all__ = [
    "JOINED",
    "LEFT_OUT",
    "READERS",
    "TAKEN",
    "Change",
    "FileRow",
    "Key",
    "ReadingContext",
    "RowAside",
    "RowsRead",
    "Suggestion",
    "Values",
    "as_pair",
    "catalogue_of",
    "changes_between",
    "digests",
    "memory_of",
    "name_key",
    "read_rows",
    "shipped_catalogue",
    "suggest_products",
    "text_of",
    "values_of_state",
]
