"""A file that was brought in is undone: every table is as it was before it, whichever kind of file."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.foundation.audit.models import AuditEvent, ChangeSet
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.audit.since import ChangedSinceError
from samdrift.foundation.organisations.actions import undo_changes
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake import actions
from samdrift.records.intake.models import About, Upload
from samdrift.records.register.models import Application, SearchWord
from tests.everything_stored import everything_stored
from tests.people import Society

REGISTER = """System;Leverantör;Fas;Antal användare;Systemägare;Avtal till;Driftbudget
Raindance;CGI;I förvaltning;40;Olle Ovan;2011-12-31;120000
Kartan;ESRI;I förvaltning;7;Karin Karta;;30000
Vaktbolaget;Vakt AB;Avvecklas;3;;;
"""
AGAIN = """System;Leverantör;Fas;Antal användare;Systemägare;Avtal till;Driftbudget
Raindance;CGI;I förvaltning;45;Nya Ny;2012-12-31;90000
Kartan;ESRI;I förvaltning;7;Karin Karta;;35000
Helt ny;Ny AB;I förvaltning;2;Olle Ovan;;
"""
COSTS = """Applikation;År;Slag;Belopp;Kostnadsslag;Fas
Raindance;2009;Budget;55000;Licenser;Förvaltning
Kartan;2009;Budget;100;Licenser;Förvaltning
"""
EMPLOYEES = """Anställningsnummer;Namn;E-post;Titel;Chef
901;Nina Ny;nina@amal.example;Handläggare;902
902;Chefen Själv;chefen@amal.example;Chef;
"""


def _who_brings_in(people: Society, about: str) -> Person:
    """Who keeps people and organisations confirms their files; an IT manager the others."""
    return people.administrator if about in BY_ADMINISTRATOR else people.anna


def _bring_in(people: Society, text: str, about: str = About.REGISTER) -> Upload:
    given_ = {"by": people.anna, "organisation": people.amal, "content": text.encode()}
    if about == About.REGISTER:
        return actions.import_register(
            file_name="r.csv", new_products=True, without_because="Prov", **given_
        )
    if about == About.COSTS:
        return actions.import_costs(file_name="k.csv", **given_)
    if about == About.ORGANISATIONS:
        given_ |= {"by": people.administrator, "organisation": people.federation}
    preview = {
        **{
            each: lambda: actions.preview_list(file_name="l.csv", about=About(about), **given_)
            for each in (
                About.AGREEMENTS,
                About.PARTICIPATIONS,
                About.ORGANISATIONS,
                About.UNITS,
            )
        },
        About.EMPLOYEES: lambda: actions.preview_employees(file_name="a.csv", **given_),
    }[About(about)]()
    by = _who_brings_in(people, about)
    return actions.confirm_upload(by=by, upload=preview)


def _set_of(upload: Upload) -> ChangeSet:
    return ChangeSet.objects.get(about_kind="intake.upload", about_id=str(upload.pk))


def _undo(people: Society, upload: Upload) -> None:
    undo_changes(by=people.anna, change_set=_set_of(upload), why="Fel fil")


def _words() -> set[Any]:
    return set(SearchWord.objects.values_list("application", "product", "area", "word"))


@pytest.mark.parametrize("second", [REGISTER, AGAIN], ids=["the same", "another"])
def test_a_register_is_as_it_was(people: Society, second: str) -> None:
    empty = everything_stored()
    first = _bring_in(people, REGISTER)
    between, words = everything_stored(), _words()
    then = _bring_in(people, second)
    if _set_of(then).changes.exists():
        _undo(people, then)
    else:
        with pytest.raises(ValidationError):
            _undo(people, then)
    assert (everything_stored(), _words()) == (between, words)
    _undo(people, first)
    assert everything_stored() == empty


def test_the_same_file_can_be_brought_in_again(people: Society) -> None:
    """What the file said is forgotten with it: else nothing would be new the second time."""
    _undo(people, _bring_in(people, REGISTER))
    assert _bring_in(people, REGISTER).created == 3


LISTS = {
    About.COSTS: COSTS,
    About.EMPLOYEES: EMPLOYEES,
    About.AGREEMENTS: "Avtal;Leverantör;Pris per år;Gäller till\nDrift;;1000;2012-12-31\n",
    About.PARTICIPATIONS: "Applikation;Organisation;Antal användare\nKartan;Åmål;12\n",
    About.ORGANISATIONS: "Organisation;Typ\nNya bolaget AB;Leverantör\n",
    About.UNITS: "Enhet;Överordnad;Årsarbetare\nVård;;12\nHemtjänst;Vård;7,5\n",
}
BY_ADMINISTRATOR = {About.EMPLOYEES, About.ORGANISATIONS}


@pytest.mark.parametrize("about", list(LISTS))
def test_every_kind_of_file_can_be_undone(people: Society, about: str) -> None:
    _bring_in(people, REGISTER)
    before = everything_stored()
    upload = _bring_in(people, LISTS[About(about)], about)
    assert upload.created + upload.changed > 0
    by = _who_brings_in(people, about)
    undo_changes(by=by, change_set=_set_of(upload), why="Fel fil")
    assert everything_stored() == before
    upload.refresh_from_db()
    assert upload.status == "undone"


def test_the_pages_show_what_was_changed_and_undo_it(
    people: Society, as_person: Callable[..., Any]
) -> None:
    """From the upload's page to what it changed and back; who may not see it does not know that it exists."""
    _bring_in(people, REGISTER)
    upload = _bring_in(people, AGAIN)
    shown, undoing = (
        reverse(name, args=[_set_of(upload).pk]) for name in ("change_set", "change_set_undo")
    )
    client = as_person(people.anna)
    end = client.get(reverse("upload", args=[upload.pk])).content.decode()
    assert shown in end
    assert undoing in end
    told = client.get(shown).content.decode()
    for words in ("Raindance", "Helt ny", "Tillagd", "Nya Ny"):
        assert words in told
    for who in (people.bo, people.cilla):
        for address in (shown, undoing):
            assert as_person(who).get(address).status_code == 404
            assert as_person(who).post(address, {"why": "x"}).status_code in {404, 405}
    client = as_person(people.anna)
    assert client.get(undoing).status_code == 200
    assert client.post(undoing, {"why": ""}).status_code == 422
    Application.objects.filter(name="Raindance").update(notes="Senare")
    refused = client.post(undoing, {"why": "Fel år"})
    assert refused.status_code == 422
    assert "Raindance" in refused.content.decode()
    assert 'value="Fel år"' in refused.content.decode()
    Application.objects.filter(name="Raindance").update(notes="")
    assert client.post(undoing, {"why": "Fel år"}).status_code == 302
    told = client.get(shown).content.decode()
    assert "Fel år" in told
    assert undoing not in told
    assert client.get(undoing).status_code == 200
    assert client.post(undoing, {"why": "Fel år"}).status_code == 422
    assert "är ångrad" in client.get(reverse("upload", args=[upload.pk])).content.decode()


def test_what_was_changed_is_read_and_undone_by_api(
    people: Society, as_person: Callable[..., Any]
) -> None:
    """The list, the rows page by page, and the undoing; who may not see the act does not know that it exists."""
    _bring_in(people, REGISTER)
    upload = _bring_in(people, AGAIN)
    place = f"/api/v1/change-sets/{_set_of(upload).pk}"
    client = as_person(people.anna)

    def undo(who: Any, **headers: str) -> Any:
        return who.post(
            f"{place}/undo", {"why": "Fel år"}, content_type="application/json", headers=headers
        )

    listed = client.get("/api/v1/change-sets").json()["items"]
    assert [each["about_name"] for each in listed] == ["r.csv", "r.csv"]
    rows, after = [], 0
    while after is not None:
        part = client.get(f"{place}/changes?limit=2&after={after}").json()
        rows, after = [*rows, *part["items"]], part["next"]
    assert {(row["name"], row["what"]) for row in rows} >= {("Helt ny", "Tillagd")}
    for who in (people.bo, people.cilla):
        assert as_person(who).get("/api/v1/change-sets").json()["items"] == []
        for address in (place, f"{place}/changes"):
            assert as_person(who).get(address).status_code == 404
        assert undo(as_person(who)).status_code == 404
    client = as_person(people.anna)
    assert undo(client, **{"If-Match": '"old-0"'}).status_code == 412
    assert undo(client).json()["undone_why"] == "Fel år"
    assert undo(client).status_code == 409


def test_the_page_costs_as_many_questions_for_many_rows_as_for_few(
    people: Society, as_person: Callable[..., Any]
) -> None:
    client = as_person(people.anna)

    def questions(rows: int) -> int:
        lines = "".join(
            f"App {rows} {each};CGI;I förvaltning;1;Olle Ovan;2011-12-31;100\n"
            for each in range(rows)
        )
        upload = _bring_in(people, REGISTER.splitlines()[0] + "\n" + lines)
        address = reverse("change_set", args=[_set_of(upload).pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    assert questions(3) < 50  # some for each kind of row
    assert questions(60) <= questions(30)


def test_what_each_thing_tells(people: Society) -> None:
    _bring_in(people, REGISTER)
    raindance = Application.objects.get(name="Raindance")
    _undo(people, _bring_in(people, AGAIN))
    told = history_of(raindance)
    undone = [each for each in told if each.why == "Fel fil"]
    assert undone
    assert all("ngrad" in each.what for each in undone)


def test_an_edit_since_is_named_and_nothing_is_undone(people: Society) -> None:
    upload = _bring_in(people, REGISTER)
    Application.objects.filter(name="Kartan").update(notes="Senare")
    before, events = everything_stored(), AuditEvent.objects.count()
    with pytest.raises(ChangedSinceError) as refused:
        _undo(people, upload)
    assert "Kartan" in " ".join(refused.value.messages)
    assert (everything_stored(), AuditEvent.objects.count()) == (before, events)


NAMES = st.sampled_from(["Raindance", "Kartan", "Treserva", "Vaktbolaget", "Lex", "Å-data"])
ROW = st.fixed_dictionaries(
    {
        "System": NAMES,
        "Leverantör": st.sampled_from(["", "CGI", "ESRI", "Nya Bolaget AB"]),
        "Fas": st.sampled_from(["", "I förvaltning", "Avvecklas"]),
        "Antal användare": st.integers(0, 500).map(str) | st.just(""),
        "Systemägare": st.sampled_from(["", "Olle Ovan", "Karin Karta"]),
        "Avtal till": st.sampled_from(["", "2010-06-30", "2013-12-31"]),
        "Driftbudget": st.sampled_from(["", "1000", "99 500"]),
        "Kolumn för sig": st.text('aåö"\\ 1', max_size=5),
    }
)


def _as_file(rows: list[dict[str, str]]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ROW, min_size=1, max_size=6), st.lists(ROW, min_size=1, max_size=6), st.booleans())
def test_any_file_over_any_register_is_undone_or_refused_whole(
    people: Society, held: list[dict[str, str]], file: list[dict[str, str]], edits: bool
) -> None:

    with transaction.atomic():
        _bring_in(people, _as_file(held))
        before, words = everything_stored(), _words()
        upload = _bring_in(people, _as_file(file))
        touched = _set_of(upload).changes.filter(model="register.application").first()
        if edits and touched is not None:
            Application.objects.filter(pk=touched.row_key).update(notes="Senare")
            now_stored = everything_stored()
            with pytest.raises(ChangedSinceError) as refused:
                _undo(people, upload)
            assert refused.value.places == [(Application, int(touched.row_key))]
            assert everything_stored() == now_stored
        elif _set_of(upload).changes.exists():
            _undo(people, upload)
            assert (everything_stored(), _words()) == (before, words)
        transaction.set_rollback(True)
