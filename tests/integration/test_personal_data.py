"""What is held about a person is handed out, logged, and forgotten when the person has left."""

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.actions import (
    add_person,
    change_person,
    erase_old_sign_ins,
    erase_person,
    hand_out_personal_data,
    record_download,
    record_failed_sign_in,
    record_sign_in,
)
from samdrift.foundation.organisations.history import SIGN_INS
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import appoint_owner
from tests import factories
from tests.people import PASSWORD, Society, person

YESTERDAY = dt.date(2008, 12, 31)


@pytest.fixture
def former(people: Society) -> Person:
    """Somebody who owned an application, changed e-mail, and left."""
    person = add_person(
        by=people.administrator,
        name="Xerxes Qvist",
        organisation=people.amal,
        email="xerxes@amal.example",
        title="Q-chef",
        external_number="Q17",
    )
    change_person(
        by=people.administrator,
        person=person,
        name="Xerxes Qvist",
        email="qvist@amal.example",
        phone="0532-99",
    )
    application = factories.application(people.amal)
    appoint_owner(
        by=people.administrator,
        application=application,
        person=person,
        starts_on=application.starts_on,
    )
    person.employments.update(ends_on=YESTERDAY)
    return Person.objects.get(pk=person.pk)


def test_all_that_refers_to_a_person_is_handed_out_and_that_is_logged(
    people: Society, former: Person, as_person
) -> None:
    answer = as_person(people.administrator).get(reverse("person_data", args=[former.pk]))
    held = json.loads(answer.content)
    assert {"register.Responsibility.person", "organisations.Employment.person"} <= set(
        held["rows"]
    )
    assert held["person"]["email"] == "qvist@amal.example"
    assert "password" not in held["person"]
    events = set(AuditEvent.objects.values_list("event", flat=True))
    assert {"organisations.personal_data_handed_out", "organisations.file_taken_out"} <= events


def test_one_gets_ones_own_and_nobody_elses(people: Society, former: Person, as_person) -> None:
    assert hand_out_personal_data(by=people.bo, person=people.bo)["person"]["name"] == "Bo"
    with pytest.raises(PermissionDenied):
        hand_out_personal_data(by=people.bo, person=former)
    address = reverse("person_data", args=[former.pk])
    assert as_person(people.bo).get(address).status_code == 403
    assert as_person(people.cilla).get(address).status_code == 404


def test_erased_is_gone_everywhere_and_decisions_stay(people: Society, former: Person) -> None:
    erase_person(by=people.administrator, person=former, why="Begäran")
    person = Person.objects.get(pk=former.pk)
    everything = json.dumps(
        [
            hand_out_personal_data(by=people.administrator, person=person),
            list(AuditEvent.objects.values("by_name", "about_name", "before", "after", "why")),
        ],
        default=str,
    )
    for secret in ("Xerxes", "Qvist", "qvist@", "xerxes@", "0532-99", "Q-chef"):
        assert secret not in everything, secret
    assert person.responsibilities.count() == 1
    assert str(person.pk) in person.name


def test_only_who_has_left_is_erased_and_by_those_who_keep_the_people(
    people: Society, former: Person
) -> None:
    with pytest.raises(ValidationError):
        erase_person(by=people.administrator, person=people.bo, why="x")
    for who in (people.anna, people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            erase_person(by=who, person=former, why="x")


def test_sign_ins_are_logged_and_what_an_unknown_typed_is_not(people: Society, client) -> None:
    address = reverse("account_login")
    client.post(address, {"login": "hemlig@annan.example", "password": "fel-losenord-12"})
    client.post(address, {"login": people.anna.email, "password": "fel-losenord-12"})
    client.post(address, {"login": people.anna.email, "password": PASSWORD})
    failed = AuditEvent.objects.filter(event="organisations.sign_in_failed").order_by("pk")
    assert [each.after["known"] for each in failed] == [False, True]
    assert "hemlig" not in json.dumps(list(AuditEvent.objects.values()), default=str)
    assert AuditEvent.objects.get(event="organisations.signed_in").by_id == people.anna.pk


def test_the_log_of_sign_ins_is_erased_in_time_and_no_other_log(people: Society, settings) -> None:
    settings.SIGN_IN_DAYS = 30
    moment = now()
    for event in (
        "organisations.signed_in",
        "organisations.file_taken_out",
        "register.application_added",
    ):
        for days in (29, 31):
            AuditEvent.objects.create(event=event, at=moment - dt.timedelta(days=days), by_id=1)
    assert erase_old_sign_ins() == 2
    kept = AuditEvent.objects.filter(at__lt=moment - dt.timedelta(days=30))
    assert [each.event for each in kept] == ["register.application_added"]


def test_sign_ins_and_fetched_files_are_told_to_oneself_alone(people: Society, as_person) -> None:
    """Not to who keeps the people, nor to colleagues and the administrator; every event of the kind, a new one too."""
    words = {}
    for number, event in enumerate(SIGN_INS):
        AuditEvent.objects.create(
            event=event,
            by_id=people.bo.pk,
            by_name="Bo",
            about_kind="organisations.person",
            about_id=str(people.bo.pk),
            about_name="Bo",
            after={"file": f"hemlig-{number}.csv", "address": f"/avtal/{number}"},
        )
        words[event] = f"hemlig-{number}.csv"
    address = reverse("person_page", args=[people.bo.pk])
    keeper = person("Inga", people.mellerud, Role.IT_MANAGER)
    own = as_person(people.bo).get(address).content.decode()
    assert words["organisations.file_taken_out"] in own
    assert gettext("organisations.signed_in") in own
    for reader in (people.anna, keeper, people.administrator):
        page = as_person(reader).get(address).content.decode()
        assert "hemlig-" not in page
        assert not [each for each in SIGN_INS if f">{gettext(each)}" in page]
    held = as_person(people.administrator).get(reverse("person_data", args=[people.bo.pk]))
    assert "hemlig-2.csv" in held.content.decode()
    page = as_person(people.anna).get(address).content.decode()
    assert gettext("organisations.personal_data_handed_out") not in page
    told = AuditEvent.objects.get(event="organisations.personal_data_handed_out")
    assert told.by_id == people.administrator.pk


def test_whatever_a_verb_of_sign_ins_writes_is_of_the_kind(people: Society) -> None:
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    record_sign_in(by=people.bo)
    record_failed_sign_in(people.bo.email or "")
    record_download(by=people.bo, address="/avtal/", name="avtal.csv")
    new = AuditEvent.objects.exclude(pk__in=before).values_list("event", flat=True)
    assert set(new) == set(SIGN_INS)
