"""Bringing in a register of 10 000 rows, checked and matched, against parsing alone plus bare inserts.

    python tests/benchmark/bench_intake.py

The bare inserts are the same rows of the same tables, in `bulk_create`s, with nothing read, compared or recorded.
"""

from whole_pages import run_alone


def measure_intake() -> None:
    from tests.benchmark.intake_work import measure

    measure()


if __name__ == "__main__":
    run_alone(measure_intake)
