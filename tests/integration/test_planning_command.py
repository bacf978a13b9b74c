"""`samdrift solve`: what is said of a problem without a plan."""

import io
import json
from pathlib import Path

from django.core.management import call_command

from tests.unit.planning_cases import area, document


def test_a_problem_without_a_plan_is_told_in_words(tmp_path: Path) -> None:
    towns = [{"id": "1438"}, {"id": "1460", "change_days": [10, 10]}]
    problem = document(municipalities=towns, areas=[area(stay_cost=[100, None])])
    path, told = tmp_path / "problem.json", io.StringIO()
    path.write_text(json.dumps(problem))
    call_command("solve", str(path), stdout=told)
    lines = told.getvalue().splitlines()
    assert lines[0].startswith("infeasible")
    assert lines[1] == "De här gränserna kan inte hållas samtidigt:"
    assert len([line for line in lines if "change_days" in line]) == 3
    assert "Så lite skulle räcka:" in lines
    assert lines[-1].endswith(": 2  (municipalities[1].change_days[1])") or lines[-1].endswith(
        ": 2  (municipalities[1].change_days[0])"
    )
