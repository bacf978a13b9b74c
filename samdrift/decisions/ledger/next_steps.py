"""What comes after an act on accounts, billing details, and what is written of a settlement."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.ledger.models import ExportedDocument
from samdrift.foundation.audit.models import AuditEvent


def _written(_event: AuditEvent, row: Any, _reader: Any) -> str:
    return _("Files to fetch here: %(number)s.") % {"number": row.documents.count()}


def _accounts(event: AuditEvent, row: Any, _reader: Any) -> str:
    """What is written already keeps its accounts."""
    organisation = int(getattr(row, "organisation_id", None) or event.parent_id or event.about_id)
    number = ExportedDocument.objects.filter(export__organisation=organisation).count()
    return _("It holds for what is written from now on; written already: %(number)s.") % {
        "number": number
    }


def _billing(_event: AuditEvent, row: Any, _reader: Any) -> str:
    asked = [
        (row.bankgiro or row.plusgiro, _("bankgiro or plusgiro")),
        (row.reference, _("reference")),
    ]
    lacking = ", ".join(words for known, words in asked if not known)
    if lacking:
        return _("Still lacking: %(what)s.") % {"what": lacking}
    return _("Nothing is lacking for invoices.")


NEXT_STEPS = {
    "costs.export_made": _written,
    "costs.account_set": _accounts,
    "costs.account_removed": _accounts,
    "costs.accounts_replaced": _accounts,
    "costs.billing_details_set": _billing,
}
