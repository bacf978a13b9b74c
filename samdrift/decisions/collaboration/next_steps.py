"""What comes after an act on collaboration: the next level, or what is done with an opportunity."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.collaboration.models import Level, LevelRecord, OpportunityState
from samdrift.foundation.audit.clock import today
from samdrift.foundation.audit.models import AuditEvent


def _next_level(_event: AuditEvent, row: Any, _reader: Any) -> str:
    higher = Level.objects.filter(number__gt=row.level.number).order_by("number").first()
    if higher is None:
        return _("No higher level is described.")
    return _("The next level: %(level)s.") % {"level": higher}


def _after_level(_event: AuditEvent, row: Any, _reader: Any) -> str:
    day = max(today(), row.ends_on or today())
    others = LevelRecord.objects.filter(
        application=row.application, organisation=row.organisation, starts_on__gt=day
    )
    follows = others.order_by("starts_on").first()
    if follows is None:
        return _("After that no level is recorded for %(who)s.") % {"who": row.organisation}
    return _("From %(day)s: %(level)s.") % {"day": follows.starts_on, "level": follows.level}


def _after_handling(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row.state in {OpportunityState.FOUND, OpportunityState.INVESTIGATING}:
        return _("When enough is known it is put to decision from its page.")
    return _("It stands as: %(state)s.") % {"state": row.get_state_display()}


NEXT_STEPS = {
    "collaboration.level_recorded": _next_level,
    "collaboration.level_ended": _after_level,
    "collaboration.opportunity_handled": _after_handling,
}
