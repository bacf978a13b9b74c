"""What comes after an act on a file: which step it is at, and what the register lacks when it is read in."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent


def _step(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("Now: %(step)s.") % {"step": row.get_status_display()} if row is not None else ""


NEXT_STEPS = {
    f"intake.{name}": _step
    for name in (
        "file_uploaded",
        "columns_chosen",
        "products_chosen",
        "new_products_proposed",
        "rows_chosen",
        "comparison_asked",
        "introductions_answered",
        "upload_approved",
        "upload_confirmed",
        "upload_undone",
        "stop_asked",
    )
}
