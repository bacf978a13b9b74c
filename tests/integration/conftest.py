"""Places that several files of tests begin from, and which files are run on SQLite alone (docs/decisions/0111)."""

from pathlib import Path

import pytest

from tests.integration.introduction_place import Place, introduce, make_place
from tests.integration.notice_told import Told, make_told
from tests.people import Society

#: What a page shows, who may and who sees, in detail: both databases are asked by the table of rights and the verbs.
ON_ONE_DATABASE = ("_pages", "_rights", "_audience")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and item.path.stem.endswith(ON_ONE_DATABASE):
            item.add_marker(pytest.mark.reads_pages)


@pytest.fixture
def place(people: Society) -> Place:
    """A proposed plan by which one goes over to the other's."""
    return make_place(people)


@pytest.fixture
def introduced(place: Place) -> Place:
    """The same, adopted and on its way."""
    return introduce(place)


@pytest.fixture
def told(people: Society) -> Told:
    """An application that two share."""
    return make_told(people)
