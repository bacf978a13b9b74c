"""Sharing rules, splits by department, and shares with their lines."""

from samdrift.decisions.sharing.models.rule import (
    DepartmentKey,
    DepartmentRule,
    KeyKind,
    RuleState,
    SharingRule,
    Vat,
)
from samdrift.decisions.sharing.models.share import DepartmentLine, Share, ShareLine

__all__ = [
    "DepartmentKey",
    "DepartmentLine",
    "DepartmentRule",
    "KeyKind",
    "RuleState",
    "Share",
    "ShareLine",
    "SharingRule",
    "Vat",
]
