"""Roles by appointment, and whom somebody is the manager of, when a person leaves."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.models import Appointment, Employment, Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind
from samdrift.foundation.organisations.permissions import Permission


def after_day(day: dt.date) -> Q:
    """Rows from a day to a day that hold or begin after a day."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)


def end_or_remove(row: Appointment | Employment, day: dt.date) -> bool:
    """Let a row end on a day; one that begins later never comes to be. Answers whether the row is still there."""
    if row.starts_on > day:
        row.delete()
        return False
    row.ends_on = day
    row.full_clean()
    row.save()
    return True


def _appointments(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = Appointment.objects.filter(after_day(day), person=person)
    for row in rows.select_related("organisation", "unit__organisation"):
        yield OpenDuty(row.pk, row.role_in_words, row.organisation_id)


def _hand_over_appointment(given: HandOver) -> None:
    row = Appointment.objects.select_for_update().get(pk=given.pk)
    before, follows = facts(row), row.ends_on
    starts_on = max(row.starts_on, given.ends_on + dt.timedelta(days=1))
    if not end_or_remove(row, given.ends_on):
        row.pk = given.pk
    record(
        "organisations.appointment_ended",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=given.person,
    )
    if given.successor is None:
        return
    new = Appointment(
        person=given.successor,
        role=row.role,
        organisation=row.organisation,
        unit=row.unit,
        starts_on=starts_on,
        ends_on=follows,
        decision=row.decision,
    )
    new.full_clean()
    new.save()
    record(
        "organisations.person_appointed", new, by=given.by, after=facts(new), parent=given.successor
    )


def _employees_managed_by(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = Employment.objects.filter(after_day(day), manager=person)
    for row in rows.select_related("person", "organisation"):
        yield OpenDuty(row.pk, str(row.person), row.organisation_id, row.person.get_absolute_url())


def _hand_over_managed(given: HandOver) -> None:
    row = Employment.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    row.manager = given.successor if given.successor != row.person else None
    row.save(update_fields=["manager"])
    record(
        "organisations.employment_changed",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.person,
    )


OPEN_KINDS = (
    OpenKind(
        "roll",
        _("Roles by appointment"),
        "organisations.Appointment.person",
        _appointments,
        _hand_over_appointment,
        order=10,
        permission=Permission.APPOINT_PEOPLE,
    ),
    OpenKind(
        "chef",
        _("Manager of"),
        "organisations.Employment.manager",
        _employees_managed_by,
        _hand_over_managed,
        order=90,
    ),
)
