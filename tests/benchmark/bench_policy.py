"""The policy's pages at 60, 1 000 and 10 000 applications, as whole requests, against an empty page of Django.

    python tests/benchmark/bench_policy.py

The policy's own page shows figures that the background has counted, so it stays as quick as it is; a clause is judged
on the whole register when its page is opened, so its time follows the number of applications. Held here: that it does
no worse, that the number of queries stays, and that a page of rows stays as long as it is.
"""

import time

from bench_lists import fill
from whole_pages import gather_with_empty_page, measure_pages, run_alone

#: A clause of each kind of rows: applications, agreements, joint use, costs, people.
CHECKS = (
    "owner_without_gaps",
    "agreements_signed",
    "levels_recorded",
    "budget_approved",
    "specialists",
    "joint_share",
)


def measure() -> None:
    from samdrift.decisions.policy.actions import adopt_policy
    from samdrift.decisions.policy.convert import shipped_policy
    from samdrift.decisions.policy.queries import count_and_keep

    society, client, empty = gather_with_empty_page()
    policy = adopt_policy(
        by=society.administrator, federation=society.federation, document=shipped_policy()
    )
    clauses = {each.check_name: each.code for each in policy.clauses.all()}
    pages = {"policy": "/policy/"} | {each: f"/policy/{clauses[each]}/" for each in CHECKS}

    def fill_and_count(number: int) -> None:
        """As the service leaves it: the figures counted in the background, and kept where that takes long."""
        fill(number)
        started = time.perf_counter()
        count_and_keep(policy)
        print(
            f"{number}, counted in the background: {time.perf_counter() - started:.1f} s",
            flush=True,
        )

    measure_pages(client, empty, (60, 1_000, 10_000), fill_and_count, pages)


if __name__ == "__main__":
    run_alone(measure)
