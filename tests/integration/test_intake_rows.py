"""Single rows: what is no system is shown and never created, twins are told, choices are remembered."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Appointment, Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.intake.actions import choose_rows, confirm_upload, preview_register, work
from samdrift.records.intake.convert.summing import sentence_of
from samdrift.records.intake.models import Row, RowChoice, RowOutcome, Upload
from samdrift.records.register.models import Application
from tests.people import Society

SignIn = Callable[[Person], Client]
HAND_KEPT = """Systemnamn;Leverantör;Årskostnad;Avtal t.o.m.
SOCIALFÖRVALTNINGEN;;;
Alfa;Lev A;1000;2010-12-31
Beta;Lev B;2000;2010-12-31
Summa;;3000;
TEKNISKA;;;
Gamma;Lev C;500;2010-06-30
Summa;;500;
TOTALT;;3500;
Uppdaterad 2009-01-05;;;"""
TWINS = """Systemnamn;Leverantör;Förvaltning;Årskostnad;Avtal t.o.m.
Zeta Plan;Lev A;Socialförvaltningen;1000;
zeta plan ;Lev A;Socialförvaltningen;1000;2010-12-31
Zeta Plan;Lev A;Tekniska;2500;
Zeta Plan;Lev B;Socialförvaltningen;10;"""
JOINT = """Systemnamn;Kommun;Leverantör
Prov A;Åmål;Lev
Prov B;Melleruds kommun;Lev
Prov C;Bengtsfors;Lev
Prov D;BENGTSFORS;Lev"""


def previewed(people: Society, text: str, **more: object) -> Upload:
    return preview_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=text.encode(), **more
    )


def outcomes(upload: Upload) -> dict[int, str]:
    return dict(upload.rows.values_list("number", "outcome"))


def names() -> list[str]:
    return sorted(Application.objects.values_list("name", flat=True))


def test_rows_that_are_no_systems_are_shown_with_their_reason_and_not_created(
    people: Society,
) -> None:
    upload = previewed(people, HAND_KEPT)
    aside = upload.rows.filter(outcome=RowOutcome.NOT_A_SYSTEM)
    assert [row.number for row in aside] == [2, 5, 6, 8, 9, 10]
    assert all(row.values["reason"] for row in aside)
    confirm_upload(by=people.anna, upload=upload)
    assert names() == ["Alfa", "Beta", "Gamma"]


def test_a_ticked_row_is_brought_in_anyway_and_remembered(people: Society) -> None:
    upload = previewed(people, HAND_KEPT)
    choose_rows(by=people.anna, upload=upload, choices={6: "taken", 3: "left_out"})
    work(upload.pk)
    assert outcomes(upload)[6] == RowOutcome.CREATED
    assert outcomes(upload)[3] == RowOutcome.LEFT_OUT
    confirm_upload(by=people.anna, upload=Upload.objects.get(pk=upload.pk))
    assert names() == ["Beta", "Gamma", "TEKNISKA"]
    again = previewed(people, HAND_KEPT.replace("Beta;Lev B;2000", "Beta;Lev B;2100"))
    assert (outcomes(again)[3], again.created, again.changed) == (RowOutcome.LEFT_OUT, 0, 1)


def test_a_row_left_out_can_be_taken_back(people: Society) -> None:
    upload = previewed(people, HAND_KEPT, choices={3: "left_out"})
    choose_rows(by=people.anna, upload=upload, choices={3: "taken"})
    work(upload.pk)
    assert outcomes(upload)[3] == RowOutcome.CREATED


def test_who_may_choose_rows(people: Society) -> None:
    upload = previewed(people, HAND_KEPT)
    for person in (people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            choose_rows(by=person, upload=upload, choices={3: "left_out"})
    with pytest.raises(ValidationError):
        choose_rows(by=people.anna, upload=upload, choices={99: "left_out"})
    assert not RowChoice.objects.exists()


def test_the_same_system_twice_is_told_with_both_rows_and_can_be_joined(people: Society) -> None:
    upload = previewed(people, TWINS)
    told = upload.findings.get(rule="same-system-twice")
    assert (told.row, told.values["first"], upload.created) == (3, 2, 4)
    choose_rows(by=people.anna, upload=upload, choices={3: "joined"})
    work(upload.pk)
    joined = Upload.objects.get(pk=upload.pk)
    assert (joined.created, outcomes(joined)[3]) == (3, RowOutcome.JOINED)
    assert Row.objects.get(upload=upload, number=2).values["agreement"]["ends_on"] == "2010-12-31"
    assert not joined.findings.filter(rule="same-system-twice").exists()


def test_others_rows_are_left_out_with_one_finding(people: Society) -> None:
    upload = previewed(people, JOINT)
    assert upload.created == 1
    told = upload.findings.get(rule="rows-elsewhere")
    assert told.values["count"] == 3
    confirm_upload(by=people.anna, upload=upload)
    assert [(one.name, one.host) for one in Application.objects.all()] == [("Prov A", people.amal)]


def test_a_joint_register_puts_each_row_in_its_own_municipality(people: Society) -> None:
    Appointment.objects.create(
        person=people.anna,
        role=Role.IT_MANAGER,
        organisation=people.mellerud,
        starts_on="2008-01-01",
    )
    upload = previewed(people, JOINT)
    confirm_upload(by=people.anna, upload=upload)
    hosts = {one.name: one.host for one in Application.objects.all()}
    assert hosts == {"Prov A": people.amal, "Prov B": people.mellerud}
    again = previewed(people, JOINT)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)


def test_the_pages_show_tick_and_remember(people: Society, as_person: SignIn) -> None:
    upload = previewed(people, HAND_KEPT)
    anna = as_person(people.anna)
    page = anna.get(reverse("upload_preview", args=[upload.pk])).content.decode()
    assert "Räknas inte som system" in page
    assert 'form="row-choices"' in page
    address = reverse("upload_rows", args=[upload.pk])
    answer = anna.post(address, {"row": ["3", "4"], "choice": "left_out"}, follow=True)
    assert answer.status_code == 200
    assert outcomes(upload)[4] == RowOutcome.LEFT_OUT
    assert anna.post(address, {"row": "3", "choice": "burnt"}, follow=True).status_code == 200
    assert as_person(people.bo).post(address, {"row": "3", "choice": "taken"}).status_code == 404


def test_the_command_leaves_rows_out_and_sums_its_findings(people: Society, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    faulty = "\n".join(f"S{number};Lev;mycket;" for number in range(2))
    path.write_text(f"{HAND_KEPT}\n{faulty}", encoding="utf-8")
    common = ["import", str(path), "--municipality", "1492", "--by", str(people.anna.email)]
    told, each, done = io.StringIO(), io.StringIO(), io.StringIO()
    call_command(*common, "--dry-run", stdout=io.StringIO(), stderr=told)
    call_command(*common, "--dry-run", "--all-findings", stdout=io.StringIO(), stderr=each)
    assert told.getvalue().count("mycket") == 1
    assert each.getvalue().count("mycket") == 2
    assert "rad 5: Summa" in told.getvalue()
    call_command(*common, "--leave-out", "3", "4", stdout=done, stderr=io.StringIO())
    assert "Alfa" not in names()


def test_a_column_of_departments_as_owners_is_told_once(people: Society) -> None:
    rows = "\n".join(f"S{number};Tekniska förvaltningen;Lev" for number in range(3))
    upload = previewed(people, f"Systemnamn;Systemägare;Leverantör\n{rows}")
    told = upload.findings.filter(column="Systemägare")
    assert [one.rule for one in told] == ["column-does-not-fit"]
    confirm_upload(by=people.anna, upload=upload)
    assert not Person.objects.filter(name__icontains="förvaltning").exists()


def test_everything_made_has_its_history(people: Society) -> None:
    text = "Systemnamn;Avtal t.o.m.;Driftbudget;Systemägare\nAlfa;2010-12-31;1000;Dan Ek"
    confirm_upload(by=people.anna, upload=previewed(people, text))
    events = set(AuditEvent.objects.values_list("event", flat=True))
    assert {
        "intake.application_brought_in",
        "organisations.person_added",
        "agreements.agreement_added",
        "spending.cost_line_added",
    } <= events


@pytest.mark.parametrize(
    ("lines", "said"), [(1, "En rad saknar startår"), (2, "2 rader saknar startår")]
)
def test_one_row_is_told_as_one(people: Society, lines: int, said: str) -> None:
    text = "System;Leverantör\n" + "".join(f"Nr {at};Bolaget AB\n" for at in range(lines))
    told = [sentence_of(each) for each in previewed(people, text).findings.all()]
    assert any(sentence.startswith(said) for sentence in told), told
