"""Rows that follow from the others: they bound better where nothing has to be whole, and forbid no plan."""

import math
import random

import pytest
from hypothesis import given, settings

from samdrift.core.findings import InvalidInput
from samdrift.core.planning import read_problem
from samdrift.core.planning.columns import columns
from samdrift.core.planning.model import model_of
from samdrift.core.planning.solver import Effort, Proof, minimise, relax
from tests.unit.planning_cases import area, document, documents, option
from tests.unit.test_planning_facility_location import encoded


def test_part_of_an_opening_is_part_of_the_room() -> None:
    """Two warehouses with room for 2 of 3 customers of 1, opening 30: at least 1.5 open, not 1."""
    unknown = columns(read_problem(encoded([30, 30], [[0, 0]] * 3, [1, 1, 1], 2)))
    plain = relax(model_of(unknown).program, Effort(gap=0.0))
    tight = relax(model_of(unknown, tight=True).program, Effort(gap=0.0))
    assert plain is not None
    assert tight is not None
    assert plain.objective == pytest.approx(30)
    assert tight.objective == pytest.approx(45)


def test_what_all_fit_in_gets_no_row() -> None:
    unknown = columns(read_problem(encoded([30, 30], [[0, 0]] * 3, [1, 1, 1], 3)))
    plain, tight = model_of(unknown).program, model_of(unknown, tight=True).program
    assert tight.row_upper.size == plain.row_upper.size


def test_a_unit_without_room_for_what_stands_still() -> None:
    """Only the fixed load, no room at all: nothing opens, and no share is of nothing."""
    nothing = area(options=[option(load_fte=[0, 0])], current_load_fte=[0, 0])
    units = [{"id": "u1438", "municipality": "1438", "capacity_fte": [0, 0]}, {"id": "u1460"}]
    unknown = columns(read_problem(document(areas=[nothing], units=units)))
    program = model_of(unknown, tight=True).program
    assert all(map(math.isfinite, program.value))
    assert minimise(program, Effort(gap=0.0)).objective == 200


@settings(max_examples=60, deadline=None)
@given(documents())
def test_no_plan_is_lost(problem: dict[str, object]) -> None:
    try:
        unknown = columns(read_problem(problem))
    except InvalidInput:
        return
    plain = minimise(model_of(unknown).program, Effort(gap=0.0))
    tight = minimise(model_of(unknown, tight=True).program, Effort(gap=0.0))
    assert (tight.proof is Proof.INFEASIBLE) == (plain.proof is Proof.INFEASIBLE)
    assert tight.objective == pytest.approx(plain.objective)


@pytest.mark.parametrize("seed", range(3))
def test_no_plan_is_lost_where_warehouses_are_tight(seed: int) -> None:
    chance = random.Random(seed)
    demand = [chance.randint(1, 9) for _ in range(9)]
    serving = [[chance.randint(1, 60) for _ in range(4)] for _ in demand]
    unknown = columns(read_problem(encoded([40, 50, 60, 70], serving, demand, 18)))
    plain = minimise(model_of(unknown).program, Effort(gap=0.0))
    tight = minimise(model_of(unknown, tight=True).program, Effort(gap=0.0))
    assert tight.objective == pytest.approx(plain.objective)
