"""Run every benchmark, or those that are named, and write their ratios to docs/performance.md, between the marks."""

import datetime as dt
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
MARKS = re.compile(r"(<!-- measured -->).*(<!-- /measured -->)", re.DOTALL)


def main() -> int:
    wanted = sys.argv[1:]
    parts, failed = [], 0
    for path in sorted((ROOT / "tests" / "benchmark").glob("bench_*.py")):
        if wanted and path.stem.removeprefix("bench_") not in wanted:
            continue
        print(f"── {path.stem}", flush=True)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SAMDRIFT_TODAY": "2009-01-01"}
        done = subprocess.run(
            [sys.executable, str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        print(done.stdout, done.stderr[-2000:] if done.returncode else "", sep="")
        failed |= done.returncode
        title = path.stem.removeprefix("bench_").replace("_", " ")
        parts.append(f"### {title}\n\n```\n{done.stdout.strip()}\n```\n")
    day = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    head = f"Measured {day}, Python {platform.python_version()}, {os.cpu_count()} cores."
    if not failed:
        page = PAGE.read_text(encoding="utf-8")
        text = f"<!-- measured -->\n{head}\n\n" + "\n".join(parts) + "\n<!-- /measured -->"
        new = _with_parts(page, parts, head) if wanted else MARKS.sub(lambda _match: text, page)
        PAGE.write_text(new, encoding="utf-8")
    return failed


def _with_parts(page: str, parts: list[str], head: str) -> str:
    """The page with some parts measured anew, each with its own day, and the others as they were."""
    for part in parts:
        title, rest = part.split("\n", maxsplit=1)
        dated = f"{title}\n\n{head}\n{rest}"
        old = re.compile(rf"{re.escape(title)}\n.*?```\n.*?```\n", re.DOTALL)
        if old.search(page):
            page = old.sub(lambda _match, dated=dated: dated, page, count=1)
        else:
            page = page.replace("<!-- /measured -->", f"{dated}\n<!-- /measured -->")
    return page


if __name__ == "__main__":
    sys.exit(main())
