"""A scenario's fields → what core plans with."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from samdrift.core.findings import Finding
from samdrift.core.planning import CostTerms, OwnLimit, Pin, Rule, read_pins
from samdrift.decisions.planning.models import Scenario

#: What can be set for one municipality or IT unit.
OWN_LIMITS = (Rule.UNIT_CAPACITY, Rule.CHANGE_DAYS, Rule.CHANGES_PER_DEPARTMENT, Rule.BUDGET)


def terms_of(scenario: Scenario, on: dt.date | None = None) -> CostTerms:
    """on: from when notice can be given."""
    spare = scenario.spare_percent
    return CostTerms(
        first_year=scenario.first_year,
        years=scenario.years,
        periods_per_year=scenario.periods_per_year,
        discount=float(scenario.discount_percent) / 100,
        index=float(scenario.index_percent) / 100,
        day_cost=scenario.day_ore / 100,
        same_product_saved=scenario.same_product_saved / 100,
        other_product_saved=scenario.other_product_saved / 100,
        coordinated_saved=scenario.coordinated_saved / 100,
        change_days=None if scenario.change_days is None else float(scenario.change_days),
        max_changes=scenario.max_changes,
        budget=None if scenario.budget_ore is None else scenario.budget_ore / 100,
        spare=None if spare is None else spare / 100,
        own_limits=limits_of(scenario),
        decided_on=on,
    )


def limits_of(scenario: Scenario) -> tuple[OwnLimit, ...]:
    """The limits of single municipalities and units."""
    return tuple(
        OwnLimit(Rule(row["rule"]), row["of"], float(row["amount"]), row.get("year"))
        for row in scenario.own_limits
    )


def pins_of(scenario: Scenario) -> tuple[tuple[Pin, ...], tuple[Finding, ...]]:
    return read_pins(scenario.pins)


def in_ore(costs: Mapping[str, Sequence[float]]) -> dict[str, list[int]]:
    """Kronor → whole öre."""
    return {code: [ore(each) for each in years] for code, years in costs.items()}


def ore(kronor: float) -> int:
    return round(kronor * 100)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Decimals as numbers, for JSON."""
    return {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
