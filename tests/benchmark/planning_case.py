"""One measurement of the planner in a process of its own, so that its memory is its own: a line of JSON.

python tests/benchmark/planning_case.py areas|highs|cbc|step 5x100x10 GAP LIMIT
"""

import contextlib
import json
import re
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pulp
from planning_instances import instance

from samdrift.core.planning import Problem, solve
from samdrift.core.planning.columns import columns
from samdrift.core.planning.decompose.ascent import ascend
from samdrift.core.planning.decompose.grid import grid_of
from samdrift.core.planning.decompose.tables import capacity_of
from samdrift.core.planning.model import Program, build
from samdrift.core.planning.solver import Effort, minimise

STEPS = 100


def areas(problem: Problem, gap: float, limit: float) -> dict[str, Any]:
    """The planner itself, and what it reaches when it is given a second."""
    begins = time.perf_counter()
    plan = solve(problem, gap=gap, time_limit=limit)
    seconds, begins = time.perf_counter() - begins, time.perf_counter()
    quick = solve(problem, gap=gap, time_limit=1.0)
    return {
        "seconds": seconds,
        "objective": plan.objective,
        "bound": plan.bound,
        "quick": quick.gap,
        "quick_seconds": time.perf_counter() - begins,
    }


def highs(problem: Problem, gap: float, limit: float) -> dict[str, Any]:
    """HiGHS alone on the single program, without a start."""
    program = build(problem).program
    begins = time.perf_counter()
    found = minimise(program, Effort(gap=gap, time_limit=limit, exact=False))
    objective = None if found.values is None else found.objective
    seconds = time.perf_counter() - begins
    return {"seconds": seconds, "objective": objective, "bound": found.bound}


def cbc(problem: Problem, gap: float, limit: float) -> dict[str, Any]:
    """CBC alone on the same program; the bound is what its log says."""
    model = _for_cbc(build(problem).program)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        begins = time.perf_counter()
        model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit, gapRel=gap, logPath=str(log)))
        seconds = time.perf_counter() - begins
        said = log.read_text()
    found = model.sol_status in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}
    objective = pulp.value(model.objective) if found else None
    bounds = re.findall(r"(?:best possible|Lower bound:)\s+([-\d.e+]+)", said)
    told = re.findall(r"Objective value:\s+([-\d.e+]+)", said)
    bound = None
    if objective is not None and bounds:  # CBC does not know the constant of the objective
        bound = float(bounds[-1]) + objective - float(told[-1])
    if "Optimal solution found\n" in said:
        bound = objective
    return {"seconds": seconds, "objective": objective, "bound": bound}


def _for_cbc(program: Program) -> pulp.LpProblem:
    model = pulp.LpProblem("plan", pulp.LpMinimize)
    variables = [
        pulp.LpVariable(
            f"v{number}",
            low if low > -1e300 else None,
            high if high < 1e300 else None,
            pulp.LpInteger if whole else pulp.LpContinuous,
        )
        for number, (low, high, whole) in enumerate(
            zip(program.lower.tolist(), program.upper.tolist(), program.whole.tolist(), strict=True)
        )
    ]
    model += pulp.LpAffineExpression(
        list(zip(variables, program.cost.tolist(), strict=True)), constant=program.offset
    )
    rows: list[list[tuple[pulp.LpVariable, float]]] = [[] for _ in program.row_lower]
    for number, variable in enumerate(variables):
        for entry in range(program.start[number], program.start[number + 1]):
            rows[program.row[entry]].append((variable, float(program.value[entry])))
    for low, high, entries in zip(program.row_lower, program.row_upper, rows, strict=True):
        if entries and low > -1e300:
            model += pulp.LpAffineExpression(entries) >= float(low)
        if entries and high < 1e300:
            model += pulp.LpAffineExpression(entries) <= float(high)
    return model


def step(problem: Problem, _gap: float, _limit: float) -> dict[str, Any]:
    """A step towards better prices."""
    unknown = columns(problem)
    grid, room = grid_of(unknown), capacity_of(unknown)
    begins = time.perf_counter()
    ascend(grid, room, steps=STEPS, stop=lambda _bound: False)
    seconds = (time.perf_counter() - begins) / STEPS
    return {"seconds": seconds, "moves": int(unknown.moves.seat.size)}


def main() -> None:
    way, size, gap, limit = sys.argv[1:]
    municipalities, number, years = map(int, size.split("x"))
    problem = instance(municipalities, number, years)
    largest, watched = [psutil.Process().memory_info().rss], threading.Event()
    watching = threading.Thread(target=watch, args=(largest, watched), daemon=True)
    watching.start()
    made = {"areas": areas, "highs": highs, "cbc": cbc, "step": step}[way]
    found = made(problem, float(gap), float(limit))
    watched.set()
    watching.join()
    memory = max(largest) // 2**20
    print(json.dumps({"way": way, "size": size, "asked": float(gap), "memory": memory, **found}))


def watch(largest: list[int], ended: threading.Event) -> None:
    """The memory of this process and those that it has started, again and again."""
    me = psutil.Process()
    while not ended.wait(0.2):
        with contextlib.suppress(psutil.NoSuchProcess):
            family = [me, *me.children(recursive=True)]
            largest.append(sum(each.memory_info().rss for each in family))


if __name__ == "__main__":
    main()
