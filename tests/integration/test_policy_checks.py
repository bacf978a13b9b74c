"""Each check of the policy, counted by hand on a small register in which the figure is neither nothing nor all."""

import pytest

from samdrift.decisions.collaboration.actions import handle_opportunity
from samdrift.decisions.collaboration.models import LevelRecord, OpportunityState
from samdrift.decisions.policy.queries import CHECKS, Result, Status, read_facts
from samdrift.foundation.organisations.models import Unit, UnitKind
from tests.people import Society
from tests.policy_place import NEW_YEAR, Small, make_small

#: What fulfils, of how many: see tests/policy_place.py.
BY_HAND = {
    "areas_joint_for_all": (1, 2),  # both members use GIS; the school's application is Mellerud's own
    "areas_joint_for_some": (1, 2),  # nothing is registered in building permits
    "agreements_signed": (2, 4),  # GIS has both, the school needs only its supplier's
    "budget_approved": (1, 4),  # GIS; the school's line is not approved, two have no budget
    "competence_fresh": (2, 3),  # Cilla, outside, is not counted
    "costs_borne": (5, 6),  # Åmål bears a course that it does not take part in
    "costs_shared": (1, 2),  # GIS by an adopted share; the course not at all
    "costs_typed": (5, 6),
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
}  # fmt: skip
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
    assert found.status is Status.PARTLY


def test_coordination_of_one_application_is_enough_and_nothing_is_asked_of_the_others(
    small: Small,
) -> None:
    found = judged(small, "coordination_reached")
    assert (found.done, found.total, found.status) == (1, 2, Status.FULFILLED)
    assert {str(row.grade) for row in found.evidence} == {"fulfils", "not_asked"}
    LevelRecord.objects.filter(organisation=small.people.mellerud).delete()
    assert judged(small, "coordination_reached").status is Status.NOT


def test_it_units_are_alike_where_every_member_has_the_function(small: Small) -> None:
    assert (judged(small, "it_units_alike").done, judged(small, "it_units_alike").total) == (0, 2)
    Unit.objects.create(
        organisation=small.people.mellerud, name="IT", kind=UnitKind.IT_UNIT, functions="drift "
    )
    found = judged(small, "it_units_alike")
    assert (found.done, found.total) == (1, 2)
    assert [row.note for row in found.evidence] == ["inte i Mellerud", ""]


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
        assert judged(small, name).status in {Status.PARTLY, Status.NOT}


@pytest.mark.parametrize("name", sorted(set(BY_HAND) | ELSEWHERE))
def test_a_row_that_lacks_says_where_what_and_who(small: Small, name: str) -> None:
    lacking = [each for each in judged(small, name).evidence if str(each.grade) == "lacking"]
    assert all(each.municipality is not None and each.url.startswith("/") for each in lacking)
