"""Everything that can happen to rules, shares and settlements."""

from samdrift.decisions.costs.actions.rules import agree_on_rule, split_by_department
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
    "propose_share",
    "settle_year",
    "share_all",
    "share_cost",
    "split_by_department",
]
