"""Facts of one application with their labels, as its page shows them today and on an earlier day."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import HistoryEntry
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.models.audience import group_of


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


def imported_columns(application: Application) -> list[tuple[str, object]]:
    """What a file said of it that has no field of its own, by the column's name."""
    return sorted(application.more.items(), key=lambda pair: swedish_key(pair[0]))


def history_seen(
    person: Person,
    application: Application,
    groups: frozenset[FieldGroup],
    until: dt.date | None = None,
) -> Sequence[HistoryEntry] | None:
    """What has happened to an application, without the fields and events of groups that the reader may not see.

    until: only what had happened when that day ended.
    """

    def hides(event: AuditEvent, field: str) -> bool:
        group = group_of(event.about_kind, field)
        return group is not None and group not in groups

    sees_whole = groups == frozenset(FieldGroup)
    return history_for(person, application, sees_whole=sees_whole, hides=hides, until=until)
