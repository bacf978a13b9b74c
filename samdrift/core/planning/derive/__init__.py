"""From what is known of installations → a problem to plan: who could go over to whose installation, and at what cost.

`values` what is known and what a scenario sets · `calendar` periods · `agreement` what leaving costs · `estimate` what
is missing · `lanes` several installations in one area · `problem` the problem itself · `paying` who pays what ·
`yearly` costs year by year.
Costs are in kronor, discounted to the first year. docs/methods/planning.md tells where each figure comes from.
"""

from samdrift.core.planning.derive.agreement import Binding
from samdrift.core.planning.derive.calendar import first_day, period_names
from samdrift.core.planning.derive.estimate import (
    Estimate,
    Known,
    Register,
    emptiness,
    estimate_costs,
)
from samdrift.core.planning.derive.lanes import Lanes, in_lanes
from samdrift.core.planning.derive.paying import nobody_pays_more
from samdrift.core.planning.derive.problem import derive_problem, option_name
from samdrift.core.planning.derive.values import (
    JUDGEMENTS,
    CostTerms,
    Installed,
    ItUnit,
    OwnLimit,
    work_of,
)
from samdrift.core.planning.derive.yearly import Yearly, yearly, yearly_costs

__all__ = [
    "JUDGEMENTS",
    "Binding",
    "CostTerms",
    "Estimate",
    "Installed",
    "ItUnit",
    "Known",
    "Lanes",
    "OwnLimit",
    "Register",
    "Yearly",
    "derive_problem",
    "emptiness",
    "estimate_costs",
    "first_day",
    "in_lanes",
    "nobody_pays_more",
    "option_name",
    "period_names",
    "work_of",
    "yearly",
    "yearly_costs",
]
