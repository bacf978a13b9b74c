"""Every verb of the road by three: who may, who may not, and who does not know that it exists."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.core.opportunities import Assumptions
from samdrift.decisions.collaboration import actions as collaboration
from samdrift.decisions.collaboration.models import Level, OpportunityState
from samdrift.decisions.collaboration.queries import seen_opportunities
from samdrift.decisions.fairness import actions as fairness
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.planning.queries import visible_plans, visible_scenarios
from samdrift.decisions.policy import actions as policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.queries import visible_policy
from samdrift.decisions.sharing import actions as sharing
from samdrift.decisions.sharing.models import DepartmentRule, SharingRule
from samdrift.decisions.sharing.queries.visible import visible_shares
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person, Unit, UnitKind
from samdrift.foundation.organisations.models.population import Population
from samdrift.records.agreements import actions as agreements
from samdrift.records.agreements.models import Agreement, AgreementKind, PartyRole
from samdrift.records.competence import actions as competence
from samdrift.records.intake.actions import preview_costs
from samdrift.records.register import actions as register
from samdrift.records.register.models import Application, Audience, FieldGroup, Side
from samdrift.records.register.queries import owner_on, visible_applications
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import CostKind, CostLine, CostType, JointInitiative
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)


@dataclass
class Place:
    """The federation with two installations of one product and a shared one, with costs and population."""

    people: Society
    shared: Application
    own: Application
    other: Application
    agreement: Agreement
    priced: Agreement


@pytest.fixture
def place(people: Society) -> Place:
    area, product = factories.area("gis"), factories.product("ArcGIS", "Esri", status="approved")
    for code, value in (("1492", 12_500), ("1461", 9_700)):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    units = [
        Unit.objects.create(organisation=each, kind=UnitKind.IT_UNIT, name="IT-enheten")
        for each in (people.amal, people.mellerud)
    ]
    own = factories.application(
        people.amal, "ArcGIS", area=area, product=product, operating_unit=units[0]
    )
    other = factories.application(
        people.mellerud, "ArcGIS", area=area, product=product, operating_unit=units[1]
    )
    shared = factories.application(
        people.amal, "Ekonomi", area=factories.area(), product=factories.product()
    )
    users = {own: [people.amal], other: [people.mellerud], shared: [people.amal, people.mellerud]}
    for application, organisations in users.items():
        for organisation in organisations:
            factories.participation(application, organisation)
        CostLine.objects.create(
            application=application,
            bearer=application.host,
            year=2009,
            type=CostType.LICENCE,
            kind=CostKind.BUDGET,
            amount_ore=20_000_001,
            approved_on=NEW_YEAR,
        )
    agreement = factories.agreement(people.amal)
    agreement.applications.add(shared)
    priced = factories.agreement(people.amal, "Licens", price_per_year_ore=100)
    priced.applications.add(own)
    return Place(people, shared, own, other, agreement, priced)


def _scenario(place: Place) -> Scenario:
    by = place.people.anna
    return Scenario(federation=place.people.federation, name="Vägen", first_year=2009, made_by=by)


def _found(place: Place) -> Any:
    seen = seen_opportunities(place.people.federation, Assumptions(today=NEW_YEAR))
    return next(each.found for each in seen if each.found.product == "ArcGIS")


def _rule(place: Place) -> SharingRule:
    return SharingRule.objects.create(
        federation=place.people.federation,
        key="equal",
        origin="Avtal 1",
        starts_on=NEW_YEAR,
        state="agreed",
    )


def _waiting_rule(place: Place) -> SharingRule:
    return SharingRule.objects.create(
        federation=place.people.federation, key="equal", origin="Avtal 1", starts_on=NEW_YEAR
    )


def _agreed_by_now(place: Place) -> SharingRule:
    """It waited, and then everybody became a party of its agreement."""
    rule = _waiting_rule(place)
    rule.agreement = factories.agreement_between(place.people.amal, place.people.mellerud)
    rule.save()
    return rule


def _split(place: Place) -> DepartmentRule:
    return DepartmentRule.objects.create(
        organisation=place.people.amal, key="users", starts_on=NEW_YEAR
    )


def _with(row: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(row, name, value)
    return row


Verb = Callable[[Person, Place], Any]
#: Done by Anna, IT manager of Åmål; refused Bo, an employee of Mellerud, and Cilla from outside.
VERBS: dict[str, Verb] = {
    "add_application": lambda by, at: register.add_application(
        by=by, name="Nytt", host=at.people.amal, starts_on=NEW_YEAR, without_because="Prov"
    ),
    "change_application": lambda by, at: register.change_application(
        by=by, application=_with(at.own, purpose="Kartor")
    ),
    "retire_application": lambda by, at: register.retire_application(
        by=by, application=at.own, ends_on=NEW_YEAR, decision="KS § 1"
    ),
    "record_lifecycle_event": lambda by, at: register.record_lifecycle_event(
        by=by, application=at.own, kind="upgraded", on=NEW_YEAR
    ),
    "join_application": lambda by, at: register.join_application(
        by=by, application=at.own, organisation=at.people.mellerud, starts_on=NEW_YEAR
    ),
    "end_participation": lambda by, at: register.end_participation(
        by=by, participation=at.own.participations.get(), ends_on=NEW_YEAR
    ),
    "appoint_owner": lambda by, at: register.appoint_owner(
        by=by, application=at.own, person=at.people.bo, starts_on=NEW_YEAR
    ),
    "appoint_system_manager": lambda by, at: register.appoint_system_manager(
        by=by, application=at.own, person=at.people.bo, starts_on=NEW_YEAR
    ),
    "assess": lambda by, at: register.assess(
        by=by, application=at.own, side=Side.IT, on=NEW_YEAR, fit=2
    ),
    "add_dependency": lambda by, at: register.add_dependency(
        by=by, application=at.own, needs=at.shared
    ),
    "add_area": lambda by, at: register.add_area(by=by, about=at.people.amal, name="Vatten"),
    "add_product": lambda by, at: register.add_product(
        by=by, about=at.people.amal, name="VA-banken"
    ),
    "change_agreement": lambda by, at: agreements.change_agreement(
        by=by, agreement=_with(at.agreement, title="Drift"), applications=[at.shared]
    ),
    "add_agreement": lambda by, at: agreements.add_agreement(
        by=by,
        agreement=Agreement(
            kind=AgreementKind.SUPPLIER,
            title="Licens",
            responsible=at.people.amal,
            starts_on=NEW_YEAR,
        ),
    ),
    "add_party": lambda by, at: agreements.add_party(
        by=by,
        agreement=at.agreement,
        organisation=at.people.supplier,
        unit=None,
        role=PartyRole.SUPPLIER,
    ),
    "give_notice": lambda by, at: agreements.give_notice(
        by=by, agreement=at.agreement, given_on=NEW_YEAR, ends_on=dt.date(2009, 12, 31)
    ),
    "make_training_plan": lambda by, at: competence.make_training_plan(
        by=by, application=at.own, year=2009, content="Två dagar"
    ),
    "add_cost_line": lambda by, at: spending.add_cost_line(
        by=by,
        line=CostLine(
            application=at.own, bearer=at.people.amal, year=2009, type=CostType.OTHER, amount_ore=1
        ),
    ),
    "record_level": lambda by, at: collaboration.record_level(
        by=by,
        application=at.shared,
        organisation=at.people.amal,
        level=Level.objects.get(number=3),
        starts_on=NEW_YEAR,
    ),
    "handle_opportunity": lambda by, at: collaboration.handle_opportunity(
        by=by,
        federation=at.people.federation,
        found=_found(at),
        state=OpportunityState.INVESTIGATING,
    ),
    "propose_opportunity": lambda by, at: collaboration.propose_opportunity(
        by=by,
        federation=at.people.federation,
        found=_found(at),
        text="Tillsammans",
        organisations=[at.people.amal, at.people.mellerud],
    ),
    "say_stand_alone_costs": lambda by, at: fairness.say_stand_alone_costs(
        by=by,
        federation=at.people.federation,
        application=at.shared,
        year=2009,
        origin="Offert",
        amounts_ore={at.people.amal: 15_000_000, at.people.mellerud: 9_000_000},
    ),
    "propose_key": lambda by, at: fairness.propose_key(
        by=by,
        federation=at.people.federation,
        title="Lika delar",
        text="Enklare",
        content={},
        organisations=[at.people.amal, at.people.mellerud],
        source_path="/kostnader/",
    ),
    "share_cost": lambda by, at: sharing.share_cost(
        by=by,
        federation=at.people.federation,
        title="Ekonomi",
        year=2009,
        application=at.shared,
        participants=[at.people.amal, at.people.mellerud],
        key_date=dt.date(2008, 12, 31),
    ),
    "agree_on_rule": lambda by, at: sharing.agree_on_rule(
        by=by, federation=at.people.federation, key="equal", origin="Avtal 1", starts_on=NEW_YEAR
    ),
    "confirm_rule": lambda by, at: sharing.confirm_rule(by=by, rule=_agreed_by_now(at)),
    "propose_rule": lambda by, at: sharing.propose_rule(by=by, rule=_waiting_rule(at)),
    "withdraw_rule": lambda by, at: sharing.withdraw_rule(by=by, rule=_waiting_rule(at)),
    "share_all": lambda by, at: sharing.share_all(
        by=by, federation=at.people.federation, year=2009
    ),
    "split_by_department": lambda by, at: sharing.split_by_department(
        by=by,
        rule=DepartmentRule(
            organisation=at.people.amal,
            key="one",
            unit=at.people.amal.units.first(),
            starts_on=NEW_YEAR,
        ),
    ),
    "end_rule": lambda by, at: sharing.end_rule(
        by=by, rule=_rule(at), ends_on=dt.date(2009, 6, 30)
    ),
    "end_department_rule": lambda by, at: sharing.end_department_rule(
        by=by, rule=_split(at), ends_on=dt.date(2009, 6, 30)
    ),
    "start_initiative": lambda by, at: spending.start_initiative(
        by=by,
        initiative=JointInitiative(
            federation=at.people.federation, name="Kurs", owner=at.people.anna, starts_on=NEW_YEAR
        ),
    ),
    "set_budget_frame": lambda by, at: spending.set_budget_frame(
        by=by, unit=at.people.amal.units.first(), year=2009, amount_ore=100
    ),
    "change_cost_line": lambda by, at: spending.change_cost_line(
        by=by, line=at.own.cost_lines.get()
    ),
    "remove_cost_line": lambda by, at: spending.remove_cost_line(
        by=by, line=at.own.cost_lines.get(), why="Fel"
    ),
    "derive_from_agreements": lambda by, at: spending.derive_from_agreements(
        by=by, year=2009, chosen=[(at.priced.pk, at.own.pk, 100)]
    ),
    "take_in_cost_lines": lambda by, at: spending.take_in_cost_lines(
        by=by,
        organisation=at.people.amal,
        changed=[],
        why="u.csv",
        added=[CostLine(application=at.own, bearer=at.people.amal, year=2009, amount_ore=1)],
    ),
    "preview_costs": lambda by, at: preview_costs(
        by=by,
        organisation=at.people.amal,
        file_name="u.csv",
        content=b"Enhet;Ar;Slag;Belopp\nIT-enheten;2009;Budget;1",
    ),
    "copy_forward": lambda by, at: spending.copy_forward(
        by=by, lines=at.own.cost_lines.all(), year=2010
    ),
    "add_scenario": lambda by, at: planning.add_scenario(by=by, scenario=_scenario(at)),
}


@pytest.mark.parametrize("name", VERBS)
def test_who_may_does_it_and_the_history_tells(place: Place, name: str) -> None:
    before = AuditEvent.objects.count()
    VERBS[name](place.people.anna, place)
    events = AuditEvent.objects.order_by("-pk")
    assert events.count() > before
    assert events[0].by_name == "Anna"


@pytest.mark.parametrize("who", ["bo", "cilla", "seller"])
@pytest.mark.parametrize("name", VERBS)
def test_others_are_refused_and_nothing_is_written(place: Place, name: str, who: str) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        VERBS[name](getattr(place.people, who), place)
    assert AuditEvent.objects.count() == before


def test_outsiders_do_not_know_that_any_of_it_exists(place: Place, as_person) -> None:
    share = VERBS["share_cost"](place.people.anna, place)
    scenario = VERBS["add_scenario"](place.people.anna, place)
    plan = planning.compute_plan(by=place.people.anna, scenario=scenario)
    for stranger in (place.people.cilla, place.people.seller):
        assert not visible_applications(stranger).exists()
        assert not visible_shares(stranger).exists()
        assert not visible_scenarios(stranger).exists()
        assert not visible_plans(stranger).exists()
        assert visible_policy(stranger) is None
        client = as_person(stranger)
        for address in (
            reverse("application_page", args=[place.own.pk]),
            reverse("agreement_page", args=[place.agreement.pk]),
            reverse("share_page", args=[share.pk]),
            reverse("scenario_page", args=[scenario.pk]),
            reverse("plan_page", args=[plan.pk]),
            reverse("clause_page", args=["P5.1"]),
        ):
            assert client.get(address).status_code == 404, address


def test_an_owner_follows_another_without_a_day_between(place: Place) -> None:
    register.appoint_owner(
        by=place.people.anna,
        application=place.own,
        person=place.people.anna,
        starts_on=dt.date(2005, 1, 1),
    )
    register.appoint_owner(
        by=place.people.anna, application=place.own, person=place.people.bo, starts_on=NEW_YEAR
    )
    days = (dt.date(2004, 12, 31), dt.date(2008, 12, 31), NEW_YEAR)
    held = [owner_on(place.own, day) for day in days]
    assert [each.person.name if each else None for each in held] == [None, "Anna", "Bo"]


def test_a_share_is_kept_with_its_figures_and_proposed_once(place: Place) -> None:
    share = VERBS["share_cost"](place.people.anna, place)
    amounts = [line.amount_ore for line in share.lines.all()]
    assert amounts == [8_738_739, 11_261_262]  # 9 700 and 12 500 of 22 200, of 200 000,01 kr
    sharing.propose_share(by=place.people.anna, share=share)
    with pytest.raises(ValidationError):
        sharing.propose_share(by=place.people.anna, share=share)
    with pytest.raises(ValidationError):
        sharing.discard_share(by=place.people.anna, share=share, why="")


def test_communication_inside_a_municipality_is_never_shared(place: Place) -> None:
    with pytest.raises(ValidationError, match="aldrig"):
        sharing.share_cost(
            by=place.people.anna,
            federation=place.people.federation,
            title="Nät",
            year=2009,
            amount_ore=100,
            cost_type=CostType.INTERNAL_COMMUNICATION,
            participants=[place.people.amal, place.people.mellerud],
            key_date=dt.date(2008, 12, 31),
        )


def test_a_plan_keeps_what_it_answers_and_is_proposed_once(place: Place) -> None:
    scenario = VERBS["add_scenario"](place.people.anna, place)
    plan = planning.compute_plan(by=place.people.anna, scenario=scenario)
    assert plan.status == "optimal"
    assert plan.saving_ore is not None and plan.saving_ore > 0  # noqa: PT018 - one thing said in two parts
    CostLine.objects.all().delete()
    plan.refresh_from_db()
    assert len(plan.problem_document["areas"]) == 1
    proposal = planning.propose_plan(by=place.people.anna, plan=plan)
    assert proposal.organisations.count() == 2
    with pytest.raises(ValidationError):
        planning.propose_plan(by=place.people.anna, plan=plan)


def test_a_plan_needs_something_to_plan(people: Society) -> None:
    scenario = planning.add_scenario(
        by=people.anna,
        scenario=Scenario(
            federation=people.federation, name="Tom", first_year=2009, made_by=people.anna
        ),
    )
    with pytest.raises(ValidationError):
        planning.compute_plan(by=people.anna, scenario=scenario)


def test_the_policy_is_read_in_by_its_keeper_and_read_by_everyone(place: Place, as_person) -> None:
    people = place.people
    for other in (people.anna, people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            policy.adopt_policy(by=other, federation=people.federation, document=shipped_policy())
    adopted = policy.adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )
    assert policy.acknowledge_reading(by=people.bo, policy=adopted).person == people.bo
    with pytest.raises(PermissionDenied):
        policy.acknowledge_reading(by=people.cilla, policy=adopted)
    assert as_person(people.bo).get(reverse("policy")).status_code == 200
    results = policy.record_results(by=people.anna, policy=adopted)
    assert policy.record_results(by=people.anna, policy=adopted) != results
    assert len(results) >= 20


def test_who_sees_which_part_is_the_federations_choice(place: Place, as_person) -> None:
    register.choose_audience(
        by=place.people.administrator,
        federation=place.people.federation,
        group=FieldGroup.PEOPLE,
        audience=Audience.OWN,
    )
    page = reverse("application_page", args=[place.own.pk])
    assert "people" not in as_person(place.people.bo).get(page).context["groups"]
    with pytest.raises(PermissionDenied):
        register.choose_audience(
            by=place.people.anna,
            federation=place.people.federation,
            group=FieldGroup.PEOPLE,
            audience=Audience.OWN,
        )
