"""What comes after an act on an introduction: which steps can begin now, what hinders, and by when."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.introduction.models import Introduction, Step, StepStatus
from samdrift.decisions.introduction.queries.rules import hindrances_to_complete
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import rows_in_words


def _can_begin(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """The steps that waited for this one alone, and who is responsible for them."""
    waiting = row.waited_for_by.filter(status=StepStatus.PLANNED).select_related("responsible")
    free = [step for step in waiting if not step.waits_for.open().exists()]
    if free:
        return _("Can begin now: %(steps)s.") % {"steps": "; ".join(map(_step_in_words, free))}
    left = Step.objects.filter(move__introduction=row.move.introduction).open().count()
    return _("Steps left of the introduction plan: %(number)s.") % {"number": left}


def _step_in_words(step: Step) -> str:
    return f"{step} ({step.responsible or _('nobody responsible')})"


def _by_when(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """By when it is to be done, and what hinders that it is marked so."""
    hindrances = hindrances_to_complete(row)
    words = _("It is to be done by %(day)s.") % {"day": row.ends_on}
    return " ".join([words, *hindrances[:1]])


def _begins_with(_event: AuditEvent, row: Any, _reader: Any) -> str:
    introduction: Introduction = row
    steps = Step.objects.filter(move__introduction=introduction).open().order_by("starts_on", "pk")
    first = steps.select_related("responsible", "move__organisation").first()
    if first is None:
        return ""
    missing = steps.filter(responsible=None).count()
    return _("First: %(step)s, from %(day)s. Steps without anybody responsible: %(number)s.") % {
        "step": rows_in_words([first]),
        "day": first.starts_on,
        "number": missing,
    }


NEXT_STEPS = {
    "introduction.introduction_made": _begins_with,
    "introduction.step_assigned": _by_when,
    "introduction.step_begun": _by_when,
    "introduction.step_moved": _by_when,
    "introduction.step_reopened": _by_when,
    "introduction.step_completed": _can_begin,
    "introduction.step_cancelled": _can_begin,
}
