"""Every test on SQLite; those that ask something of a database on PostgreSQL too; those in a browser where one is.

`SAMDRIFT_REQUIRE="postgresql chromium"` makes a missing one a failure instead of something left out.
Arguments go on to pytest.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

WORKERS = ["-n", "auto", "--dist", "loadgroup"]
PYTEST = Path(sys.executable).parent / "pytest"
SERVER = os.environ.get("SAMDRIFT_TEST_DATABASE", "postgres://postgres@127.0.0.1:5432/postgres")

SQLITE = "sqlite:///test.sqlite3"  # kept in memory, says the settings


def has_postgresql() -> bool:
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def run(name: str, *arguments: str, **environment: str) -> int:
    print(f"── {name}", flush=True)
    surroundings = {**os.environ, "SAMDRIFT_TODAY": "2009-01-01", **environment}
    command = [str(PYTEST), *arguments, *sys.argv[1:]]
    return subprocess.run(command, env=surroundings, check=False).returncode


def main() -> int:
    required = os.environ.get("SAMDRIFT_REQUIRE", "").split()
    everything = ["tests", "--ignore=tests/browser", "--ignore=tests/house", *WORKERS]
    failed = run("SQLite", *everything, DATABASE_URL=SQLITE)
    if has_postgresql():
        kept = ["tests/integration", "tests/journey", "-m", "not reads_pages", *WORKERS]
        failed |= run("PostgreSQL", *kept, DATABASE_URL=SERVER)
    elif "postgresql" in required:
        print("PostgreSQL does not answer, and is required here.")
        failed = 1
    if shutil.which("chromium"):
        failed |= run("Chromium", "tests/browser", "-n", "auto", DATABASE_URL=SQLITE)
    elif "chromium" in required:
        print("Chromium is not installed, and is required here.")
        failed = 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
