"""How long the planner takes: against HiGHS and CBC on the single program, and as problems grow.

    python tests/benchmark/bench_planning.py [--long] [--only areas|peers|growth] [--write]

Sizes are municipalities × areas × years. Each measurement is a process of its own; seconds are of the clock, so the
machine should have nothing else to do. With `--long` the sizes of the goals, which takes an hour and more; `--write`
keeps what was measured in docs/performance.md and draws docs/planning-growth.svg.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planning_growth import picture

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "bench-planning.jsonl"
PAGE, PICTURE = ROOT / "docs" / "performance.md", ROOT / "docs" / "planning-growth.svg"
MARKS = re.compile(r"(<!-- plans -->).*(<!-- /plans -->)", re.DOTALL)
Found = dict[str, Any]

#: way, size, gap asked for, seconds at most, times
SHORT = [
    ("areas", "5x10x5", 0.001, 60, 1),
    ("highs", "5x10x5", 0.001, 60, 1),
    ("cbc", "5x10x5", 0.001, 60, 1),
]
GOALS = [
    ("areas", "5x10x5", 0.001, 600, 3),
    ("areas", "5x100x10", 0.001, 600, 3),
    ("areas", "13x100x10", 0.002, 600, 3),
    ("areas", "49x100x10", 0.005, 1200, 3),
    ("areas", "290x150x10", 0.005, 1200, 1),
]
PEERS = [
    ("highs", "5x100x10", 0.001, 600, 1),
    ("highs", "13x100x10", 0.001, 600, 1),
    ("cbc", "5x100x10", 0.001, 600, 1),
    ("highs", "5x10x5", 0.001, 600, 1),
    ("cbc", "5x10x5", 0.001, 120, 1),
]
ALONG = {
    "municipalities": ["5x50x10", "10x50x10", "20x50x10", "40x50x10", "80x50x10"],
    "areas": ["5x25x10", "5x50x10", "5x100x10", "5x200x10", "5x400x10"],
    "years": ["5x50x5", "5x50x10", "5x50x20", "5x50x40"],
}
GROWTH = [
    ("step", size, 0.0, 600, 1)
    for size in dict.fromkeys(size for sizes in ALONG.values() for size in sizes)
]
NAMES = {"areas": "by areas", "highs": "HiGHS, one program", "cbc": "CBC, one program"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=["areas", "peers", "growth"])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    wanted = SHORT
    if asked.long:
        lanes = {"areas": GOALS, "peers": PEERS, "growth": GROWTH}
        wanted = lanes[asked.only] if asked.only else [*GOALS, *PEERS, *GROWTH]
    found = []
    for each in wanted:
        found.append(measured(*each))
        if asked.long:
            KEPT.parent.mkdir(exist_ok=True)
            with KEPT.open("a") as kept:
                kept.write(json.dumps(found[-1]) + "\n")
    print(table(found))
    if asked.write:
        write()


def measured(way: str, size: str, gap: float, limit: float, times: int) -> Found:
    """The median of some processes' measurements."""
    case = Path(__file__).with_name("planning_case.py")
    asked = [sys.executable, str(case), way, size, str(gap), str(limit)]
    rows = []
    for _time in range(times):
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    rows.sort(key=lambda row: row["seconds"])
    found: Found = {**rows[len(rows) // 2], "times": times}
    found["memory"] = statistics.median(row["memory"] for row in rows)
    print(f"{way} {size}: {found['seconds']:.2f} s", file=sys.stderr, flush=True)
    return found


def table(found: list[Found]) -> str:
    """The measurements as a table; CBC and HiGHS in times of what the planner takes where that is there."""
    ours = {(row["size"]): row["seconds"] for row in found if row["way"] == "areas"}
    heads = [
        "size",
        "way",
        "asked",
        "seconds",
        "times ours",
        "proven gap",
        "gap after 1 s",
        "memory",
    ]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for row in sorted(found, key=lambda row: (*map(int, row["size"].split("x")), row["way"])):
        if row["way"] == "step":
            continue
        ratio = ""
        if row["way"] != "areas" and row["size"] in ours:
            ratio = f"{row['seconds'] / ours[row['size']]:.0f}"
        quick = row.get("quick")
        after = "" if quick is None else f"{quick:.2%} ({row['quick_seconds']:.1f} s)"
        cells = [
            row["size"].replace("x", " × "),
            NAMES[row["way"]],
            f"{row['asked']:.1%}",
            f"{row['seconds']:.1f}",
            ratio,
            gap_of(row),
            after,
            f"{row['memory']:.0f} MB",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def gap_of(row: Found) -> str:
    if row["objective"] is None:
        return "no plan"
    if row["bound"] is None:
        return "not proven"
    return f"{max(0.0, (row['objective'] - row['bound']) / abs(row['objective'])):.3%}"


def write() -> None:
    """The last of each measurement → the page and the picture."""
    latest: dict[tuple[str, str, float], Found] = {}
    for line in KEPT.read_text().splitlines():
        row = json.loads(line)
        latest[row["way"], row["size"], row["asked"]] = row
    goals = [latest[way, size, gap] for way, size, gap, _limit, _times in [*GOALS, *PEERS]]
    text = f"<!-- plans -->\n{table(goals)}\n\n{growth(latest)}\n<!-- /plans -->"
    PAGE.write_text(MARKS.sub(lambda _match: text, PAGE.read_text()))
    PICTURE.write_text(picture(dict(series(latest))))


def series(
    latest: dict[tuple[str, str, float], Found],
) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Along what, and the points (number of possible moves, milliseconds a step)."""
    for along, sizes in ALONG.items():
        steps = [latest["step", size, 0.0] for size in sizes]
        yield along, [(step["moves"], 1000 * step["seconds"]) for step in steps]


def growth(latest: dict[tuple[str, str, float], Found]) -> str:
    """The table of the picture."""
    lines = ["| along | size | possible moves | a step, ms |", "|---|---|---|---|"]
    for along, sizes in ALONG.items():
        for size in sizes:
            step = latest["step", size, 0.0]
            lines.append(
                f"| {along} | {size.replace('x', ' × ')} | {step['moves']} | {1000 * step['seconds']:.1f} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
