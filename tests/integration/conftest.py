"""Places that several files of tests begin from."""

import pytest

from tests.integration.introduction_place import Place, introduce, make_place
from tests.integration.notice_told import Told, make_told
from tests.people import Society


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
