"""Two rows that are one person become one, and can be two again."""

import datetime as dt

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.decisions.policy.models import Policy, Reading
from samdrift.foundation.organisations.actions import add_person, appoint, merge_people, undo_merge
from samdrift.foundation.organisations.models import Employment, FoundWord, Person
from samdrift.foundation.organisations.queries.people import keys_to_people
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import appoint_owner, appoint_system_manager
from samdrift.records.register.models import Responsibility
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)


def _everything() -> dict[str, object]:
    """Every row of every model but the log and the merges themselves."""
    left_out = {
        "audit.auditevent",
        "organisations.personmerge",
        "organisations.foundword",
        "sessions.session",
    }
    words = set(FoundWord.objects.values_list("kind", "row", "word"))
    return {"words to find by": words} | {
        f"{model._meta.label}-{row.pk}": serializers.serialize("python", [row])
        for model in apps.get_models()
        if model._meta.label_lower not in left_out
        for row in model._base_manager.order_by("pk")
    }


@pytest.fixture
def two(people: Society) -> tuple[Person, Person]:
    """Dan Ek twice: once from a file without e-mail, once added with one; both hold roles over the same."""
    by = people.administrator
    kept = add_person(by=by, name="Dan Ek", organisation=people.amal, title="Chef")
    other = add_person(
        by=by,
        name="Dan Ek",
        organisation=people.amal,
        email="dan@amal.example",
        phone="0532",
        starts_on=dt.date(2005, 1, 1),
    )
    application = factories.application(people.amal)
    long_ago = application.starts_on
    appoint_owner(by=by, application=application, person=other, starts_on=long_ago)
    appoint_system_manager(by=by, application=application, person=kept, starts_on=long_ago)
    appoint_system_manager(
        by=by, application=application, person=other, starts_on=dt.date(2008, 1, 1)
    )
    for one, day in ((kept, long_ago), (other, NEW_YEAR)):
        appoint(by=by, person=one, role=Role.CONTROLLER, organisation=people.amal, starts_on=day)
    return kept, other


def test_everything_follows_and_periods_are_joined(people: Society, two) -> None:
    kept, other = two
    merge_people(by=people.administrator, kept=kept, merged=other)
    kept = Person.objects.get(pk=kept.pk)
    assert (kept.email, kept.phone, kept.title) == ("dan@amal.example", "0532", "Chef")
    roles = Responsibility.objects.order_by("role").values_list("role", "person")
    assert list(roles) == [("system_manager", kept.pk), ("system_owner", kept.pk)]
    assert kept.appointments.count() == kept.employments.count() == 1
    gone = Person.objects.get(pk=other.pk)
    assert not gone.is_active
    assert gone.merged_into == kept


def test_undone_is_exactly_as_it_was(people: Society, two) -> None:
    before = _everything()
    merge = merge_people(by=people.administrator, kept=two[0], merged=two[1])
    assert _everything() != before
    undo_merge(by=people.administrator, merge=merge)
    assert _everything() == before
    with pytest.raises(ValidationError):
        undo_merge(by=people.administrator, merge=merge)


def test_what_has_changed_since_is_named_and_stops_the_undoing(people: Society, two) -> None:
    merge = merge_people(by=people.administrator, kept=two[0], merged=two[1])
    owner = Responsibility.objects.get(role="system_owner")
    Responsibility.objects.filter(pk=owner.pk).update(person=people.anna)
    with pytest.raises(ValidationError, match="ansvar"):
        undo_merge(by=people.administrator, merge=merge)
    assert Employment.objects.filter(person=two[0]).count() == 1


def test_every_key_to_a_person_is_moved(people: Society, two) -> None:
    """Whatever room it stands in: nothing points at the merged row afterwards."""
    policy = Policy.objects.create(
        federation=people.federation,
        title="P",
        adopted_by=two[1],
        valid_from=NEW_YEAR,
        valid_until=NEW_YEAR,
    )
    for one in two:
        Reading.objects.create(policy=policy, person=one, on=NEW_YEAR)
    merge_people(by=people.administrator, kept=two[0], merged=two[1])
    left = [
        f"{model.__name__}.{field.name}"
        for model, field in keys_to_people()
        if model._base_manager.filter(**{field.name: two[1]}).exists()
    ]
    assert left == []
    assert Reading.objects.get().person == two[0]


def test_only_those_who_keep_the_people_merge_them(people: Society, two) -> None:
    for who in (people.anna, people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            merge_people(by=who, kept=two[0], merged=two[1])
    with pytest.raises(ValidationError):
        merge_people(by=people.administrator, kept=two[0], merged=two[0])


def test_history_of_both_stands_under_the_kept(people: Society, two, as_person) -> None:
    client = as_person(people.administrator)
    address = reverse("person_merge", args=[two[0].pk, two[1].pk])
    assert client.get(address).status_code == 200
    assert as_person(people.bo).get(address).status_code == 403
    assert client.post(address).status_code == 302
    shown = client.get(reverse("person_page", args=[two[0].pk])).content.decode()
    assert "mailto:dan@amal.example" in shown
    assert as_person(people.cilla).get(address).status_code == 404
