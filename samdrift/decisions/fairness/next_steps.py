"""What comes after an act on what a cost would be alone, or on a proposed key."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.fairness.models import StandAloneCost
from samdrift.decisions.governance.next_steps import proposal_waits_for
from samdrift.foundation.audit.models import AuditEvent


def _decided_by(_event: AuditEvent, row: Any, _reader: Any) -> str:
    proposal = getattr(row, "proposal", None)
    return proposal_waits_for(proposal) if proposal is not None else ""


def _known_alone(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many of those who share it are known alone; whether everybody gains is judged on them."""
    said = StandAloneCost.objects.filter(
        application=row.application, initiative=row.initiative, year=row.year
    )
    return _("Municipalities whose cost alone is given: %(number)s.") % {"number": said.count()}


NEXT_STEPS = {
    "costs.stand_alone_cost_said": _known_alone,
    "costs.key_proposed": _decided_by,
}
