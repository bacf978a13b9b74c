"""From an adopted plan to the register: who may, what each step asks for, and what is written when it is done."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.models import (
    Introduction,
    Move,
    Step,
    StepKind,
    StepStatus,
)
from samdrift.decisions.introduction.queries import (
    missing_for,
)
from samdrift.foundation.audit.models import AuditEvent
from samdrift.records.competence.actions import make_training_plan
from samdrift.records.register.actions import appoint_owner, assess_value
from samdrift.records.register.models import (
    Conclusion,
    ValueAssessment,
)
from tests.integration.introduction_place import TODAY, Place, adopt, assess, through
from tests.people import person


def test_a_plan_is_introduced_when_all_concerned_have_adopted_it(place: Place) -> None:
    adopt(place, place.people.amal)
    assert missing_for(place.plan) == [place.people.mellerud]
    with pytest.raises(ValidationError, match="Mellerud"):
        actions.make_introduction(by=place.people.anna, plan=place.plan)
    assert not Introduction.objects.exists()
    adopt(place, place.people.mellerud)
    actions.make_introduction(by=place.people.anna, plan=place.plan)
    assert AuditEvent.objects.filter(event="introduction.introduction_made").count() == 1
    with pytest.raises(ValidationError):
        actions.make_introduction(by=place.people.anna, plan=place.plan)


def test_the_steps_are_dated_ordered_and_somebodys(introduced: Place) -> None:
    kinds = {str(step.kind) for step in Step.objects.filter(move=introduced.move)}
    assert kinds == {"value", "notice", "agreement", "training", "introduction", "retirement"}
    for step in Step.objects.prefetch_related("waits_for"):
        assert all(each.ends_on < step.starts_on for each in step.waits_for.all())
        assert step.responsible is not None
        assert step.responsible.organisation_id == step.move.organisation_id
    introduction = introduced.step(StepKind.INTRODUCTION)
    assert introduced.step(StepKind.SETUP) in introduction.waits_for.all()
    agreement = introduced.step(StepKind.NOTICE).agreement
    assert agreement is not None
    assert agreement.responsible == introduced.move.organisation


def test_the_moves_cost_what_the_plan_says(introduced: Place) -> None:
    basis = introduced.plan.basis
    for move in Move.objects.select_related("organisation"):
        code = move.organisation.code
        assert move.today_ore == basis["running_today"][code][0]
        assert move.planned_ore == basis["running_planned"][code][-1]


@pytest.mark.parametrize("who", ["bo", "cilla", "seller", "controller"])
def test_others_make_no_introduction_plan(place: Place, who: str) -> None:
    adopt(place, place.people.amal, place.people.mellerud)
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        actions.make_introduction(by=getattr(place.people, who), plan=place.plan)
    assert AuditEvent.objects.count() == before


VERBS = {
    "assign_step": lambda by, at: actions.assign_step(
        by=by, step=at.step(StepKind.TRAINING), responsible=at.mover
    ),
    "begin_step": lambda by, at: actions.begin_step(by=by, step=at.step(StepKind.VALUE), on=TODAY),
    "cancel_step": lambda by, at: actions.cancel_step(
        by=by, step=at.step(StepKind.TRAINING), why="Behövs inte"
    ),
    "slip_step": lambda by, at: actions.delay_step(
        by=by, step=at.step(StepKind.TRAINING), ends_on=dt.date(2009, 12, 1), why="Bokslut"
    ),
    "complete_step": lambda by, at: actions.complete_step(
        by=by, step=at.step(StepKind.VALUE), on=TODAY
    ),
    "assess_value": lambda by, at: assess_value(
        by=by,
        assessment=ValueAssessment(
            organisation=at.move.organisation,
            what="ArcGIS",
            on=TODAY,
            need="a",
            benefit="b",
            cost="c",
            neighbour="d",
            conclusion=Conclusion.INTRODUCE,
        ),
    ),
}


@pytest.mark.parametrize("name", VERBS)
def test_who_may_does_it_and_the_history_tells(introduced: Place, name: str) -> None:
    assess(introduced)
    VERBS[name](introduced.mover, introduced)
    assert AuditEvent.objects.order_by("-pk")[0].by_name == str(introduced.mover)


@pytest.mark.parametrize("who", ["bo", "cilla", "seller", "the host"])
@pytest.mark.parametrize("name", VERBS)
def test_others_are_refused_and_nothing_is_written(introduced: Place, name: str, who: str) -> None:
    """The other member's IT manager has no say over this municipality's steps either."""
    assess(introduced)
    before = AuditEvent.objects.count()
    by = introduced.host if who == "the host" else getattr(introduced.people, who)
    with pytest.raises(PermissionDenied):
        VERBS[name](by, introduced)
    assert AuditEvent.objects.count() == before


def test_whoever_is_responsible_may_act_on_the_step(introduced: Place) -> None:
    colleague = person("Karl", introduced.move.organisation)
    step = introduced.step(StepKind.TRAINING)
    with pytest.raises(PermissionDenied):
        actions.begin_step(by=colleague, step=step, on=TODAY)
    actions.assign_step(by=introduced.mover, step=step, responsible=colleague)
    assert actions.begin_step(by=colleague, step=step, on=TODAY).status == StepStatus.UNDER_WAY
    with pytest.raises(ValidationError):
        actions.assign_step(by=introduced.mover, step=step, responsible=introduced.people.cilla)


def test_nothing_is_completed_before_what_it_waits_for(introduced: Place) -> None:
    assess(introduced)
    with pytest.raises(ValidationError, match="Nyttobedömning"):
        actions.complete_step(
            by=introduced.mover,
            step=introduced.step(StepKind.AGREEMENT),
            on=TODAY,
            evidence="Dnr 1",
        )
    through(introduced, StepKind.VALUE)
    through(introduced, StepKind.AGREEMENT)
    assert introduced.step(StepKind.AGREEMENT).status == StepStatus.DONE


def test_nothing_is_introduced_without_its_value_assessment(introduced: Place) -> None:
    step = introduced.step(StepKind.INTRODUCTION)
    with pytest.raises(ValidationError, match="nyttobedömning"):
        actions.begin_step(by=introduced.mover, step=step, on=TODAY)
    with pytest.raises(ValidationError, match="nyttobedömning"):
        actions.complete_step(by=introduced.mover, step=introduced.step(StepKind.VALUE), on=TODAY)
    actions.cancel_step(by=introduced.mover, step=introduced.step(StepKind.VALUE), why="Genväg")
    with pytest.raises(ValidationError, match="nyttobedömning"):
        actions.begin_step(by=introduced.mover, step=step, on=TODAY)
    assess(introduced, Conclusion.REFRAIN)
    with pytest.raises(ValidationError, match="nyttobedömning"):
        actions.begin_step(by=introduced.mover, step=step, on=TODAY)
    assess(introduced)
    assert actions.begin_step(by=introduced.mover, step=step, on=TODAY).began_on == TODAY


def test_a_value_assessment_says_what_a_neighbour_has(introduced: Place) -> None:
    assessment = ValueAssessment(
        organisation=introduced.move.organisation,
        what="A",
        on=TODAY,
        need="a",
        benefit="b",
        neighbour="",
        conclusion=Conclusion.INTRODUCE,
    )
    with pytest.raises(ValidationError) as refused:
        assess_value(by=introduced.mover, assessment=assessment)
    assert {"neighbour", "cost"} <= set(refused.value.message_dict)


def test_who_owns_the_old_judges_the_new(introduced: Place, as_person) -> None:
    move = introduced.move
    assert move.old is not None
    owner = person("Ove", move.organisation)
    client, add = as_person(owner), reverse("value_assessment_add")
    assert client.get(add).status_code == 403
    appoint_owner(by=introduced.mover, application=move.old, person=owner, starts_on=TODAY)
    typed = {
        "organisation": move.organisation_id,
        "application": move.target_id,
        "what": "ArcGIS",
        "on": "2009-01-01",
        "need": "Kartor",
        "benefit": "Fler kan",
        "cost": "Lägre",
        "neighbour": "",
        "conclusion": "introduce",
    }
    refused = client.post(add, typed)
    assert refused.status_code == 422
    assert "Kartor" in refused.content.decode()
    back = reverse("step_page", args=[introduced.step(StepKind.VALUE).pk])
    saved = client.post(f"{add}?tillbaka={back}", {**typed, "neighbour": "Grannens"})
    assert saved.url == back
    assert ValueAssessment.objects.get().by == owner


def test_nothing_is_introduced_without_training_done_or_planned(introduced: Place) -> None:
    assess(introduced)
    through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.AGREEMENT)
    step = introduced.step(StepKind.INTRODUCTION)
    with pytest.raises(ValidationError, match="genomförd eller planerad"):
        actions.complete_step(by=introduced.mover, step=step, on=TODAY)
    target = introduced.move.target
    assert target is not None
    make_training_plan(by=introduced.host, application=target, year=2009, content="Två dagar")
    assert actions.complete_step(by=introduced.mover, step=step, on=TODAY).done_on == TODAY


def test_a_slip_moves_what_waits_and_says_what_it_costs(introduced: Place) -> None:
    training, going = introduced.step(StepKind.TRAINING), introduced.step(StepKind.INTRODUCTION)
    later = training.ends_on + dt.timedelta(days=70)
    told = actions.delay_step(by=introduced.mover, step=training, ends_on=later, why="Bokslut")
    moved = {each.step.kind: each for each in told.moved}
    assert {"training", "introduction", "retirement", "notice"} == set(moved)
    going.refresh_from_db()
    assert going.ends_on == moved["introduction"].after.ends_on > later
    assert going.first_ends_on < going.ends_on
    move = introduced.move
    assert move.today_ore is not None
    assert move.planned_ore is not None
    days_old = (moved["retirement"].after.ends_on - moved["retirement"].before.ends_on).days
    days_new = (moved["introduction"].after.ends_on - moved["introduction"].before.ends_on).days
    expected = round((move.today_ore * days_old - move.planned_ore * days_new) / 365)
    assert told.total_ore == pytest.approx(expected, abs=1)
    assert AuditEvent.objects.filter(event="introduction.step_moved").count() == len(told.moved)


def test_a_step_is_not_moved_before_what_it_waits_for(introduced: Place) -> None:
    going = introduced.step(StepKind.INTRODUCTION)
    with pytest.raises(ValidationError):
        actions.delay_step(by=introduced.mover, step=going, ends_on=dt.date(2009, 1, 9), why="Fort")
    with pytest.raises(ValidationError):
        actions.delay_step(by=introduced.mover, step=going, ends_on=dt.date(2200, 1, 1), why="Sen")
    going.refresh_from_db()
    assert going.ends_on == going.first_ends_on


def test_a_step_opened_again_is_planned(introduced: Place) -> None:
    assess(introduced)
    through(introduced, StepKind.SETUP, StepKind.VALUE)
    with pytest.raises(ValidationError):  # the register has followed
        actions.reopen_step(by=introduced.host, step=introduced.step(StepKind.SETUP), why="Fel")
    opened = actions.reopen_step(
        by=introduced.mover, step=introduced.step(StepKind.VALUE), why="Fel"
    )
    assert (opened.status, opened.done_on) == (StepStatus.PLANNED, None)
