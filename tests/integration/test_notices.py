"""Change notices: computed before anything is kept, frozen when sent, mailed, answered; who may and who may not."""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samdrift.core.sharing import KeyRule, rule_document
from samdrift.decisions.costs import actions
from samdrift.decisions.costs.actions.mailing import ATTEMPTS, Letter, mail_recipient
from samdrift.decisions.costs.models import (
    Acknowledgement,
    ChangeKind,
    ChangeNotice,
    Mailed,
    NoticeConsequence,
    NoticeState,
)
from samdrift.decisions.costs.queries.notices import visible_notices
from samdrift.decisions.costs.queries.ours import our_changes, reach_of, waiting_for
from samdrift.decisions.costs.queries.untold import untold_changes
from samdrift.decisions.costs.views.notices import counted_again
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.queries import CHECKS, read_facts
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Appointment, Person, Unit
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import appoint_owner, retire_application
from samdrift.records.register.models import Application, LifecycleEvent, LifecycleKind
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.people import LONG_AGO, Society, person

NEW_YEAR = dt.date(2009, 1, 1)
MIX = KeyRule("mix", parts=((Fraction(1, 2), KeyRule("equal")), (Fraction(1, 2), KeyRule("population"))))  # fmt: skip


@dataclass
class Told:
    """Åmål and Mellerud share an application; in Mellerud two departments use it, and one of them has a manager."""

    people: Society
    application: Application
    social: Unit
    school: Unit
    manager: Person


@pytest.fixture
def told(people: Society) -> Told:
    for code, value in (("1492", 12_000), ("1461", 9_000), ("1785", 15_000)):
        Population.objects.create(
            code=code, on=dt.date(2007, 12, 31), value=value, source_table="TAB638"
        )
    application = factories.application(people.amal, "Ekonomi")
    social = Unit.objects.create(organisation=people.mellerud, name="Socialförvaltningen")
    school = Unit.objects.create(organisation=people.mellerud, name="Skolan")
    factories.participation(application, people.amal, users=50)
    factories.participation(application, people.mellerud, users=30, unit=social)
    factories.participation(application, people.mellerud, users=10, unit=school)
    CostLine.objects.create(
        application=application, bearer=people.amal, year=2009, type=CostType.LICENCE,
        kind=CostKind.BUDGET, amount_ore=21_000_000,
    )  # fmt: skip
    manager = person("Moa", people.mellerud)
    Appointment.objects.create(
        person=manager, role=Role.DEPARTMENT_MANAGER, organisation=people.mellerud, unit=social,
        starts_on=LONG_AGO,
    )  # fmt: skip
    return Told(people, application, social, school, manager)


def notice(told: Told, **fields: Any) -> ChangeNotice:
    return ChangeNotice(**{
        "federation": told.people.federation, "kind": ChangeKind.KEY, "title": "Ny nyckel", "text": "Halva lika.",
        "application": told.application, "takes_effect_on": dt.date(2010, 1, 1), "years": 1,
        "new_rule": rule_document(MIX), "origin": "Avtal 7", "made_by": told.people.anna, "made_on": NEW_YEAR,
        **fields,
    })  # fmt: skip


def platform(told: Told, **fields: Any) -> ChangeNotice:
    return notice(
        told,
        **{"kind": ChangeKind.PLATFORM, "new_rule": {}, "origin": "", "title": "Ny server",
           "change_ore": {"2010": 4_200_000}, **fields},
    )  # fmt: skip


def sent(told: Told, made: ChangeNotice | None = None, **keywords: Any) -> ChangeNotice:
    drafted = actions.draft_notice(by=told.people.anna, notice=made or notice(told))
    return actions.send_notice(by=told.people.anna, notice=drafted, **keywords)


def own(told: Told, owner: Person, starts_on: dt.date = LONG_AGO) -> None:
    appoint_owner(
        by=told.people.anna, application=told.application, person=owner, starts_on=starts_on
    )


def test_nothing_is_written_by_looking(told: Told) -> None:
    events = AuditEvent.objects.count()
    worked, people, nobody = actions.previewed_notice(by=told.people.anna, notice=notice(told))
    assert {(row.organisation.code, row.unit, row.before_ore, row.after_ore) for row in worked.rows} == {
        ("1492", None, 12_000_000, 11_250_000),
        ("1461", told.social, 6_750_000, 7_312_500),
        ("1461", told.school, 2_250_000, 2_437_500),
    }  # fmt: skip
    assert [each.person.name for each in people] == ["Moa", "Kim"]  # Anna sends it
    assert nobody == []
    assert not ChangeNotice.objects.exists()
    assert AuditEvent.objects.count() == events


def test_a_change_of_platform_is_shared_by_the_key_that_holds(told: Told) -> None:
    worked, _people, _nobody = actions.previewed_notice(by=told.people.anna, notice=platform(told))
    changes = {(row.organisation.code, row.unit): row.change_ore for row in worked.rows}
    assert changes == {
        ("1492", None): 2_400_000,
        ("1461", told.social): 1_350_000,
        ("1461", told.school): 450_000,
    }


def test_a_department_without_a_manager_is_told_through_it_and_controller(told: Told) -> None:
    """Kim is Mellerud's controller; the school has no manager of its own, the social department has Moa."""
    people = sent(told).acknowledgements.all()
    assert {(each.person.name, each.role) for each in people} == {
        ("Moa", Role.DEPARTMENT_MANAGER), ("Kim", Role.CONTROLLER)
    }  # fmt: skip


def test_the_owner_is_told_and_nobody_twice(told: Told) -> None:
    own(told, told.people.bo)
    roles = {each.person.name: each.role for each in sent(told).acknowledgements.all()}
    assert roles["Bo"] == Role.SYSTEM_OWNER
    own(told, told.manager, NEW_YEAR)
    again = sent(told, notice(told, title="Igen"))
    assert again.acknowledgements.get(person=told.manager).role == Role.DEPARTMENT_MANAGER


def test_what_is_sent_is_frozen_with_its_figures(told: Told) -> None:
    made = sent(told)
    before = list(made.consequences.values_list("before_ore", "after_ore"))
    Population.objects.all().update(value=1)
    told.application.cost_lines.update(amount_ore=5)
    made.refresh_from_db()
    assert list(made.consequences.values_list("before_ore", "after_ore")) == before
    assert counted_again(made)
    participants = made.basis["costs"][0]["participants"]
    assert [each["population"] for each in participants] == [9_000, 12_000]
    with pytest.raises(ValidationError):
        actions.change_notice(by=told.people.anna, notice=made)
    NoticeConsequence.objects.filter(notice=made).update(after_ore=1)
    assert not counted_again(made)


def test_a_year_without_a_budget_borrows_the_latest_without_what_is_introduced_once(told: Told) -> None:  # fmt: skip
    CostLine.objects.create(
        application=told.application, bearer=told.people.amal, year=2009, phase="introduction",
        kind=CostKind.BUDGET, amount_ore=100,
    )  # fmt: skip
    worked, *_rest = actions.previewed_notice(by=told.people.anna, notice=notice(told))
    cost = worked.basis["costs"][0]
    assert (cost["budget_of"], cost["before_ore"]) == (2009, 21_000_000)


def test_a_key_needs_a_cost_and_its_figures(told: Told) -> None:
    users = {"new_rule": {"key": "users_mean"}}
    told.application.participations.filter(organisation=told.people.amal).update(users=None)
    with pytest.raises(ValidationError, match="1492"):
        actions.previewed_notice(by=told.people.anna, notice=notice(told, **users))
    CostLine.objects.all().delete()
    with pytest.raises(ValidationError, match=r"budget"):
        actions.previewed_notice(by=told.people.anna, notice=notice(told))


def test_a_key_of_everything_joint_leaves_out_what_has_its_own(told: Told) -> None:
    other = factories.application(told.people.amal, "Karta")
    for each in (told.people.amal, told.people.mellerud):
        factories.participation(other, each)
    CostLine.objects.create(
        application=other, bearer=told.people.amal, year=2009, kind=CostKind.BUDGET, amount_ore=100
    )
    actions.agree_on_rule(by=told.people.anna, federation=told.people.federation, key="equal", origin="A",
                          starts_on=NEW_YEAR, application=other)  # fmt: skip
    worked, *_rest = actions.previewed_notice(
        by=told.people.anna, notice=notice(told, application=None)
    )
    assert [cost["subject"] for cost in worked.basis["costs"]] == ["Ekonomi"]
    assert sum(row.change_ore for row in worked.rows) == 0


def test_late_is_said_and_not_stopped(told: Told) -> None:
    in_time = sent(told)
    assert (in_time.due_on, in_time.is_late) == (dt.date(2009, 7, 1), False)
    late = sent(told, platform(told, takes_effect_on=dt.date(2009, 5, 1), change_ore={"2009": 1}))
    assert late.is_late
    budget = sent(told, notice(told, title="B", budget_deadline=dt.date(2008, 12, 31)))
    assert budget.is_late


def test_told_on_paper_before_today_is_not_mailed(told: Told, django_capture_on_commit_callbacks) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        made = sent(told, on=dt.date(2008, 11, 1))
    assert set(made.acknowledgements.values_list("mailed", flat=True)) == {Mailed.NOT}
    assert not DBTaskResult.objects.exists()
    assert all(each.is_overdue(NEW_YEAR) for each in made.acknowledgements.all())
    with pytest.raises(ValidationError):
        sent(told, notice(told, title="B"), on=dt.date(2009, 1, 2))


def test_mail_goes_out_after_the_commit_one_to_each(
    told: Told, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = sent(told, notice(told, title="Ny\nnyckel"))
    assert DBTaskResult.objects.count() == 2
    assert mail.outbox == []
    row = made.acknowledgements.get(person=told.manager)
    mail_recipient.call(row.pk, str(Letter.NOTICE))
    row.refresh_from_db()
    assert (row.mailed, row.mail_problem) == (Mailed.SENT, "")
    letter = mail.outbox[0]
    assert letter.to == ["moa@kommun.example"]
    assert letter.subject == "Avisering: Ny nyckel"
    assert "Socialförvaltningen: 67\u00a0500,00\u00a0kr → 73\u00a0125,00\u00a0kr" in letter.body
    assert reverse("notice_page", args=[made.pk]) in letter.body
    assert "1492" not in letter.body
    assert "Åmål" not in letter.body.replace(str(made.application), "")


def test_failing_mail_is_tried_again_and_then_shown_without_secrets(
    told: Told, monkeypatch, caplog, as_person
) -> None:
    made = sent(told)
    row = made.acknowledgements.get(person=told.manager)

    def refuse(*_arguments: Any, **_keywords: Any) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"user hemlig@kommun.example password kaka")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    for _attempt in range(ATTEMPTS):
        mail_recipient.call(row.pk, str(Letter.NOTICE))
    row.refresh_from_db()
    assert (row.mailed, row.mail_attempts) == (Mailed.FAILED, ATTEMPTS)
    assert row.mail_problem == "SMTPAuthenticationError 535"
    assert "kaka" not in caplog.text
    assert "hemlig" not in caplog.text
    later = DBTaskResult.objects.exclude(run_after=None)
    assert later.count() == ATTEMPTS - 1
    page = as_person(told.people.anna).get(reverse("notice_page", args=[made.pk]))
    assert "SMTPAuthenticationError 535" in page.content.decode()
    assert actions.mail_notice_again(by=told.people.anna, notice=made) == [row]


def test_a_recipient_answers_once_and_others_can_not(told: Told) -> None:
    made = sent(told)
    for other in (told.people.bo, told.people.cilla, told.people.anna):
        with pytest.raises(PermissionDenied):
            actions.acknowledge_notice(by=other, notice=made)
    row = actions.acknowledge_notice(by=told.manager, notice=made, comment="Tas in i budgeten")
    assert row.acknowledged_on == NEW_YEAR
    assert waiting_for(told.manager) == []
    with pytest.raises(ValidationError):
        actions.acknowledge_notice(by=told.manager, notice=made)


def test_reminders_go_to_those_who_have_not_answered_once_a_day(told: Told) -> None:
    made = sent(told)
    actions.acknowledge_notice(by=told.manager, notice=made)
    reminded = actions.remind_recipients(by=told.people.anna, notice=made)
    assert [each.person.name for each in reminded] == ["Kim"]
    with pytest.raises(ValidationError):
        actions.remind_recipients(by=told.people.anna, notice=made)


def test_a_withdrawn_notice_says_why_and_waits_for_nobody(told: Told) -> None:
    made = sent(told)
    with pytest.raises(ValidationError):
        actions.withdraw_notice(by=told.people.anna, notice=made, why=" ")
    made = actions.withdraw_notice(by=told.people.anna, notice=made, why="Fel nyckel")
    assert made.state == NoticeState.WITHDRAWN
    assert waiting_for(told.manager) == []
    with pytest.raises(ValidationError):
        actions.acknowledge_notice(by=told.manager, notice=made)


Step = Callable[[Person, Told], Any]
STEPS: dict[str, Step] = {
    "draft": lambda by, at: actions.draft_notice(by=by, notice=notice(at)),
    "preview": lambda by, at: actions.previewed_notice(by=by, notice=notice(at)),
    "change": lambda by, at: actions.change_notice(by=by, notice=ChangeNotice.objects.get(title="Utkast")),
    "discard": lambda by, at: actions.discard_notice(by=by, notice=ChangeNotice.objects.get(title="Utkast")),
    "send": lambda by, at: actions.send_notice(by=by, notice=ChangeNotice.objects.get(title="Utkast")),
    "remind": lambda by, at: actions.remind_recipients(by=by, notice=ChangeNotice.objects.get(title="Skickad")),
    "withdraw": lambda by, at: actions.withdraw_notice(
        by=by, notice=ChangeNotice.objects.get(title="Skickad"), why="Nej"),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_who_may_tell_and_who_may_not(told: Told, name: str) -> None:
    actions.draft_notice(by=told.people.anna, notice=notice(told, title="Utkast"))
    sent(told, notice(told, title="Skickad"))
    events = AuditEvent.objects.count()
    people = told.people
    for other in (people.bo, people.cilla, people.seller, people.neighbour, told.manager):
        with pytest.raises(PermissionDenied):
            STEPS[name](other, told)
    assert AuditEvent.objects.count() == events
    STEPS[name](told.people.anna, told)


def test_an_owner_tells_of_the_own_application_and_of_no_other(told: Told) -> None:
    own(told, told.people.bo)
    made = actions.draft_notice(by=told.people.bo, notice=platform(told))
    assert made.made_by == told.people.bo
    other = factories.application(told.people.amal, "Annat")
    with pytest.raises(PermissionDenied):
        actions.draft_notice(by=told.people.bo, notice=platform(told, application=other))


def test_who_sees_a_notice(told: Told) -> None:
    draft = actions.draft_notice(by=told.people.anna, notice=notice(told, title="Utkast"))
    made = sent(told)

    def seen(by: Person) -> set[int]:
        return set(visible_notices(by).values_list("pk", flat=True))

    assert seen(told.people.anna) == seen(told.people.controller) == {draft.pk, made.pk}
    assert seen(told.manager) == {made.pk}
    for stranger in (told.people.bo, told.people.cilla, told.people.seller, told.people.neighbour):
        assert seen(stranger) == set()


def test_a_manager_sees_what_changes_for_the_own_department(told: Told) -> None:
    sent(told)
    changes = our_changes(told.manager, reach_of(told.manager))
    assert [(row.unit, row.change_ore) for row in changes[0].rows] == [(told.social, 562_500)]
    assert changes[0].is_waiting
    whole = our_changes(told.people.controller, reach_of(told.people.controller))
    assert {row.unit for row in whole[0].rows} == {told.social, told.school}


def test_changes_that_nobody_was_told_of_are_listed(told: Told) -> None:
    rule = actions.agree_on_rule(
        by=told.people.anna, federation=told.people.federation, key="equal", origin="Avtal 7",
        starts_on=dt.date(2010, 1, 1), application=told.application,
    )  # fmt: skip
    LifecycleEvent.objects.create(
        application=told.application, kind=LifecycleKind.MOVED, on=dt.date(2009, 10, 1)
    )
    LifecycleEvent.objects.create(
        application=told.application, kind=LifecycleKind.UPGRADED, on=dt.date(2008, 10, 1)
    )
    federation = told.people.federation
    assert [each.on for each in untold_changes(federation, NEW_YEAR)] == [
        dt.date(2009, 10, 1), dt.date(2010, 1, 1)
    ]  # fmt: skip
    draft = actions.draft_notice(by=told.people.anna, notice=notice(told))
    assert untold_changes(federation, NEW_YEAR)[1].draft == draft
    assert untold_changes(federation, NEW_YEAR)[1].rule == rule
    actions.send_notice(by=told.people.anna, notice=draft)
    sent(told, platform(told, takes_effect_on=dt.date(2009, 11, 1)))
    assert untold_changes(federation, NEW_YEAR) == []


PAGES = ["notice_list", "notice_add_platform", "notice_add_key", "changes_for_us"]


def test_pages_open_to_who_may_and_are_unknown_to_others(told: Told, as_person) -> None:
    made = sent(told)
    page = reverse("notice_page", args=[made.pk])
    anna = as_person(told.people.anna)
    for name in PAGES:
        assert anna.get(reverse(name)).status_code == 200, name
    assert anna.get(page).status_code == 200
    for stranger in (told.people.bo, told.people.cilla, told.people.seller):
        assert as_person(stranger).get(page).status_code == 404
    assert as_person(told.people.bo).get(reverse("notice_list")).status_code == 403
    manager = as_person(told.manager)
    assert "Ny nyckel" in manager.get("/").content.decode()
    assert "Socialförvaltningen" in manager.get(reverse("changes_for_us")).content.decode()
    assert manager.get(reverse("notice_send", args=[made.pk])).status_code == 403


def test_a_notice_goes_from_the_form_to_its_answer(told: Told, as_person) -> None:
    anna, manager = as_person(told.people.anna), as_person(told.manager)
    typed = {
        "title": "Ny server", "text": "Vi byter.", "application": told.application.pk, "lead_months": 6,
        "takes_effect_on": "2010-01-01", "change_2010": "42 000", "budget_deadline": "2009-06-01",
    }  # fmt: skip
    looked = anna.post(reverse("notice_add_platform"), typed | {"visa": "1"})
    assert looked.status_code == 200
    assert "13\u00a0500,00" in looked.content.decode()
    assert not ChangeNotice.objects.exists()
    wrong = anna.post(reverse("notice_add_platform"), typed | {"change_2009": "1"})
    assert wrong.status_code == 422
    assert "42 000" in wrong.content.decode()
    anna.post(reverse("notice_add_platform"), typed)
    made = ChangeNotice.objects.get()
    assert made.change_ore == {"2010": 4_200_000}
    anna.post(reverse("notice_change", args=[made.pk]), typed | {"change_2010": "21 000"})
    anna.post(reverse("notice_send", args=[made.pk]), {"on": ""})
    assert made.consequences.count() == 9  # three departments, three years
    answered = manager.post(reverse("notice_acknowledge", args=[made.pk]), {"comment": "Läst"})
    assert answered.status_code == 302
    assert Acknowledgement.objects.get(person=told.manager).comment == "Läst"
    page = anna.get(reverse("notice_page", args=[made.pk])).content.decode()
    assert "Läst" in page
    listed = anna.get(reverse("notice_list") + "?lage=sent&obesvarad=1").content.decode()
    assert "Ny server" not in listed
    assert anna.post(reverse("notice_withdraw", args=[made.pk]), {"why": "Fel"}).status_code == 302


def test_a_key_is_typed_and_changed(told: Told, as_person) -> None:
    anna = as_person(told.people.anna)
    typed = {
        "title": "Fasta andelar", "text": "Avtalat.", "application": told.application.pk, "lead_months": 6,
        "takes_effect_on": "2010-01-01", "key": "fixed", "weights": "Åmål; 60 %\nMellerud; 40 %",
        "origin": "Avtal 9", "years": 2, "rest": "population",
    }  # fmt: skip
    anna.post(reverse("notice_add_key"), typed)
    made = ChangeNotice.objects.get()
    assert made.new_rule == {"key": "fixed", "weights": {"1461": "2/5", "1492": "3/5"}}
    form = anna.get(reverse("notice_change", args=[made.pk])).content.decode()
    assert "1492; 60 %" in form
    mixed = typed | {"key": "mix", "weights": "", "base_percent": "30"}
    anna.post(reverse("notice_change", args=[made.pk]), mixed)
    made.refresh_from_db()
    assert made.new_rule["parts"][0][0] == "3/10"
    assert anna.get(reverse("notice_change", args=[made.pk])).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(told: Told, as_person) -> None:
    anna = as_person(told.people.anna)
    sent(told)
    address = reverse("notice_list")
    anna.get(address)
    with CaptureQueriesContext(connection) as one:
        anna.get(address)
    for number in range(3):
        sent(told, notice(told, title=f"Nummer {number}"))
    with CaptureQueriesContext(connection) as many:
        anna.get(address)
    assert len(many) == len(one)


def test_the_policy_judges_what_is_told(told: Told) -> None:
    """P6.4: an untold change, one told late and one unanswered lack; one told in time and answered fulfils."""
    policy = adopt_policy(
        by=told.people.administrator, federation=told.people.federation, document=shipped_policy()
    )

    def judged() -> tuple[int, int]:
        result = CHECKS["changes_told"](read_facts(policy, NEW_YEAR))
        return result.done, result.total

    assert judged() == (0, 0)
    LifecycleEvent.objects.create(
        application=told.application, kind=LifecycleKind.MOVED, on=dt.date(2009, 10, 1)
    )
    assert judged() == (0, 1)
    sent(told, platform(told, takes_effect_on=dt.date(2009, 9, 1), change_ore={}))
    assert judged() == (1, 1)
    sent(told, platform(told, title="Sen", takes_effect_on=dt.date(2009, 2, 1), change_ore={}))
    unanswered = sent(told, on=dt.date(2008, 11, 1))
    assert judged() == (1, 3)
    for each in unanswered.acknowledgements.select_related("person"):
        actions.acknowledge_notice(by=each.person, notice=unanswered)
    assert judged() == (2, 3)


def test_where_nobody_can_be_told_the_page_says_so(told: Told, as_person) -> None:
    Appointment.objects.filter(person=told.people.controller).update(ends_on=dt.date(2008, 1, 1))
    Appointment.objects.filter(person=told.manager).update(ends_on=dt.date(2008, 1, 1))
    own(told, told.people.bo)
    application = told.application
    application.participations.filter(organisation=told.people.mellerud).delete()
    factories.participation(application, told.people.saffle)
    made = sent(told, platform(told))
    page = as_person(told.people.anna).get(reverse("notice_page", args=[made.pk]))
    assert page.context["nobody"] == []  # Nils is Säffle's IT manager
    Acknowledgement.objects.filter(organisation=told.people.saffle).delete()
    page = as_person(told.people.anna).get(reverse("notice_page", args=[made.pk]))
    assert page.context["nobody"] == [told.people.saffle]


def test_a_notice_begins_from_what_the_register_says(told: Told, as_person) -> None:
    """A retired application saves its cost; after its last day it is those who used it that save."""
    anna = as_person(told.people.anna)
    retire_application(
        by=told.people.anna,
        application=told.application,
        ends_on=dt.date(2009, 12, 31),
        decision="KS § 3",
    )
    event = LifecycleEvent.objects.get(kind=LifecycleKind.RETIRED)
    form = anna.get(reverse("notice_add_platform") + f"?handelse={event.pk}").content.decode()
    assert "-210 000,00" in form
    saved = platform(told, takes_effect_on=event.on, change_ore={"2010": -21_000_000})
    worked, *_rest = actions.previewed_notice(by=told.people.anna, notice=saved)
    after = {
        (row.organisation.code, row.unit): row.after_ore for row in worked.rows if row.year == 2010
    }
    assert after == {("1492", None): 0, ("1461", told.social): 0, ("1461", told.school): 0}
    rule = actions.agree_on_rule(
        by=told.people.anna, federation=told.people.federation, key="equal", origin="Avtal 7",
        starts_on=dt.date(2010, 1, 1), application=told.application,
    )  # fmt: skip
    begun = anna.get(reverse("notice_add_key") + f"?regel={rule.pk}").content.decode()
    assert "Avtal 7" in begun
    stranger = as_person(told.people.bo)
    assert stranger.get(reverse("notice_add_key") + f"?regel={rule.pk}").status_code == 403
