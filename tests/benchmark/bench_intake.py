"""Bringing in a register of 10 000 rows, checked and matched, against parsing alone plus bare inserts.

    python tests/benchmark/bench_intake.py

The bare inserts are the same rows of the same tables, in `bulk_create`s, with nothing read, compared or recorded.
"""

import os
import tempfile

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    os.environ["SAMDRIFT_VAR"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    from tests.benchmark.intake_work import measure

    measure()


if __name__ == "__main__":
    main()
