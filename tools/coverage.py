"""How much of each room the tests run, statements and branches together; `make coverage`. Arguments go on to pytest.

A room's row has its own per cent, that of its actions (its verbs), and the three files with most that nothing runs.
Last are named the core and the actions that lie under what is asked of them.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PYTEST = Path(sys.executable).parent / "pytest"
REPORT = ROOT / "var" / "coverage.json"
ASKED = 90.0  # per cent of core and of every room's actions
FLOORS_WITH_ROOMS = {"foundation", "records", "decisions", "entrances", "core"}


def measure(arguments: list[str]) -> int:
    REPORT.parent.mkdir(exist_ok=True)
    surroundings = {
        **os.environ,
        "SAMDRIFT_TODAY": "2009-01-01",
        "DATABASE_URL": "sqlite:///test.sqlite3",
        "COVERAGE_FILE": str(REPORT.with_name(".coverage")),
    }
    wanted = arguments or ["tests/unit", "tests/integration", "-n", "auto"]
    cover = ["--cov=samdrift", "--cov-branch", f"--cov-report=json:{REPORT}"]
    return subprocess.run(
        [str(PYTEST), *wanted, *cover], env=surroundings, cwd=ROOT, check=False
    ).returncode


def room_of(path: str) -> str:
    """`decisions/costs` for a file of that room; the floor where a floor has no rooms."""
    parts = Path(path).parts[1:-1]
    return "/".join(parts[:2] if parts and parts[0] in FLOORS_WITH_ROOMS else parts[:1])


def per_cent(files: Iterable[dict[str, Any]]) -> float:
    """Of all statements and branches of the files, those that a test has run; 100 where there are none."""
    sums = [each["summary"] for each in files]
    reached = sum(one["covered_lines"] + one["covered_branches"] for one in sums)
    there = sum(one["num_statements"] + one["num_branches"] for one in sums)
    return 100 * reached / there if there else 100.0


def lacking(file: dict[str, Any]) -> int:
    return int(file["summary"]["missing_lines"] + file["summary"]["missing_branches"])


def print_rooms(files: dict[str, dict[str, Any]]) -> None:
    rooms: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for path, file in files.items():
        if "migrations" not in path:
            rooms[room_of(path)][path] = file
    print(f"{'room':<28}{'all':>8}{'actions':>9}  most that nothing runs")
    under = []
    for room, inside in sorted(rooms.items()):
        actions = [file for path, file in inside.items() if "actions" in path]
        worst = sorted(inside, key=lambda path: -lacking(inside[path]))[:3]
        named = ", ".join(
            f"{Path(path).name} {lacking(inside[path])}" for path in worst if lacking(inside[path])
        )
        verbs = f"{per_cent(actions):8.1f} " if actions else " " * 9
        print(f"{room:<28}{per_cent(inside.values()):8.1f}{verbs}  {named}")
        under += _under(room, inside, actions)
    print(f"Under {ASKED:.0f} per cent: {', '.join(under) or 'nothing'}")


def _under(
    room: str, inside: dict[str, dict[str, Any]], actions: list[dict[str, Any]]
) -> list[str]:
    """The core, or a room's actions, where the tests run less of them than is asked."""
    found = []
    if room.startswith("core") and per_cent(inside.values()) < ASKED:
        found.append(room)
    if actions and per_cent(actions) < ASKED:
        found.append(f"{room}/actions")
    return found


def main() -> int:
    failed = measure(sys.argv[1:])
    if REPORT.exists():
        print_rooms(json.loads(REPORT.read_text(encoding="utf-8"))["files"])
    return failed


if __name__ == "__main__":
    sys.exit(main())
