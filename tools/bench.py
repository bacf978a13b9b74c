"""Run every benchmark and write its ratios to docs/performance.md, between the marks."""

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
    if not wanted and not failed:
        day = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
        head = f"Measured {day}, Python {platform.python_version()}, {os.cpu_count()} cores."
        text = f"<!-- measured -->\n{head}\n\n" + "\n".join(parts) + "\n<!-- /measured -->"
        PAGE.write_text(
            MARKS.sub(lambda _match: text, PAGE.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
