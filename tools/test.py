"""Every test on SQLite; those that ask something of a database on PostgreSQL too; those in a browser where one is.

`--deep` first: the slow ones instead, marked `deep`; without it those are left out.

`SAMDRIFT_REQUIRE="postgresql chromium clamav"` makes a missing one a failure instead of something left out.
Arguments go on to pytest.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

WORKERS = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]  # tests/workers.py
DEAREST = ["--durations=25", "--durations-min=5"]
PYTEST = Path(sys.executable).parent / "pytest"
SERVER = os.environ.get("SAMDRIFT_TEST_DATABASE", "postgres://postgres@127.0.0.1:5432/postgres")

DEEP = "--deep"

SQLITE = "sqlite:///test.sqlite3"  # kept in memory, says the settings


#: Debian puts it where not everybody looks.
CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def has_postgresql() -> bool:
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def run(name: str, *arguments: str, **environment: str) -> int:
    print(f"── {name}", flush=True)
    surroundings = {**os.environ, "SAMDRIFT_TODAY": "2009-01-01", **environment}
    given = [each for each in sys.argv[1:] if each != DEEP]
    command = [str(PYTEST), *DEAREST, *arguments, *given]
    return subprocess.run(command, env=surroundings, check=False).returncode


def main() -> int:
    required = os.environ.get("SAMDRIFT_REQUIRE", "").split()
    deep = DEEP in sys.argv
    which = "deep" if deep else "not deep"
    if CLAMD is None and "clamav" in required:
        print("ClamAV is not installed, and is required here.")
        return 1
    is_there = has_postgresql()
    everything = ["tests", "--ignore=tests/browser", "--ignore=tests/house", *WORKERS]
    marks = f"{which} and not asks_postgresql" if is_there else which
    failed = run("SQLite", *everything, "-m", marks, DATABASE_URL=SQLITE)
    if is_there:
        marks = f"{which} and not reads_pages"
        kept = ["tests/integration", "tests/journey", "-m", marks, *WORKERS]
        failed |= run("PostgreSQL", *kept, DATABASE_URL=SERVER)
    elif "postgresql" in required:
        print("PostgreSQL does not answer, and is required here.")
        failed = 1
    if deep:
        return 1 if failed else 0
    if shutil.which("chromium"):
        apart = ["-n", "auto", "--dist", "worksteal"]
        failed |= run("Chromium", "tests/browser", *apart, DATABASE_URL=SQLITE)
    elif "chromium" in required:
        print("Chromium is not installed, and is required here.")
        failed = 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
