"""Organisations and units live: corrected, moved, closed and merged with all that is registered on them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Membership,
    Organisation,
    Person,
    Unit,
)
from samdrift.foundation.organisations.references import (
    count_references,
    references_to,
)
from samdrift.records.register.models import Participation
from samdrift.records.spending.models import BudgetFrame, CostLine
from tests import factories
from tests.people import LONG_AGO, Society

TODAY = dt.date(2009, 1, 1)
YESTERDAY = dt.date(2008, 12, 31)


def unit(organisation: Organisation, name: str = "IT-enheten", **fields) -> Unit:
    return Unit.objects.create(organisation=organisation, name=name, **fields)


def registered_on(people: Society, it_unit: Unit):
    """Something of each kind: what goes on by days, by years, and at once."""
    application = factories.application(people.amal, operating_unit=it_unit)
    factories.participation(application, people.amal, unit=it_unit)
    for year in (2008, 2009):
        BudgetFrame.objects.create(unit=it_unit, year=year, amount_ore=1)
        CostLine.objects.create(
            bearer=people.amal, unit=it_unit, year=year, amount_ore=1, kind="budget"
        )
    people.anna.unit = it_unit
    people.anna.save()
    Appointment.objects.filter(person=people.anna).update(unit=it_unit)
    return application


def test_a_closed_unit_hands_over_what_goes_on_and_keeps_what_was(people):
    old, new = unit(people.amal), unit(people.amal, "Digitalisering")
    application = registered_on(people, old)
    with pytest.raises(ValidationError) as refusal:
        actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY)
    assert "1 applikation" in refusal.value.message_dict["successor"][0]
    actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY, successor=new)
    application.refresh_from_db()
    assert application.operating_unit == new
    assert Person.objects.get(name="Anna").unit == new
    days = [
        (row.unit, row.starts_on, row.ends_on)
        for row in Participation.objects.order_by("starts_on")
    ]
    assert days == [(old, LONG_AGO, YESTERDAY), (new, TODAY, None)]
    assert {frame.year: frame.unit for frame in BudgetFrame.objects.all()} == {2008: old, 2009: new}
    assert {line.year: line.unit for line in CostLine.objects.all()} == {2008: old, 2009: new}


def test_a_unit_moves_to_another_organisation_with_its_parts_and_what_goes_on(people):
    old = unit(people.amal)
    unit(people.amal, "Support", parent=old)
    registered_on(people, old)
    moved = actions.move_unit(
        by=people.administrator,
        unit=old,
        organisation=people.mellerud,
        starts_on=TODAY,
        why="Övertagande",
    )
    assert [part.name for part in moved.parts.all()] == ["Support"]
    now = Participation.objects.get(ends_on=None)
    assert (now.organisation, now.unit) == (people.mellerud, moved)
    before = Participation.objects.get(ends_on=YESTERDAY)
    assert (before.organisation, before.unit) == (people.amal, old)
    assert CostLine.objects.get(year=2008).bearer == people.amal
    assert CostLine.objects.get(year=2009).bearer == people.mellerud


def test_no_unit_is_part_of_itself_by_any_way(people):
    outer = unit(people.amal, "Förvaltning")
    inner = unit(people.amal, "Avdelning", parent=outer)
    outer.parent = inner
    with pytest.raises(ValidationError, match="del av sig själv"):
        actions.save_unit(by=people.anna, unit=outer)
    with pytest.raises(ValidationError):
        actions.close_unit(by=people.anna, unit=outer, ends_on=YESTERDAY, successor=inner)


def test_merged_units_are_one_and_nothing_refers_to_the_other(people):
    one, same = unit(people.amal, "IT"), unit(people.amal, "IT-enheten")
    registered_on(people, one)
    number = count_references(one).total()
    actions.merge_unit(by=people.anna, unit=one, into=same, why="Samma enhet")
    assert not Unit.objects.filter(name="IT").exists()
    assert count_references(same).total() == number


def test_what_both_units_have_is_named_and_dropped_only_when_meant(people):
    one, same = unit(people.amal, "IT"), unit(people.amal, "IT-enheten")
    for each, amount in ((one, 1), (same, 2)):
        BudgetFrame.objects.create(unit=each, year=2009, amount_ore=amount)
    with pytest.raises(ValidationError) as refusal:
        actions.merge_unit(by=people.anna, unit=one, into=same, why="Samma enhet")
    assert any("budgetram" in words.lower() for words in refusal.value.message_dict["drop_doubles"])
    assert Unit.objects.count() == 2
    actions.merge_unit(by=people.anna, unit=one, into=same, why="Samma enhet", drop_doubles=True)
    assert BudgetFrame.objects.get().amount_ore == 2
    assert AuditEvent.objects.get(event="organisations.double_dropped").before["amount_ore"] == 1


def test_a_supplier_written_twice_becomes_one(people):
    double = Organisation.objects.create(kind=Kind.SUPPLIER, name="Leverantoren AB")
    agreement = factories.agreement(people.amal)
    agreement.parties.create(organisation=double, role="supplier")
    Person.objects.create(name="Säljare", organisation=double)
    actions.merge_organisation(
        by=people.administrator, organisation=double, into=people.supplier, why="Samma bolag"
    )
    assert agreement.parties.get().organisation == people.supplier
    assert Person.objects.get(name="Säljare").organisation == people.supplier
    assert not Organisation.objects.filter(name="Leverantoren AB").exists()


def test_merged_municipalities_merge_their_units_of_the_same_name(people):
    double = Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name="Åmål", municipality_code="14"
    )
    theirs, ours = unit(double), unit(people.amal)
    registered_on(people, theirs)
    actions.merge_organisation(
        by=people.administrator, organisation=double, into=people.amal, why="Skriven två gånger"
    )
    assert list(people.amal.units.all()) == [ours]
    assert Person.objects.get(name="Anna").unit == ours


@pytest.mark.parametrize("target", [Unit, Organisation])
def test_no_reference_can_be_forgotten_by_a_later_room(target):
    """What the database knows as a reference, the mover knows; and nothing keeps a key in a field of its own."""
    found = {(each.model, each.field.name) for each in references_to(target)}
    for relation in target._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if relation.auto_created and isinstance(field, models.ForeignKey):
            assert (relation.related_model, field.name) in found
    for model in {model for model, _name in found}:
        loose = [
            field.name
            for field in model._meta.concrete_fields
            if field.name.endswith(("unit_id", "organisation_id"))
        ]
        assert not loose, f"{model}: {loose} must be foreign keys"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("Testköping", "14", "Ingen kommun har koden 14"),
        ("Säffle kommun", "1460", "Säffle kommun har koden 1785"),
        ("Bengtsfors", None, "kommunkod"),
    ],
)
def test_a_municipality_is_one_of_the_290(people, name, code, words):
    with pytest.raises(ValidationError, match=words):
        actions.add_organisation(
            by=people.administrator,
            federation=people.federation,
            kind=Kind.MUNICIPALITY,
            name=name,
            municipality_code=code,
        )


def test_one_that_was_let_in_wrong_is_corrected_or_taken_away(people):
    wrong = Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name="Testköping", municipality_code="14"
    )
    Membership.objects.create(federation=people.federation, member=wrong, starts_on=TODAY)
    corrected = actions.change_organisation(
        by=people.administrator,
        organisation=wrong,
        name="Bengtsfors kommun",
        short_name="Bengtsfors",
        municipality_code="1460",
    )
    assert (str(corrected), corrected.municipality_code) == ("Bengtsfors", "1460")
    actions.remove_organisation(by=people.administrator, organisation=corrected, why="Är inte med")
    assert not Organisation.objects.filter(municipality_code="1460").exists()


def test_one_with_something_registered_is_neither_taken_away_nor_closed(people):
    factories.application(people.mellerud)
    with pytest.raises(ValidationError, match="applikation"):
        actions.remove_organisation(
            by=people.administrator, organisation=people.mellerud, why="Fel"
        )
    with pytest.raises(ValidationError, match="anställning"):
        actions.close_organisation(
            by=people.administrator, organisation=people.saffle, ends_on=YESTERDAY, why="Lämnar"
        )


def test_a_membership_is_left_corrected_and_taken_up_again(people):
    membership = people.mellerud.federations.get()
    by = people.administrator
    actions.leave_federation(by=by, membership=membership, ends_on=dt.date(2007, 12, 31))
    again = actions.join_federation(
        by=by, federation=people.federation, member=people.mellerud, starts_on=TODAY
    )
    actions.change_membership(by=by, membership=again, starts_on=dt.date(2008, 1, 1), ends_on=None)
    assert people.mellerud.federations.count() == 2
    with pytest.raises(ValidationError):
        actions.change_membership(
            by=by, membership=again, starts_on=dt.date(2006, 1, 1), ends_on=None
        )


VERBS = {
    "change_organisation": lambda by, at: actions.change_organisation(
        by=by, organisation=at.amal, name="Åmåls kommun", municipality_code="1492"
    ),
    "change_membership": lambda by, at: actions.change_membership(
        by=by, membership=at.amal.federations.get(), starts_on=dt.date(2000, 1, 1), ends_on=None
    ),
    "close_organisation": lambda by, at: actions.close_organisation(
        by=by,
        organisation=Organisation.objects.get_or_create(kind=Kind.SUPPLIER, name="Fel AB")[0],
        ends_on=YESTERDAY,
        why="x",
    ),
    "merge_organisation": lambda by, at: actions.merge_organisation(
        by=by, organisation=at.supplier, into=at.saffle, why="x"
    ),
    "remove_organisation": lambda by, at: actions.remove_organisation(
        by=by,
        organisation=Organisation.objects.get_or_create(kind=Kind.SUPPLIER, name="Fel AB")[0],
        why="x",
    ),
}
UNIT_VERBS = {
    "save_unit": lambda by, at: actions.save_unit(
        by=by, unit=Unit(organisation=at.amal, name="Ny")
    ),
    "close_unit": lambda by, at: actions.close_unit(by=by, unit=unit(at.amal), ends_on=YESTERDAY),
    "merge_unit": lambda by, at: actions.merge_unit(
        by=by, unit=unit(at.amal, "A"), into=unit(at.amal, "B"), why="x"
    ),
    "remove_unit": lambda by, at: actions.remove_unit(by=by, unit=unit(at.amal), why="x"),
}


@pytest.mark.parametrize("name", VERBS)
def test_the_administrator_keeps_organisations_and_nobody_else(people, name):
    for who in ("anna", "bo", "cilla", "seller"):
        with pytest.raises(PermissionDenied):
            VERBS[name](getattr(people, who), people)
    VERBS[name](people.administrator, people)
    assert AuditEvent.objects.latest("pk").by_name == "Fia"


@pytest.mark.parametrize("name", UNIT_VERBS)
def test_an_it_manager_keeps_the_own_units_and_nobody_elses(people, name):
    for who in ("bo", "cilla", "controller", "neighbour", "seller"):
        with pytest.raises(PermissionDenied):
            UNIT_VERBS[name](getattr(people, who), people)
        Unit.objects.all().delete()
    UNIT_VERBS[name](people.anna, people)
    assert AuditEvent.objects.latest("pk").by_name == "Anna"
    with pytest.raises(PermissionDenied):
        actions.save_unit(by=people.anna, unit=Unit(organisation=people.mellerud, name="Ny"))


def test_a_unit_is_not_moved_into_an_organisation_that_one_does_not_keep(people):
    with pytest.raises(PermissionDenied):
        actions.move_unit(
            by=people.anna, unit=unit(people.amal), organisation=people.mellerud, starts_on=TODAY
        )


def test_a_municipality_is_picked_in_the_form_and_brings_its_name(people, as_person):
    client = as_person(people.administrator)
    address = reverse("organisation_add")
    page = client.get(address).content.decode()
    assert page.count("<option") > 290
    assert "Bengtsfors (1460)" in page
    sent = {"kind": "municipality", "municipality_code": "1460", "joins_on": "2009-01-01"}
    assert client.post(address, sent).status_code == 302
    made = Organisation.objects.get(municipality_code="1460")
    assert (made.name, str(made)) == ("Bengtsfors kommun", "Bengtsfors")
    assert client.post(address, {**sent, "municipality_code": "14"}).status_code == 422
    assert client.post(address, {**sent, "municipality_code": ""}).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "organisation_change",
        "organisation_close",
        "organisation_merge",
        "organisation_remove",
        "membership_add",
    ],
)
def test_pages_of_organisations_are_the_administrators(people, as_person, name):
    address = reverse(name, args=[people.mellerud.pk])
    answers = [
        as_person(each).get(address).status_code
        for each in (people.administrator, people.anna, people.bo, people.cilla)
    ]
    assert answers == [200, 403, 403, 404]


@pytest.mark.parametrize(
    "name", ["unit_change", "unit_close", "unit_move", "unit_merge", "unit_remove"]
)
def test_pages_of_units_are_the_own_it_managers(people, as_person, name):
    own, others = unit(people.amal), unit(people.mellerud)
    addresses = [reverse(name, args=[row.organisation_id, row.pk]) for row in (own, others)]
    by_anna = [as_person(people.anna).get(address).status_code for address in addresses]
    assert by_anna == [200, 403]
    assert as_person(people.cilla).get(addresses[0]).status_code == 404


def test_units_stand_as_a_tree_and_closed_ones_apart(people, as_person):
    outer = unit(people.amal, "Förvaltning")
    unit(people.amal, "Avdelning", parent=outer)
    unit(people.amal, "Nedlagd", ends_on=YESTERDAY)
    address = reverse("organisation_tab", kwargs={"pk": people.amal.pk, "tab": "enheter"})
    answer = as_person(people.bo).get(address)
    branches = answer.context["branches"]
    assert [(each.unit.name, [part.unit.name for part in each.parts]) for each in branches] == [
        ("Förvaltning", ["Avdelning"])
    ]
    assert "stängd efter 2008-12-31" in answer.content.decode()


def test_a_unit_is_closed_with_a_successor_by_its_page(people, as_person):
    old, new = unit(people.amal), unit(people.amal, "Digitalisering")
    registered_on(people, old)
    address = reverse("unit_close", args=[people.amal.pk, old.pk])
    client = as_person(people.anna)
    assert "Vem tar över 1 applikation?" in client.get(address).content.decode()
    assert client.post(address, {"ends_on": "2008-12-31"}).status_code == 422
    sent = {"ends_on": "2008-12-31", "successor": new.pk}
    assert client.post(address, sent).status_code == 302
    old.refresh_from_db()
    assert old.successor == new


def test_the_api_keeps_organisations_and_units_by_the_same_rules(people, as_person):
    client = as_person(people.administrator)

    def send(method: str, path: str, **body):
        row = client.get("/api/v1/" + "/".join(path.split("/")[:2])).headers.get("ETag")
        answer = getattr(client, method)(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={"If-Match": row} if row else None,
        )
        return answer.status_code, (answer.json() if answer.content else None)

    assert (
        send("post", "organisations", kind="municipality", name="X", municipality_code="14")[0]
        == 409
    )
    status, made = send(
        "post",
        "organisations",
        kind="municipality",
        name="Bengtsfors kommun",
        municipality_code="1460",
    )
    assert status == 201
    assert send("post", f"organisations/{made['id']}/memberships", starts_on="2009-01-01")[0] == 201
    status, added = send("post", f"organisations/{made['id']}/units", name="IT", kind="it_unit")
    assert status == 201
    assert send("patch", f"units/{added['id']}", parent_id=added["id"])[0] == 409
    assert send("post", f"units/{added['id']}/remove", why="Fel")[0] == 204
    assert send("post", f"organisations/{made['id']}/remove", why="Fel")[0] == 204
    assert len(client.get("/api/v1/municipalities").json()["items"]) == 290
    other = as_person(people.cilla)
    for path in (f"organisations/{people.amal.pk}", "organisations"):
        method = other.post if path == "organisations" else other.patch
        body = {"kind": "supplier", "name": "Y"} if path == "organisations" else {"name": "Y"}
        assert method(f"/api/v1/{path}", body, content_type="application/json").status_code == 404
