"""How tests are shared out among workers: what prepares something dear for many tests is prepared once."""

from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

JOURNEY = "tests/journey/"
#: What takes minutes or has few but long tests. It begins first, so that no worker is left alone with it at the end.
#: Files whose tests empty the database come last of all: what migrations have filled it with is gone after them.
BEGINS_FIRST = (
    JOURNEY,
    "tests/integration/test_audience.py",
    "tests/integration/test_every_verb_keeps_the_rules.py",
    "tests/integration/test_everything_of_a_day.py",
    "tests/integration/test_killed_service.py",
    "tests/unit/test_planning_cluster.py",
    "tests/unit/test_planning_bruteforce.py",
)


class FileByFile(LoadFileScheduling):
    """One worker takes a file, and one takes the whole journey, so that it is walked once."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEY if nodeid.startswith(JOURNEY) else super()._split_scope(nodeid)


def sort_by_line(items: list[pytest.Item]) -> None:
    """Put the tests in the order in which their files are to begin.

    Of the files that empty the database those with most other tests come first, so that these find what they need.
    """
    emptying = {item.path for item in items if _empties(item)}
    others = Counter(item.path for item in items if not _empties(item))

    def place(item: pytest.Item) -> tuple[int, int]:
        if item.path in emptying:
            return len(BEGINS_FIRST) + 1, -others[item.path]
        places = [at for at, path in enumerate(BEGINS_FIRST) if item.nodeid.startswith(path)]
        return (places[0] if places else len(BEGINS_FIRST)), 0

    items.sort(key=place)


def _empties(item: pytest.Item) -> bool:
    """Is the database emptied after the test, since it commits?"""
    mark = item.get_closest_marker("django_db")
    asks = mark is not None and (mark.kwargs.get("transaction") or bool(mark.args and mark.args[0]))
    return asks or "transactional_db" in getattr(item, "fixturenames", ())
