"""Published instances of facility location: the command reaches the published optima (tests/fixtures/location)."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.unit.test_planning_facility_location import encoded

FIGURES = Path(__file__).parents[1] / "fixtures/location/cap71_costs.txt"
FREE = 10  # the eleventh warehouse opens for nothing


@pytest.mark.parametrize(
    ("opening", "published"),
    [(7500, 932615.750), (12500, 977799.400), (17500, 1010641.450), (25000, 1034976.975)],
    ids=["cap71", "cap72", "cap73", "cap74"],
)
@pytest.mark.parametrize("capacity", [None, 58268], ids=["without capacity", "with room for all"])
def test_the_published_optimum_is_reached_and_proven(
    tmp_path: Path, opening: int, published: float, capacity: int | None
) -> None:
    """OR-Library's cap71 to cap74: 16 warehouses, 50 customers."""
    lines = [[float(word) for word in line.split()] for line in FIGURES.read_text().splitlines()]
    demand, serving = [line[0] for line in lines], [line[1:] for line in lines]
    costs = [0 if warehouse == FREE else opening for warehouse in range(16)]
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(encoded(costs, serving, demand, capacity)))
    told = io.StringIO()
    call_command("solve", str(file), gap=0.0, json=True, stdout=told)
    answer = json.loads(told.getvalue())
    assert answer["status"] == "optimal"
    assert answer["objective"] == pytest.approx(published, rel=1e-9)
