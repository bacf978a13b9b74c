"""A list of employees: who joins, moves and leaves is shown first; nobody leaves with open roles; twice is once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samdrift.foundation.organisations.actions import add_person, appoint
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.ui.export import csv_bytes, xlsx_bytes
from samdrift.records.intake.actions import choose_rows, confirm_upload, preview_employees
from samdrift.records.intake.models import RowOutcome, Upload
from samdrift.records.intake.queries.employees import employee_heads, employee_rows
from tests.people import Society

HEAD = "Anställningsnummer;Namn;E-post;Kommun;Enhet;Titel;Chef;Från;Till"


def _preview(people: Society, *rows: str, head: str = HEAD, **days: dt.date) -> Upload:
    content = "\r\n".join([head, *rows]).encode("utf-8-sig")
    return preview_employees(
        by=people.administrator,
        organisation=people.amal,
        file_name="anstallda.csv",
        content=content,
        **days,
    )


def _outcomes(upload: Upload) -> dict[str, str]:
    return dict(upload.rows.values_list("name", "outcome"))


def _rules(upload: Upload) -> set[str]:
    return set(upload.findings.values_list("rule", flat=True))


@pytest.fixture
def school(people: Society) -> Unit:
    return Unit.objects.create(organisation=people.amal, name="Förskola & skola")


@pytest.fixture
def eva(people: Society, school: Unit) -> Person:
    return add_person(
        by=people.administrator,
        name="Eva Öst",
        email="eva@amal.example",
        organisation=people.amal,
        unit=school,
        title="Rektor",
        external_number="007",
        starts_on=dt.date(2005, 1, 1),
    )


def test_joiners_movers_and_the_unchanged_are_told_apart_and_written(
    people: Society, eva: Person
) -> None:
    Unit.objects.create(organisation=people.amal, name="Kansli")
    upload = _preview(
        people,
        "007;Eva Öst;eva@amal.example;Åmål;Kansli;Chef; ;2005-01-01;",
        "8;Åke Ny;ake@amal.example;Åmåls kommun;Kansli;Handläggare;eva@amal.example;2009-02-01;",
        ";;anna@kommun.example;;;;;;",
        changes_from=dt.date(2009, 3, 1),
    )
    assert _outcomes(upload) == {
        "Eva Öst": RowOutcome.CHANGED,
        "Åke Ny": RowOutcome.CREATED,
        "anna@kommun.example": RowOutcome.UNCHANGED,
    }
    assert not Person.objects.filter(email="ake@amal.example").exists()
    confirm_upload(by=people.administrator, upload=upload)
    rows = [
        (row.title, row.starts_on, row.ends_on) for row in eva.employments.order_by("starts_on")
    ]
    assert rows == [
        ("Rektor", dt.date(2005, 1, 1), dt.date(2009, 2, 28)),
        ("Chef", dt.date(2009, 3, 1), None),
    ]
    new = Employment.objects.get(person__email="ake@amal.example")
    assert (new.manager, new.starts_on, new.external_number) == (eva, dt.date(2009, 2, 1), "8")


def test_who_is_missing_leaves_only_by_a_whole_list_and_never_with_open_roles(
    people: Society, eva: Person
) -> None:
    idle = add_person(
        by=people.administrator,
        name="Ida Ledig",
        organisation=people.amal,
        email="ida@amal.example",
    )
    appoint(
        by=people.administrator,
        person=eva,
        organisation=people.amal,
        role=Role.AUDITOR,
        starts_on=today(),
    )
    row = ";Anna;anna@kommun.example;;;;;;"
    assert _outcomes(_preview(people, row)) == {"Anna": RowOutcome.UNCHANGED}
    upload = _preview(people, row, leavers_on=today())
    assert _outcomes(upload) == {
        "Anna": RowOutcome.UNCHANGED,
        "Ida Ledig": RowOutcome.LEAVES,
        "Eva Öst": RowOutcome.HANDS_OVER,
    }
    confirm_upload(by=people.administrator, upload=upload)
    assert Employment.objects.get(person=idle).ends_on == today()
    assert Employment.objects.get(person=eva).ends_on is None


def test_nobody_leaves_by_a_list_with_faults_and_a_ticked_row_stays_out(
    people: Society, eva: Person
) -> None:
    upload = _preview(people, ";Anna;anna@kommun.example;;Okänd enhet;;;;", leavers_on=today())
    assert _outcomes(upload) == {"Anna": RowOutcome.LEFT_OUT}
    assert {"no-such-unit", "leavers-unknown"} <= _rules(upload)
    upload = _preview(people, ";Anna;anna@kommun.example;;;;;;", leavers_on=today())
    number = upload.rows.get(name="Eva Öst").number
    choose_rows(by=people.administrator, upload=upload, choices={number: "left_out"})
    again = _preview(people, ";Anna;anna@kommun.example;;;;;;", leavers_on=today())
    assert _outcomes(again)["Eva Öst"] == RowOutcome.LEFT_OUT


def test_every_fault_is_told_and_a_name_alone_is_nobody(people: Society, eva: Person) -> None:
    upload = _preview(
        people,
        ";Eva Öst;;;;;;;",
        "007;Anna;anna@kommun.example;;;;;;",
        "9;Bo;bo@kommun.example;Mellerud;;;;;",
        "10;Per;per;;;;;2009-31-31;",
        "811228-9874;Siv;siv@amal.example;;;;;;",
        "11;Nils;nils@amal.example;;;;Eva Öst;2009-02-01;2009-01-01",
        "12;Cilla;cilla@kommun.example;;;;;;",
    )
    assert set(_outcomes(upload).values()) == {RowOutcome.LEFT_OUT}
    assert {
        "no-identity",
        "two-people",
        "another-employer",
        "not-an-address",
        "not-a-date",
        "identity-number",
        "manager-by-name",
        "ends-before-start",
        "address-taken",
    } <= _rules(upload)
    assert "811228" not in str(list(upload.rows.values())) + str(list(upload.findings.values()))


def test_a_column_of_personal_identity_numbers_is_not_read_whatever_it_is_called(
    people: Society,
) -> None:
    for heading in ("Personnummer", "Nummer"):
        upload = _preview(people, "Siv;siv@amal.example;8112289874", head=f"Namn;E-post;{heading}")
        assert "identity-numbers" in _rules(upload)
        assert heading not in upload.header
        assert "8112289874" not in str(upload.described) + str(list(upload.rows.values()))
        assert _outcomes(upload) == {"Siv": RowOutcome.CREATED}


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_what_is_written_out_reads_back_without_a_change(
    people: Society, eva: Person, school: Unit, write: object
) -> None:
    part = Unit.objects.create(organisation=people.amal, name="Kök; städ", parent=school)
    other = Unit.objects.create(organisation=people.amal, name="Vård")
    Unit.objects.create(organisation=people.amal, name="Kök; städ", parent=other)
    names = ["Åsa Ö'Brien-Ek", "Li, Ek", "=Ann Berg", "Jürgen  Æ", "-Bo"]
    for at, name in enumerate(names):
        add_person(
            by=people.administrator,
            name=name,
            organisation=people.amal,
            email=f"p{at}@amal.example" if at else None,
            title="+Chef; «enhet»",
            unit=part,
            manager=eva if at else None,
            external_number=f"00{at}",
            starts_on=dt.date(2009, 1, 1 + at),
        )
    content = write(employee_heads(), employee_rows(people.amal))
    upload = preview_employees(
        by=people.administrator,
        organisation=people.amal,
        file_name="ut.csv",
        content=content,
        leavers_on=today(),
    )
    told = list(upload.rows.values_list("name", "outcome", "changes"))
    assert {outcome for _name, outcome, _changes in told} == {RowOutcome.UNCHANGED}, told
    assert len(told) == Employment.objects.filter(organisation=people.amal).count()


def test_three_people_and_the_pages(people: Society, client: Client) -> None:
    new, file = (
        reverse("employee_upload_new"),
        reverse("employee_export", args=[people.amal.pk, "csv"]),
    )
    for who, statuses in (
        (people.bo, (403, 404)),
        (people.cilla, (200, 404)),
        (people.anna, (200, 200)),
        (people.administrator, (200, 200)),
    ):
        client.force_login(who)
        assert (client.get(new).status_code, client.get(file).status_code) == statuses
    given = SimpleUploadedFile("a.csv", f"{HEAD}\r\n5;Ny Person;ny@amal.example;;;;;;".encode())
    address = client.post(
        new, {"organisation": people.amal.pk, "file": given}, follow=True
    ).request["PATH_INFO"]
    form = client.get(address).context["form"]
    upload = Upload.objects.get()
    client.post(address, {name: form[name].value() for name in form.fields})
    preview = reverse("upload_preview", args=[upload.pk])
    assert "Ny Person" in client.get(preview).content.decode()
    assert "register" not in client.post(preview, {}, follow=True).context["title"].lower()
    assert Person.objects.filter(email="ny@amal.example").exists()
    client.force_login(people.cilla)
    assert client.get(reverse("upload", args=[upload.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        preview_employees(
            by=people.bo, organisation=people.amal, file_name="a.csv", content=b"E-post\r\n"
        )
    with pytest.raises(ValidationError):
        _preview(people, "Anna", head="Namn")
