"""What the register exports comes back as no change; what somebody edits in it comes back as exactly that."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.core.tables import read_table
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions import confirm_upload, preview_register
from samdrift.records.intake.models import RowOutcome, Upload
from samdrift.records.register.models import Application, Criticality, Phase, Product
from tests.integration.intake_files import many
from tests.people import Society

SignIn = Callable[[Person], Client]
PHASES = [phase for phase in Phase if phase != Phase.RETIRED]
EVERY = "name,area,municipalities,owner,manager,phase,host,operating_unit,vendor,criticality,starts_on,ends_on"


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
