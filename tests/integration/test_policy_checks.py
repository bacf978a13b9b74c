"""Each check of the policy, counted by hand on a small register in which the figure is neither nothing nor all."""

import datetime as dt

import pytest

from samdrift.decisions.collaboration.actions import handle_opportunity
from samdrift.decisions.collaboration.models import LevelRecord, OpportunityState
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.queries import CHECKS, CheckStatus, Result, read_facts
from samdrift.decisions.policy.queries.acts import may_do
from samdrift.decisions.policy.queries.evidence import TO_MEND, visible_evidence
from samdrift.foundation.organisations.actions import give_function, take_away_function
from samdrift.foundation.organisations.models import Unit, UnitKind
from samdrift.records.agreements.models import Agreement, Renewal
from samdrift.records.register.models import (
    Application,
    Conclusion,
    Participation,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)
from tests import factories
from tests.people import LONG_AGO, Society
from tests.policy_place import NEW_YEAR, Small, make_small

#: What fulfils, of how many: see tests/policy_place.py.
BY_HAND = {
    "areas_joint_for_all": (
        1,
        2,
    ),  # both members use GIS; the school's application is Mellerud's own
    "areas_joint_for_some": (1, 2),  # nothing is registered in building permits
    "agreements_signed": (2, 4),  # GIS has both, the school needs only its supplier's
    "budget_approved": (1, 4),  # GIS; the school's line is not approved, two have no budget
    "competence_fresh": (2, 3),  # Cilla, outside, is not counted
    "costs_borne": (5, 6),  # Åmål bears a course that it does not take part in
    "costs_shared": (1, 2),  # GIS by an adopted share; the course not at all
    "costs_typed": (4, 6),
    "internal_communication": (1, 2),  # one stands on GIS, which three use
    "introduction_roles_and_training": (1, 5),  # no plan; GIS alone has everything
    "introductions_trained": (1, 2),
    "it_unit_everywhere": (1, 2),
    "joint_share": (2, 3),
    "levels_recorded": (3, 4),
    "manager_appointed": (1, 4),
    "neighbours": (1, 2),  # Säffle takes part, Trollhättan does not
    "operating_unit_said": (1, 2),
    "operator_bound": (1, 2),
    "owner_appointed": (2, 4),
    "owner_without_gaps": (1, 4),  # the school had none before 2008
    "owners_and_agreements": (2, 4),
    "plan_proposed": (1, 2),
    "policy_decided": (3, 4),  # Mellerud's council has rejected the policy
    "policy_in_force": (1, 2),
    "policy_read": (1, 4),
    "proposals_cite_clauses": (4, 5),
    "roles_complete": (1, 4),
    "specialists": (1, 2),  # GIS has two, finance one
    "support_settled": (1, 4),
    "training_joint": (1, 2),
    "training_plans": (2, 4),
    "transition_investigated": (1, 2),
    "value_assessed": (1, 2),
}
#: Counted by hand in tests of their own, here or in the room whose rows they count.
ELSEWHERE = {
    "budget_tested",
    "changes_told",
    "coordination_reached",
    "it_units_alike",
    "opportunities_handled",
    "opportunities_in_time",
    "responsibility_spread",
}


@pytest.fixture
def small(people: Society) -> Small:
    return make_small(people)


def judged(small: Small, name: str) -> Result:
    return CHECKS[name](read_facts(small.policy, NEW_YEAR), small.asks.get(name))


def test_every_check_is_counted_by_hand() -> None:
    assert set(CHECKS) == set(BY_HAND) | ELSEWHERE


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_the_figure_is_what_one_counts_by_hand(small: Small, name: str) -> None:
    result = judged(small, name)
    assert (result.done, result.total) == BY_HAND[name]


def test_one_specialist_is_vulnerable_and_none_is_lacking(small: Small) -> None:
    found = judged(small, "specialists")
    assert [(row.label, str(row.grade)) for row in found.evidence] == [
        ("Ekonomi", "vulnerable"),
        ("Kartan", "fulfils"),
    ]
    assert found.status is CheckStatus.PARTLY


def test_coordination_of_one_application_is_enough_and_nothing_is_asked_of_the_others(
    small: Small,
) -> None:
    found = judged(small, "coordination_reached")
    assert (found.done, found.total, found.status) == (1, 2, CheckStatus.FULFILLED)
    assert {str(row.grade) for row in found.evidence} == {"fulfils", "not_asked"}
    LevelRecord.objects.filter(organisation=small.people.mellerud).delete()
    assert judged(small, "coordination_reached").status is CheckStatus.NOT


def test_it_units_are_alike_where_every_member_has_the_function(small: Small) -> None:
    assert (judged(small, "it_units_alike").done, judged(small, "it_units_alike").total) == (0, 2)
    unit = Unit.objects.create(organisation=small.people.mellerud, name="IT", kind=UnitKind.IT_UNIT)
    held = give_function(
        by=small.people.administrator, unit=unit, name="drift ", starts_on=LONG_AGO
    )
    found = judged(small, "it_units_alike")
    assert (found.done, found.total) == (1, 2)
    assert [row.note for row in found.evidence] == ["inte i Mellerud", ""]
    small.policy.valid_from = dt.date(2008, 6, 1)
    take_away_function(by=small.people.administrator, held=held, ends_on=dt.date(2008, 11, 30))
    lacking = judged(small, "it_units_alike").evidence
    assert [(row.label, row.since) for row in lacking] == [
        ("Drift", dt.date(2008, 12, 1)),
        ("Support", small.policy.valid_from),  # it never had that; the policy has asked since then
    ]


def test_opportunities_lack_until_the_group_takes_them_up(small: Small) -> None:
    names = ("opportunities_handled", "opportunities_in_time")
    assert [(judged(small, each).done, judged(small, each).total) for each in names] == [
        (0, 2),
        (0, 1),  # the supplier's agreement on GIS ends; nothing hurries finance
    ]
    urgent = read_facts(small.policy, NEW_YEAR).opportunities
    handle_opportunity(
        by=small.people.anna,
        federation=small.people.federation,
        found=next(each.found for each in urgent if each.found.name == "Kartan"),
        state=OpportunityState.INVESTIGATING,
        note="Gruppen ser på den.",
    )
    assert [judged(small, each).done for each in names] == [1, 1]


def test_responsibility_that_lies_on_one_is_not_spread(small: Small) -> None:
    found = judged(small, "responsibility_spread")
    assert (found.done, found.total) == (1, 2)
    assert found.evidence[0].label == "Mellerud"  # it owns and operates nothing of what is joint


@pytest.mark.parametrize("name", sorted(set(BY_HAND) | ELSEWHERE))
def test_no_check_is_unable_to_fail(small: Small, name: str) -> None:
    """What is asked of some alone fails in a test of its own."""
    if name != "coordination_reached":
        assert judged(small, name).status in {CheckStatus.PARTLY, CheckStatus.NOT}


def test_a_row_that_lacks_says_where_who_since_when_and_what_mends_it(
    small: Small, as_person
) -> None:
    """Each check finds something that lacks; somebody may do what mends it, and is shown the way."""
    people = [small.people.anna, small.magnus, small.people.bo, small.people.administrator]
    facts = read_facts(small.policy, NEW_YEAR)
    for name in sorted(set(CHECKS) - {"coordination_reached"}):  # that asks nothing of any one row
        found = judged(small, name)
        lacking = [each for each in found.evidence if each.grade in TO_MEND]
        assert lacking, name
        opened = set()
        for row in lacking:
            assert row.municipality is not None, row
            assert row.since is not None, row
            assert row.since <= NEW_YEAR, row
            assert row.act is not None, row
            may = [each for each in people if may_do(each, [row.act])]
            assert may, row
            assert not may_do(small.people.seller, [row.act])
            if row.act.kind not in opened:
                assert as_person(may[0]).get(row.act.url).status_code == 200, row
                opened.add(row.act.kind)
        for person in people:
            shown = visible_evidence(person, CHECKS[name], found, facts)
            rows = [each for group in shown.groups for each in group.rows]
            assert all(each.acting for each in rows if each.evidence.grade in TO_MEND)


def test_what_concerns_several_municipalities_names_them(small: Small) -> None:
    for name in ("opportunities_handled", "opportunities_in_time"):
        concerned = {each for row in judged(small, name).evidence for each in row.concerns}
        assert concerned <= {"Mellerud", "Säffle", "Åmål"}
        assert {"Mellerud", "Åmål"} <= concerned


def test_the_day_is_the_day_from_which_it_lacked(small: Small) -> None:
    """Not the application's first: the day on which the second joined, or after the last agreement was over."""
    gis = small.gis.pk
    Participation.objects.filter(application=small.finance, organisation=small.people.amal).update(
        starts_on="2004-05-06"
    )
    specialists = {row.label: row.since for row in judged(small, "specialists").evidence}
    assert specialists["Ekonomi"] == dt.date(2004, 5, 6)
    Agreement.objects.filter(title="Driftavtal").update(
        ends_on="2008-06-30", renewal=Renewal.ENDS, renews_months=0
    )
    signed = {
        row.about.pk: row.since for row in judged(small, "agreements_signed").evidence if row.about
    }
    assert signed[gis] == dt.date(2008, 7, 1)
    Unit.objects.filter(pk=small.unit.pk).update(ends_on="2008-10-31")
    without = {row.label: row.since for row in judged(small, "it_unit_everywhere").evidence}
    assert without["Åmål"] == dt.date(2008, 11, 1)


def test_a_neighbour_counts_in_the_areas_that_the_clause_names(small: Small) -> None:
    facts = read_facts(small.policy, NEW_YEAR)
    asks = {"municipalities": ["1785"], "areas": ["telefoni"]}
    assert CHECKS["neighbours"](facts, asks).done == 0
    assert CHECKS["neighbours"](facts, asks | {"areas": ["GIS"]}).done == 1


def test_an_empty_register_fulfils_nothing(people: Society) -> None:
    """Nothing out of nothing is no fulfilment, and is no error."""
    policy = adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )
    Unit.objects.all().delete()
    facts = read_facts(policy, NEW_YEAR)
    asks = {each.check_name: each.asks for each in policy.clauses.all()}
    for name, check in CHECKS.items():
        result = check(facts, asks.get(name))
        assert result.status in {CheckStatus.NO_DATA, CheckStatus.NOT}, name
        assert result.done == 0, name
        assert result.percent in {None, 0}, name
        assert check.sentence(result), name


def test_a_closed_unit_operates_nothing(small: Small) -> None:
    before = {name: judged(small, name).done for name in ("operating_unit_said", "roles_complete")}
    assert before == {"operating_unit_said": 1, "roles_complete": 1}
    Unit.objects.filter(pk=small.unit.pk).update(ends_on=NEW_YEAR)
    assert judged(small, "operating_unit_said").done == 1  # its last day
    Unit.objects.filter(pk=small.unit.pk).update(ends_on="2008-12-31")
    assert judged(small, "operating_unit_said").done == 0
    assert judged(small, "roles_complete").done == 0
    assert judged(small, "operator_bound").total == 0


def test_a_cost_of_what_has_ended_is_judged_by_who_took_part_this_year(small: Small) -> None:
    """GIS ends in January: its users bear their costs still, and what is joint does not become one's own."""
    counted = ("costs_borne", "internal_communication")
    before = [(judged(small, name).done, judged(small, name).total) for name in counted]
    Participation.objects.filter(application=small.gis).update(ends_on="2009-01-10")
    Responsibility.objects.filter(application=small.gis).update(ends_on="2009-01-10")
    Application.objects.filter(pk=small.gis.pk).update(ends_on="2009-01-10")
    facts = read_facts(small.policy, dt.date(2009, 6, 1))
    assert small.gis not in facts.applications
    assert [(CHECKS[name](facts).done, CHECKS[name](facts).total) for name in counted] == before


def test_what_is_to_come_fulfils_nothing_yet(small: Small) -> None:
    """Owners, agreements, assessments and competence of later days are not counted today."""
    names = (
        "owner_appointed",
        "manager_appointed",
        "agreements_signed",
        "value_assessed",
        "support_settled",
    )
    before = {name: judged(small, name).done for name in names}
    later = NEW_YEAR + dt.timedelta(days=1)
    for application in (small.finance, small.school, small.archive):
        Responsibility.objects.filter(application=application, ends_on=None).update(
            ends_on=NEW_YEAR
        )
        for role in (ResponsibilityRole.OWNER, ResponsibilityRole.MANAGER):
            Responsibility.objects.create(
                application=application, person=small.people.anna, role=role, starts_on=later
            )
        for kind in ("support", "operating", "supplier"):
            made = factories.agreement(small.people.amal, kind, kind=kind, starts_on=later)
            made.applications.add(application)
        ValueAssessment.objects.create(
            organisation=application.host,
            application=application,
            what="x",
            need="x",
            benefit="x",
            cost="x",
            neighbour="x",
            by=small.people.anna,
            conclusion=Conclusion.INTRODUCE,
            on=later,
        )
    assert {name: judged(small, name).done for name in names} == before
