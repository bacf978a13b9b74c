"""How tests are shared out among workers: what prepares something dear for many tests is prepared once."""

import pytest
from xdist.scheduler import LoadFileScheduling

JOURNEY = "tests/journey/"
#: What takes minutes or has few but long tests. It begins first, so that no worker is left alone with it at the end.
BEGINS_FIRST = (
    JOURNEY,
    "tests/integration/test_audience.py",
    "tests/integration/test_every_verb_keeps_the_rules.py",
    "tests/integration/test_everything_of_a_day.py",
    "tests/integration/test_killed_service.py",
    "tests/integration/test_costs_divided.py",
    "tests/integration/test_functions.py",
    "tests/integration/test_letters_moved.py",
    "tests/unit/test_planning_cluster.py",
    "tests/unit/test_planning_bruteforce.py",
)


class FileByFile(LoadFileScheduling):
    """One worker takes a file, and one takes the whole journey, so that it is walked once."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEY if nodeid.startswith(JOURNEY) else super()._split_scope(nodeid)


def place_in_line(item: pytest.Item) -> int:
    """Where among the files that begin first the test lies; those that do not come after them all."""
    places = [place for place, path in enumerate(BEGINS_FIRST) if item.nodeid.startswith(path)]
    return places[0] if places else len(BEGINS_FIRST)
