"""A declared field of an application is written and answered by the API, shown, told and hidden by its declaration."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.actions import record
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.intake.actions import confirm_upload, preview_register
from samdrift.records.intake.convert.template import headings
from samdrift.records.register.field_groups import group_in_history
from samdrift.records.register.fields import APPLICATION_FIELDS, PLAIN_FIELDS, ApplicationField
from samdrift.records.register.forms import ApplicationForm
from samdrift.records.register.models import (
    Application,
    Audience,
    FieldAudience,
    FieldGroup,
    Participation,
)
from samdrift.records.register.participation_fields import PARTICIPATION_FIELDS
from samdrift.records.register.queries import visible_groups
from samdrift.records.register.views.application_facts import history_seen
from tests import factories
from tests.people import Society, person

API = "/api/v1/applications"
SignIn = Callable[[Person], Client]


def value_of(field: ApplicationField) -> Any:
    """A value that the field can hold."""
    if field.choices is not None:
        return next(choice.value for choice in field.choices if choice.value != "introduction")
    held = {"yes_no": True, "number": 3, "date": "2008-05-31"}
    return held.get(field.kind, f"Ord om {field.name}")


VALUES = {field.attname: value_of(field) for field in PLAIN_FIELDS}


def changed(client: Client, pk: int, **body: Any) -> tuple[int, Any]:
    mark = client.get(f"{API}/{pk}")["ETag"]
    answer = client.patch(
        f"{API}/{pk}", json.dumps(body), content_type="application/json", headers={"If-Match": mark}
    )
    return answer.status_code, answer.json()


def test_every_plain_field_is_added_and_answered(people: Society, as_person: SignIn) -> None:
    body = {"name": "Ny", "host_id": people.amal.pk, "starts_on": "2008-01-01", **VALUES}
    answer = as_person(people.anna).post(API, json.dumps(body), content_type="application/json")
    assert answer.status_code == 201, answer.json()
    assert {name: answer.json()[name] for name in VALUES} == VALUES
    stored = Application.objects.get(pk=answer.json()["id"])
    assert {field.attname: field.of(stored) for field in PLAIN_FIELDS} == VALUES


@pytest.mark.parametrize("field", PLAIN_FIELDS, ids=lambda field: field.name)
def test_every_plain_field_is_changed_alone_and_emptied(
    people: Society, as_person: SignIn, field: ApplicationField
) -> None:
    anna, pk = as_person(people.anna), factories.application(people.amal).pk
    status, told = changed(anna, pk, **{field.attname: VALUES[field.attname]})
    assert (status, told[field.attname]) == (200, VALUES[field.attname])
    status, told = changed(anna, pk, **{field.attname: None})
    is_needed = not field.model_field.blank
    assert status == (409 if is_needed else 200), told
    if not is_needed:
        assert told[field.attname] == ("" if not field.model_field.null else None)


@pytest.mark.parametrize(
    ("name", "value"),
    [("integrity", 5), ("criticality", 0), ("phase", "retired"), ("network", "x")],
)
def test_what_the_field_can_not_hold_is_refused(
    people: Society, as_person: SignIn, name: str, value: Any
) -> None:
    pk = factories.application(people.amal).pk
    assert changed(as_person(people.anna), pk, **{name: value})[0] == 422


def test_a_group_that_is_hidden_is_null_for_its_reader(people: Society, as_person: SignIn) -> None:
    application = factories.application(people.amal)
    for field in PLAIN_FIELDS:
        field.put(application, VALUES[field.attname])
    application.save()
    for group in FieldGroup:
        FieldAudience.objects.create(
            federation=people.federation, group=group, audience=Audience.OWN
        )
    told = as_person(people.bo).get(f"{API}/{application.pk}").json()
    for field in PLAIN_FIELDS:
        wanted = None if field.group is not None else VALUES[field.attname]
        assert told[field.attname] == wanted, field.name
    page = as_person(people.bo).get(
        reverse("application_list"),
        {"exportera": "csv", "kolumner": ",".join(field.name for field in PLAIN_FIELDS)},
    )
    text = page.content.decode()
    for field in PLAIN_FIELDS:
        if field.kind == "text":
            assert (VALUES[field.attname] in text) == (field.group is None), field.name


def test_every_field_is_shown_to_who_may_see_all(people: Society, as_person: SignIn) -> None:
    application = factories.application(people.amal)
    for field in PLAIN_FIELDS:
        field.put(application, VALUES[field.attname])
    application.save()
    page = as_person(people.anna).get(
        reverse("application_tab", kwargs={"pk": application.pk, "tab": "uppgifter"})
    )
    for field in PLAIN_FIELDS:
        if field.name != "operation":  # told by the operating unit where there is one
            assert field.words(VALUES[field.attname]) in page.content.decode(), field.name


def test_a_participation_is_added_with_every_declared_field(
    people: Society, as_person: SignIn
) -> None:
    application, anna = factories.application(people.amal), as_person(people.anna)
    unit = Unit.objects.create(organisation=people.amal, name="Skola")
    body = {
        "organisation_id": people.amal.pk,
        "unit_id": unit.pk,
        "users": 7,
        "contact_id": people.anna.pk,
        "starts_on": "2008-01-01",
        "ends_on": None,
    }
    assert set(body) == {field.attname for field in PARTICIPATION_FIELDS if field.to_add}

    def sent(**other: Any) -> tuple[int, Any]:
        answer = anna.post(
            f"{API}/{application.pk}/participations",
            json.dumps(body | other),
            content_type="application/json",
        )
        return answer.status_code, answer.json()

    assert sent(contact_id=10**6)[0] == 404
    status, told = sent()
    assert status == 201, told
    assert "contact_id" not in told
    stored = Participation.objects.get(pk=told["id"])
    assert (stored.unit, stored.users, stored.contact) == (unit, 7, people.anna)


def test_form_and_empty_register_have_every_field_that_says_so(people: Society) -> None:
    form = ApplicationForm(person=people.anna)
    assert {field.name for field in APPLICATION_FIELDS if field.in_form} <= set(form.fields)
    heads = set(headings())
    for field in PLAIN_FIELDS:
        if field.in_template and not field.columns and field.headings:
            assert str(field.label) in heads, field.name


def test_an_event_s_facts_are_hidden_as_the_fields_are(people: Society) -> None:
    """What a file said stands in the history under its own words: each has its group, and extra columns have one."""
    wanted = {
        "how_to_get_access": FieldGroup.PEOPLE,
        "System owner": FieldGroup.PEOPLE,
        "Contact": FieldGroup.PEOPLE,
        "Agreement": FieldGroup.AGREEMENTS,
        "Operating budget": FieldGroup.COSTS,
        "IT's judgement": FieldGroup.ASSESSMENT,
        "Information classification": FieldGroup.CLASSIFICATION,
        "Lösenord till servern": FieldGroup.NOTES,
        "Users": None,
        "name": None,
        "": None,
        "(by)": None,
    }
    assert {key: group_in_history("register.application", key) for key in wanted} == wanted


def test_an_auditor_reads_no_hidden_fact_of_a_file(people: Society) -> None:
    upload = preview_register(
        by=people.anna,
        organisation=people.amal,
        file_name="r.csv",
        content="Namn;Systemägare;Driftbudget;Serverrum\nA;Anna Berg;1000;Källaren".encode(),
    )
    confirm_upload(by=people.anna, upload=upload)
    application = Application.objects.get()
    record("register.application_changed", application, by=people.anna, after={"name": "A"})
    whole = history_seen(people.anna, application, visible_groups(people.anna, application))
    told = {change.after for entry in whole or () for change in entry.changes}
    assert {"Anna Berg", "Källaren"} <= told
    auditor = person("Rut", people.amal, Role.AUDITOR)
    part = history_seen(auditor, application, frozenset(FieldGroup) - {FieldGroup.PEOPLE})
    seen = {change.after for entry in part or () for change in entry.changes}
    assert "Anna Berg" not in seen
    assert "Källaren" in seen
