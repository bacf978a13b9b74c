"""Everything that `make check` asks, one after the other; all are run, then the failures are named."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
PLACES = ["samdrift", "tests", "tools"]
CHECKS = {
    "style": [BIN / "ruff", "check", *PLACES],
    "format": [BIN / "ruff", "format", "--check", *PLACES],
    "templates": [BIN / "djhtml", "--check", "--tabwidth", "2", "samdrift", "tests"],
    "types": [BIN / "mypy", "samdrift"],
    "imports": [BIN / "lint-imports"],
    "migrations": [BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [BIN / "python", "manage.py", "check", "--fail-level", "WARNING"],
    "translations": [BIN / "python", "tools/messages.py", "--check"],
    "house": [BIN / "pytest", "tests/house"],
}


def main() -> int:
    chosen = sys.argv[1:] or list(CHECKS)
    failed = []
    for name in chosen:
        print(f"── {name}", flush=True)
        environment = {**os.environ, "SAMDRIFT_TODAY": "2009-01-01"}
        if subprocess.run(
            [str(part) for part in CHECKS[name]], env=environment, check=False
        ).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "Every check holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
