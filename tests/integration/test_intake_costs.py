"""Costs from a spreadsheet: every fault at once, nothing written before it is confirmed, twice is once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Unit
from samdrift.records.intake.actions import confirm_upload, import_costs, preview_costs
from samdrift.records.intake.models import Upload
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application
from samdrift.records.spending.actions import add_cost_line, approve_cost_lines
from samdrift.records.spending.models import CostLine, CostType, JointInitiative
from tests import factories
from tests.people import LONG_AGO, Society

HEAD = "Applikation;Gemensam satsning;Enhet;Bärs av;År;Fas;Kostnadsslag;Slag;Belopp;Anteckning"


def _file(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows]).encode("utf-8-sig")


@pytest.fixture
def finance(people: Society) -> Application:
    factories.application(people.mellerud, "GIS")
    factories.application(people.amal, "GIS")
    Unit.objects.create(organisation=people.amal, name="IT-enheten")
    JointInitiative.objects.create(
        federation=people.federation,
        name="Förstudie",
        owner=people.anna,
        starts_on=dt.date(2009, 1, 1),
    )
    return factories.application(people.amal, "Ekonomi")


def _preview(people: Society, content: bytes) -> Upload:
    return preview_costs(
        by=people.anna, organisation=people.amal, file_name="utfall.csv", content=content
    )


def _rules(upload: Upload) -> list[tuple[int | None, str]]:
    return sorted(((each.row, each.rule) for each in upload.findings.all()), key=str)


def test_costs_are_brought_in_as_the_file_says(people: Society, finance: Application) -> None:
    upload = import_costs(
        by=people.anna,
        organisation=people.amal,
        file_name="u.csv",
        content=_file(
            "Ekonomi;;;Åmål;2009;Underhåll;Licenser;Utfall;1 234,50;Faktura 7",
            "GIS;;IT-enheten;Åmåls kommun;2009;;;Budget;-300 kr;Kreditering",
            ";Förstudie;;;2009;Införande;Personal;Prognos;2 tkr;",
            ";;IT-enheten, Åmål;1492;2009;Underhåll;Kommunikation inom kommunen;Budget;10;",
            "Ekonomi;;;;2010;;;Budget;;ännu inget belopp",
        ),
    )
    assert (upload.created, upload.left_out) == (4, 0)
    lines = CostLine.objects.order_by("pk")
    assert [(line.amount_ore, line.type, line.kind, line.phase) for line in lines] == [
        (123_450, "licence", "actual", "maintenance"),
        (-30_000, "other", "budget", "maintenance"),
        (200_000, "staff", "forecast", "introduction"),
        (1_000, "internal_communication", "budget", "maintenance"),
    ]
    own_gis = lines[1]
    assert own_gis.application is not None
    assert own_gis.application.host == people.amal
    assert {(line.bearer, line.entered_by, line.approved_on) for line in lines} == {
        (people.amal, people.anna, None)
    }
    assert AuditEvent.objects.filter(event="spending.cost_line_added").count() == 4


def test_every_fault_is_told_at_once_with_row_and_rule(
    people: Society, finance: Application
) -> None:
    upload = _preview(
        people,
        _file(
            "Ekonmi;;;;2009;;Licenser;Utfall;100;",
            ";;;;2009;;Licenser;Utfall;100;",
            "Ekonomi;Förstudie;;;2009;;Licenser;Utfall;100;",
            ";Förstudie;;;2009;;Kommunikation inom kommunen;Utfall;100;",
            "Ekonomi;;;Mellerud;tjugohundranio;;Guld;Kanske;1,234;",
            "Ekonomi;;;;;;Licenser;;100 inkl moms;",
            "Ekonomi;;;;2009;Underhåll;Licenser;Utfall;7;",
        ),
    )
    assert (upload.created, upload.left_out) == (1, 6)
    rules = _rules(upload)
    assert {
        (2, "no-such-application"),
        (3, "no-subject"),
        (4, "two-subjects"),
        (5, "internal-communication"),
        (6, "another-bearer"),
        (6, "not-a-choice"),
        (6, "ambiguous-amount"),
        (7, "no-year"),
        (7, "no-kind"),
        (7, "amount-with-vat"),
    } <= set(rules)
    assert sum(row == 6 for row, _rule in rules) == 5
    assert not CostLine.objects.exists()
    near = upload.findings.get(rule="no-such-application")
    assert near.values["near"] == "Ekonomi"


def test_a_joint_line_of_inner_communication_is_refused_in_words(
    people: Society, finance: Application, as_person
) -> None:
    upload = _preview(people, _file(";Förstudie;;;2009;;Kommunikation inom kommunen;Budget;100;"))
    text = as_person(people.anna).get(reverse("upload_preview", args=[upload.pk])).content.decode()
    assert "delas aldrig" in text


def test_the_same_file_again_changes_nothing(people: Society, finance: Application) -> None:
    rows = [
        "Ekonomi;;;;2009;Underhåll;Övrigt;Utfall;100;A",
        "Ekonomi;;;;2009;Underhåll;Övrigt;Utfall;100;A",
        "Ekonomi;;;;2009;Underhåll;Övrigt;Utfall;200;",
        "Ekonomi;;;;2009;Underhåll;Övrigt;Utfall;300;",
    ]
    asked = {"by": people.anna, "organisation": people.amal, "file_name": "u.csv"}
    import_costs(content=_file(*rows), **asked)
    events = AuditEvent.objects.filter(event__startswith="spending.").count()
    again = import_costs(content=_file(*reversed(rows)), **asked)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 4)
    assert AuditEvent.objects.filter(event__startswith="spending.").count() == events


def test_a_changed_amount_changes_its_line_and_has_to_be_approved_anew(
    people: Society, finance: Application
) -> None:
    appoint_owner(by=people.anna, application=finance, person=people.anna, starts_on=LONG_AGO)
    line = add_cost_line(
        by=people.anna,
        line=CostLine(
            application=finance,
            bearer=people.amal,
            year=2009,
            type=CostType.LICENCE,
            kind="actual",
            amount_ore=10_000,
            note="Faktura 7",
        ),
    )
    approve_cost_lines(by=people.anna, lines=[line])
    upload = _preview(
        people,
        _file(
            "Ekonomi;;;;2009;Underhåll;Licenser;Utfall;90;Ny",
            "Ekonomi;;;;2009;Underhåll;Licenser;Utfall;120;Faktura 7",
        ),
    )
    assert (upload.created, upload.changed) == (1, 1)
    assert "approved-anew" in {rule for _row, rule in _rules(upload)}
    confirm_upload(by=people.anna, upload=upload)
    line.refresh_from_db()
    assert (line.amount_ore, line.approved_on) == (12_000, None)
    assert not line.approvals.filter(holds=True).exists()


def test_what_has_changed_since_the_preview_is_not_written(
    people: Society, finance: Application
) -> None:
    upload = _preview(people, _file("Ekonomi;;;;2009;Underhåll;Licenser;Utfall;90;"))
    add_cost_line(
        by=people.anna,
        line=CostLine(
            application=finance,
            bearer=people.amal,
            year=2009,
            type=CostType.LICENCE,
            kind="actual",
            amount_ore=1,
        ),
    )
    with pytest.raises(ValidationError) as refused:
        confirm_upload(by=people.anna, upload=upload)
    assert refused.value.code == "register-changed"
    assert CostLine.objects.count() == 1


def test_who_may_bring_costs_in(people: Society, finance: Application, as_person) -> None:
    content = _file("Ekonomi;;;;2009;Underhåll;Licenser;Utfall;90;")
    for other in (people.bo, people.controller, people.cilla, people.seller):
        with pytest.raises(PermissionDenied):
            preview_costs(by=other, organisation=people.amal, file_name="u.csv", content=content)
    upload = _preview(people, content)
    for other in (people.controller, people.cilla):
        with pytest.raises(PermissionDenied):
            confirm_upload(by=other, upload=upload)
        assert as_person(other).get(reverse("upload_preview", args=[upload.pk])).status_code == 404
    assert as_person(people.bo).get(reverse("cost_upload_new")).status_code == 403
    mine = preview_costs(
        by=people.controller,
        organisation=people.mellerud,
        file_name="u.csv",
        content=_file("GIS;;;;2009;Underhåll;Licenser;Utfall;90;"),
    )
    assert confirm_upload(by=people.controller, upload=mine).created == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02"])
def test_a_file_that_is_no_table_is_unreadable(
    people: Society, finance: Application, content: bytes
) -> None:
    assert _preview(people, content).status == "unreadable"


def test_a_file_of_something_else_is_refused(people: Society, finance: Application) -> None:
    with pytest.raises(ValidationError) as refused:
        _preview(people, _file("x;1", head="Bara;Skräp"))
    assert refused.value.code == "no-subject-column"
    assert not CostLine.objects.exists()


def test_the_pages_from_file_to_lines_and_the_refused_rows_back(
    people: Society, finance: Application, as_person
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = as_person(people.anna)
    content = _file(
        "Ekonomi;;;;2009;Underhåll;Licenser;Utfall;90;",
        "Okänd;;;;2009;Underhåll;Licenser;Utfall;90;=1+1",
    )
    file = SimpleUploadedFile("u.csv", content)
    sent = client.post(reverse("cost_upload_new"), {"organisation": people.amal.pk, "file": file})
    upload = Upload.objects.get()
    assert sent.url == reverse("upload_columns", args=[upload.pk])
    columns = client.get(sent.url).context["form"]
    chosen = {name: field.initial for name, field in columns.fields.items()}
    assert client.post(sent.url, chosen).url == reverse("upload_preview", args=[upload.pk])
    shown = client.get(reverse("upload_preview", args=[upload.pk]))
    assert "Okänd" in shown.content.decode()
    client.post(reverse("upload_preview", args=[upload.pk]), {})
    assert CostLine.objects.get().amount_ore == 9_000
    end = client.get(reverse("upload", args=[upload.pk]))
    assert reverse("upload_refused", args=[upload.pk]) in end.content.decode()
    refused = client.get(reverse("upload_refused", args=[upload.pk])).content.decode("utf-8-sig")
    assert "Okänd" in refused
    assert "'=1+1" in refused


def test_what_is_exported_can_be_brought_in_again(
    people: Society, finance: Application, as_person
) -> None:
    import_costs(
        by=people.anna,
        organisation=people.amal,
        file_name="u.csv",
        content=_file(
            "Ekonomi;;;;2009;Underhåll;Licenser;Utfall;1 234,50;Faktura 7",
            "GIS;;IT-enheten;;2009;Förnyelse;Övrigt;Budget;-300;",
            ";Förstudie;;;2009;Införande;Personal;Prognos;2 000;",
            ";;IT-enheten;;2009;Underhåll;Hårdvara;Budget;10;",
        ),
    )
    client = as_person(people.anna)
    for address in ("cost_line_list", "cost_sheet"):
        for kind in ("csv", "xlsx"):
            asked = {
                "exportera": kind,
                "format": kind,
                "kommun": people.amal.pk,
                "ar": 2009,
                "kolumner": "what,unit,year,kind,phase,type,bearer,amount_ore,note",
            }
            content = client.get(reverse(address), asked).content
            again = preview_costs(
                by=people.anna, organisation=people.amal, file_name=f"u.{kind}", content=content
            )
            told = (again.created, again.changed, again.left_out)
            assert told == (0, 0, 0), (address, kind, _rules(again))


def test_the_template_asks_for_the_outcome_of_the_budget(
    people: Society, finance: Application, as_person
) -> None:
    import_costs(
        by=people.anna,
        organisation=people.amal,
        file_name="u.csv",
        content=_file("Ekonomi;;;;2009;Underhåll;Licenser;Budget;1 234,50;"),
    )
    asked = {
        "kommun": people.amal.pk,
        "ar": 2009,
        "slag": "budget",
        "som": "actual",
        "format": "csv",
    }
    sheet = as_person(people.anna).get(reverse("cost_sheet"), asked).content
    assert _preview(people, sheet).created == 0
    filled = sheet.decode("utf-8-sig").replace("Utfall;;", "Utfall;1 300,25;")
    import_costs(
        by=people.anna,
        organisation=people.amal,
        file_name="u.csv",
        content=filled.encode("utf-8-sig"),
    )
    assert CostLine.objects.get(kind="actual").amount_ore == 130_025


def test_thousands_of_rows_in_few_queries(
    people: Society, finance: Application, django_assert_max_num_queries
) -> None:
    rows = [
        f"Ekonomi;;;;2009;Underhåll;Licenser;Utfall;{number},50;Rad {number}"
        for number in range(2_000)
    ]
    asked = {"by": people.anna, "organisation": people.amal, "file_name": "u.csv"}
    with django_assert_max_num_queries(180):
        assert import_costs(content=_file(*rows), **asked).created == 2_000
    with django_assert_max_num_queries(80):
        assert import_costs(content=_file(*rows), **asked).unchanged == 2_000


def test_the_command_brings_costs_in(
    people: Society, finance: Application, tmp_path, capsys
) -> None:
    path = tmp_path / "u.csv"
    path.write_bytes(_file("Ekonomi;;;;2009;Underhåll;Licenser;Utfall;90;", "Ekonomi;;;;;;;;90;"))
    asked = {"municipality": "1492", "by": people.anna.email, "costs": True}
    call_command("import", str(path), dry_run=True, **asked)
    assert not CostLine.objects.exists()
    call_command("import", str(path), **asked)
    told = capsys.readouterr()
    assert "1" in told.out
    assert "rad 3" in told.err
    assert CostLine.objects.count() == 1
    with pytest.raises(CommandError):
        call_command("import", str(path), **{**asked, "by": people.bo.email})
