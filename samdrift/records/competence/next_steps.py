"""What comes after an act on competence: where it counts now."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.clock import today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person
from samdrift.records.competence.models import Competence, CompetenceLevel, Confirmation


def _specialists(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many vouched specialists there are on the product now; one alone makes its applications vulnerable."""
    specialists = Competence.objects.filter(
        product=row.product,
        level=CompetenceLevel.SPECIALIST,
        confirmation=Confirmation.CONFIRMED,
        person__in=Person.objects.active(),
    )
    return _("Specialists on %(product)s whose competence is confirmed: %(number)s.") % {
        "product": row.product,
        "number": specialists.count(),
    }


def _after_training_plan(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row.year < today().year:
        return ""
    return _(
        "It is what the application's introduction and the policy's follow-up go by in %(year)s."
    ) % {"year": row.year}


NEXT_STEPS = {
    "competence.competence_recorded": _specialists,
    "competence.competence_confirmed": _specialists,
    "competence.competence_refused": _specialists,
    "competence.training_plan_made": _after_training_plan,
}
