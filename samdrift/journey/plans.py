"""The plan of the road: a scenario with something settled beforehand, and two that vary it.

What is settled follows what the municipalities have; the limits are example data.
"""

from dataclasses import dataclass, field

from samdrift.core.planning import Pin, PinKind, Rule
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.planning.actions import (
    add_pin,
    add_scenario,
    change_scenario,
    compute_plan,
    copy_scenario,
    propose_plan,
    remove_pin,
    set_limit,
)
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.foundation.organisations.clock import today
from samdrift.journey.organisations import Society

NAME = "Vägen till gemensam IT 2009–2013"
SECONDS = 60
#: Care of the elderly changes system only after the reform of 2009 has settled; the library's new system is kept.
PINS = (
    Pin(PinKind.KEEP_PRODUCT, area="bibliotek", product="Book-IT"),
    Pin(PinKind.NOT_BEFORE, area="socialtjänst och omsorg", period="2010"),
)


@dataclass
class ReadyPlans:
    """The plan that is proposed, and those computed beside it."""

    plan: Plan
    proposal: Proposal
    variants: list[Plan] = field(default_factory=list)


def plan_the_way(society: Society) -> ReadyPlans:
    """Compute the three, and put the first to the members."""
    by = society.it_manager("amal")
    scenario = Scenario(
        federation=society.federation,
        name=NAME,
        first_year=today().year,
        years=5,
        seconds=SECONDS,
        made_by=by,
    )
    scenario = add_scenario(by=by, scenario=scenario)
    for pin in PINS:
        scenario = add_pin(by=by, scenario=scenario, pin=pin)
    scenario = set_limit(
        by=by, scenario=scenario, rule=Rule.CHANGE_DAYS, of="1438", amount=40, year=2009
    )
    plan = compute_plan(by=by, scenario=scenario)
    variants = [_thrifty(society, plan), _eager(society, plan)]
    return ReadyPlans(plan, propose_plan(by=by, plan=plan), variants)


def _thrifty(society: Society, plan: Plan) -> Plan:
    """The same with a cap on what each municipality spends at once."""
    by = society.it_manager("amal")
    copy = copy_scenario(by=by, scenario=plan.scenario, name=f"{NAME}, med budgettak")
    copy.budget_ore = 18_000_000
    return compute_plan(by=by, scenario=change_scenario(by=by, scenario=copy), start=plan)


def _eager(society: Society, plan: Plan) -> Plan:
    """The same without waiting with the care of the elderly, with twice the working days and any number of changes."""
    by = society.it_manager("amal")
    copy = copy_scenario(by=by, scenario=plan.scenario, name=f"{NAME}, i raskare takt")
    copy.change_days, copy.max_changes = 120, None
    copy = remove_pin(by=by, scenario=change_scenario(by=by, scenario=copy), number=1)
    return compute_plan(by=by, scenario=copy, start=plan)
