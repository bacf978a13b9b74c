"""What the database refuses comes back in words, from every verb and on both databases."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from samdrift.decisions.policy.models import Policy
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.models import Person, Population
from samdrift.records.register.models import Assessment, Participation, Responsibility
from tests import factories
from tests.people import LONG_AGO, Society

DAY_BEFORE = LONG_AGO - dt.timedelta(days=1)


@verb
def do(act: Callable[[], Any]) -> Any:
    """A verb that looks at nothing beforehand."""
    return act()


def refusal_of(act: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        do(act)
    found = refused.value
    return found.message_dict if hasattr(found, "error_dict") else {"": found.messages}


def test_an_overlap_is_told_beside_the_first_day(people: Society):
    application = factories.application(people.amal)

    def own(person: Person) -> Responsibility:
        return Responsibility.objects.create(
            application=application, person=person, role="system_owner", starts_on=LONG_AGO
        )

    own(people.anna)
    assert refusal_of(lambda: own(people.bo)) == {
        "starts_on": ["Applikationen har en annan systemägare under några av dagarna."]
    }


def test_a_last_day_before_the_first_is_told_beside_the_last(people: Society):
    application = factories.application(people.amal)
    refusal = refusal_of(
        lambda: Participation.objects.create(
            application=application,
            organisation=people.mellerud,
            starts_on=dt.date(2008, 1, 1),
            ends_on=dt.date(2007, 1, 1),
        )
    )
    assert list(refusal) == ["ends_on"]


def test_a_life_that_shrinks_under_its_parts_is_told(people: Society):
    application = factories.application(people.amal)
    factories.participation(application, people.mellerud)
    application.starts_on = dt.date(2008, 1, 1)
    assert refusal_of(application.save) == {
        "starts_on": ["Något som hör till ligger utanför de dagarna."]
    }


def test_the_same_value_twice_is_told_beside_its_field(people: Society):
    refusal = refusal_of(lambda: Person.objects.create(name="Bo", email=people.bo.email))
    assert refusal == {"email": ["E-post används redan."]}


def test_a_missing_value_is_told_beside_its_field(people: Society):
    refusal = refusal_of(lambda: factories.application(people.amal, starts_on=None))
    assert refusal == {"starts_on": ["Detta fält måste fyllas i."]}


def test_values_outside_their_limits_are_told_beside_each(people: Society):
    application = factories.application(people.amal)
    refusal = refusal_of(
        lambda: Assessment.objects.create(
            application=application, side="it", on=LONG_AGO, verdict="good", fit=9
        )
    )
    assert set(refusal) == {"fit", "verdict"}


def test_values_that_contradict_each_other_are_named(people: Society):
    made = Policy(
        federation=people.federation,
        title="P",
        valid_from=LONG_AGO,
        valid_until=DAY_BEFORE,
        adopted_by=people.anna,
    )
    refusal = refusal_of(made.save)
    assert refusal == {
        "": ["Gäller från och gäller till och med motsäger varandra, så inget sparades."]
    }


def test_what_others_refer_to_is_not_removed(people: Society):
    factories.application(people.amal)
    (said,) = refusal_of(people.amal.delete)[""]
    assert said.startswith("Det kan inte tas bort så länge något hänvisar till det: ")


def test_a_number_too_large_is_told(people: Society):
    refusal = refusal_of(lambda: Population.objects.create(code="1492", on=LONG_AGO, value=10**20))
    assert list(refusal) == ["value"]


def test_an_inner_verb_that_is_refused_leaves_the_outer_its_work(people: Society):
    def outer() -> None:
        people.bo.title = "Assistent"
        people.bo.save()
        with pytest.raises(ValidationError):
            do(lambda: Person.objects.create(name="Bo", email=people.bo.email))

    do(outer)
    people.bo.refresh_from_db()
    assert people.bo.title == "Assistent"
