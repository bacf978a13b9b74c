"""Facts of one application with their labels, as its page shows them today and on an earlier day."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import Hides, HistoryEntry
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.field_groups import group_in_history
from samdrift.records.register.fields import APPLICATION_FIELDS
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.present import linked_supplier


def facts_about(
    person: Person, application: Application, groups: frozenset[FieldGroup]
) -> list[tuple[str, object]]:
    """What it is, who hosts and operates it, from when to when, and what else its reader may see of it."""
    product = application.product
    facts: list[tuple[str, object]] = [
        (_("Product"), product),
        (_("Supplier"), linked_supplier(person, product)),
        (_("Area"), application.area),
        (_("Host municipality"), application.host),
        (_("Operated by"), application.operating_unit or application.get_operation_display()),
        (_("Phase"), application.get_phase_display()),
        (pgettext("first day", "From"), application.starts_on.isoformat()),
    ]
    if application.ends_on:
        facts.append((pgettext("last day", "To"), application.ends_on.isoformat()))
    facts += facts_of_group(application, None)
    for group in sorted(groups - {FieldGroup.CLASSIFICATION}):
        facts += facts_of_group(application, group)
    if application.source:
        facts.append((_("Source"), application.source))
    return [(label, value or None) for label, value in facts]


def facts_of_group(application: Application, group: FieldGroup | None) -> list[tuple[str, object]]:
    """The declared facts of one group; outside the panel of classifications only those that are known."""
    facts = [
        (str(each.label), each.words(value := each.of(application), ""), value)
        for each in APPLICATION_FIELDS
        if each.in_facts and each.group == group
    ]
    is_panel = group == FieldGroup.CLASSIFICATION
    return [
        (label, words or None) for label, words, value in facts if is_panel or value is not None
    ]


def classification_of(application: Application) -> list[tuple[str, object]]:
    """How critical it is, and how it is classified."""
    return facts_of_group(application, FieldGroup.CLASSIFICATION)


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
    sees_whole = groups == frozenset(FieldGroup)
    hides = _hides(groups)
    return history_for(person, application, sees_whole=sees_whole, hides=hides, until=until)


def latest_seen(
    person: Person, application: Application, groups: frozenset[FieldGroup], number: int
) -> Sequence[HistoryEntry]:
    """The latest of it, without what changed; none for who may not read the history."""
    told = history_for(
        person,
        application,
        sees_whole=groups == frozenset(FieldGroup),
        hides=_hides(groups),
        most=3 * number,
        in_short=True,
    )
    return (told or [])[:number]


def _hides(groups: frozenset[FieldGroup]) -> Hides:
    """What is left out for who sees these groups alone."""

    def hides(event: AuditEvent, field: str) -> bool:
        group = group_in_history(event.about_kind, field)
        return group is not None and group not in groups

    return hides
