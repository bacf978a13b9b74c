"""What comes after an act in the register: what the application still lacks, from which day it holds, who is left."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.audit.clock import today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import rows_in_words
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.register.models import Application, Responsibility, ResponsibilityRole


def _lacks(event: AuditEvent, row: Any, _reader: Any) -> str:
    """What the register does not yet know of the application."""
    application = _application(event, row)
    if application is None:
        return ""
    roles = set(application.responsibilities.on(today()).values_list("role", flat=True))
    asked = [
        (ResponsibilityRole.OWNER in roles, _("system owner")),
        (ResponsibilityRole.MANAGER in roles, _("system manager")),
        (application.operating_unit_id, _("operating IT unit")),
        (application.classified_on, _("information classification")),
        (application.participations.on(today()).exists(), _("who uses it")),
    ]
    lacking = ", ".join(words for known, words in asked if not known)
    if not lacking:
        return _("Nothing that the register asks for is lacking.")
    return _("Still lacking: %(what)s.") % {"what": lacking}


def _application(event: AuditEvent, row: Any) -> Application | None:
    if isinstance(row, Application):
        return row
    found: Application | None = getattr(row, "application", None)
    if found is None and event.parent_kind == "register.application":
        found = Application.objects.filter(pk=event.parent_id).first()
    return found


def _uses(event: AuditEvent, row: Any, _reader: Any) -> str:
    """Who uses the application on the day that the change begins or has ended."""
    application = _application(event, row)
    if application is None:
        return ""
    day = max(filter(None, [today(), row.starts_on if row else None]))
    parts = application.participations.on(day).select_related("organisation")
    names = rows_in_words(part.organisation for part in parts)
    if not names:
        return _("On %(day)s nobody uses it.") % {"day": day}
    return _("On %(day)s it is used by: %(names)s.") % {"day": day, "names": names}


def _after_appointment(event: AuditEvent, row: Any, reader: Any) -> str:
    """Whether whoever is appointed can sign in; else what the application still lacks."""
    if isinstance(row, Responsibility) and not (row.person.email and row.person.is_active):
        return _(
            "%(who)s can't sign in yet: write an e-mail address on the person's page and invite."
        ) % {"who": row.person}
    return _lacks(event, row, reader)


def _after_retirement(_event: AuditEvent, row: Any, _reader: Any) -> str:
    number = row.agreements.in_force(today()).count()
    return _(
        "Agreements about it that run on until somebody gives notice or they end: %(number)s."
    ) % {"number": number}


def _product_applications(event: AuditEvent, row: Any, _reader: Any) -> str:
    product = getattr(row, "product", row)
    if product is None or not hasattr(product, "applications"):
        return ""
    return _("Applications on it: %(number)s.") % {"number": product.applications.count()}


def _known_names(event: AuditEvent, row: Any, _reader: Any) -> str:
    """By which names the supplier is known from now on."""
    key = event.parent_id if event.parent_kind == "organisations.organisation" else ""
    supplier = Organisation.objects.filter(pk=key or 0).first()
    if supplier is None:
        return ""
    names = [supplier.name, *supplier.supplier_aliases.values_list("name", flat=True)]
    return _("Whoever writes one of these names means the supplier: %(names)s.") % {
        "names": ", ".join(names)
    }


def _sells(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many products the supplier has from now on."""
    if not isinstance(row, Organisation):
        return ""
    return _("Products of the supplier: %(number)s.") % {"number": row.products.count()}


def _can_be_undone(_event: AuditEvent, _row: Any, _reader: Any) -> str:
    return ngettext(
        "It can be undone as a whole for %(days)s day.",
        "It can be undone as a whole for %(days)s days.",
        settings.UNDO_DAYS,
    ) % {"days": settings.UNDO_DAYS}


def _as_before(_event: AuditEvent, _row: Any, _reader: Any) -> str:
    return _("The applications are as they were before.")


NEXT_STEPS = {
    "register.application_added": _lacks,
    "register.application_changed": _lacks,
    "register.application_assessed": _lacks,
    "register.application_joined": _uses,
    "register.participation_changed": _uses,
    "register.participation_ended": _uses,
    "register.application_retired": _after_retirement,
    "register.owner_appointed": _after_appointment,
    "register.deputy_appointed": _after_appointment,
    "register.system_manager_appointed": _after_appointment,
    "register.owner_replaced": _after_appointment,
    "register.owner_resumed": _after_appointment,
    "register.owner_handed_over": _after_appointment,
    "register.owner_makes_way": _after_appointment,
    "register.owner_begins_later": _after_appointment,
    "register.responsibility_corrected": _after_appointment,
    "register.responsibility_ended": _lacks,
    "register.responsibility_removed": _lacks,
    "register.value_assessed": _lacks,
    "register.introduction_exception_made": _lacks,
    "register.lifecycle_event_recorded": _lacks,
    "register.dependency_added": _lacks,
    "register.product_added": _product_applications,
    "register.product_changed": _product_applications,
    "register.product_merged": _product_applications,
    "register.alias_added": _product_applications,
    "register.suppliers_merged": _sells,
    "register.suppliers_parted": _sells,
    "register.several_changed": _can_be_undone,
    "register.several_undone": _as_before,
    "register.supplier_alias_added": _known_names,
    "register.supplier_alias_removed": _known_names,
    "register.area_added": _product_applications,
    "register.area_changed": _product_applications,
}
