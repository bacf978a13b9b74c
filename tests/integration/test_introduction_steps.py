"""From an adopted plan to the register: who may, what each step asks for, and what is written when it is done."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Body, Outcome
from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.models import (
    Introduction,
    Move,
    Step,
    StepKind,
    StepStatus,
)
from samdrift.decisions.introduction.queries import (
    balance_sides,
    missing_for,
    visible_introductions,
    visible_steps,
)
from samdrift.decisions.introduction.told import tell
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Organisation, Person, Unit, UnitKind
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.competence.actions import make_training_plan
from samdrift.records.register.actions import appoint_owner, assess_value
from samdrift.records.register.models import (
    Application,
    Conclusion,
    LifecycleKind,
    Phase,
    ValueAssessment,
)
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.people import Society, person

TODAY = dt.date(2009, 1, 1)


@dataclass
class Place:
    """Two members with an installation each of one product; Åmål goes over to Mellerud's, or the other way round."""

    people: Society
    plan: Plan
    magnus: Person  # IT manager in Mellerud

    @property
    def introduction(self) -> Introduction:
        return Introduction.objects.get()

    def step(self, kind: StepKind) -> Step:
        return Step.objects.select_related("move").get(kind=kind)

    @property
    def move(self) -> Move:
        """The one that goes over; the other is the host."""
        return Move.objects.select_related("target", "old", "organisation").get(is_host=False)

    @property
    def mover(self) -> Person:
        """The IT manager of whoever goes over."""
        return self.people.anna if self.move.organisation == self.people.amal else self.magnus

    @property
    def host(self) -> Person:
        return self.magnus if self.mover == self.people.anna else self.people.anna


@pytest.fixture
def place(people: Society) -> Place:
    area, product = factories.area("gis"), factories.product("ArcGIS", "Esri", status="approved")
    for code, value in (("1492", 12_500), ("1461", 9_700)):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    for organisation in (people.amal, people.mellerud):
        unit = Unit.objects.create(
            organisation=organisation, kind=UnitKind.IT_UNIT, name="IT-enheten"
        )
        own = factories.application(
            organisation, f"ArcGIS {organisation}", area=area, product=product, operating_unit=unit
        )
        factories.participation(own, organisation, users=12)
        CostLine.objects.create(
            application=own, bearer=organisation, year=2009, type=CostType.LICENCE,
            kind=CostKind.BUDGET, amount_ore=20_000_000, approved_on=TODAY,
        )  # fmt: skip
        agreement = factories.agreement(
            organisation, f"Avtal {organisation}", kind="operating", notice_months=3
        )
        agreement.applications.add(own)
    magnus = person("Magnus", people.mellerud, Role.IT_MANAGER)
    scenario = planning.add_scenario(
        by=people.anna,
        scenario=Scenario(federation=people.federation, name="Vägen", first_year=2009, made_by=people.anna),
    )  # fmt: skip
    plan = planning.compute_plan(by=people.anna, scenario=scenario)
    planning.propose_plan(by=people.anna, plan=plan)
    plan.refresh_from_db()
    return Place(people, plan, magnus)


def _adopt(place: Place, *who: Organisation) -> None:
    assert place.plan.proposal is not None
    for organisation in who:
        record_decision(
            by=place.people.administrator, proposal=place.plan.proposal, organisation=organisation,
            body=Body.BOARD, outcome=Outcome.ADOPTED, on=TODAY, paragraph="§ 7",
        )  # fmt: skip


@pytest.fixture
def introduced(place: Place) -> Place:
    _adopt(place, place.people.amal, place.people.mellerud)
    actions.make_introduction(by=place.people.anna, plan=place.plan)
    return place


def _assess(place: Place, conclusion: Conclusion = Conclusion.NEIGHBOUR, **more: Any) -> None:
    move = place.move
    assess_value(
        by=place.mover,
        assessment=ValueAssessment(
            organisation=move.organisation, application=move.target, what="ArcGIS", on=TODAY, need="Kartor",
            benefit="Fler kan det", year_ore=1, neighbour="Grannens", conclusion=conclusion, **more,
        ),
    )  # fmt: skip


def _through(place: Place, *kinds: StepKind) -> None:
    """Complete the steps, each by whoever has the say."""
    for kind in kinds:
        by = place.host if kind == StepKind.SETUP else place.mover
        actions.complete_step(by=by, step=place.step(kind), on=TODAY, evidence="Dnr 1")


# ── from plan to steps ───────────────────────────────────────────────────────
def test_a_plan_is_introduced_when_all_concerned_have_adopted_it(place: Place) -> None:
    _adopt(place, place.people.amal)
    assert missing_for(place.plan) == [place.people.mellerud]
    with pytest.raises(ValidationError, match="Mellerud"):
        actions.make_introduction(by=place.people.anna, plan=place.plan)
    assert not Introduction.objects.exists()
    _adopt(place, place.people.mellerud)
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
    _adopt(place, place.people.amal, place.people.mellerud)
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        actions.make_introduction(by=getattr(place.people, who), plan=place.plan)
    assert AuditEvent.objects.count() == before


VERBS = {
    "assign_step": lambda by, at: actions.assign_step(
        by=by, step=at.step(StepKind.TRAINING), responsible=at.mover),
    "begin_step": lambda by, at: actions.begin_step(by=by, step=at.step(StepKind.VALUE), on=TODAY),
    "cancel_step": lambda by, at: actions.cancel_step(by=by, step=at.step(StepKind.TRAINING), why="Behövs inte"),
    "slip_step": lambda by, at: actions.slip_step(
        by=by, step=at.step(StepKind.TRAINING), ends_on=dt.date(2009, 12, 1), why="Bokslut"),
    "complete_step": lambda by, at: actions.complete_step(by=by, step=at.step(StepKind.VALUE), on=TODAY),
    "assess_value": lambda by, at: assess_value(by=by, assessment=ValueAssessment(
        organisation=at.move.organisation, what="ArcGIS", on=TODAY, need="a", benefit="b", cost="c", neighbour="d",
        conclusion=Conclusion.INTRODUCE)),
}  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
def test_who_may_does_it_and_the_history_tells(introduced: Place, name: str) -> None:
    _assess(introduced)
    VERBS[name](introduced.mover, introduced)
    assert AuditEvent.objects.order_by("-pk")[0].by_name == str(introduced.mover)


@pytest.mark.parametrize("who", ["bo", "cilla", "seller", "the host"])
@pytest.mark.parametrize("name", VERBS)
def test_others_are_refused_and_nothing_is_written(introduced: Place, name: str, who: str) -> None:
    """The other member's IT manager has no say over this municipality's steps either."""
    _assess(introduced)
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


# ── what each step asks for ──────────────────────────────────────────────────
def test_nothing_is_completed_before_what_it_waits_for(introduced: Place) -> None:
    _assess(introduced)
    with pytest.raises(ValidationError, match="Nyttobedömning"):
        actions.complete_step(
            by=introduced.mover, step=introduced.step(StepKind.AGREEMENT), on=TODAY, evidence="Dnr 1"
        )  # fmt: skip
    _through(introduced, StepKind.VALUE)
    _through(introduced, StepKind.AGREEMENT)
    assert introduced.step(StepKind.AGREEMENT).status == StepStatus.DONE


def test_nothing_is_introduced_without_its_value_assessment(introduced: Place) -> None:
    step = introduced.step(StepKind.INTRODUCTION)
    with pytest.raises(ValidationError, match=r"P2\.4"):
        actions.begin_step(by=introduced.mover, step=step, on=TODAY)
    with pytest.raises(ValidationError, match=r"P2\.4"):
        actions.complete_step(by=introduced.mover, step=introduced.step(StepKind.VALUE), on=TODAY)
    actions.cancel_step(by=introduced.mover, step=introduced.step(StepKind.VALUE), why="Genväg")
    with pytest.raises(ValidationError, match=r"P2\.4"):
        actions.begin_step(by=introduced.mover, step=step, on=TODAY)
    _assess(introduced, Conclusion.REFRAIN)
    with pytest.raises(ValidationError, match=r"P2\.4"):
        actions.begin_step(by=introduced.mover, step=step, on=TODAY)
    _assess(introduced)
    assert actions.begin_step(by=introduced.mover, step=step, on=TODAY).began_on == TODAY


def test_a_value_assessment_says_what_a_neighbour_has(introduced: Place) -> None:
    assessment = ValueAssessment(
        organisation=introduced.move.organisation, what="A", on=TODAY, need="a", benefit="b",
        neighbour="", conclusion=Conclusion.INTRODUCE,
    )  # fmt: skip
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
        "organisation": move.organisation_id, "application": move.target_id, "what": "ArcGIS", "on": "2009-01-01",
        "need": "Kartor", "benefit": "Fler kan", "cost": "Lägre", "neighbour": "", "conclusion": "introduce",
    }  # fmt: skip
    refused = client.post(add, typed)
    assert refused.status_code == 422
    assert "Kartor" in refused.content.decode()
    back = reverse("step_page", args=[introduced.step(StepKind.VALUE).pk])
    saved = client.post(f"{add}?tillbaka={back}", {**typed, "neighbour": "Grannens"})
    assert saved.url == back
    assert ValueAssessment.objects.get().by == owner


def test_nothing_is_introduced_without_training_done_or_planned(introduced: Place) -> None:
    _assess(introduced)
    _through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.AGREEMENT)
    step = introduced.step(StepKind.INTRODUCTION)
    with pytest.raises(ValidationError, match=r"P5\.3"):
        actions.complete_step(by=introduced.mover, step=step, on=TODAY)
    target = introduced.move.target
    assert target is not None
    make_training_plan(by=introduced.host, application=target, year=2009, content="Två dagar")
    assert actions.complete_step(by=introduced.mover, step=step, on=TODAY).done_on == TODAY


# ── what is written ──────────────────────────────────────────────────────────
def test_the_register_follows_step_by_step(introduced: Place) -> None:
    _assess(introduced)
    move = introduced.move
    target, old, organisation = move.target, move.old, move.organisation
    assert target is not None
    assert old is not None
    _through(introduced, StepKind.SETUP)
    assert target.lifecycle_events.filter(kind=LifecycleKind.INTRODUCED, on=TODAY).count() == 1
    _through(introduced, StepKind.VALUE, StepKind.NOTICE)
    agreement = introduced.step(StepKind.NOTICE).agreement
    assert agreement is not None
    assert (agreement.notice_given_on, agreement.ended_on) == (TODAY, dt.date(2009, 4, 1))
    _through(introduced, StepKind.AGREEMENT, StepKind.TRAINING, StepKind.INTRODUCTION)
    joined = target.participations.get(organisation=organisation)
    assert (joined.starts_on, joined.users) == (TODAY, 12)
    _through(introduced, StepKind.RETIREMENT)
    old.refresh_from_db()
    assert (old.phase, old.ends_on) == (Phase.RETIRED, TODAY)
    event = old.lifecycle_events.get(kind=LifecycleKind.RETIRED)
    assert "§ 7" in event.decision
    told = set(
        AuditEvent.objects.filter(by_name=str(introduced.mover)).values_list("event", flat=True)
    )
    assert {"agreements.notice_given", "register.application_joined", "register.application_retired",
            "introduction.step_completed"} <= told  # fmt: skip


def test_who_may_not_write_in_the_register_completes_nothing(introduced: Place) -> None:
    """A responsible colleague may complete the step, but not take part for the municipality: all is taken back."""
    _assess(introduced)
    _through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.AGREEMENT, StepKind.TRAINING)
    colleague = person("Karl", introduced.move.organisation)
    step = introduced.step(StepKind.INTRODUCTION)
    actions.assign_step(by=introduced.mover, step=step, responsible=colleague)
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        actions.complete_step(by=colleague, step=step, on=TODAY)
    step.refresh_from_db()
    assert step.status == StepStatus.PLANNED
    assert AuditEvent.objects.count() == before


def test_others_on_the_old_one_stay(introduced: Place) -> None:
    _assess(introduced)
    old = introduced.move.old
    assert old is not None
    factories.participation(old, introduced.people.saffle)
    _through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.NOTICE, StepKind.AGREEMENT,
             StepKind.TRAINING, StepKind.INTRODUCTION, StepKind.RETIREMENT)  # fmt: skip
    old.refresh_from_db()
    assert old.ends_on is None
    assert old.participations.get(organisation=introduced.people.saffle).ends_on is None
    assert old.participations.get(organisation=introduced.move.organisation).ends_on == TODAY


# ── slipping ─────────────────────────────────────────────────────────────────
def test_a_slip_moves_what_waits_and_says_what_it_costs(introduced: Place) -> None:
    training, going = introduced.step(StepKind.TRAINING), introduced.step(StepKind.INTRODUCTION)
    later = training.ends_on + dt.timedelta(days=70)
    told = actions.slip_step(by=introduced.mover, step=training, ends_on=later, why="Bokslut")
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
        actions.slip_step(by=introduced.mover, step=going, ends_on=dt.date(2009, 1, 9), why="Fort")
    with pytest.raises(ValidationError):
        actions.slip_step(by=introduced.mover, step=going, ends_on=dt.date(2200, 1, 1), why="Sen")
    going.refresh_from_db()
    assert going.ends_on == going.first_ends_on


def test_a_step_opened_again_is_planned(introduced: Place) -> None:
    _assess(introduced)
    _through(introduced, StepKind.SETUP, StepKind.VALUE)
    with pytest.raises(ValidationError):  # the register has followed
        actions.reopen_step(by=introduced.host, step=introduced.step(StepKind.SETUP), why="Fel")
    opened = actions.reopen_step(
        by=introduced.mover, step=introduced.step(StepKind.VALUE), why="Fel"
    )
    assert (opened.status, opened.done_on) == (StepStatus.PLANNED, None)


# ── pages ────────────────────────────────────────────────────────────────────
def test_outsiders_do_not_know_that_any_of_it_exists(introduced: Place, as_person) -> None:
    step = introduced.step(StepKind.TRAINING)
    for stranger in (
        introduced.people.cilla,
        introduced.people.seller,
        introduced.people.neighbour,
    ):
        assert not visible_introductions(stranger).exists()
        assert not visible_steps(stranger).exists()
        assert balance_sides(stranger) is None
        client = as_person(stranger)
        for address in (
            reverse("introduction_list"),
            reverse("balance_page"),
            reverse("introduction_page", args=[introduced.introduction.pk]),
            reverse("step_page", args=[step.pk]),
            reverse("step_complete", args=[step.pk]),
            reverse("introduction_report", args=[introduced.introduction.pk]),
        ):
            assert client.get(address).status_code == 404, address


def test_an_empty_federation_is_told_what_to_do(people: Society, as_person) -> None:
    client = as_person(people.anna)
    assert "Ingen införandeplan än" in client.get(reverse("introduction_list")).content.decode()
    assert "Inget är gemensamt än" in client.get(reverse("balance_page")).content.decode()


def test_the_list_tells_who_is_missing(place: Place, as_person) -> None:
    _adopt(place, place.people.amal)
    text = as_person(place.people.anna).get(reverse("introduction_list")).content.decode()
    assert "Inte antagen än av: Mellerud" in text
    _adopt(place, place.people.mellerud)
    client = as_person(place.people.anna)
    add = reverse("introduction_add", args=[place.plan.pk])
    assert add in client.get(reverse("introduction_list")).content.decode()
    shown = client.get(add)
    assert len(shown.context["drawn"].tasks) == 7
    typed = {
        "name": "Vägen",
        "begins_on": "2009-02-02",
        **{f"length_{kind}": 10 for kind in StepKind.values},
    }
    preview = client.post(add, {**typed, "forhandsvisa": "1"})
    assert preview.status_code == 200
    assert not Introduction.objects.exists()
    assert client.post(add, {**typed, "length_value": "0"}).status_code == 422
    assert client.post(add, typed).status_code == 302
    assert Step.objects.filter(starts_on__lt=dt.date(2009, 2, 2)).count() == 0
    assert place.step(StepKind.TRAINING).days == 10


def test_what_will_be_written_stands_before_it_is_confirmed(introduced: Place, as_person) -> None:
    _assess(introduced)
    _through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.AGREEMENT, StepKind.TRAINING)
    client = as_person(introduced.mover)
    page = reverse("step_complete", args=[introduced.step(StepKind.INTRODUCTION).pk])
    assert f"använder {introduced.move.target} från och med" in client.get(page).content.decode()
    assert client.post(page, {"on": "2009-01-02"}).status_code == 422  # not yet
    assert client.post(page, {"on": "2009-01-01", "evidence": "Dnr 5"}).status_code == 302
    assert introduced.step(StepKind.INTRODUCTION).evidence == "Dnr 5"


def test_a_slip_is_shown_before_it_is_done(introduced: Place, as_person) -> None:
    client, step = as_person(introduced.mover), introduced.step(StepKind.TRAINING)
    page = reverse("step_slip", args=[step.pk])
    typed = {"ends_on": "2009-12-01", "why": "Bokslut"}
    shown = client.post(page, typed)
    assert shown.status_code == 200
    assert shown.context["told"].total_ore != 0
    step.refresh_from_db()
    assert step.ends_on == step.first_ends_on
    assert client.post(page, {**typed, "bekrafta": "1"}).status_code == 302
    step.refresh_from_db()
    assert step.ends_on == dt.date(2009, 12, 1)


def test_mine_are_on_the_start_page_and_the_papers_are_there(introduced: Place, as_person) -> None:
    client = as_person(introduced.mover)
    assert len(client.get("/").context["my_steps"]["steps"]) == 6
    report = client.get(reverse("introduction_report", args=[introduced.introduction.pk]))
    assert report.content.startswith(b"%PDF")
    exported = client.get(
        reverse("step_list", args=[introduced.introduction.pk]) + "?exportera=xlsx"
    )
    assert exported.content.startswith(b"PK")


def test_pages_cost_the_same_for_two_thousand_steps(introduced: Place, as_person) -> None:
    """The list and the page of an introduction: the number of queries does not grow with the steps."""
    client = as_person(introduced.people.anna)
    addresses = [
        reverse("introduction_list"),
        reverse("introduction_page", args=[introduced.introduction.pk]),
        reverse("step_list", args=[introduced.introduction.pk]),
        reverse(
            "introduction_of_one", args=[introduced.introduction.pk, introduced.people.amal.pk]
        ),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get(address).status_code == 200
            found.append(len(caught))
        return found

    counts()
    few = counts()
    _grow(introduced, areas=335)
    assert Step.objects.count() > 2000
    assert counts() == few
    told = tell(introduced.introduction)
    assert len(told.steps) == Step.objects.count()


def _grow(place: Place, areas: int) -> None:
    """More areas, each with the same six steps one after the other."""
    pattern = list(Step.objects.filter(move=place.move).order_by("starts_on", "pk"))
    moves = Move.objects.bulk_create(
        Move(introduction=place.introduction, organisation=place.people.amal, area=f"område {number}", product="X",
             goes_over_on=TODAY, goes_over_by=dt.date(2009, 12, 31), today_ore=100, planned_ore=50)
        for number in range(areas)
    )  # fmt: skip
    steps = Step.objects.bulk_create(
        Step(move=move, kind=each.kind, starts_on=each.starts_on, ends_on=each.ends_on,
             first_ends_on=each.ends_on)
        for move in moves
        for each in pattern
    )  # fmt: skip
    through = Step.waits_for.through
    through.objects.bulk_create(
        through(from_step_id=other.pk, to_step_id=one.pk)
        for one, other in pairwise(steps)
        if one.move_id == other.move_id
    )


def test_a_plan_for_hundreds_is_stored_in_few_queries(place: Place, monkeypatch) -> None:
    """Storing costs as many queries for two steps as for two thousand: everything is written in bulk."""
    _adopt(place, place.people.amal, place.people.mellerud)
    with CaptureQueriesContext(connection) as caught:
        actions.make_introduction(by=place.people.anna, plan=place.plan)
    inserts = [each["sql"] for each in caught if each["sql"].startswith("INSERT")]
    assert len(inserts) == 5  # the plan, moves, steps, their order, the event


# ── balance ──────────────────────────────────────────────────────────────────
def test_the_balance_follows_the_plan(introduced: Place, as_person) -> None:
    sides = balance_sides(introduced.people.bo)
    assert sides is not None
    assert sides.now.known.joint == []
    assert sides.planned is not None
    assert len(sides.planned.known.joint) == 1
    host = introduced.host.organisation
    assert host is not None
    assert sides.planned.found.of(host.code).operates == 1
    shared = factories.application(introduced.people.amal, "Ekonomi", area=factories.area())
    for organisation in (introduced.people.amal, introduced.people.mellerud):
        factories.participation(shared, organisation)
    text = as_person(introduced.people.bo).get(reverse("balance_page")).content.decode()
    assert "varken äger eller driftar något gemensamt" in text
    assert Application.objects.filter(pk=shared.pk).exists()
