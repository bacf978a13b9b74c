"""Who pays sees the costs: where they are hidden, nobody lets the own municipality in alone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import join_application
from samdrift.records.register.models import Application, Audience, FieldAudience, FieldGroup
from tests import factories
from tests.people import Society, person

FROM = dt.date(2009, 2, 1)


@pytest.fixture
def mia(people: Society) -> Person:
    """Mellerud's IT manager."""
    return person("Mia", people.mellerud, Role.IT_MANAGER)


@pytest.fixture
def hidden(people: Society) -> Application:
    """An application of Åmål whose costs only Åmål sees."""
    FieldAudience.objects.create(
        federation=people.federation, group=FieldGroup.COSTS, audience=Audience.OWN
    )
    return factories.application(people.amal)


def _join(by: Person, application: Application, people: Society) -> None:
    join_application(
        by=by, application=application, organisation=people.mellerud, starts_on=FROM, users=5
    )


def test_the_guest_is_told_to_ask_the_host(
    people: Society, hidden: Application, mia: Person
) -> None:
    with pytest.raises(ValidationError) as refused:
        _join(mia, hidden, people)
    assert "Be Åmål lägga till Mellerud" in str(refused.value.message_dict["organisation"])
    assert not hidden.participations.exists()


def test_the_host_lets_the_guest_in(people: Society, hidden: Application) -> None:
    _join(people.anna, hidden, people)
    assert hidden.participations.get().organisation == people.mellerud


def test_who_may_do_neither_is_refused_without_a_word_of_costs(
    people: Society, hidden: Application
) -> None:
    with pytest.raises(PermissionDenied):
        _join(people.bo, hidden, people)


def test_where_the_costs_are_shown_the_guest_decides(people: Society, mia: Person) -> None:
    application = factories.application(people.amal)
    _join(mia, application, people)
    assert application.participations.exists()


def test_the_page_says_it_and_keeps_what_was_typed(
    people: Society, hidden: Application, mia: Person, as_person
) -> None:
    typed = {"organisation": people.mellerud.pk, "starts_on": "2009-02-01", "users": "5"}
    answer = as_person(mia).post(reverse("participation_add", args=[hidden.pk]), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Be Åmål lägga till Mellerud" in page
    assert 'value="5"' in page
