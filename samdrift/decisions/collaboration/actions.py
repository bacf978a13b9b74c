"""Everything that can happen to levels and opportunities."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from samdrift.core.opportunities import Opportunity as Found
from samdrift.decisions.collaboration.convert import address_of
from samdrift.decisions.collaboration.models import (
    Level,
    LevelRecord,
    Opportunity,
    OpportunityState,
)
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application


def require_in_group(by: Person, permission: Permission, federation: Organisation) -> None:
    """The IT managers' group acts for the federation: its administrator, or any member's IT manager."""
    if may(by, permission, federation):
        return
    if by.organisation is None or federation.pk not in by.federation_ids:
        raise PermissionDenied
    require(by, permission, by.organisation)


@transaction.atomic
def record_level(
    *,
    by: Person,
    application: Application,
    organisation: Organisation,
    level: Level,
    starts_on: dt.date,
    evidence: str = "",
) -> LevelRecord:
    """Say at which level an organisation collaborates on an application from a day; the level before ends then."""
    if not may(by, Permission.RECORD_LEVEL, application):
        require(by, Permission.RECORD_LEVEL, organisation)
    earlier: QuerySet[LevelRecord] = LevelRecord.objects.filter(
        application=application, organisation=organisation
    )
    former = earlier.on(starts_on).first()  # type: ignore[attr-defined]  # the room's own word about days
    until = application.ends_on
    if former is not None and former.starts_on < starts_on:
        before, until = facts(former), former.ends_on
        former.ends_on = starts_on - dt.timedelta(days=1)
        former.save()
        record(
            "collaboration.level_ended",
            former,
            by=by,
            before=before,
            after=facts(former),
            parent=application,
        )
    recorded = LevelRecord(
        application=application, organisation=organisation, level=level, starts_on=starts_on, ends_on=until,
        evidence=evidence,
    )  # fmt: skip
    recorded.full_clean()
    recorded.save()
    record(
        "collaboration.level_recorded", recorded, by=by, after=facts(recorded), parent=application
    )
    return recorded


@transaction.atomic
def name_level(*, by: Person, federation: Organisation, level: Level) -> Level:
    """Add a level, or change its name, definition or whether the group has confirmed it."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    before = facts(Level.objects.get(pk=level.pk)) if level.pk else {}
    level.full_clean()
    level.save()
    record("collaboration.level_named", level, by=by, before=before, after=facts(level))
    return level


@transaction.atomic
def handle_opportunity(
    *, by: Person, federation: Organisation, found: Found, state: OpportunityState, note: str = ""
) -> Opportunity:
    """Say what the group does with an opportunity."""
    require_in_group(by, Permission.HANDLE_OPPORTUNITY, federation)
    known = Opportunity.objects.filter(federation=federation, key=found.key).first()
    before = facts(known) if known else {}
    row = known or Opportunity(federation=federation, key=found.key, address=address_of(found.key))
    row.name, row.state, row.note, row.changed_by = found.name, state, note, by
    row.full_clean()
    row.save()
    record("collaboration.opportunity_handled", row, by=by, before=before, after=facts(row))
    return row
