"""The law of lists for costs and employees: out and in is no change, k edited cells are k recorded changes."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.core.money import format_kronor
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.models import Employment, Person, Unit
from samdrift.records.intake.actions import confirm_upload, preview_costs, preview_employees
from samdrift.records.intake.models import Upload
from samdrift.records.spending.list_fields import COST_VALUES, SHEET_FIELDS
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType
from tests import factories
from tests.people import Society

SignIn = Callable[[Person], Client]
LAW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NOTES = ["Ny anteckning", "=1+1; «citat»", "-5 procent", "123", "Åäö " * 20]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def written(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def recorded_since(last: int, kind: str, *names: str) -> set[tuple[str, str, Any, Any]]:
    """(row, field, before, after) of every change that the history has recorded, of some fields."""
    return {
        (event.about_id, name, before, after)
        for event in AuditEvent.objects.filter(pk__gt=last, about_kind=kind)
        for name, before, after in event.changes
        if name in names
    }


def latest() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.fixture
def costs(people: Society) -> Society:
    """Six costs that no two are alike by what tells costs apart, with notes and without."""
    application = factories.application(people.amal)
    unit = Unit.objects.create(organisation=people.amal, name="IT-enheten", kind="it_unit")
    for number in range(6):
        CostLine.objects.create(
            application=application if number % 2 else None,
            unit=unit,
            bearer=people.amal,
            year=2009,
            phase=list(CostPhase)[number % 3],
            type=list(CostType)[number],
            kind=list(CostKind)[number % 3],
            amount_ore=[0, -123_450, 1, 99, 10**9, 250][number],
            note=["", *NOTES][number],
        )
    return people


def sheet(client: Client, people: Society, kind: str = "csv") -> bytes:
    asked = {"kommun": people.amal.pk, "ar": 2009, "format": kind}
    return client.get(reverse("cost_sheet"), asked).content


def given_costs(people: Society, content: bytes, kind: str = "csv") -> Upload:
    return preview_costs(
        by=people.anna, organisation=people.amal, file_name=f"k.{kind}", content=content
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_costs_come_back_without_a_change(costs: Society, as_person: SignIn, kind: str) -> None:
    content = sheet(as_person(costs.anna), costs, kind)
    again = given_costs(costs, content, kind)
    counts = (again.created, again.changed, again.unchanged, again.left_out)
    assert counts == (0, 0, 6, 0), list(again.findings.values())
    if kind == "csv":
        assert list(rows_of(content)[0]) == [str(field.label) for field in SHEET_FIELDS]


a_cost_cell = st.tuples(st.integers(0, 5), st.sampled_from(COST_VALUES)).flatmap(
    lambda pair: st.tuples(
        st.just(pair[0]),
        st.just(pair[1]),
        st.integers(-(10**9), 10**9) if pair[1].kind == "amount" else st.sampled_from(NOTES),
    )
)


@given(wanted=st.lists(a_cost_cell, max_size=6, unique_by=lambda cell: (cell[0], cell[1].name)))
@LAW
def test_k_edited_cells_of_costs_are_k_recorded_changes(
    costs: Society, as_person: SignIn, wanted: list[tuple[int, Any, Any]]
) -> None:
    anna = as_person(costs.anna)
    rows, expected = rows_of(sheet(anna, costs)), set()
    by_type = {str(line.get_type_display()): line for line in CostLine.objects.all()}
    for at, field, value in wanted:
        line = by_type[rows[at]["Kostnadsslag"]]
        held = getattr(line, field.name)
        is_amount = field.kind == "amount"
        rows[at][str(field.label)] = format_kronor(value) if is_amount else value
        after = value if is_amount else " ".join(value.split())
        is_same = held == after if is_amount else held.split() == after.split()
        if not is_same:
            expected.add((str(line.pk), field.name, held, after))
    preview = given_costs(costs, written(rows))
    assert sum(len(row.changes) for row in preview.rows.all()) == len(expected)
    last = latest()
    confirm_upload(by=costs.anna, upload=preview)
    assert recorded_since(last, "spending.costline", "amount_ore", "note") == expected
    again = given_costs(costs, sheet(anna, costs))
    assert (again.created, again.changed, again.unchanged) == (0, 0, 6)


@pytest.fixture
def employees(people: Society) -> Society:
    """Åmål's people with units, titles and phones."""
    units = [Unit.objects.create(organisation=people.amal, name=name) for name in ("Skola", "Vård")]
    for number, title in enumerate(["Rektor", "=Chef", "Handläggare"]):
        actions.add_person(
            by=people.administrator,
            name=f"Per Son{'abc'[number]}",
            organisation=people.amal,
            email=f"per{number}@amal.example",
            phone=["", "+46 532 17 000", "0532-170 00"][number],
            unit=units[number % 2],
            title=title,
        )
    return people


def people_list(client: Client, people: Society, kind: str = "csv") -> bytes:
    asked = {
        "exportera": kind,
        "organisation": people.amal.pk,
        "kolumner": "name,title,unit,organisation,email,phone",
    }
    return client.get(reverse("person_list"), asked).content


def given_employees(people: Society, content: bytes, kind: str = "csv") -> Upload:
    return preview_employees(
        by=people.administrator,
        organisation=people.amal,
        file_name=f"a.{kind}",
        content=content,
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_people_comes_back_without_a_change(
    employees: Society, as_person: SignIn, kind: str
) -> None:
    content = people_list(as_person(employees.administrator), employees, kind)
    again = given_employees(employees, content, kind)
    known = Employment.objects.current().filter(organisation=employees.amal).count()
    counts = (again.created, again.changed, again.unchanged, again.left_out)
    assert counts == (0, 0, known, 0), list(again.findings.values())


PEOPLE_EDITS = {
    "name": ("Namn", ["Per Nyman", "Åsa Öberg", "Bo Ek"]),
    "phone": ("Telefon", ["070-111 11 11", "+46 70 222 22 22", "0530-123 45"]),
    "title": ("Titel", ["Enhetschef", "=Sjuk", "IT-tekniker"]),
    "unit": ("Enhet", ["Skola", "Vård"]),
}


@given(
    wanted=st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(sorted(PEOPLE_EDITS))),
        st.integers(0, 2),
        max_size=6,
    )
)
@LAW
def test_k_edited_cells_of_people_are_k_recorded_changes(
    employees: Society, as_person: SignIn, wanted: dict[tuple[int, str], int]
) -> None:
    admin = as_person(employees.administrator)
    rows = rows_of(people_list(admin, employees))
    listed = {row["E-post"]: row for row in rows}
    edits = 0
    for (number, name), choice in wanted.items():
        heading, texts = PEOPLE_EDITS[name]
        row, text = listed[f"per{number}@amal.example"], texts[choice % len(texts)]
        edits += row[heading].removeprefix("'") != text
        row[heading] = text
    preview = given_employees(employees, written(rows))
    assert sum(len(row.changes) for row in preview.rows.all()) == edits, list(
        preview.findings.values()
    )
    confirm_upload(by=employees.administrator, upload=preview)
    again = given_employees(employees, people_list(admin, employees))
    assert (again.created, again.changed) == (0, 0)
    now = {row["E-post"]: row for row in rows_of(people_list(admin, employees))}
    for email, row in listed.items():
        for heading, _texts in PEOPLE_EDITS.values():
            assert now[email][heading].removeprefix("'") == row[heading].removeprefix("'")
