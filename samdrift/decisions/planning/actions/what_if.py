"""What if: the scenario of a plan with one thing changed, computed from that plan."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.planning import Pin
from samdrift.decisions.planning.actions.pins import add_pin
from samdrift.decisions.planning.actions.runs import ask_for_plan
from samdrift.decisions.planning.actions.scenarios import change_scenario, copy_scenario
from samdrift.decisions.planning.models import Plan, Run
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission

SECONDS = 15


@dataclass(frozen=True)
class Twist:
    """What is changed: something settled, more money or days for everyone each period, more or fewer years."""

    pin: Pin | None = None
    more_budget_ore: int = 0
    more_days: int = 0
    more_years: int = 0

    @property
    def is_nothing(self) -> bool:
        return self == Twist()


@verb
def ask_what_if(*, by: Person, plan: Plan, name: str, twist: Twist) -> Run:
    """Vary the plan's scenario and compute it from the plan; the answer is a plan of its own to compare with."""
    scenario = plan.scenario
    require_in_group(by, Permission.MAKE_PLAN, scenario.federation)
    if twist.is_nothing:
        raise ValidationError(_("Say what is to be otherwise."))
    if not plan.is_solved:
        raise ValidationError(_("No plan keeps every limit: there is nothing to begin from."))
    copy = copy_scenario(by=by, scenario=scenario, name=name)
    if twist.more_budget_ore:
        if copy.budget_ore is None:
            raise ValidationError(_("The scenario has no budget to add to."))
        copy.budget_ore = max(0, copy.budget_ore + twist.more_budget_ore)
    if twist.more_days:
        if copy.change_days is None:
            raise ValidationError(_("The scenario has no limit on working days to add to."))
        copy.change_days = max(0, copy.change_days + twist.more_days)
    copy.years += twist.more_years
    copy.seconds = SECONDS
    copy = change_scenario(by=by, scenario=copy)
    if twist.pin is not None:
        copy = add_pin(by=by, scenario=copy, pin=twist.pin)
    return ask_for_plan(by=by, scenario=copy, start=plan)
