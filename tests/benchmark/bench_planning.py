"""How long the planner takes, as shares of one run: against HiGHS and CBC on the single model, and as problems grow.

    python tests/benchmark/bench_planning.py [--long] [--time-limit S]

Sizes are municipalities × areas × years. Seconds are of the processor, for a machine seldom does one thing only.
Without `--long` only those that end within some minutes.
"""

import argparse
import resource
import time

import pulp
from planning_instances import instance

from samdrift.core.planning import Plan, Problem, planner, solve
from samdrift.core.planning.columns import columns
from samdrift.core.planning.decompose.ascent import ascend
from samdrift.core.planning.decompose.grid import grid_of
from samdrift.core.planning.decompose.tables import room_of
from samdrift.core.planning.model import build

SMALL = [(5, 5, 5), (5, 10, 5)]
LONG = [*SMALL, (5, 100, 10), (13, 100, 10), (49, 100, 10)]
GROWTH = [
    (5, 25, 10),
    (5, 50, 10),
    (5, 100, 10),
    (10, 50, 10),
    (20, 50, 10),
    (5, 50, 5),
    (5, 50, 20),
]


def main() -> None:
    """The planner, its peers on the single model, and how a step towards better prices grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="the large sizes too")
    parser.add_argument("--time-limit", type=float, default=30.0)
    asked = parser.parse_args()
    print("| size | way | s | 1 s: gap | gap | memory |")
    print("|---|---|---|---|---|---|")
    for size in LONG if asked.long else SMALL:
        problem = instance(*size)
        quick = solve(problem, time_limit=1.0)
        row(size, "by areas", *timed(problem, asked.time_limit), quick)
        if size in (SMALL[-1], LONG[2]):
            whole, seconds = timed(problem, asked.time_limit, single=True)
            row(size, "HiGHS, one program", whole, seconds)
            gap, seconds = cbc(problem, asked.time_limit)
            print(f"| {named(size)} | CBC, one program | {seconds:.1f} | | {gap} | |", flush=True)
    print("\n| size | pairs × periods | a step, ms |")
    print("|---|---|---|")
    for size in GROWTH:
        unknown = columns(instance(*size))
        grid, room = grid_of(unknown), room_of(unknown)
        begins = time.process_time()
        ascend(grid, room, steps=20, stop=lambda _bound: False)
        step = (time.process_time() - begins) / 20
        print(f"| {named(size)} | {grid.cost.size} | {step * 1000:.1f} |", flush=True)


def timed(problem: Problem, limit: float, *, single: bool = False) -> tuple[Plan, float]:
    """The plan and the processor's seconds."""
    before, planner.SINGLE = planner.SINGLE, 10**12 if single else planner.SINGLE
    begins = time.process_time()
    plan = solve(problem, time_limit=limit)
    planner.SINGLE = before
    return plan, time.process_time() - begins


def row(
    size: tuple[int, ...], way: str, plan: Plan, seconds: float, quick: Plan | None = None
) -> None:
    """One line of the table."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    at_once = "" if quick is None or quick.gap is None else f"{quick.gap:.3%}"
    gap = plan.status.value if plan.gap is None else f"{plan.gap:.3%}"
    print(
        f"| {named(size)} | {way} | {seconds:.1f} | {at_once} | {gap} | {memory} MB |", flush=True
    )


def named(size: tuple[int, ...]) -> str:
    return " × ".join(map(str, size))


def cbc(problem: Problem, limit: float) -> tuple[str, float]:
    """CBC on the same single program: the gap to what HiGHS proves of its relaxation is not asked, only its own."""
    program = build(problem).program
    model = pulp.LpProblem("plan", pulp.LpMinimize)
    kinds = {True: pulp.LpBinary, False: pulp.LpContinuous}
    variables = [
        pulp.LpVariable(f"v{number}", low if whole else None, high if whole else None, kinds[whole])
        for number, (low, high, whole) in enumerate(
            zip(program.lower.tolist(), program.upper.tolist(), program.whole.tolist(), strict=True)
        )
    ]
    model += pulp.lpSum(map(lambda c, v: c * v, program.cost.tolist(), variables)) + program.offset
    rows: list[list[tuple[pulp.LpVariable, float]]] = [[] for _ in program.row_lower]
    for number, variable in enumerate(variables):
        for entry in range(program.start[number], program.start[number + 1]):
            rows[program.row[entry]].append((variable, float(program.value[entry])))
    for low, high, entries in zip(program.row_lower, program.row_upper, rows, strict=True):
        if entries and low > -1e300:
            model += pulp.LpAffineExpression(entries) >= float(low)
        if entries and high < 1e300:
            model += pulp.LpAffineExpression(entries) <= float(high)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit, gapRel=0.001))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime
    found = model.sol_status in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}
    ended = "≤ 0.1 %" if model.sol_status == pulp.LpSolutionOptimal else "not proven"
    return (f"{ended}, {pulp.value(model.objective):.0f}" if found else "no plan"), seconds


if __name__ == "__main__":
    main()
