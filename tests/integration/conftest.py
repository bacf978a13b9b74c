"""Places that several files of tests begin from, and which files are run on SQLite alone (docs/decisions/0111)."""

from pathlib import Path

import pytest

from tests.integration.introduction_place import Place, introduce, make_place
from tests.integration.notice_told import Told, make_told
from tests.people import Society

#: What a page, a file or a program is told, who may and who sees, in detail: the verbs ask both databases.
ENDINGS = ("_pages", "_rights", "_audience", "_plainly", "_readers", "_kinds", "_exports")
API = "test_api_"
ASKED_OF_BOTH = {"test_api_contract", "test_api_versions"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        name = item.path.stem
        is_told = name.endswith(ENDINGS) or (name.startswith(API) and name not in ASKED_OF_BOTH)
        if Path(__file__).parent in item.path.parents and is_told:
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
