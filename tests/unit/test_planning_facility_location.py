"""Classical facility location in the planner's format: one period, warehouses as options, customers who can't stay."""

import itertools
import random
from collections.abc import Sequence
from typing import Any

import pytest

from samdrift.core.planning import solve_document


def encoded(
    opening: Sequence[float],
    serving: Sequence[Sequence[float]],
    demand: Sequence[float],
    capacity: float | None,
) -> dict[str, Any]:
    """serving[customer][warehouse]; the capacity of each warehouse in the unit of demand."""
    customers = [f"c{number}" for number in range(len(serving))]
    return {
        "format": "samdrift-plan/1",
        "periods": ["now"],
        "units": [
            {"id": f"w{number}", **({} if capacity is None else {"capacity_fte": [capacity]})}
            for number in range(len(opening))
        ],
        "municipalities": [{"id": name} for name in customers],
        "areas": [
            {
                "id": "goods",
                "members": customers,
                "stay_cost": [None] * len(customers),
                "options": [
                    {
                        "id": f"w{number}",
                        "unit": f"w{number}",
                        "open_cost": [cost],
                        "switch_cost": [[row[number]] for row in serving],
                        "load_fte": list(demand),
                    }
                    for number, cost in enumerate(opening)
                ],
            }
        ],
    }


def by_trying(opening: list[int], serving: list[list[int]]) -> int:
    """The cheapest set of warehouses, each customer served by its nearest, over all sets."""
    warehouses = range(len(opening))
    chosen = [s for size in warehouses for s in itertools.combinations(warehouses, size + 1)]
    return min(
        sum(opening[w] for w in s) + sum(min(row[w] for w in s) for row in serving) for s in chosen
    )


@pytest.mark.parametrize("seed", range(8))
def test_uncapacitated_location_is_solved_to_the_optimum(seed: int) -> None:
    chance = random.Random(seed)
    opening = [chance.randint(20, 90) for _ in range(9)]
    serving = [[chance.randint(1, 60) for _ in opening] for _ in range(25)]
    answer = solve_document(encoded(opening, serving, [1] * 25, None))
    assert answer["status"] == "optimal"
    assert answer["objective"] == by_trying(opening, serving)


@pytest.mark.parametrize("seed", range(4))
def test_capacitated_location_with_single_sourcing_is_solved_to_the_optimum(seed: int) -> None:
    chance = random.Random(seed)
    opening, demand = (
        [chance.randint(20, 90) for _ in range(3)],
        [chance.randint(1, 9) for _ in range(7)],
    )
    serving = [[chance.randint(1, 60) for _ in opening] for _ in demand]
    costs = []
    for served in itertools.product(range(3), repeat=len(demand)):
        loads = [
            sum(d for d, w in zip(demand, served, strict=True) if w == one) for one in range(3)
        ]
        if max(loads) <= 16:
            costs.append(
                sum(opening[w] for w in set(served))
                + sum(row[w] for row, w in zip(serving, served, strict=True))
            )
    answer = solve_document(encoded(opening, serving, demand, 16))
    assert answer["objective"] == min(costs, default=None)
    assert answer["status"] == ("optimal" if costs else "infeasible")
