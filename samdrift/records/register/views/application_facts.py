"""Facts of one application with their labels, as its page shows them today and on an earlier day."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samdrift.records.register.models import Application


def facts_about(application: Application) -> list[tuple[str, object]]:
    """What it is, who hosts and operates it, and from when to when."""
    product = application.product
    facts: list[tuple[str, object]] = [
        (_("Product"), product),
        (_("Supplier"), product.vendor if product else None),
        (_("Area"), application.area),
        (_("Host municipality"), application.host),
        (_("Operated by"), application.operating_unit or application.get_operation_display()),
        (_("Phase"), application.get_phase_display()),
        (pgettext("first day", "From"), application.starts_on.isoformat()),
    ]
    if application.ends_on:
        facts.append((pgettext("last day", "To"), application.ends_on.isoformat()))
    if application.network:
        facts.append((_("Network"), application.get_network_display()))
    if application.source:
        facts.append((_("Source"), application.source))
    return [(label, value or None) for label, value in facts]


def classification_of(application: Application) -> list[tuple[str, object]]:
    """How critical it is, and how it is classified."""

    def level(number: int | None) -> str | None:
        return None if number is None else str(number)

    held = {None: None, True: _("Yes"), False: _("No")}
    return [
        (_("Criticality"), application.get_criticality_display() or None),
        (_("Confidentiality"), level(application.confidentiality)),
        (_("Integrity"), level(application.integrity)),
        (_("Availability"), level(application.availability)),
        (_("Traceability"), level(application.traceability)),
        (
            _("Classified on"),
            application.classified_on.isoformat() if application.classified_on else None,
        ),
        (_("Holds personal data"), held[application.personal_data]),
        (_("Product support needed"), held[application.support_needed]),
    ]
