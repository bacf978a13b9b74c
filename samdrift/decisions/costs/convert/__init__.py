"""Rows ↔ core's sharing and settlement, and what is frozen of them."""

from samdrift.decisions.costs.convert.content import (
    cost_line_facts,
    in_words,
    share_content,
    share_values,
)
from samdrift.decisions.costs.convert.departments import department_lines
from samdrift.decisions.costs.convert.joint import POLICY_RULE, JointCost, joint_costs
from samdrift.decisions.costs.convert.reckoning import (
    Basis,
    counted_again,
    population_on,
    reckon,
    usual_key_date,
)
from samdrift.decisions.costs.convert.settling import (
    charges_of,
    grounds_of,
    recomputed,
    settlement_content,
    shared_cost,
)

__all__ = [
    "POLICY_RULE",
    "Basis",
    "JointCost",
    "charges_of",
    "cost_line_facts",
    "counted_again",
    "department_lines",
    "grounds_of",
    "in_words",
    "joint_costs",
    "population_on",
    "reckon",
    "recomputed",
    "settlement_content",
    "share_content",
    "share_values",
    "shared_cost",
    "usual_key_date",
]
