"""What comes after an act on a token: until when it may be used."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent


def _valid_until(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("It is valid to and including %(day)s.") % {"day": row.expires_on}


NEXT_STEPS = {"api.token_made": _valid_until}
