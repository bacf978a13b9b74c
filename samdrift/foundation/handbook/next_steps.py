"""What comes after something is added to the handbook: who reads it."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent


def _who_reads(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _(
        "Everybody in %(federation)s reads it under the section, and finds it by searching."
    ) % {"federation": row.federation}


NEXT_STEPS = {
    "handbook.addition_written": _who_reads,
    "handbook.addition_changed": _who_reads,
}
