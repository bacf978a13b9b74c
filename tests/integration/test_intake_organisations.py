"""Organisations and units go out and come back: no edit is no change, and each edited cell is one recorded change."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.list_fields import ORGANISATION_FIELDS, UNIT_FIELDS
from samdrift.foundation.organisations.models import Kind, Membership, Organisation, Person, Unit
from samdrift.foundation.organisations.queries import functions_of
from samdrift.records.intake.actions import confirm_upload, preview_list
from samdrift.records.intake.convert.summing import sentence_of
from samdrift.records.intake.models import About, Status, Upload
from tests.integration.test_intake_keyed import counts, rows_of, told, written
from tests.people import Society

SignIn = Callable[[Person], Client]
LAW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SLUGS = {About.ORGANISATIONS: "organisationer", About.UNITS: "enheter"}
KEY = "Registernyckel"


@pytest.fixture
def kept(people: Society) -> Society:
    """Åmål's units three storeys deep, with staff and functions, one of them closed; and a supplier with a number."""
    by = people.administrator
    care = Unit(organisation=people.amal, name="Vård", staff_fte=Decimal("12.50"))
    actions.save_unit(by=by, unit=care, functions=["Helpdesk", "Utbildning"])
    home = Unit(organisation=people.amal, name="Hemtjänst", parent=care, serves="both")
    actions.save_unit(by=by, unit=home)
    night = Unit(organisation=people.amal, name="=Natt", parent=home, kind="it_unit")
    actions.save_unit(by=by, unit=night)
    closed = Unit(organisation=people.amal, name="Nedlagd")
    actions.save_unit(by=by, unit=closed, functions=["Helpdesk"])
    actions.close_unit(
        by=by, unit=closed, ends_on=dt.date(2008, 12, 31), successor=care, why="Slogs ihop"
    )
    actions.change_organisation(
        by=by,
        organisation=people.supplier,
        name="Leverantören AB",
        organisation_number="556012-5790",
    )
    return people


def given_file(people: Society, content: bytes, about: About, by: Person | None = None) -> Upload:
    return preview_list(
        by=by or people.administrator,
        organisation=people.federation if about == About.ORGANISATIONS else people.amal,
        file_name="lista.csv",
        content=content,
        about=about,
    )


def taken_out(client: Client, people: Society, about: About, kind: str = "csv") -> bytes:
    whose = people.federation if about == About.ORGANISATIONS else people.amal
    answer = client.get(reverse("list_export", args=[SLUGS[about], whose.pk, kind]))
    assert answer.status_code == 200
    return answer.content


def latest() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("about", [About.ORGANISATIONS, About.UNITS])
def test_what_is_taken_out_reads_back_without_a_change(
    kept: Society, as_person: SignIn, about: About, kind: str
) -> None:
    content = taken_out(as_person(kept.administrator), kept, about, kind)
    again, last = given_file(kept, content, about), latest()
    number = Organisation.objects.count() if about == About.ORGANISATIONS else 4
    assert counts(again) == (0, 0, number, 0), told(again)
    assert told(again) == ""
    confirm_upload(by=kept.administrator, upload=again)
    events = AuditEvent.objects.filter(pk__gt=last).values_list("event", flat=True)
    assert set(events) == {"intake.upload_confirmed"}


@pytest.mark.parametrize("about", [About.ORGANISATIONS, About.UNITS])
def test_a_list_costs_the_same_however_many_rows(
    kept: Society,
    as_person: SignIn,
    about: About,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = as_person(kept.administrator)
    for number in range(30):
        Organisation.objects.create(kind=Kind.SUPPLIER, name=f"Leverantör {number}")
        Unit.objects.create(
            organisation=kept.amal, name=f"Enhet {number}", parent=Unit.objects.get(name="=Natt")
        )
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        assert len(rows_of(taken_out(client, kept, about))) > 30


UNIT_EDITS = {
    "name": ["Nytt namn", "'=Namn; «så»", "Städ & kök"],
    "kind": ["IT-enhet", "Förvaltning"],
    "serves": ["Skola", "Administration"],
    "staff_fte": ["3", "12,5", "0,25"],
    "capacity_fte": ["1", "1,75"],
    "functions": ["Helpdesk", "Drift; Helpdesk", "Telefoni"],
}
#: Told in the list; settled on pages of their own, or tried in tests of their own.
UNIT_BOUND = {"organisation", "parent", "ends_on", "successor"}
ORGANISATION_EDITS = {
    "name": ["Nya AB", "'=Bolaget", "Å & Ö"],
    "short_name": ["Nya", "Ö"],
    "organisation_number": ["212000-1462", "556012-5790"],
}
ORGANISATION_BOUND = {"kind", "municipality_code", "member_from", "ends_on"}


def test_every_field_is_drawn_or_bound() -> None:
    assert {field.name for field in UNIT_FIELDS} == set(UNIT_EDITS) | UNIT_BOUND
    drawn = set(ORGANISATION_EDITS) | ORGANISATION_BOUND
    assert {field.name for field in ORGANISATION_FIELDS} == drawn


def _edited(
    people: Society,
    client: Client,
    about: About,
    wanted: dict[tuple[int, str], int],
    edits: dict[str, list[str]],
) -> tuple[int, int]:
    """The cells that differ, and the changes that the history has recorded; no others stand in the preview."""
    fields = UNIT_FIELDS if about == About.UNITS else ORGANISATION_FIELDS
    labels = {field.name: str(field.label) for field in fields}

    def listed() -> list[dict[str, str]]:
        return sorted(rows_of(taken_out(client, people, about)), key=lambda row: int(row[KEY]))

    before, rows = listed(), listed()
    for (at, name), number in wanted.items():
        text = edits[name][number % len(edits[name])]
        rows[at][labels[name]] = f"{text} {at}" if name in {"name", "short_name"} else text
    preview, last = given_file(people, written(rows), about), latest()
    assert preview.created == preview.left_out == 0, told(preview)
    shown = sum(len(row.changes) for row in preview.rows.all())
    confirm_upload(by=people.administrator, upload=preview)
    told_of = {About.UNITS: "organisations.unit", About.ORGANISATIONS: "organisations.organisation"}
    events = AuditEvent.objects.filter(pk__gt=last, about_kind=told_of[about])
    recorded = sum(len(event.changes) for event in events)
    differing = sum(
        old[heading] != new[heading]
        for old, new in zip(before, listed(), strict=True)
        for heading in old
        if heading not in {"Del av", "Efterträdare"}  # tell a renamed unit by its new name
    )
    assert shown == differing
    again = given_file(people, taken_out(client, people, about), about)
    assert (again.created, again.changed, again.left_out) == (0, 0, 0)
    return differing, recorded


@given(
    wanted=st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(sorted(UNIT_EDITS))),
        st.integers(0, 5),
        max_size=6,
    )
)
@LAW
def test_k_edited_cells_of_units_are_k_recorded_changes(
    kept: Society, as_person: SignIn, wanted: dict[tuple[int, str], int]
) -> None:
    client = as_person(kept.administrator)
    differing, recorded = _edited(kept, client, About.UNITS, wanted, UNIT_EDITS)
    assert differing == recorded


@given(
    wanted=st.dictionaries(
        st.tuples(st.integers(2, 5), st.sampled_from(sorted(ORGANISATION_EDITS))),
        st.integers(0, 5),
        max_size=6,
    )
)
@LAW
def test_k_edited_cells_of_organisations_are_k_recorded_changes(
    kept: Society, as_person: SignIn, wanted: dict[tuple[int, str], int]
) -> None:
    wanted = {
        (at, name): number
        for (at, name), number in wanted.items()
        if name != "name" or at == 5  # a municipality's name is checked against its code
    }
    client = as_person(kept.administrator)
    differing, recorded = _edited(kept, client, About.ORGANISATIONS, wanted, ORGANISATION_EDITS)
    assert differing == recorded


def test_a_whole_tree_of_units_is_read_in_from_one_file(kept: Society) -> None:
    """What a row above adds may be the whole of a row below; of the same name in two places there are two."""
    text = (
        "Enhet;Överordnad;Typ;Årsarbetare;Funktioner\n"
        "Skola;;Förvaltning;120,5;\n"
        "Administration;Skola;;4;Telefoni\n"
        "Administration;Vård;;3;helpdesk\n"
        "Vikarier;Skola / Administration;;;\n"
        "Vilse;Ingen sådan;;;\n"
    )
    preview = given_file(kept, text.encode(), About.UNITS)
    assert counts(preview) == (4, 0, 0, 1), told(preview)
    assert "Ingen sådan" in told(preview)
    assert not Unit.objects.filter(name="Skola").exists()
    confirm_upload(by=kept.administrator, upload=preview)
    units = {
        str(unit.parent and unit.parent.name): unit
        for unit in Unit.objects.filter(name="Administration")
    }
    assert set(units) == {"Skola", "Vård"}
    assert functions_of(units["Vård"]) == ["Helpdesk"]
    assert Unit.objects.get(name="Vikarier").parent == units["Skola"]
    assert Unit.objects.get(name="Skola").staff_fte == Decimal("120.5")
    again = given_file(kept, text.encode(), About.UNITS)
    assert counts(again) == (0, 0, 4, 1), told(again)


def test_a_unit_goes_elsewhere_by_its_key_and_never_into_itself(
    kept: Society, as_person: SignIn
) -> None:
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.UNITS))
    by_name = {row["Namn"].removeprefix("'"): row for row in rows}
    by_name["=Natt"]["Del av"] = "vård"
    by_name["Vård"]["Del av"] = "Hemtjänst"
    preview = given_file(kept, written(rows), About.UNITS, by=kept.anna)
    assert counts(preview) == (0, 1, 2, 1), told(preview)
    assert "inte ingå i sig själv" in told(preview) or "del av sig själv" in told(preview)
    confirm_upload(by=kept.anna, upload=preview)
    assert Unit.objects.get(name="=Natt").parent == Unit.objects.get(name="Vård")


def test_nothing_is_closed_by_a_file_and_the_finding_says_where(
    kept: Society, as_person: SignIn
) -> None:
    admin = as_person(kept.administrator)
    for about in (About.UNITS, About.ORGANISATIONS):
        rows = rows_of(taken_out(admin, kept, about))
        mine = next(
            row for row in rows if row.get("Namn") == "Hemtjänst" or "Leverantören" in str(row)
        )
        mine["Sista dag"] = "2009-12-31"
        preview = given_file(kept, written(rows), about)
        assert counts(preview)[:2] == (0, 0)
        [finding] = preview.findings.all()
        assert (finding.severity, finding.rule) == ("warning", "not-changed-by-file")
        assert "tar över" in sentence_of(finding)
        confirm_upload(by=kept.administrator, upload=preview)
    assert Unit.objects.get(name="Hemtjänst").ends_on is None
    assert not Organisation.objects.filter(ends_on__isnull=False).exists()


def test_suppliers_neighbours_and_members_from_anybodys_list(kept: Society) -> None:
    text = (
        "Leverantör;Typ;Kommunkod;Org.nr;Medlem från;Sista dag\n"
        "Ny AB;Leverantör;;2120001462;;2012-12-31\n"
        "Bengtsfors kommun;Kommun;1460;;2009-02-01;\n"
        "Fel kommun;Kommun;1461;;;\n"
        "Förbund två;Kommunalförbund;;;;\n"
        "Fel nummer AB;Leverantör;;556012-5791;;\n"
        "Leverantören AB;;;5560125790;;\n"
        "Säffle kommun;;1785;;2009-03-01;\n"
    )
    preview = given_file(kept, text.encode(), About.ORGANISATIONS)
    assert counts(preview) == (2, 1, 1, 3), told(preview)
    rules = set(preview.findings.values_list("rule", flat=True))
    assert rules == {"refused", "no-such-thing", "not-changed-by-file"}
    confirm_upload(by=kept.administrator, upload=preview)
    new = Organisation.objects.get(name="Ny AB")
    assert (new.organisation_number, new.ends_on) == ("212000-1462", None)
    assert str(Organisation.objects.get(municipality_code="1460")) == "Bengtsfors"
    members = Membership.objects.filter(federation=kept.federation, starts_on__year=2009)
    assert {(each.member.municipality_code, each.starts_on.month) for each in members} == {
        ("1460", 2),
        ("1785", 3),
    }
    again = given_file(kept, text.encode(), About.ORGANISATIONS)
    assert (again.created, again.changed) == (0, 0), told(again)


def test_a_membership_begins_on_the_day_that_the_file_says(
    kept: Society, as_person: SignIn
) -> None:
    rows = rows_of(taken_out(as_person(kept.administrator), kept, About.ORGANISATIONS))
    mine = next(row for row in rows if row["Kommunkod"] == "1492")
    mine["Medlem sedan"] = "2003-07-01"
    preview = given_file(kept, written(rows), About.ORGANISATIONS)
    assert counts(preview)[1] == 1, told(preview)
    confirm_upload(by=kept.administrator, upload=preview)
    assert Membership.objects.get(member=kept.amal).starts_on == dt.date(2003, 7, 1)


def test_what_another_federation_keeps_is_neither_listed_nor_changed(
    kept: Society, as_person: SignIn
) -> None:
    other = Organisation.objects.create(kind=Kind.FEDERATION, name="Andra förbundet")
    Membership.objects.create(
        federation=other, member=kept.trollhattan, starts_on=dt.date(2001, 1, 1)
    )
    rows = rows_of(taken_out(as_person(kept.administrator), kept, About.ORGANISATIONS))
    assert {"Andra förbundet", "Trollhättan kommun"}.isdisjoint(
        name for row in rows for name in row.values()
    )
    theirs = rows[0] | {KEY: str(kept.trollhattan.pk)}
    preview = given_file(kept, written([theirs]), About.ORGANISATIONS)
    assert counts(preview) == (0, 0, 0, 1)


def test_who_may(kept: Society, as_person: SignIn) -> None:
    """Units: the IT manager. Organisations: the administrator. An employee neither, and a stranger finds nothing."""
    units = taken_out(as_person(kept.anna), kept, About.UNITS)
    organisations = taken_out(as_person(kept.administrator), kept, About.ORGANISATIONS)
    for stranger in (kept.bo, kept.cilla):
        with pytest.raises(PermissionDenied):
            given_file(kept, units, About.UNITS, by=stranger)
    for stranger in (kept.anna, kept.bo, kept.cilla):
        with pytest.raises(PermissionDenied):
            given_file(kept, organisations, About.ORGANISATIONS, by=stranger)
    anna, bo = as_person(kept.anna), as_person(kept.bo)
    assert anna.get(reverse("list_upload_new", args=["organisationer"])).status_code == 403
    assert bo.get(reverse("list_upload_new", args=["enheter"])).status_code == 403
    theirs = reverse("list_export", args=["enheter", kept.mellerud.pk, "csv"])
    assert anna.get(theirs).status_code == 404
    upload = given_file(kept, organisations, About.ORGANISATIONS)
    assert anna.get(reverse("upload", args=[upload.pk])).status_code == 404


@pytest.mark.parametrize("about", [About.ORGANISATIONS, About.UNITS])
def test_the_pages_from_file_to_history(kept: Society, as_person: SignIn, about: About) -> None:
    admin = as_person(kept.administrator)
    rows = rows_of(taken_out(admin, kept, about))
    mine = next(row for row in rows if row.get("Namn") == "Vård" or "Leverantören" in str(row))
    mine["Namn" if about == About.UNITS else "Organisation"] = "Nytt namn"
    whose = kept.amal if about == About.UNITS else kept.federation
    address = reverse("list_upload_new", args=[SLUGS[about]])
    assert admin.get(address).status_code == 200
    file = SimpleUploadedFile("lista.csv", written(rows))
    sent = admin.post(address, {"organisation": whose.pk, "file": file})
    assert sent.status_code == 302
    upload = Upload.objects.get(about=about)
    columns = {f"column_{at}": upload.columns[head] for at, head in enumerate(upload.header)}
    sent = admin.post(reverse("upload_columns", args=[upload.pk]), columns)
    assert sent.url == reverse("upload_preview", args=[upload.pk])
    assert "Nytt namn" in admin.get(sent.url).content.decode()
    assert admin.post(sent.url).status_code == 302
    upload.refresh_from_db()
    assert (upload.status, upload.changed) == (Status.DONE, 1)
    shown = admin.get(reverse("upload", args=[upload.pk])).content.decode()
    assert address in shown
    assert (
        str(kept.federation if about == About.ORGANISATIONS else kept.amal)
        in admin.get(reverse("upload_list")).content.decode()
    )


def test_the_command_reads_both(kept: Society, tmp_path: object, as_person: SignIn) -> None:
    admin = as_person(kept.administrator)
    for about in (About.ORGANISATIONS, About.UNITS):
        file = tmp_path / f"{about}.csv"  # type: ignore[operator]
        file.write_bytes(taken_out(admin, kept, about))
        told_by: list[str] = ["--municipality", "1492"] if about == About.UNITS else []
        out = io.StringIO()
        call_command(
            "import",
            str(file),
            f"--{about}",
            "--by",
            kept.administrator.email,
            *told_by,
            stdout=out,
        )
        assert "ändrade: 0" in out.getvalue() or "changed: 0" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("import", str(file), "--units", "--by", str(kept.administrator.email))


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_file_holds_it_is_answered_and_creates_nothing_unseen(
    people: Society, content: bytes
) -> None:
    heads = {
        About.ORGANISATIONS: "Organisation;Typ;Kommunkod;Org.nr;Medlem från\n",
        About.UNITS: "Namn;Del av;Årsarbetare;Funktioner;Sista dag\n",
    }
    for about, head in heads.items():
        before = Organisation.objects.count(), Unit.objects.count()
        with suppress(
            ValidationError
        ):  # in words: the headings stand in another row of the odd content
            given_file(people, head.encode() + content, about)
        assert (Organisation.objects.count(), Unit.objects.count()) == before
