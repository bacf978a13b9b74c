"""A joint cost and a key → exact shares that sum to the öre.

shares = share(10_000_000, population_key({"1460": 9076, "1438": 4606, …}))
shares.amounts_ore["1460"]
"""

from samdrift.core.sharing.keys import (
    Key,
    equal_key,
    fixed_key,
    mixed_key,
    population_key,
    quantity_key,
    weighted_by_days,
)
from samdrift.core.sharing.rounding import Rounded, largest_remainder
from samdrift.core.sharing.share import Shares, ShareStep, share

__all__ = [
    "Key",
    "Rounded",
    "ShareStep",
    "Shares",
    "equal_key",
    "fixed_key",
    "largest_remainder",
    "mixed_key",
    "population_key",
    "quantity_key",
    "share",
    "weighted_by_days",
]
