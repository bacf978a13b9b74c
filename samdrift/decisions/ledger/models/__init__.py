"""Accounts, billing details, and what has been written for a municipality's books."""

from samdrift.decisions.ledger.models.accounts import AccountMapping, BillingDetails, Direction
from samdrift.decisions.ledger.models.export import Export, ExportedDocument, ExportKind

__all__ = [
    "AccountMapping",
    "BillingDetails",
    "Direction",
    "Export",
    "ExportKind",
    "ExportedDocument",
]
