"""What somebody who leaves answers for in the register, and to whom it goes."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.actions.handing_over import after_day
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import (
    Participation,
    Responsibility,
    ResponsibilityRole,
)

APPOINTED = {
    ResponsibilityRole.OWNER: "register.owner_appointed",
    ResponsibilityRole.DEPUTY: "register.deputy_appointed",
    ResponsibilityRole.MANAGER: "register.system_manager_appointed",
}


def _responsibilities(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = Responsibility.objects.filter(after_day(day), person=person)
    for row in rows.select_related("application__host").order_by("role", "application__name"):
        application = row.application
        yield OpenDuty(
            row.pk,
            f"{row.get_role_display()}, {application} ({application.host})",
            application.host_id,
            reverse("application_page", args=[application.pk]),
            note=str(
                _(
                    "Without a successor the application has no owner, which is shown wherever the policy is."
                )
            )
            if row.role == ResponsibilityRole.OWNER
            else "",
        )


def _hand_over_responsibility(given: HandOver) -> None:
    row = Responsibility.objects.select_for_update().get(pk=given.pk)
    before, follows, begins = facts(row), row.ends_on, row.starts_on
    if begins > given.ends_on:
        row.delete()
        row.pk = given.pk
    else:
        row.ends_on = given.ends_on
        if given.successor is None and row.role == ResponsibilityRole.OWNER:
            row.gap_reason = (
                given.why.strip() or gettext("%(name)s has left.") % {"name": given.person}
            )[:250]
        row.full_clean()
        row.save()
    record(
        "register.responsibility_ended",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.application,
    )
    if given.successor is None:
        return
    starts_on = max(begins, given.ends_on + dt.timedelta(days=1))
    others = Responsibility.objects.not_ended(starts_on).filter(
        application=row.application, role=row.role, person=given.successor
    )
    next_own = others.order_by("starts_on").first()
    if next_own is not None:
        if next_own.starts_on <= starts_on:
            return
        follows = next_own.starts_on - dt.timedelta(days=1)
    new = Responsibility(
        application=row.application,
        person=given.successor,
        role=row.role,
        starts_on=starts_on,
        ends_on=follows,
        appointed_by=given.by,
    )
    new.full_clean()
    new.save()
    event = APPOINTED[ResponsibilityRole(row.role)]
    record(event, new, by=given.by, after=facts(new), parent=row.application)


def _contacts(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = Participation.objects.filter(after_day(day), contact=person)
    for row in rows.select_related("application", "organisation"):
        yield OpenDuty(
            row.pk,
            f"{row.application}, {row.organisation}",
            row.organisation_id,
            reverse("application_page", args=[row.application_id]),
        )


def _hand_over_contact(given: HandOver) -> None:
    row = Participation.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    row.contact = given.successor
    row.save(update_fields=["contact"])
    record(
        "register.participation_changed",
        row,
        by=given.by,
        before=before,
        after=facts(row),
        parent=row.application,
    )


OPEN_KINDS = (
    OpenKind(
        "ansvar",
        _("Answers for applications"),
        "register.Responsibility.person",
        _responsibilities,
        _hand_over_responsibility,
        order=20,
        permission=Permission.APPOINT_OWNER,
    ),
    OpenKind(
        "kontakt",
        _("Contact for the use of"),
        "register.Participation.contact",
        _contacts,
        _hand_over_contact,
        order=30,
    ),
)
