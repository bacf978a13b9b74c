"""Of the tests themselves: a file is prepared by one worker, the demonstration walked by one."""

import pytest

from tests.workers import FileByFile


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("tests/journey/a.py::test", "tests/journey/b.py::Class::test", True),
        ("tests/integration/a.py::test[x]", "tests/integration/a.py::Class::test", True),
        ("tests/integration/a.py::test", "tests/integration/b.py::test", False),
    ],
)
def test_one_worker_takes_a_file_and_one_the_whole_journey(one, other, together) -> None:
    scheduler = object.__new__(FileByFile)
    assert (scheduler._split_scope(one) == scheduler._split_scope(other)) is together
