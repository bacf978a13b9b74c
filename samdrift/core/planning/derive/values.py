"""What is known of each installation, and the figures that a scenario sets or that are judgements."""

import datetime as dt
from dataclasses import dataclass

from samdrift.core.planning.derive.agreement import Binding
from samdrift.core.planning.problem import Rule

DAYS_PER_YEAR = 200.0  # working days of one full-time employee
OWN_WORK = 0.25  # share of an installation's cost that is work at the unit that operates it
SPECIALISTS = 2  # who must master what is operated for others
BAD_FIT = 2  # at this grade or below it works badly
JOINT_LEVEL = 4  # one installation and one operating IT unit
COORDINATED_LEVEL = 3  # procurement, agreement and product together, operation apart


@dataclass(frozen=True, slots=True)
class Installed:
    """What one municipality uses in one area today.

    installation: the same for all who share it. unit: who operates it. annual: its part of the cost, kronor a year.
    estimated: whether `annual` is an estimate. binding: what its agreement says of leaving it.
    fit: 1 (bad) to 5. specialists: people who master it where it is operated. level: of collaboration today.
    can_host: may others go over to it. retired_on: its last day, where it is decided to end.
    """

    municipality: str
    installation: str
    product: str
    unit: str | None
    annual: float
    estimated: bool = False
    binding: Binding | None = None
    fit: int | None = None
    specialists: int | None = None
    level: int | None = None
    can_host: bool = True
    retired_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """What one municipality, or one IT unit, can take in one year, or in every year where none is said.

    amount: full-time employees for `UNIT_CAPACITY`, kronor for `BUDGET`, days for `CHANGE_DAYS`, a number for
    `CHANGES_PER_DEPARTMENT`, which holds for every year alike.
    """

    rule: Rule
    of: str
    amount: float
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CostTerms:
    """The figures that a scenario sets, and those that are judgements (`JUDGEMENTS`).

    discount, index: shares a year, of time's worth and of how prices grow.
    change_days, budget: each municipality and period; own_limits go before them.
    spare: room beyond today's work of a unit whose capacity is not known, as a share; None is no limit.
    day_cost: kronor. *_saved: shares of the cost that are paid once when installations become one - of the same
    product, of different ones, and when they stay apart but buy together. own_work: share of a cost that is work at
    the unit. *_days: working days. bad_price, fragile_price: shares of the cost a year of what works badly and of what
    fewer than two master. estimated: what estimated costs are multiplied by. decided_on: from when notice can be given.
    """

    first_year: int
    years: int
    discount: float
    day_cost: float
    same_product_saved: float
    other_product_saved: float
    change_days: float | None = None
    max_changes: int | None = None
    budget: float | None = None
    spare: float | None = None
    periods_per_year: int = 1
    index: float = 0.0
    coordinated_saved: float = 0.10
    own_work: float = OWN_WORK
    set_up_days: float = 10.0
    coordination_days: float = 5.0
    specialist_days: float = 10.0
    same_product_days: float = 10.0
    other_product_days: float = 25.0
    bad_price: float = 0.15
    fragile_price: float = 0.10
    estimated: float = 1.0
    own_limits: tuple[OwnLimit, ...] = ()
    decided_on: dt.date | None = None

    @property
    def periods(self) -> int:
        return self.years * self.periods_per_year

    def work(self, annual: float) -> float:
        """Full-time employees that a cost a year keeps busy."""
        return work_of(annual, self.day_cost, self.own_work)

    @property
    def known_on(self) -> dt.date:
        """From when notice can be given."""
        return self.decided_on or dt.date(self.first_year, 1, 1)


#: The figures that nobody can look up: each is tried 25 per cent lower and higher.
JUDGEMENTS = (
    "same_product_saved",
    "other_product_saved",
    "coordinated_saved",
    "day_cost",
    "own_work",
    "set_up_days",
    "coordination_days",
    "specialist_days",
    "same_product_days",
    "other_product_days",
    "bad_price",
    "fragile_price",
    "estimated",
)


@dataclass(frozen=True, slots=True)
class ItUnit:
    """An IT unit. municipality: None for a supplier, whose room nobody here limits.

    capacity: full-time employees for what is planned here; None where the register says none.
    """

    municipality: str | None
    capacity: float | None = None


def work_of(annual: float, day_cost: float, own_work: float = OWN_WORK) -> float:
    """Full-time employees that an installation's cost a year keeps busy at the unit that operates it."""
    return own_work * annual / (day_cost * DAYS_PER_YEAR) if day_cost else 0.0
