"""What comes after an act on an attachment: when it can be fetched."""

from typing import Any

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.files.models import Attachment
from samdrift.foundation.files.present import why_not_fetched


def _when_fetched(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return why_not_fetched(row.content) if isinstance(row, Attachment) else ""


NEXT_STEPS = {"files.file_attached": _when_fetched}
