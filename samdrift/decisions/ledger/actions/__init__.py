"""Everything that can happen to accounts, billing details, vouchers and invoices."""

from samdrift.decisions.ledger.actions.accounts import (
    remove_account,
    replace_accounts,
    set_account,
    set_billing_details,
)
from samdrift.decisions.ledger.actions.exports import (
    export_settlement,
    issue_invoices,
    may_export,
    write_vouchers,
)

__all__ = [
    "export_settlement",
    "issue_invoices",
    "may_export",
    "remove_account",
    "replace_accounts",
    "set_account",
    "set_billing_details",
    "write_vouchers",
]
