"""People and employments by API: the pages' own rules, versions included, and nobody else's people."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from samdrift.foundation.organisations.actions import add_person
from samdrift.foundation.organisations.models import Employment, Person, Unit
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Responsibility
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)


@pytest.fixture
def olle(people: Society) -> Person:
    return add_person(
        by=people.administrator,
        name="Olle Ek",
        organisation=people.amal,
        email="olle@amal.example",
        external_number="7",
        starts_on=dt.date(2005, 1, 1),
    )


def send(client: Client, method: str, path: str, version: str | None = None, **body: object):
    headers = {"If-Match": version} if version else {}
    return getattr(client, method)(
        f"/api/v1/{path}", body, content_type="application/json", headers=headers
    )


@pytest.fixture
def anna(people: Society, as_person: Callable[[Person], Client]) -> Client:
    return as_person(people.anna)


def test_somebody_is_added_changed_moved_and_ended(
    people: Society, anna: Client, olle: Person
) -> None:
    unit = Unit.objects.create(organisation=people.amal, name="Skola")
    new = send(
        anna,
        "post",
        "people",
        name="Siv Ny",
        organisation_id=people.amal.pk,
        email="Siv@amal.example",
        manager_id=olle.pk,
        external_number="8",
        starts_on="2009-01-01",
    )
    assert new.status_code == 201
    siv = Person.objects.get(pk=new.json()["id"])
    assert (siv.email, siv.has_usable_password()) == ("siv@amal.example", False)
    assert send(anna, "patch", f"people/{siv.pk}", phone="0532-1").status_code == 428
    changed = send(anna, "patch", f"people/{siv.pk}", new.headers["ETag"], phone="0532-1")
    assert (changed.status_code, changed.json()["name"], changed.json()["phone"]) == (
        200,
        "Siv Ny",
        "0532-1",
    )
    overtaken = send(anna, "patch", f"people/{siv.pk}", new.headers["ETag"], phone="2")
    assert overtaken.status_code == 412
    assert send(anna, "post", f"people/{siv.pk}/invite").status_code == 202
    row = siv.employments.get()
    read = anna.get(f"/api/v1/employments/{row.pk}")
    assert read.json()["external_number"] == "8"
    moved = send(
        anna,
        "patch",
        f"employments/{row.pk}",
        read.headers["ETag"],
        unit_id=unit.pk,
        starts_on="2009-02-01",
    )
    assert (moved.status_code, moved.json()["unit_id"], moved.json()["manager_id"]) == (
        200,
        unit.pk,
        olle.pk,
    )
    assert siv.employments.count() == 2
    closed = send(
        anna, "post", f"employments/{moved.json()['id']}/close", ends_on="2009-03-01", why="Flyttar"
    )
    assert (closed.status_code, closed.json()["ends_on"]) == (200, "2009-03-01")
    again = send(
        anna,
        "post",
        f"people/{siv.pk}/employments",
        organisation_id=people.amal.pk,
        starts_on="2009-04-01",
        title="Vikarie",
    )
    assert (again.status_code, again.json()["title"]) == (201, "Vikarie")


def test_everything_open_is_named_and_answered(people: Society, anna: Client, olle: Person) -> None:
    application = factories.application(people.amal)
    appoint_owner(
        by=people.anna, application=application, person=olle, starts_on=application.starts_on
    )
    row = olle.employments.get()
    tasks = anna.get(f"/api/v1/employments/{row.pk}/open-tasks?ends_on=2009-01-01").json()["items"]
    assert [(each["organisation_id"], each["may_be_left"]) for each in tasks] == [
        (people.amal.pk, True)
    ]
    close = f"employments/{row.pk}/close"
    refused = send(anna, "post", close, ends_on="2009-01-01")
    assert (refused.status_code, set(refused.json()["fields"])) == (409, {tasks[0]["key"]})
    hidden = send(
        anna,
        "post",
        close,
        ends_on="2009-01-01",
        successors=[{"task": tasks[0]["key"], "person_id": people.cilla.pk}],
    )
    assert hidden.status_code == 404
    given = send(
        anna,
        "post",
        close,
        ends_on="2009-01-01",
        successors=[{"task": tasks[0]["key"], "person_id": people.anna.pk}],
    )
    assert given.status_code == 200
    assert Responsibility.objects.on(dt.date(2009, 1, 2)).get().person == people.anna


def test_may_may_not_and_does_not_know(people: Society, olle: Person, as_person) -> None:
    row = olle.employments.get()
    writes = [
        ("patch", f"people/{olle.pk}", {"phone": "1"}),
        ("post", f"people/{olle.pk}/invite", {}),
        (
            "post",
            f"people/{olle.pk}/employments",
            {"organisation_id": people.amal.pk, "starts_on": "2009-01-01"},
        ),
        ("patch", f"employments/{row.pk}", {"title": "X"}),
        ("post", f"employments/{row.pk}/close", {"ends_on": "2009-01-01"}),
        ("get", f"employments/{row.pk}/open-tasks", {}),
    ]
    for who, status in (
        (people.bo, 403),
        (people.controller, 403),
        (people.cilla, 404),
        (people.seller, 404),
    ):
        client = as_person(who)
        for method, path, body in writes:
            tag = (
                client.get(f"/api/v1/{path}").headers.get("ETag", '"x"')
                if method == "patch"
                else None
            )
            assert send(client, method, path, tag, **body).status_code == status, (who, path)
    new = {"name": "Ny", "organisation_id": people.amal.pk}
    assert send(as_person(people.bo), "post", "people", **new).status_code == 403
    assert send(as_person(people.cilla), "post", "people", **new).status_code == 404
    assert as_person(people.cilla).get(f"/api/v1/people/{olle.pk}").status_code == 404
    assert (
        as_person(people.bo).get(f"/api/v1/employments/{row.pk}").json()["external_number"] is None
    )
    assert Employment.objects.get(pk=row.pk).ends_on is None


def test_a_unit_is_the_employers_and_a_manager_must_be_there_for_the_caller(
    people: Society, anna: Client, olle: Person
) -> None:
    row = olle.employments.get()
    tag = anna.get(f"/api/v1/employments/{row.pk}").headers["ETag"]
    assert (
        send(anna, "patch", f"employments/{row.pk}", tag, manager_id=people.cilla.pk).status_code
        == 404
    )
    other = Unit.objects.create(organisation=people.mellerud, name="Kansli")
    refused = send(anna, "patch", f"employments/{row.pk}", tag, unit_id=other.pk)
    assert (refused.status_code, set(refused.json()["fields"])) == (409, {"unit"})


def test_the_list_of_employees_is_for_those_who_keep_them(
    people: Society, anna: Client, olle: Person, as_person
) -> None:
    path = f"/api/v1/organisations/{people.amal.pk}/employees"
    told = {each["name"]: each for each in anna.get(path).json()["items"]}
    assert (told["Olle Ek"]["external_number"], told["Olle Ek"]["email"]) == (
        "7",
        "olle@amal.example",
    )
    assert set(told) == {"Anna", "Olle Ek"}
    assert {each["name"] for each in anna.get(f"{path}?on=2004-01-01").json()["items"]} == {"Anna"}
    answers = (
        (people.bo, 403),
        (people.controller, 403),
        (people.neighbour, 404),
        (people.cilla, 404),
    )
    for who, status in answers:
        assert as_person(who).get(path).status_code == status
