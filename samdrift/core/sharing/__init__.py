"""A joint cost and a key → exact shares that sum to the öre.

shares = share(10_000_000, population_key({"1460": 9076, "1438": 4606, …}))
shares.amounts_ore["1460"]
"""

from samdrift.core.sharing.consequence import (
    NO_DEPARTMENT,
    Consequence,
    CostYear,
    consequences,
)
from samdrift.core.sharing.keys import (
    Key,
    equal_key,
    fixed_key,
    mixed_key,
    population_key,
    quantity_key,
    weighted_by_days,
)
from samdrift.core.sharing.rounding import (
    Rounded,
    apportion,
    instalments,
    largest_remainder,
    remainder_order,
)
from samdrift.core.sharing.rule import (
    KEYS,
    Figures,
    KeyRule,
    figures_needed,
    key_by_rule,
    population_day,
    rule_document,
    rule_in,
    share_by_rule,
)
from samdrift.core.sharing.share import Shares, ShareStep, share
from samdrift.core.sharing.tariff import share_by_tariff
from samdrift.core.sharing.weights import as_parts, read_parts, read_weights

__all__ = [
    "KEYS",
    "NO_DEPARTMENT",
    "Consequence",
    "CostYear",
    "Figures",
    "Key",
    "KeyRule",
    "Rounded",
    "ShareStep",
    "Shares",
    "apportion",
    "as_parts",
    "consequences",
    "equal_key",
    "figures_needed",
    "fixed_key",
    "instalments",
    "key_by_rule",
    "largest_remainder",
    "mixed_key",
    "population_day",
    "population_key",
    "quantity_key",
    "read_parts",
    "read_weights",
    "remainder_order",
    "rule_document",
    "rule_in",
    "share",
    "share_by_rule",
    "share_by_tariff",
    "weighted_by_days",
]
