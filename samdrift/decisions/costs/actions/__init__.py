"""Everything that can happen to rules, shares and settlements, vouchers, notices and budget requests."""

from samdrift.decisions.costs.actions.accounts import (
    remove_account,
    replace_accounts,
    set_account,
    set_billing_details,
)
from samdrift.decisions.costs.actions.alone import propose_key, say_stand_alone_costs
from samdrift.decisions.costs.actions.exports import (
    export_settlement,
    issue_invoices,
    may_export,
    write_vouchers,
)
from samdrift.decisions.costs.actions.notices import (
    acknowledge_notice,
    change_notice,
    discard_notice,
    draft_notice,
    mail_notice_again,
    previewed_notice,
    remind_recipients,
    send_notice,
    withdraw_notice,
)
from samdrift.decisions.costs.actions.requests import (
    decide_budget_request,
    note_budget_needs,
    send_budget_request,
)
from samdrift.decisions.costs.actions.rules import (
    agree_on_rule,
    confirm_rule,
    end_department_rule,
    end_rule,
    propose_rule,
    split_by_department,
    withdraw_rule,
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
    "acknowledge_notice",
    "agree_on_rule",
    "change_notice",
    "charge_preliminarily",
    "confirm_rule",
    "correct_settlement",
    "decide_budget_request",
    "discard_notice",
    "discard_share",
    "draft_notice",
    "drafted_share",
    "end_department_rule",
    "end_rule",
    "export_settlement",
    "issue_invoices",
    "mail_notice_again",
    "may_export",
    "note_budget_needs",
    "previewed_notice",
    "propose_key",
    "propose_rule",
    "propose_share",
    "remind_recipients",
    "remove_account",
    "replace_accounts",
    "say_stand_alone_costs",
    "send_budget_request",
    "send_notice",
    "set_account",
    "set_billing_details",
    "settle_year",
    "share_all",
    "share_cost",
    "split_by_department",
    "withdraw_notice",
    "withdraw_rule",
    "write_vouchers",
]
