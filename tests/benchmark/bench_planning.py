"""How long the planner takes, as shares of one run: building the model, solving it, and what proof it reaches.

    python tests/benchmark/bench_planning.py [--full]

Sizes are municipalities × areas × years. Without `--full` only those that end within a minute or so.
"""

import argparse
import resource
import time

from planning_instances import instance

from samdrift.core.planning import solve, write_problem
from samdrift.core.planning.document import read_problem
from samdrift.core.planning.model import build

SMALL = [(5, 5, 5), (5, 10, 5), (5, 20, 5)]
FULL = [*SMALL, (5, 50, 10), (5, 100, 10)]


def main() -> None:
    """One row per size: seconds, and solving as so many times building."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the large sizes too")
    parser.add_argument("--time-limit", type=float, default=60.0)
    asked = parser.parse_args()
    print("| size | columns | read | build | solve | solve / build | gap | 1 s: gap | memory |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in FULL if asked.full else SMALL:
        problem = instance(*size)
        document = write_problem(problem)
        begins = time.perf_counter()
        read_problem(document)
        read = time.perf_counter()
        model = build(problem)
        built = time.perf_counter()
        columns = model.columns.count
        del document, model
        quick = solve(problem, time_limit=1.0)
        plan = solve(problem, time_limit=asked.time_limit)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        ratio = plan.seconds / (built - read)
        gaps = [
            f"{one.gap:.3%}" if one.gap is not None else one.status.value for one in (plan, quick)
        ]
        print(
            f"| {' × '.join(map(str, size))} | {columns} | {read - begins:.2f} s | {built - read:.2f} s "
            f"| {plan.seconds:.1f} s | {ratio:.0f} | {gaps[0]} | {gaps[1]} ({quick.seconds:.1f} s) | {memory} MB |",
            flush=True,
        )


if __name__ == "__main__":
    main()
