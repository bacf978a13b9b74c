"""What comes after an act on a scenario or a plan: whether its plans still hold, or who decides."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.governance.next_steps import proposal_waits_for
from samdrift.decisions.planning.models import Plan, Run
from samdrift.foundation.audit.models import AuditEvent


def _compute(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """Plans that were computed before the change know nothing of it."""
    scenario = row
    if scenario is None:
        return ""
    number = scenario.plans.count()
    if not number:
        return _("No plan has been computed yet: compute one from the scenario's page.")
    return _("Plans computed before this, which do not know of it: %(number)s. Compute anew.") % {
        "number": number
    }


def _computing(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How long it may take at most."""
    scenario = row.scenario if isinstance(row, Run | Plan) else row
    if scenario is None:
        return ""
    return _(
        "It takes %(seconds)s seconds at most to find the plan; the page tells how far it has come."
    ) % {"seconds": scenario.seconds}


def _after_stop(_event: AuditEvent, _row: Any, _reader: Any) -> str:
    return _("The best plan until now is kept, if there is one.")


def _decided_by(_event: AuditEvent, row: Any, _reader: Any) -> str:
    proposal = getattr(row, "proposal", None)
    return proposal_waits_for(proposal) if proposal is not None else ""


NEXT_STEPS = {
    "planning.scenario_added": _compute,
    "planning.scenario_changed": _compute,
    "planning.scenario_copied": _compute,
    "planning.limit_set": _compute,
    "planning.limit_removed": _compute,
    "planning.pin_added": _compute,
    "planning.pin_removed": _compute,
    "planning.plan_asked_for": _computing,
    "planning.run_resumed": _computing,
    "planning.stop_asked": _after_stop,
    "planning.plan_proposed": _decided_by,
}
