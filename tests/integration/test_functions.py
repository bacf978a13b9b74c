"""Functions of units: one list for all, who has which from when until when, and what became of the texts they were."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.models import Function, Organisation, Unit, UnitFunction
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.foundation.organisations.queries import function_matrix, functions_of
from samdrift.foundation.organisations.waiting import waiting_for
from tests.integration.test_lost_updates import opened
from tests.migrating import migrate_fully, migrate_to
from tests.people import LONG_AGO, Society

TODAY = dt.date(2009, 1, 1)
YESTERDAY = dt.date(2008, 12, 31)
BEFORE = [("organisations", "0005_people_merged")]


def unit(organisation: Organisation, name: str = "IT-enheten", *functions: str) -> Unit:
    """An IT unit that has had these functions for long."""
    made = Unit.objects.create(organisation=organisation, name=name, kind="it_unit")
    for each in functions:
        function, _new = Function.objects.get_or_create(name=each, folded=each.casefold())
        UnitFunction.objects.create(unit=made, function=function, starts_on=LONG_AGO)
    return made


def periods(row: Unit) -> list[tuple[str, dt.date, dt.date | None]]:
    return [
        (str(each.function), each.starts_on, each.ends_on)
        for each in row.held_functions.order_by("function__name", "starts_on")
    ]


LIST_VERBS: dict[str, Callable[[Any, Function], Any]] = {
    "accept": lambda by, row: actions.accept_function(by=by, function=row),
    "add": lambda by, _row: actions.add_function(by=by, name="Ny"),
    "merge": lambda by, row: actions.merge_function(
        by=by, function=row, into=Function.objects.get(name="Helpdesk"), why="Samma"
    ),
    "remove": lambda by, row: actions.remove_function(by=by, function=row, why="Fel"),
    "rename": lambda by, row: actions.rename_function(by=by, function=row, name="Ny"),
}


@pytest.mark.parametrize("name", LIST_VERBS)
def test_the_federation_keeps_the_list_and_nobody_else(people: Society, name: str) -> None:
    actions.add_function(by=people.administrator, name="Helpdesk")
    row = Function.objects.create(name="Drift", folded="drift", proposed_on=YESTERDAY)
    for who in ("anna", "bo", "cilla", "controller", "neighbour", "seller"):
        with pytest.raises(PermissionDenied):
            LIST_VERBS[name](getattr(people, who), row)
    LIST_VERBS[name](people.administrator, row)
    assert AuditEvent.objects.latest("pk").by_name == "Fia"


def test_an_it_manager_gives_and_takes_for_the_own_units(people: Society) -> None:
    own, others = unit(people.amal), unit(people.mellerud)

    def give(by: Any, to: Unit) -> UnitFunction:
        return actions.give_function(by=by, unit=to, name="Drift", starts_on=LONG_AGO)

    for who in ("bo", "cilla", "controller", "neighbour", "seller"):
        with pytest.raises(PermissionDenied):
            give(getattr(people, who), own)
    with pytest.raises(PermissionDenied):
        give(people.anna, others)
    held, theirs = give(people.anna, own), give(people.administrator, others)
    with pytest.raises(PermissionDenied):
        actions.take_away_function(by=people.anna, held=theirs, ends_on=YESTERDAY)
    actions.take_away_function(by=people.anna, held=held, ends_on=YESTERDAY)
    assert periods(own) == [("Drift", LONG_AGO, YESTERDAY)]
    told = history_of(people.amal)
    assert [entry.what for entry in told] == [
        "Funktion borttagen från enhet: IT-enheten, Åmål, till och med 2008-12-31",
        "Funktion tillagd på enhet: IT-enheten, Åmål",
    ]
    assert ("Funktioner", "Drift", None) in [
        (each.label, each.before, each.after) for each in told[0].changes
    ]


def test_a_name_is_one_function_whatever_its_case_and_spaces(people: Society) -> None:
    made = actions.add_function(by=people.administrator, name=" Drift  av servrar ")
    assert made.name == "Drift av servrar"
    for again in ("drift AV servrar", "Drift av\tservrar"):
        with pytest.raises(ValidationError) as refused:
            actions.add_function(by=people.administrator, name=again)
        assert refused.value.message_dict == {
            "name": ["Det finns redan en funktion med det namnet: Drift av servrar."]
        }
    with pytest.raises(IntegrityError), transaction.atomic():
        Function.objects.create(name="DRIFT av servrar", folded="drift av servrar")
    actions.rename_function(by=people.administrator, function=made, name="drift av Servrar")
    assert Function.objects.get().name == "drift av Servrar"
    with pytest.raises(ValidationError):
        actions.rename_function(by=people.administrator, function=made, name="  ")


def test_lines_of_text_are_functions_from_today_and_new_names_are_proposed(people: Society) -> None:
    own = unit(people.amal, "IT-enheten", "Drift", "Nät")
    actions.save_unit(by=people.anna, unit=own, functions=["drift", "Nattjour", " ", "NATTJOUR"])
    assert periods(own) == [
        ("Drift", LONG_AGO, None),
        ("Nattjour", TODAY, None),
        ("Nät", LONG_AGO, YESTERDAY),
    ]
    assert functions_of(own) == ["Drift", "Nattjour"]
    [told] = history_of(own)[:1]
    assert [(each.label, each.before, each.after) for each in told.changes] == [
        ("Funktioner", "Drift, Nät", "Drift, Nattjour")
    ]
    actions.save_unit(by=people.anna, unit=own, functions=["Drift", "Nät"])
    assert periods(own) == [("Drift", LONG_AGO, None), ("Nät", LONG_AGO, None)]
    events = AuditEvent.objects.count()
    actions.save_unit(by=people.anna, unit=own, functions=["Nät", "Drift"])
    actions.save_unit(by=people.anna, unit=own)
    assert AuditEvent.objects.count() == events
    with pytest.raises(ValidationError) as refused:
        actions.save_unit(by=people.anna, unit=own, functions=["x" * 151])
    assert "150" in refused.value.message_dict["functions"][0]
    waits = [
        each.found for each in waiting_for(people.administrator) if each.kind.name == "functions"
    ]
    assert [(each.words, each.since) for each in waits] == [
        ("Ta upp på listan eller slå ihop: Nattjour", TODAY)
    ]
    assert not [each for each in waiting_for(people.anna) if each.kind.name == "functions"]
    actions.accept_function(by=people.administrator, function=Function.objects.get(name="Nattjour"))
    with pytest.raises(ValidationError, match="står redan på listan"):
        actions.accept_function(
            by=people.administrator, function=Function.objects.get(name="Nattjour")
        )


def test_what_begins_later_begins_now_and_no_two_hold_at_once(people: Society) -> None:
    own = unit(people.amal, "IT-enheten", "Drift")
    coming = dt.date(2009, 6, 1)
    actions.give_function(by=people.anna, unit=own, name="Nät", starts_on=coming)
    assert functions_of(own) == ["Drift"]
    with pytest.raises(ValidationError, match="har redan funktionen"):
        actions.give_function(by=people.anna, unit=own, name="nät", starts_on=TODAY)
    actions.save_unit(by=people.anna, unit=own, functions=["Drift", "Nät"])
    assert periods(own) == [("Drift", LONG_AGO, None), ("Nät", TODAY, None)]
    actions.save_unit(by=people.anna, unit=own, functions=["Drift"])
    assert periods(own) == [("Drift", LONG_AGO, None)]


def test_merging_functions_and_units_joins_their_days_and_the_past_stands(people: Society) -> None:
    own, double = unit(people.amal, "IT", "Drift", "Helpdesk"), unit(people.amal, "IT 2", "Drift")
    late, _new = Function.objects.get_or_create(name="Serverdrift", folded="serverdrift")
    UnitFunction.objects.create(
        unit=own, function=late, starts_on=dt.date(2000, 1, 1), ends_on=TODAY
    )
    UnitFunction.objects.create(unit=double, function=late, starts_on=LONG_AGO)
    before = _cells(people, dt.date(2008, 6, 1))
    actions.merge_function(
        by=people.administrator,
        function=late,
        into=Function.objects.get(name="Drift"),
        why="Samma sak",
    )
    assert periods(own) == [("Drift", dt.date(2000, 1, 1), None), ("Helpdesk", LONG_AGO, None)]
    assert periods(double) == [("Drift", LONG_AGO, None)]
    assert _cells(people, dt.date(2008, 6, 1)) == before
    actions.merge_unit(by=people.anna, unit=double, into=own, why="Samma enhet")
    assert periods(own) == [("Drift", dt.date(2000, 1, 1), None), ("Helpdesk", LONG_AGO, None)]
    assert _cells(people, dt.date(2008, 6, 1)) == before
    with pytest.raises(ValidationError, match="Slå i stället ihop"):
        actions.remove_function(
            by=people.administrator, function=Function.objects.get(name="Drift"), why="Fel"
        )
    actions.remove_unit(by=people.anna, unit=own, why="Fel")
    assert not UnitFunction.objects.exists()
    assert _cells(people, dt.date(2008, 6, 1)) == before


def _cells(people: Society, on: dt.date) -> set[tuple[str, str]]:
    """(function, unit) of Åmål on a day, as the matrix tells."""
    matrix = function_matrix(people.anna, on)
    return {
        (function.name, each.name)
        for function in matrix.functions
        for each in matrix.units_with(function, people.amal)
    }


def test_a_closed_unit_leaves_its_functions_to_who_takes_over(people: Society) -> None:
    old, new = unit(people.amal, "IT", "Drift", "Helpdesk"), unit(people.amal, "Nya", "Drift")
    with pytest.raises(ValidationError) as refused:
        actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY)
    assert "2 funktioner" in refused.value.message_dict["successor"][0]
    actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY, successor=new)
    assert periods(old) == [("Drift", LONG_AGO, YESTERDAY), ("Helpdesk", LONG_AGO, YESTERDAY)]
    assert periods(new) == [("Drift", LONG_AGO, None), ("Helpdesk", TODAY, None)]
    assert functions_of(old) == ["Drift", "Helpdesk"]
    with pytest.raises(ValidationError, match="är stängd efter"):
        actions.give_function(by=people.anna, unit=old, name="Nät", starts_on=LONG_AGO)
    moved = actions.move_unit(
        by=people.administrator, unit=new, organisation=people.mellerud, starts_on=TODAY
    )
    assert functions_of(moved) == ["Drift", "Helpdesk"]


def test_the_matrix_says_who_has_what_and_who_lacks_it(
    people: Society, as_person: Callable[..., Client]
) -> None:
    unit(people.amal, "IT-enheten", "Drift", "Ärenden")
    unit(people.mellerud, "Data", "Drift")
    answer = as_person(people.bo).get(reverse("function_list"))
    text = answer.text
    assert "1 av 2 funktioner finns hos alla." in text
    assert text.index(">Drift<") < text.index(">Ärenden<")
    assert text.count("Saknas</td>") == 1
    assert "Ny funktion" not in text
    function = Function.objects.get(name="Ärenden")
    address = reverse("function_page", args=[function.pk])
    page = as_person(people.bo).get(address).text
    assert "Ingen IT-enhet har den i:" in page
    assert "Byt namn" not in page
    assert "Byt namn" in as_person(people.administrator).get(address).text
    assert as_person(people.cilla).get(address).status_code == 404
    assert as_person(people.bo).get(reverse("function_give", args=[function.pk])).status_code == 403
    rename = reverse("function_rename", args=[function.pk])
    assert as_person(people.anna).get(rename).status_code == 403
    assert as_person(people.neighbour).get(rename).status_code == 404
    held = function.held_by.get()
    away = reverse("function_take_away", args=[function.pk, held.pk])
    assert [as_person(who).get(away).status_code for who in (people.anna, people.bo)] == [200, 403]


@pytest.mark.django_db(transaction=True)
def test_the_form_ticks_and_writes_and_keeps_what_another_gave_meanwhile(
    people: Society, as_person: Callable[..., Client]
) -> None:
    own = unit(people.amal, "IT-enheten", "Drift", "Nät")
    actions.add_function(by=people.administrator, name="Helpdesk")
    address = reverse("unit_change", args=[people.amal.pk, own.pk])
    first, second = as_person(people.anna), as_person(people.anna)
    keys = dict(Function.objects.values_list("name", "pk"))
    one = opened(first, address, held=[keys["Drift"], keys["Nät"], keys["Helpdesk"]])
    two = opened(second, address, held=[keys["Drift"]], functions="Nattjour\nhelpdesk")
    assert first.post(address, one).status_code == 302
    refused = second.post(address, two)
    assert refused.status_code == 422
    assert "Drift, Nät → Drift, Helpdesk, Nät" in refused.text
    form = refused.context["form"]
    assert {int(key) for key in form["held"].value()} == {keys["Drift"], keys["Helpdesk"]}
    again = {**two, "held": form["held"].value(), "functions": form["functions"].value()}
    again["row_version"] = form.row_version
    assert second.post(address, again).status_code == 302
    assert functions_of(own) == ["Drift", "Helpdesk", "Nattjour"]
    sent = {"name": "IT-enheten", "kind": "it_unit", "functions": "Drift"}
    assert first.post(address, sent).status_code == 302
    assert functions_of(own) == ["Drift"]


def test_programs_read_give_and_change_functions_from_the_version_they_read(
    people: Society, as_person: Callable[..., Client]
) -> None:
    own = unit(people.amal, "IT-enheten", "Drift")
    anna, fia = as_person(people.anna), as_person(people.administrator)

    def send(client: Client, address: str, body: Any, tag: str = "", method: str = "POST") -> Any:
        return client.generic(
            method,
            f"/api/v1{address}",
            data=json.dumps(body),
            content_type="application/json",
            headers={"If-Match": tag} if tag else {},
        )

    detail = anna.get(f"/api/v1/units/{own.pk}")
    assert detail.json()["functions"] == "Drift"
    given = send(anna, f"/units/{own.pk}/functions", {"name": "Nät", "starts_on": "2008-05-01"})
    assert given.status_code == 201
    stale = send(anna, f"/units/{own.pk}", {"functions": "Drift"}, detail["ETag"], "PATCH")
    assert stale.status_code == 412
    assert "Drift, Nät" in stale.text
    fresh = anna.get(f"/api/v1/units/{own.pk}")["ETag"]
    changed = send(anna, f"/units/{own.pk}", {"functions": "nät\nHelpdesk"}, fresh, "PATCH")
    assert changed.json()["functions"] == "Helpdesk\nNät"
    listed = anna.get("/api/v1/unit-functions?on=2008-06-01").json()["items"]
    assert [(each["starts_on"], each["ends_on"]) for each in listed] == [
        ("2001-01-01", "2008-12-31"),
        ("2008-05-01", None),
    ]
    proposed = next(
        each for each in anna.get("/api/v1/functions").json()["items"] if each["proposed_on"]
    )
    address = f"/functions/{proposed['id']}"
    assert send(anna, f"{address}/accept", {}).status_code == 403
    assert send(fia, f"{address}/accept", {}).json()["proposed_on"] is None
    assert send(fia, address, {"name": "Stöd"}, "", "PATCH").status_code == 428
    tag = fia.get(f"/api/v1{address}")["ETag"]
    assert send(fia, address, {"name": "drift"}, tag, "PATCH").status_code == 409
    assert send(fia, address, {"name": "Stöd"}, tag, "PATCH").json()["name"] == "Stöd"
    assert send(fia, address, {"name": "Åter"}, tag, "PATCH").status_code == 412
    assert as_person(people.cilla).get(f"/api/v1{address}").status_code == 404
    held = given.json()["id"]
    ended = send(anna, f"/unit-functions/{held}/end", {"ends_on": "2008-12-31"})
    assert ended.json()["ends_on"] == "2008-12-31"


@pytest.mark.django_db(transaction=True)
def test_texts_become_rows_from_the_days_that_the_log_knows(people: Society) -> None:
    try:
        _write_texts(migrate_to(*BEFORE), people)
    finally:
        migrate_fully()
    rows = {row.name: periods(row) for row in Unit.objects.all()}
    assert rows == {
        "Aldrig ändrad": [
            ("Drift AV servrar", START_NOT_RECORDED, None),
            ("nät", START_NOT_RECORDED, None),
        ],
        "Ändrad": [
            ("Drift AV servrar", dt.date(2004, 3, 1), None),
            ("Helpdesk", dt.date(2004, 3, 1), dt.date(2007, 5, 8)),
            ("Utbildning", dt.date(2007, 5, 9), None),
        ],
        "Stängd": [("nät", START_NOT_RECORDED, dt.date(2006, 6, 30))],
        "Tom": [],
    }
    assert all(each.proposed_on is None for each in Function.objects.all())


def _write_texts(apps: Any, people: Society) -> None:
    old = apps.get_model("organisations", "Unit")
    texts = {
        "Aldrig ändrad": " Drift AV servrar\n\nnät\nNÄT",
        "Ändrad": "drift av servrar\nUtbildning",
        "Stängd": "Nät",
        "Tom": "",
    }
    ends = {"Stängd": dt.date(2006, 6, 30)}
    made = {
        name: old.objects.create(
            organisation_id=people.amal.pk, name=name, functions=text, ends_on=ends.get(name)
        )
        for name, text in texts.items()
    }
    key = str(made["Ändrad"].pk)
    for day, event, before, after in (
        ("2004-03-01", "unit_added", {}, {"functions": "Helpdesk\ndrift av servrar"}),
        ("2005-01-01", "unit_changed", {"name": "A"}, {"name": "B"}),
        (
            "2007-05-09",
            "unit_changed",
            {"functions": "Helpdesk\nDrift av servrar"},
            {"functions": texts["Ändrad"]},
        ),
    ):
        AuditEvent.objects.create(
            at=timezone.make_aware(dt.datetime.fromisoformat(f"{day}T12:00")),
            event=f"organisations.{event}",
            about_kind="organisations.unit",
            about_id=key,
            before=before,
            after=after,
        )
