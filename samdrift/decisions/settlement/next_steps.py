"""What comes after a settlement: who writes vouchers and invoices of it."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent


def _to_write(_event: AuditEvent, row: Any, _reader: Any) -> str:
    charges = row.charges.values_list("payer", "payee")
    number = len({organisation for pair in charges for organisation in pair})
    return _("Municipalities that now can write vouchers and invoices: %(number)s.") % {
        "number": number
    }


NEXT_STEPS = {
    "costs.settlement_made": _to_write,
}
