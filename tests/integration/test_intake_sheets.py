"""Every way in reads the same sheet of a workbook, and no web process reads a large one."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions import preview_costs, preview_register
from samdrift.records.intake.models import Status, Upload
from tests.people import Society

SignIn = Callable[[Person], Client]
READ_FIRST = [["Läs först"], *[[f"Punkt {number}: fyll i bladet så här"] for number in range(40)]]
SYSTEMS = [
    ["Systemnamn", "Kommun", "Leverantör", "Avtal t.o.m."],
    ["Raindance", "Åmål", "CGI", "2009-12-31"],
    ["Raindance", "Mellerud", "CGI", "2009-12-31"],
]


def book(*sheets: tuple[str, list[list[str]]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(book(("Läs först", READ_FIRST), ("System", SYSTEMS), ("Val", READ_FIRST)))
    return path


def test_match_reads_the_sheet_with_the_known_headings(workbook: Path) -> None:
    said = io.StringIO()
    call_command("match", "--file", str(workbook), "--json", stdout=said)
    assert [row["name"] for row in json.loads(said.getvalue())] == ["Raindance", "Raindance"]


def test_opportunities_read_the_sheet_with_the_known_headings(workbook: Path) -> None:
    said = io.StringIO()
    call_command("opportunities", "--file", str(workbook), "--json", stdout=said)
    found = json.loads(said.getvalue())
    assert found["opportunities"]
    assert "sheet-chosen" in [finding["rule"] for finding in found["findings"]]


def test_a_register_and_costs_read_the_sheet_with_their_own_headings(people: Society) -> None:
    costs = [["Applikation", "År", "Slag", "Belopp"], ["Raindance", "2009", "Budget", "1000"]]
    content = book(("Läs först", READ_FIRST), ("Kostnader", costs), ("System", SYSTEMS))
    given = {"by": people.anna, "organisation": people.amal, "content": content}
    assert preview_register(file_name="r.xlsx", **given).described["sheet"] == "System"
    assert preview_costs(file_name="k.xlsx", **given).described["sheet"] == "Kostnader"


def test_sheets_alike_that_are_not_read_are_told(people: Society) -> None:
    content = book(("Social", SYSTEMS), ("Teknik", SYSTEMS[:2]))
    upload = preview_register(
        by=people.anna, organisation=people.amal, file_name="r.xlsx", content=content
    )
    told = upload.findings.get(rule="sheets-alike")
    assert told.values["sheets"] == "Teknik"


def test_a_small_file_that_unpacks_to_a_large_one_is_left_to_a_task(
    people: Society, as_person: SignIn, django_capture_on_commit_callbacks
) -> None:
    content = book(("System", [*SYSTEMS, *[["A" * 400, "Åmål", "B" * 400, ""]] * 40_000]))
    assert len(content) < 500_000
    file = io.BytesIO(content)
    file.name = "register.xlsx"
    anna = as_person(people.anna)
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(reverse("upload_new"), {"organisation": people.amal.pk, "file": file})
    assert Upload.objects.get().status == Status.READING
    assert DBTaskResult.objects.count() == 1
