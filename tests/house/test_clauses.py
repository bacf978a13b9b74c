"""Which clause says what is data of a federation's policy: no room's code or page writes a clause's number."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "samdrift"
NUMBER = re.compile(r"\bP\d\.\d")


def test_no_room_writes_the_number_of_a_clause() -> None:
    """Rooms ask `foundation.organisations.clauses`; the demonstration follows the policy of Dalsland."""
    files = [
        path
        for kind in ("*.py", "*.html", "*.po")
        for path in PACKAGE.rglob(kind)
        if "migrations" not in path.parts and path.relative_to(PACKAGE).parts[0] != "journey"
    ]
    assert len(files) > 500
    assert [path.name for path in files if NUMBER.search(path.read_text(encoding="utf-8"))] == []
