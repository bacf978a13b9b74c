"""A whole country's joint applications, from cost rows to charges, against the same sums in NumPy.

    python tests/benchmark/bench_settlement.py

290 municipalities share 500 applications by population and are charged every month: 145 000 shares, 1 740 000 charges.
The peer does the same arithmetic over whole columns: shares rounded down, the öre left over to the largest remainders,
instalments, and who pays whom. Both are compared to the öre. Memory is what each needs beyond the rows.
"""

import random
import resource
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samdrift.core.settlement import ClaimByPeriod, CostToCharge, preliminary
from samdrift.core.sharing import Figures, KeyRule, share_by_rule

MUNICIPALITIES, APPLICATIONS, PERIODS, ROUNDS = 290, 500, 12, 3
Row = tuple[int, str, int]  # application, who bears it, öre


def cost_rows() -> tuple[dict[str, int], list[Row]]:
    """Inhabitants by code, and four cost rows an application, all borne by its host."""
    chance = random.Random(2009)
    codes = [f"{each:04}" for each in range(114, 114 + MUNICIPALITIES)]
    people = {code: chance.randint(2_400, 990_000) for code in codes}
    rows = [
        (application, codes[application % MUNICIPALITIES], chance.randint(1_000_000, 900_000_000))
        for application in range(APPLICATIONS)
        for _row in range(4)
    ]
    return people, rows


def by_core(people: dict[str, int], rows: Sequence[Row]) -> tuple[ClaimByPeriod, ...]:
    """The way a settlement goes: rows to totals, each total by the rule, and the claims in instalments."""
    outlays: dict[int, dict[str, int]] = {}
    for application, bearer, ore in rows:
        here = outlays.setdefault(application, {})
        here[bearer] = here.get(bearer, 0) + ore
    rule, figures = KeyRule("population"), Figures(population=people)
    costs = [
        CostToCharge(
            f"application:{application:05}",
            paid,
            share_by_rule(sum(paid.values()), rule, people, figures).amounts_ore,
        )
        for application, paid in outlays.items()
    ]
    return preliminary(costs, PERIODS)


def by_numpy(people: dict[str, int], rows: Sequence[Row]) -> NDArray[np.int64]:
    """Application × municipality × period: what everyone but the host is charged."""
    codes = sorted(people)
    weights = np.array([people[code] for code in codes], dtype=np.int64)
    totals = np.zeros(APPLICATIONS, dtype=np.int64)
    np.add.at(totals, [row[0] for row in rows], [row[2] for row in rows])
    floors, rests = np.divmod(totals[:, None] * weights[None, :], weights.sum())
    left = totals - floors.sum(axis=1)
    place = np.argsort(np.argsort(-rests, axis=1, kind="stable"), axis=1, kind="stable")
    amounts = floors + (place < left[:, None])
    hosts = {application: codes.index(bearer) for application, bearer, _ore in rows}
    amounts[list(hosts), list(hosts.values())] = 0
    size, more = np.divmod(amounts, PERIODS)
    return size[:, :, None] + (np.arange(PERIODS)[None, None, :] < more[:, :, None])


def median(work: Callable[[], Any]) -> tuple[float, Any]:
    times, answer = [], None
    for _round in range(ROUNDS):
        answer = None
        started = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - started)
    return statistics.median(times), answer


def peak(work: Callable[[], Any]) -> float:
    """The most memory in use at once while it works, in megabytes."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def main() -> int:
    people, rows = cost_rows()
    took, claims = median(lambda: by_core(people, rows))
    plain, charges = median(lambda: by_numpy(people, rows))
    codes = sorted(people)
    mine = np.zeros_like(charges)
    for each in claims:
        application = int(each.claim.subject.removeprefix("application:"))
        mine[application, codes.index(each.claim.payer)] = each.amounts_ore
    assert (mine == charges).all(), "the two do not agree to the öre"
    number = sum(len(each.amounts_ore) for each in claims)
    print(
        f"{MUNICIPALITIES} municipalities x {APPLICATIONS} applications x {PERIODS} months, {len(rows)} cost rows"
    )
    print(f"{number} charges to the öre, every share exact and explained: {took:.2f} s")
    print(f"the same sums in NumPy: {plain:.3f} s; ratio {took / plain:.1f}")
    print(f"{1e6 * took / number:.2f} µs a charge")
    print(
        f"memory: {peak(lambda: by_core(people, rows)):.0f} MB, NumPy {peak(lambda: by_numpy(people, rows)):.0f} MB; "
        f"the whole run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
