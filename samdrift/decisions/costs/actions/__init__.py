"""Everything that can happen to rules, shares and settlements."""

from samdrift.decisions.costs.actions.accounts import (
    remove_account,
    replace_accounts,
    set_account,
    set_billing_details,
)
from samdrift.decisions.costs.actions.exports import (
    export_settlement,
    issue_invoices,
    may_export,
    write_vouchers,
)
from samdrift.decisions.costs.actions.rules import (
    agree_on_rule,
    split_by_department,
)
from samdrift.decisions.costs.actions.settlements import (
    charge_preliminarily,
    correct_settlement,
    settle_year,
)
from samdrift.decisions.costs.actions.shares import (
    discard_share,
    drafted_share,
    propose_share,
    share_all,
    share_cost,
)

__all__ = [
    "agree_on_rule",
    "charge_preliminarily",
    "correct_settlement",
    "discard_share",
    "drafted_share",
    "export_settlement",
    "issue_invoices",
    "may_export",
    "propose_share",
    "remove_account",
    "replace_accounts",
    "set_account",
    "set_billing_details",
    "settle_year",
    "share_all",
    "share_cost",
    "split_by_department",
    "write_vouchers",
]
