"""Change notices: computed before anything is kept, frozen when sent, mailed, answered; who may and who may not."""

import datetime as dt
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samdrift.decisions.notices import actions as notices
from samdrift.decisions.notices.models import (
    Acknowledgement,
    ChangeNotice,
    Mailed,
    NoticeConsequence,
    NoticeState,
)
from samdrift.decisions.notices.present.pages import counted_again
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.messages.actions.delivering import ATTEMPTS, deliver_message
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.spending.models import CostKind, CostLine
from tests import factories
from tests.integration.notice_told import NEW_YEAR, Told, notice, own, platform, sent


def test_nothing_is_written_by_looking(told: Told) -> None:
    events = AuditEvent.objects.count()
    worked, people, nobody = notices.previewed_notice(by=told.people.anna, notice=notice(told))
    assert {
        (row.organisation.code, row.unit, row.before_ore, row.after_ore) for row in worked.rows
    } == {
        ("1492", None, 12_000_000, 11_250_000),
        ("1461", told.social, 6_750_000, 7_312_500),
        ("1461", told.school, 2_250_000, 2_437_500),
    }
    assert [each.person.name for each in people] == ["Moa", "Kim"]  # Anna sends it
    assert nobody == []
    assert not ChangeNotice.objects.exists()
    assert AuditEvent.objects.count() == events


def test_a_change_of_platform_is_shared_by_the_key_that_holds(told: Told) -> None:
    worked, _people, _nobody = notices.previewed_notice(by=told.people.anna, notice=platform(told))
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
        ("Moa", Role.DEPARTMENT_MANAGER),
        ("Kim", Role.CONTROLLER),
    }


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
        notices.change_notice(by=told.people.anna, notice=made)
    NoticeConsequence.objects.filter(notice=made).update(after_ore=1)
    assert not counted_again(made)


def test_a_year_without_a_budget_borrows_the_latest_without_what_is_introduced_once(
    told: Told,
) -> None:
    CostLine.objects.create(
        application=told.application,
        bearer=told.people.amal,
        year=2009,
        phase="introduction",
        kind=CostKind.BUDGET,
        amount_ore=100,
    )
    worked, *_rest = notices.previewed_notice(by=told.people.anna, notice=notice(told))
    cost = worked.basis["costs"][0]
    assert (cost["budget_of"], cost["before_ore"]) == (2009, 21_000_000)


def test_a_key_needs_a_cost_and_its_figures(told: Told) -> None:
    users = {"new_rule": {"key": "users_mean"}}
    told.application.participations.filter(organisation=told.people.amal).update(users=None)
    with pytest.raises(ValidationError, match="1492"):
        notices.previewed_notice(by=told.people.anna, notice=notice(told, **users))
    CostLine.objects.all().delete()
    with pytest.raises(ValidationError, match=r"budget"):
        notices.previewed_notice(by=told.people.anna, notice=notice(told))


def test_a_key_of_everything_joint_leaves_out_what_has_its_own(told: Told) -> None:
    other = factories.application(told.people.amal, "Karta")
    for each in (told.people.amal, told.people.mellerud):
        factories.participation(other, each)
    CostLine.objects.create(
        application=other, bearer=told.people.amal, year=2009, kind=CostKind.BUDGET, amount_ore=100
    )
    sharing.agree_on_rule(
        by=told.people.anna,
        federation=told.people.federation,
        key="equal",
        origin="A",
        starts_on=NEW_YEAR,
        application=other,
        agreement=factories.agreement_between(told.people.amal, told.people.mellerud),
    )
    worked, *_rest = notices.previewed_notice(
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


def test_told_on_paper_before_today_is_not_mailed(
    told: Told, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = sent(told, on=dt.date(2008, 11, 1))
    assert {row.mail_state for row in made.acknowledgements.all()} == {Mailed.NOT}
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert all(each.answer_state(NEW_YEAR) == "overdue" for each in made.acknowledgements.all())
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
    deliver_message.call(row.message_id)
    row = made.acknowledgements.get(person=told.manager)
    assert (row.mail_state, row.message.problem) == (Mailed.SENT, "")
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
        deliver_message.call(row.message_id)
    row = made.acknowledgements.get(person=told.manager)
    assert (row.mail_state, row.message.attempts) == (Mailed.FAILED, ATTEMPTS)
    assert row.message.problem == "SMTPAuthenticationError 535"
    assert "kaka" not in caplog.text
    assert "hemlig" not in caplog.text
    later = DBTaskResult.objects.exclude(run_after=None)
    assert later.count() == ATTEMPTS - 1
    page = as_person(told.people.anna).get(reverse("notice_page", args=[made.pk]))
    assert "SMTPAuthenticationError 535" in page.content.decode()
    assert notices.mail_notice_again(by=told.people.anna, notice=made) == [row]


def test_a_recipient_answers_once_and_others_can_not(told: Told) -> None:
    made = sent(told)
    for other in (told.people.bo, told.people.cilla, told.people.anna):
        with pytest.raises(PermissionDenied):
            notices.acknowledge_notice(by=other, notice=made)
    row = notices.acknowledge_notice(by=told.manager, notice=made, comment="Tas in i budgeten")
    assert row.acknowledged_on == NEW_YEAR
    assert not Acknowledgement.objects.awaiting_answer().filter(person=told.manager).exists()
    with pytest.raises(ValidationError):
        notices.acknowledge_notice(by=told.manager, notice=made)


def test_reminders_go_to_those_who_have_not_answered_once_a_day(told: Told) -> None:
    made = sent(told)
    notices.acknowledge_notice(by=told.manager, notice=made)
    reminded = notices.remind_recipients(by=told.people.anna, notice=made)
    assert [each.person.name for each in reminded] == ["Kim"]
    with pytest.raises(ValidationError):
        notices.remind_recipients(by=told.people.anna, notice=made)


def test_a_withdrawn_notice_says_why_and_waits_for_nobody(told: Told) -> None:
    made = sent(told)
    with pytest.raises(ValidationError):
        notices.withdraw_notice(by=told.people.anna, notice=made, why=" ")
    made = notices.withdraw_notice(by=told.people.anna, notice=made, why="Fel nyckel")
    assert made.state == NoticeState.WITHDRAWN
    assert not Acknowledgement.objects.awaiting_answer().filter(person=told.manager).exists()
    with pytest.raises(ValidationError):
        notices.acknowledge_notice(by=told.manager, notice=made)
