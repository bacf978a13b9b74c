"""Spreadsheets on their way into the register, and what is remembered of them afterwards."""

from samdrift.records.intake.models.memory import ImportedRow, Mapping, ProductChoice, RowChoice
from samdrift.records.intake.models.upload import (
    BROUGHT_IN,
    KEYED,
    PERMISSIONS,
    WAITING,
    WORKING,
    About,
    Decision,
    Finding,
    NameMatch,
    Row,
    RowOutcome,
    Status,
    Upload,
)

__all__ = [
    "BROUGHT_IN",
    "KEYED",
    "PERMISSIONS",
    "WAITING",
    "WORKING",
    "About",
    "Decision",
    "Finding",
    "ImportedRow",
    "Mapping",
    "NameMatch",
    "ProductChoice",
    "Row",
    "RowChoice",
    "RowOutcome",
    "Status",
    "Upload",
]
