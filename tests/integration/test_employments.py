"""Employments: a person lives in the organisation from a day to a day, and has no rights after the last."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from samdrift.entrances.api.actions import make_token
from samdrift.entrances.api.models import ApiToken
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import may, roles_over
from samdrift.foundation.organisations.actions import add_person, close_employment
from samdrift.foundation.organisations.models import Employment, Person, Unit
from samdrift.foundation.organisations.open_duties import open_kinds, open_tasks
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.actions import appoint_owner, appoint_system_manager
from samdrift.records.register.models import Application, Responsibility
from tests import factories
from tests.people import PASSWORD, Society

NEW_YEAR = dt.date(2009, 1, 1)
YESTERDAY = NEW_YEAR - dt.timedelta(days=1)


@dataclass
class Place:
    people: Society
    owner: Person
    heir: Person
    application: Application

    @property
    def employment(self) -> Employment:
        return self.owner.employments.get()

    def close(self, day: dt.date = YESTERDAY, successor: Person | None = None) -> None:
        """Everything to the heir."""
        tasks = open_tasks(self.owner, self.people.amal, day)
        close_employment(
            by=self.people.administrator,
            employment=self.employment,
            ends_on=day,
            successors={task.key: successor or self.heir for task in tasks},
        )
        self.owner = Person.objects.get(pk=self.owner.pk)


@pytest.fixture
def place(people: Society) -> Place:
    by = people.administrator
    owner = add_person(
        by=by,
        name="Olle Ek",
        organisation=people.amal,
        email="olle@amal.example",
        password=PASSWORD,
    )
    heir = add_person(by=by, name="Hedda Ek", organisation=people.amal)
    application = factories.application(people.amal)
    appoint_owner(by=by, application=application, person=owner, starts_on=application.starts_on)
    appoint_system_manager(
        by=by, application=application, person=owner, starts_on=application.starts_on
    )
    return Place(people, owner, heir, application)


def test_everybody_added_is_employed(people: Society) -> None:
    unit = Unit.objects.create(organisation=people.amal, name="Ekonomi")
    made = add_person(
        by=people.administrator,
        name="Dan",
        organisation=people.amal,
        unit=unit,
        title="Chef",
        manager=people.anna,
        external_number=" 17 ",
        starts_on=dt.date(2008, 5, 1),
    )
    row = made.employments.get()
    assert (row.unit, row.title, row.manager) == (unit, "Chef", people.anna)
    assert (row.external_number, row.starts_on) == ("17", dt.date(2008, 5, 1))
    assert made.is_active


def test_nobody_is_employed_twice_in_a_place_says_the_database(people: Society) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.create(
            person=people.bo, organisation=people.mellerud, starts_on=NEW_YEAR
        )
    Employment.objects.create(person=people.bo, organisation=people.amal, starts_on=NEW_YEAR)


@pytest.mark.parametrize("day", [NEW_YEAR, NEW_YEAR + dt.timedelta(days=40)])
def test_a_last_day_that_arrives_takes_all_rights_without_anybody_pressing(
    people: Society, settings, as_person, day: dt.date
) -> None:
    client = as_person(people.anna)
    _token, secret = make_token(by=people.anna, name="robot", expires_on=dt.date(2009, 12, 31))
    people.anna.employments.update(ends_on=day)
    settings.SAMDRIFT_TODAY = day.isoformat()
    anna = Person.objects.get(pk=people.anna.pk)
    assert may(anna, Permission.ADD_APPLICATION, people.amal)
    assert client.get("/").status_code == 200
    settings.SAMDRIFT_TODAY = (day + dt.timedelta(days=1)).isoformat()
    assert not may(anna, Permission.ADD_APPLICATION, people.amal)
    assert roles_over(Person.objects.get(pk=anna.pk), people.amal) == frozenset()
    assert client.get("/").status_code == 302
    header = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert client.get("/api/v1/organisations", **header).status_code == 401
    assert not Person.objects.active().filter(pk=anna.pk).exists()


def test_who_has_left_signs_in_no_more(place: Place, client) -> None:
    typed = {"login": "olle@amal.example", "password": PASSWORD}
    place.close()
    client.post(reverse("account_login"), typed)
    assert client.get("/").status_code == 302


def test_no_verb_works_for_who_has_left(people: Society) -> None:
    people.administrator.employments.update(ends_on=YESTERDAY)
    by = Person.objects.get(pk=people.administrator.pk)
    with pytest.raises(PermissionDenied):
        add_person(by=by, name="Ny", organisation=people.amal)


def test_only_those_who_keep_the_people_may(place: Place) -> None:
    for who in (
        place.people.bo,
        place.people.neighbour,
        place.people.cilla,
        place.people.controller,
    ):
        with pytest.raises(PermissionDenied):
            close_employment(by=who, employment=place.employment, ends_on=NEW_YEAR, successors={})
        with pytest.raises(PermissionDenied):
            actions.change_person(by=who, person=place.owner, name="X", email=None)
        with pytest.raises(PermissionDenied):
            actions.employ(
                by=who, person=place.owner, organisation=place.people.mellerud, starts_on=NEW_YEAR
            )


def test_closing_asks_a_successor_for_everything_open(place: Place) -> None:
    with pytest.raises(ValidationError) as refusal:
        close_employment(
            by=place.people.administrator,
            employment=place.employment,
            ends_on=NEW_YEAR,
            successors={},
        )
    assert len(refusal.value.message_dict) == 2
    place.close(NEW_YEAR)
    held = Responsibility.objects.on(NEW_YEAR + dt.timedelta(days=1))
    assert set(held.values_list("person", "role")) == {
        (place.heir.pk, "system_owner"),
        (place.heir.pk, "system_manager"),
    }
    assert Responsibility.objects.on(NEW_YEAR).filter(person=place.owner).count() == 2


def test_a_role_left_open_is_a_gap_and_ends(place: Place) -> None:
    tasks = open_tasks(place.owner, place.people.amal, NEW_YEAR)
    close_employment(
        by=place.people.administrator,
        employment=place.employment,
        ends_on=NEW_YEAR,
        successors=dict.fromkeys((task.key for task in tasks), None),
    )
    assert not Responsibility.objects.on(NEW_YEAR + dt.timedelta(days=1)).exists()
    assert "Olle Ek" in Responsibility.objects.get(role="system_owner").gap_reason


def test_who_has_left_takes_nothing_over(place: Place) -> None:
    place.people.bo.employments.update(ends_on=YESTERDAY)
    with pytest.raises(ValidationError):
        place.close(NEW_YEAR, successor=Person.objects.get(pk=place.people.bo.pk))
    with pytest.raises(ValidationError):
        place.close(NEW_YEAR, successor=place.owner)


def test_employed_again_has_a_row_more_and_no_old_role(place: Place) -> None:
    place.close()
    assert not place.owner.is_active
    actions.employ(
        by=place.people.administrator,
        person=place.owner,
        organisation=place.people.mellerud,
        starts_on=NEW_YEAR,
    )
    again = Person.objects.get(pk=place.owner.pk)
    assert again.is_active
    assert again.organisation == place.people.mellerud
    assert place.application.roles_held_by(again, NEW_YEAR) == frozenset()


def test_a_move_from_a_day_keeps_what_was_before(place: Place, settings) -> None:
    unit = Unit.objects.create(organisation=place.people.amal, name="Kultur")
    february = dt.date(2009, 2, 1)
    actions.change_employment(
        by=place.people.administrator,
        employment=place.employment,
        unit=unit,
        title="Chef",
        manager=None,
        external_number="4",
        starts_on=february,
    )
    rows = list(place.owner.employments.order_by("starts_on"))
    assert [(each.unit, each.ends_on) for each in rows] == [
        (None, dt.date(2009, 1, 31)),
        (unit, None),
    ]
    assert Person.objects.get(pk=place.owner.pk).unit is None
    settings.SAMDRIFT_TODAY = february.isoformat()
    assert actions.follow_employments() == 1
    assert Person.objects.get(pk=place.owner.pk).unit == unit


def test_an_employee_number_is_one_persons_and_a_unit_the_organisations(place: Place) -> None:
    wrong = Unit.objects.create(organisation=place.people.mellerud, name="Kultur")
    by = place.people.administrator
    add_person(by=by, name="A", organisation=place.people.amal, external_number="7")
    for values, field in (({"external_number": "7"}, "external_number"), ({"unit": wrong}, "unit")):
        with pytest.raises(ValidationError) as refusal:
            add_person(by=by, name="B", organisation=place.people.amal, **values)
        assert field in refusal.value.message_dict
    assert not Person.objects.filter(name="B").exists()


def test_the_page_names_what_is_open_and_takes_the_answers(place: Place, as_person) -> None:
    client = as_person(place.people.administrator)
    address = reverse("employment_close", args=[place.owner.pk, place.employment.pk])
    shown = client.get(address).content.decode()
    assert shown.count("Raindance") >= 2
    refused = client.post(address, {"ends_on": "2009-01-01", "for_all": "ek"})
    assert refused.status_code == 422
    answer = client.post(address, {"ends_on": "2009-01-01", "for_all": "hedda ek"})
    assert answer.status_code == 302
    assert place.employment.ends_on == NEW_YEAR
    events = AuditEvent.objects.filter(event="organisations.employment_ended")
    assert events.get().about_id == str(place.employment.pk)


@pytest.mark.parametrize("page", ["employment_close", "employment_change"])
def test_pages_are_for_those_who_keep_the_people(place: Place, as_person, page: str) -> None:
    address = reverse(page, args=[place.owner.pk, place.employment.pk])
    assert as_person(place.people.bo).get(address).status_code == 403
    assert as_person(place.people.cilla).get(address).status_code == 404


def test_a_token_ends_with_its_person(people: Society) -> None:
    make_token(by=people.anna, name="robot", expires_on=dt.date(2009, 12, 31))
    tasks = open_tasks(people.anna, people.amal, NEW_YEAR)
    close_employment(
        by=people.administrator,
        employment=people.anna.employments.get(),
        ends_on=NEW_YEAR,
        successors=dict.fromkeys((each.key for each in tasks), None),
    )
    assert ApiToken.objects.get().expires_on == NEW_YEAR


#: Foreign keys to a person that tell what somebody did once; nothing waits for them when the person leaves.
HISTORY = {
    "competence.Competence.judged_by",
    "register.IntroductionException.by",
    "policy.Policy.adopted_by",
    "policy.Reading.person",
    "sharing.Share.made_by",
    "fairness.StandAloneCost.said_by",
    "settlement.Settlement.made_by",
    "ledger.Export.made_by",
    "notices.ChangeNotice.made_by",
    "budgeting.BudgetRequest.made_by",
    "introduction.Introduction.made_by",
    "planning.Scenario.made_by",
    "planning.Plan.by",
    "planning.Run.by",
    "collaboration.Opportunity.changed_by",
    "governance.Proposal.made_by",
    "governance.Decision.recorded_by",
    "intake.Upload.by",
    "intake.Upload.confirmed_by",
    "spending.CostLine.entered_by",
    "spending.Approval.person",
    "competence.Competence.person",
    "register.Responsibility.appointed_by",
    "register.Assessment.by",
    "register.ValueAssessment.by",
    "organisations.Person.merged_into",
    "organisations.PersonMerge.kept",
    "organisations.PersonMerge.merged",
    "organisations.Employment.person",
    "files.Attachment.attached_by",
    "handbook.ClosedHint.person",
    "files.Attachment.removed_by",
    "meetings.ActionItem.assigned_to",
    "meetings.Attendance.person",
    "meetings.Meeting.confirmed_by",
    "meetings.Meeting.noted_by",
    "portal.CalendarAddress.person",  # answers nobody once its person is employed no longer
    "saved_views.SavedView.made_by",
    "outbox.Message.person",
    "outbox.Message.asked_by",
    "outbox.Choice.person",
    "account.EmailAddress.user",
    "socialaccount.SocialAccount.user",
}


def test_whatever_points_at_a_person_is_handed_over_or_history() -> None:
    """A new room says of each foreign key to a person which it is."""
    keys = {
        f"{each.related_model._meta.label}.{each.field.name}"
        for each in Person._meta.get_fields(include_hidden=True)
        if each.auto_created and not each.concrete
    }
    handed_over = {kind.column for kind in open_kinds()}
    assert handed_over | HISTORY == keys
    assert not handed_over & HISTORY


def test_a_gap_that_somebody_leaves_tells_why_and_leads_to_the_form_that_fills_it(
    place: Place, as_person
) -> None:
    tasks = open_tasks(place.owner, place.people.amal, YESTERDAY)
    close_employment(
        by=place.people.anna,
        employment=place.employment,
        ends_on=YESTERDAY,
        why="Gick i pension",
        successors={task.key: None for task in tasks},
    )
    page = reverse("application_page", args=[place.application.pk])
    fill = reverse("responsibility_add", args=[place.application.pk])
    told = as_person(place.people.anna).get(page).content.decode()
    gap = told.partition("Saknar systemägare sedan")[2].partition("</section>")[0]
    assert "Gick i pension" in told
    assert fill in gap
    assert fill not in as_person(place.people.controller).get(page).content.decode()
