"""What the register exports comes back as no change; what somebody edits in it comes back as exactly that."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.core.tables import read_table
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions import confirm_upload, preview_register
from samdrift.records.intake.convert.columns import REGISTER
from samdrift.records.intake.models import RowOutcome, Upload
from samdrift.records.register.fields import (
    APPLICATION_FIELDS,
    PLAIN_FIELDS,
    ApplicationField,
)
from samdrift.records.register.listing import APPLICATIONS
from samdrift.records.register.models import Application, Criticality, Phase, Product
from tests.integration.intake_files import many
from tests.people import Society

SignIn = Callable[[Person], Client]
PHASES = [phase for phase in Phase if phase != Phase.RETIRED]
EVERY = ",".join(column.key for column in APPLICATIONS.columns)


@pytest.fixture
def register(people: Society) -> Society:
    """Five applications with every phase and level, two managers on one of them, and one of another municipality."""
    upload = preview_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=many(5)
    )
    confirm_upload(by=people.anna, upload=upload)
    pairs = zip(Application.objects.order_by("pk"), [*PHASES, Phase.MAINTENANCE], strict=True)
    for number, (application, phase) in enumerate(pairs):
        application.phase, application.criticality = phase, [None, *Criticality][number]
        application.save()
    return people


def exported(client: Client, kind: str, columns: str = EVERY) -> bytes:
    asked = {"exportera": kind, "kolumner": columns, "avslutade": "1"}
    return client.get(reverse("application_list"), asked).content


def previewed(people: Society, content: bytes) -> Upload:
    return preview_register(
        by=people.anna, organisation=people.amal, file_name="applikationer.csv", content=content
    )


def edited(content: bytes, edits: dict[tuple[int, str], str]) -> bytes:
    """The CSV with some cells changed: {(position of the row, heading): text}."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    for (at, heading), text in edits.items():
        rows[at + 1][rows[0].index(heading)] = text
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(rows)
    return written.getvalue().encode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("columns", ["", EVERY])
def test_the_list_comes_back_without_a_change(
    register: Society, as_person: SignIn, kind: str, columns: str
) -> None:
    again = previewed(register, exported(as_person(register.anna), kind, columns))
    assert (again.created, again.changed, again.unchanged) == (0, 0, 5)
    assert not again.findings.filter(severity="error").exists()
    before = Product.objects.count()
    confirm_upload(by=register.anna, upload=again)
    assert (Application.objects.count(), Product.objects.count()) == (5, before)


TEXTS = ["Ny text", "=1+1; «citat»", "Två\nrader, «så»", "123", "Åäö " * 40]
PHASES_IN_USE = [Phase.MAINTENANCE, Phase.DEVELOPMENT, Phase.PHASE_OUT]
EDITABLE = [each for each in APPLICATION_FIELDS if each.is_plain or each.name == "name"]


def values_of(field: ApplicationField) -> st.SearchStrategy[Any]:
    """Values of a field, as the register holds them."""
    if field.choices is not None:
        every = [choice.value for choice in field.choices]
        return st.sampled_from(PHASES_IN_USE if field.name == "phase" else every)
    match field.kind:
        case "yes_no":
            return st.booleans()
        case "number":
            return st.integers(0, field.most)
        case "date":
            return st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31)).map(str)
        case _:
            texts = [text[: field.longest].strip() for text in TEXTS]
            return st.sampled_from([one for one in texts if field.is_long or "\n" not in one])


a_cell = st.sampled_from(EDITABLE).flatmap(
    lambda field: st.tuples(st.integers(0, 4), st.just(field), values_of(field))
)


def recorded_since(last: int) -> set[tuple[str, str, Any, Any]]:
    """(application, field, before, after) of every change that the history has recorded of applications."""
    events = AuditEvent.objects.filter(pk__gt=last, about_kind="register.application")
    return {
        (event.about_id, name, before or None, after)
        for event in events
        for name, before, after in event.changes
        if name != "changed_at"
    }


@pytest.fixture
def filled(register: Society) -> Society:
    """The five applications with every plain field filled in two of them, in part in one, and empty in two."""
    rows = list(Application.objects.order_by("name", "pk"))
    for at, row in enumerate(rows):
        row.phase = Phase.MAINTENANCE
        for number, field in enumerate(PLAIN_FIELDS):
            if at < 2 or (at == 2 and number % 2):
                field.put(row, held_value(field, at + number))
        row.save()
    return register


def held_value(field: ApplicationField, number: int) -> Any:
    """One of the values that a field can hold."""
    if field.choices is not None:
        every = [choice.value for choice in field.choices if choice != Phase.RETIRED]
        return Phase.MAINTENANCE.value if field.name == "phase" else every[number % len(every)]
    texts = [text[: field.longest].strip() for text in TEXTS]
    held = {"yes_no": bool(number % 2), "number": number % (field.most + 1), "date": "2008-02-29"}
    return held.get(field.kind, texts[number % len(texts)])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_field_comes_back_without_a_change(
    filled: Society, as_person: SignIn, kind: str
) -> None:
    again = previewed(filled, exported(as_person(filled.anna), kind))
    assert not again.findings.exclude(severity="note").exists(), list(again.findings.values())
    assert (again.created, again.changed, again.unchanged) == (0, 0, 5)


def listed_rows(content: bytes) -> list[Application]:
    """The applications of an export, in its order."""
    told = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return [Application.objects.get(pk=row["Registernyckel"]) for row in told]


@given(wanted=st.lists(a_cell, max_size=8, unique_by=lambda cell: (cell[0], cell[1].name)))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_k_edited_cells_are_k_recorded_changes(
    filled: Society, as_person: SignIn, wanted: list[tuple[int, ApplicationField, Any]]
) -> None:
    anna = as_person(filled.anna)
    rows = listed_rows(exported(anna, "csv"))
    edits, expected = {}, set()
    for at, field, value in wanted:
        held = field.of(rows[at])
        edits[at, str(field.label)] = value if field.kind == "date" else field.words(value)
        if held != value:
            expected.add((str(rows[at].pk), field.name, held or None, value))
    preview = previewed(filled, edited(exported(anna, "csv"), edits))
    shown = sum(len(row.changes) for row in preview.rows.filter(outcome=RowOutcome.CHANGED))
    assert (shown, preview.created) == (len(expected), 0), list(preview.rows.values("changes"))
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
    confirm_upload(by=filled.anna, upload=preview)
    assert recorded_since(last) == expected
    for row in rows:
        stored = Application.objects.get(pk=row.pk)
        then = {name: after for pk, name, _before, after in expected if pk == str(row.pk)}
        assert {each.name: each.of(stored) for each in EDITABLE} == {
            each.name: then.get(each.name, each.of(row)) for each in EDITABLE
        }
    assert previewed(filled, exported(anna, "csv")).changed == 0


def test_every_editable_column_is_recognised_in_its_own_export(
    register: Society, as_person: SignIn
) -> None:
    header = read_table(exported(as_person(register.anna), "csv")).header
    assert {str(field.label) for field in EDITABLE} <= set(header)
    for field in PLAIN_FIELDS:
        assert REGISTER.field_of(str(field.label)) == field.file_columns[0], field.name


EDITS = {
    "Applikation": ["Nytt namn", "Ännu ett namn"],
    "Systemägare": ["Dan Ek", "eva@amal.example"],
    "Systemansvarig": ["Siv Sund", "Olle Öst"],
    "Fas": [
        str(phase) for phase in ("Införs", "I förvaltning", "Under aktiv utveckling", "Avvecklas")
    ],
    "Verksamhetskritiskt": [
        "Inte kritisk",
        "I låg grad kritisk",
        "I hög grad kritisk",
        "Helt kritisk",
    ],
}


@given(
    wanted=st.dictionaries(
        st.tuples(st.integers(0, 4), st.sampled_from(sorted(EDITS))), st.integers(0, 3), max_size=6
    )
)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_k_edited_cells_are_k_changes(
    register: Society, as_person: SignIn, wanted: dict[tuple[int, str], int]
) -> None:
    content = exported(as_person(register.anna), "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    edits = {}
    for (at, heading), number in wanted.items():
        text = EDITS[heading][number % len(EDITS[heading])]
        if rows[at][heading] != text:
            edits[at, heading] = text
    again = previewed(register, edited(content, edits))
    changes = [
        (row.number, change)
        for row in again.rows.filter(outcome=RowOutcome.CHANGED)
        for change in row.changes
    ]
    assert len(changes) == len(edits), (edits, changes)
    assert again.created == 0
    assert again.changed == len({at for at, _heading in edits})


def test_an_edit_is_written_and_the_next_export_has_it(
    register: Society, as_person: SignIn
) -> None:
    anna = as_person(register.anna)
    content = edited(exported(anna, "csv"), {(0, "Fas"): "Avvecklas", (1, "Systemägare"): "Dan Ek"})
    confirm_upload(by=register.anna, upload=previewed(register, content))
    then = exported(anna, "csv").decode("utf-8-sig")
    assert "Dan Ek" in then
    assert previewed(register, then.encode()).changed == 0


def test_columns_that_are_settled_elsewhere_are_told_and_left(
    register: Society, as_person: SignIn
) -> None:
    content = edited(exported(as_person(register.anna), "csv"), {(0, "Från"): "1999-01-01"})
    again = previewed(register, content)
    assert (again.changed, again.findings.filter(rule="not-changed-by-file").count()) == (0, 1)


def test_a_key_of_nothing_that_one_may_see_is_never_a_new_application(
    register: Society, as_person: SignIn
) -> None:
    content = edited(exported(as_person(register.anna), "csv"), {(0, "Registernyckel"): "987654"})
    again = previewed(register, content)
    assert (again.created, again.unchanged) == (0, 4)
    assert again.findings.filter(rule="no-such-application").count() == 1


def test_another_municipality_s_rows_are_left_out_with_one_remark(
    register: Society, as_person: SignIn
) -> None:
    first, second = Application.objects.order_by("pk")[:2]
    Application.objects.filter(pk__in=[first.pk, second.pk]).update(host=register.mellerud)
    content = edited(exported(as_person(register.anna), "csv"), {(0, "Fas"): "Avvecklas"})
    again = previewed(register, content)
    assert again.findings.get(rule="rows-elsewhere").values["count"] == 2
    assert (again.created, again.changed) == (0, 0)


def test_the_workbook_s_own_key_is_a_column_of_its_own(
    register: Society, as_person: SignIn
) -> None:
    content = exported(as_person(register.anna), "xlsx")
    assert read_table(content).header[-1] == "Registernyckel"
