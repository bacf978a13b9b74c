"""What a person may see of shares, rules and charges, and the facts behind joint costs."""

from samdrift.decisions.costs.queries.joint import (
    AgreedKey,
    JointFacts,
    Subject,
    TakingPart,
    agreed_key,
    days_of,
    joint_facts,
    rules_on,
    split_lines,
    taking_part_in,
)
from samdrift.decisions.costs.queries.visible import (
    cost_years,
    key_dates,
    possible_participants,
    sees_costs,
    visible_charges,
    visible_rules,
    visible_settlements,
    visible_shares,
)

__all__ = [
    "AgreedKey",
    "JointFacts",
    "Subject",
    "TakingPart",
    "agreed_key",
    "cost_years",
    "days_of",
    "joint_facts",
    "key_dates",
    "possible_participants",
    "rules_on",
    "sees_costs",
    "split_lines",
    "taking_part_in",
    "visible_charges",
    "visible_rules",
    "visible_settlements",
    "visible_shares",
]
