"""Spreadsheets on their way into the register, and what is remembered of them afterwards."""

from samdrift.records.intake.models.memory import ImportedRow, Mapping, ProductChoice
from samdrift.records.intake.models.upload import (
    WAITING,
    WORKING,
    About,
    Decision,
    Finding,
    NameMatch,
    Outcome,
    Row,
    Status,
    Upload,
)

__all__ = [
    "WAITING",
    "WORKING",
    "About",
    "Decision",
    "Finding",
    "ImportedRow",
    "Mapping",
    "NameMatch",
    "Outcome",
    "ProductChoice",
    "Row",
    "Status",
    "Upload",
]
