"""An IT manager keeps the people that the own municipality employs: nobody else's, and nobody's roles."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.actions import add_person, appoint, close_employment
from samdrift.foundation.organisations.models import Appointment, Employment, Person, Unit
from samdrift.foundation.organisations.open_duties import open_tasks
from samdrift.foundation.organisations.roles import Role
from samdrift.records.intake.actions import confirm_upload, preview_employees
from samdrift.records.intake.models import RowOutcome, Upload
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Responsibility
from tests import factories
from tests.people import Society, person

NEW_YEAR = dt.date(2009, 1, 1)


@pytest.fixture
def olle(people: Society) -> Person:
    return add_person(
        by=people.anna,
        name="Olle Ek",
        organisation=people.amal,
        email="olle@amal.example",
        external_number="7",
        starts_on=dt.date(2005, 1, 1),
    )


def _list(people: Society, *rows: str, by: Person | None = None) -> Upload:
    head = "Anställningsnummer;Namn;E-post;Chef"
    return preview_employees(
        by=by or people.anna,
        organisation=people.amal,
        file_name="anstallda.csv",
        content="\r\n".join([head, *rows]).encode(),
    )


def _rules(upload: Upload) -> set[str]:
    return set(upload.findings.values_list("rule", flat=True))


def test_the_own_people_are_changed_employed_and_ended(people: Society, olle: Person) -> None:
    actions.change_person(by=people.anna, person=olle, name="Olle Alm", email=olle.email)
    employment = olle.employments.get()
    actions.change_employment(
        by=people.anna,
        employment=employment,
        unit=None,
        title="Chef",
        manager=None,
        external_number="7",
    )
    close_employment(by=people.anna, employment=employment, ends_on=NEW_YEAR, successors={})
    again = actions.employ(
        by=people.anna,
        person=Person.objects.get(pk=olle.pk),
        organisation=people.amal,
        starts_on=dt.date(2009, 2, 1),
    )
    assert again.person.name == "Olle Alm"


def test_another_municipalitys_people_are_left_alone(people: Society, as_person) -> None:
    with pytest.raises(PermissionDenied):
        add_person(by=people.anna, name="Ny", organisation=people.mellerud)
    with pytest.raises(PermissionDenied):
        actions.change_person(by=people.anna, person=people.bo, name="X", email=people.bo.email)
    with pytest.raises(PermissionDenied):  # nor taken over by an employment of one's own
        actions.employ(
            by=people.anna, person=people.bo, organisation=people.amal, starts_on=NEW_YEAR
        )
    upload = _list(people, f"9;Bo;{people.bo.email};")
    assert _rules(upload) == {"another-employers"}
    confirm_upload(by=people.anna, upload=upload, only_sound=True)
    assert people.bo.employments.get().organisation == people.mellerud
    client = as_person(people.anna)
    change = reverse("person_change", args=[people.bo.pk])
    assert client.get(change).status_code == 403
    assert change not in client.get(people.bo.get_absolute_url()).content.decode()
    unknown = reverse("person_change", args=[people.cilla.pk])
    assert client.get(unknown).status_code == 404
    own = reverse("person_change", args=[people.anna.pk])
    assert own in client.get(people.anna.get_absolute_url()).content.decode()


def test_roles_merges_and_erasing_stay_with_the_administrator(
    people: Society, olle: Person
) -> None:
    double = add_person(by=people.anna, name="O Ek", organisation=people.amal)
    with pytest.raises(PermissionDenied):
        appoint(
            by=people.anna,
            person=olle,
            role=Role.CONTROLLER,
            organisation=people.amal,
            starts_on=NEW_YEAR,
        )
    with pytest.raises(PermissionDenied):
        actions.merge_people(by=people.anna, kept=olle, merged=double)
    with pytest.raises(PermissionDenied):
        actions.erase_person(by=people.anna, person=double, why="x")


def test_nobody_takes_a_role_by_changing_an_address(people: Society, olle: Person) -> None:
    """Whoever has the address can choose a new password, and act as the person."""
    for role, organisation in (
        (Role.CONTROLLER, people.amal),
        (Role.AUDITOR, people.amal),
        (Role.FEDERATION_ADMINISTRATOR, people.federation),
    ):
        held = Appointment.objects.create(
            person=olle, role=role, organisation=organisation, starts_on=dt.date(2005, 1, 1)
        )
        with pytest.raises(ValidationError) as refusal:
            actions.change_person(
                by=people.anna, person=olle, name=olle.name, email="anna2@amal.example"
            )
        assert "email" in refusal.value.message_dict
        upload = _list(people, "7;Olle Ek;anna2@amal.example;")
        assert "sign-in-kept" in _rules(upload)
        olle.refresh_from_db()
        actions.change_person(
            by=people.anna, person=olle, name=olle.name, email=olle.email, phone="1"
        )
        held.delete()
    appoint(
        by=people.administrator,
        person=olle,
        role=Role.DEPARTMENT_MANAGER,
        organisation=people.amal,
        unit=Unit.objects.create(organisation=people.amal, name="Skola"),
        starts_on=NEW_YEAR,
    )
    actions.change_person(by=people.anna, person=olle, name=olle.name, email="olle2@amal.example")


def test_who_takes_over_is_chosen_only_for_what_is_ones_own(people: Society, olle: Person) -> None:
    own, other = factories.application(people.amal), factories.application(people.mellerud, "Ecos")
    for each in (own, other):
        appoint_owner(
            by=people.administrator, application=each, person=olle, starts_on=each.starts_on
        )
    appoint(
        by=people.administrator,
        person=olle,
        role=Role.CONTROLLER,
        organisation=people.amal,
        starts_on=NEW_YEAR,
    )
    tasks = open_tasks(olle, people.amal, NEW_YEAR)
    given = {task.key: people.anna for task in tasks}
    with pytest.raises(ValidationError) as refusal:
        close_employment(
            by=people.anna, employment=olle.employments.get(), ends_on=NEW_YEAR, successors=given
        )
    refused = set(refusal.value.message_dict)
    mine = {task.key for task in tasks} - refused
    assert len(refused) == 2
    left = given | dict.fromkeys(refused, None)
    close_employment(
        by=people.anna, employment=olle.employments.get(), ends_on=NEW_YEAR, successors=left
    )
    after = NEW_YEAR + dt.timedelta(days=1)
    held = Responsibility.objects.on(after)
    assert list(held.values_list("application", "person")) == [(own.pk, people.anna.pk)]
    assert len(mine) == 1
    assert (
        not Appointment.objects.on(after)
        .filter(role=Role.CONTROLLER, organisation=people.amal)
        .exists()
    )


def test_a_federation_is_never_without_an_administrator(people: Society) -> None:
    fia = people.administrator
    role = fia.appointments.get()
    with pytest.raises(ValidationError, match="administratör"):
        actions.end_appointment(by=fia, appointment=role, ends_on=NEW_YEAR)
    second = person("Vera", people.federation, Role.FEDERATION_ADMINISTRATOR)
    tasks = open_tasks(fia, people.federation, NEW_YEAR)
    close_employment(
        by=second,
        employment=fia.employments.get(),
        ends_on=NEW_YEAR,
        successors={task.key: None for task in tasks},
    )
    third = person("Tova", people.federation)
    appoint(
        by=second,
        person=third,
        role=Role.FEDERATION_ADMINISTRATOR,
        organisation=people.federation,
        starts_on=NEW_YEAR,
    )
    third.employments.update(ends_on=dt.date(2009, 3, 1))
    with pytest.raises(ValidationError, match="administratör"):  # the third leaves as well
        actions.end_appointment(by=third, appointment=second.appointments.get(), ends_on=NEW_YEAR)


def test_managers_never_go_round_in_a_circle(people: Society, olle: Person) -> None:
    def manage(below: Person, above: Person | None, **when: dt.date) -> None:
        row = below.employments.order_by("-starts_on").first()
        assert row is not None
        actions.change_employment(
            by=people.anna,
            employment=row,
            unit=None,
            title="",
            manager=above,
            external_number=row.external_number,
            **when,
        )

    eva = add_person(
        by=people.anna,
        name="Eva",
        organisation=people.amal,
        email="eva@amal.example",
        external_number="8",
        starts_on=dt.date(2005, 1, 1),
    )
    ada = add_person(
        by=people.anna,
        name="Ada",
        organisation=people.amal,
        email="ada@amal.example",
        external_number="9",
        manager=olle,
        starts_on=dt.date(2005, 1, 1),
    )
    manage(olle, eva)
    with pytest.raises(ValidationError) as refusal:
        manage(eva, ada)
    assert "manager" in refusal.value.message_dict
    upload = _list(people, "8;Eva;eva@amal.example;ada@amal.example")
    assert _rules(upload) == {"managers-in-a-circle"}
    assert upload.rows.get().outcome == RowOutcome.LEFT_OUT
    swapped = _list(
        people,
        "8;Eva;eva@amal.example;7",
        "7;Olle Ek;olle@amal.example;9",
        "9;Ada;ada@amal.example;anna@kommun.example",
    )
    assert not _rules(swapped)
    confirm_upload(by=people.anna, upload=swapped)
    held = Employment.objects.on(NEW_YEAR).filter(person__in=[eva, olle, ada])
    assert dict(held.values_list("person", "manager")) == {
        eva.pk: olle.pk,
        olle.pk: ada.pk,
        ada.pk: people.anna.pk,
    }


@pytest.mark.parametrize(
    "day", [dt.date.min, dt.date(1066, 1, 1), dt.date(2999, 1, 1), dt.date.max]
)
def test_a_day_that_nobody_can_mean_is_refused_beside_its_field(
    people: Society, olle: Person, as_person, day: dt.date
) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_person(by=people.anna, name="Ny", organisation=people.amal, starts_on=day)
    assert "starts_on" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        close_employment(
            by=people.anna, employment=olle.employments.get(), ends_on=day, successors={}
        )
    assert "ends_on" in refusal.value.message_dict
    page = reverse("employment_close", args=[olle.pk, olle.employments.get().pk])
    answer = as_person(people.anna).post(page, {"ends_on": day.isoformat()})
    assert answer.status_code == 422


def test_an_it_manager_reads_in_the_own_list(people: Society, olle: Person) -> None:
    upload = _list(people, "7;Olle Ek;olle@amal.example;", "11;Siv Ny;siv@amal.example;7")
    confirm_upload(by=people.anna, upload=upload)
    assert Person.objects.get(email="siv@amal.example").employments.get().manager == olle
    for who in (people.bo, people.neighbour, people.cilla):
        with pytest.raises(PermissionDenied):
            _list(people, "12;Ny;ny@amal.example;", by=who)
