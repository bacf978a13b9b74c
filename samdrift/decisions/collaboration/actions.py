"""Everything that can happen to levels and opportunities."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.money import format_estimate
from samdrift.core.opportunities import Assumptions, opportunities_document
from samdrift.core.opportunities import Opportunity as Found
from samdrift.decisions.collaboration.convert import address_of, opportunity_name
from samdrift.decisions.collaboration.models import (
    Level,
    LevelRecord,
    Opportunity,
    OpportunityState,
)
from samdrift.decisions.collaboration.queries import municipality_names
from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import may, require, require_in_group
from samdrift.foundation.organisations.clauses import Duty, citing
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application


@verb
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
        application=application,
        organisation=organisation,
        level=level,
        starts_on=starts_on,
        ends_on=until,
        evidence=evidence,
    )
    recorded.full_clean()
    recorded.save()
    record(
        "collaboration.level_recorded", recorded, by=by, after=facts(recorded), parent=application
    )
    return recorded


@verb
def name_level(*, by: Person, federation: Organisation, level: Level) -> Level:
    """Add a level, or change its name, definition or whether the group has confirmed it."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    stored = lock_for_edit(level) if level.pk else None
    before = facts(stored) if stored else {}
    level.full_clean()
    if stored is None:
        level.save()
    else:
        save_changes(level, stored)
    record("collaboration.level_named", level, by=by, before=before, after=facts(level))
    return level


@verb
def handle_opportunity(
    *, by: Person, federation: Organisation, found: Found, state: OpportunityState, note: str = ""
) -> Opportunity:
    """Say what the group does with an opportunity."""
    require_in_group(by, Permission.HANDLE_OPPORTUNITY, federation)
    known = (
        Opportunity.objects.select_for_update().filter(federation=federation, key=found.key).first()
    )
    before = facts(known) if known else {}
    row = known or Opportunity(federation=federation, key=found.key, address=address_of(found.key))
    row.name, row.state, row.note, row.changed_by = opportunity_name(found), state, note, by
    row.full_clean()
    row.save()
    record("collaboration.opportunity_handled", row, by=by, before=before, after=facts(row))
    return row


@verb
def propose_opportunity(
    *,
    by: Person,
    federation: Organisation,
    found: Found,
    text: str,
    organisations: Iterable[Organisation],
) -> Proposal:
    """Freeze an opportunity with its evidence, put it to those it concerns, and say that it is proposed."""
    with override(settings.LANGUAGE_CODE):
        document = opportunities_document(
            [found], Assumptions(today=today()), say=_, names=municipality_names()
        )
        values = document["opportunities"][0]
        saving = found.saving.amount_ore
        content = {
            "facts": [
                [_("Opportunity"), opportunity_name(found)],
                [
                    _("Estimated saving a year"),
                    _("not known") if saving is None else f"{format_estimate(saving)} kr",
                ],
                [_("Points of 100"), str(found.rank.score)],
            ],
            "tables": [
                {
                    "caption": _("Why it is an opportunity"),
                    "heads": [_("Evidence")],
                    "rows": [[reason["text"]] for reason in values["evidence"]],
                    "numbers": [],
                }
            ],
            "values": values,
        }
    proposal = propose(
        by=by,
        federation=federation,
        kind=ProposalKind.OPPORTUNITY,
        title=opportunity_name(found),
        text=text,
        organisations=organisations,
        content=content,
        **citing(Duty.COLLABORATION, federation),
        source_path=f"/samverkan/mojlighet/{address_of(found.key)}/",
    )
    handle_opportunity(
        by=by,
        federation=federation,
        found=found,
        state=OpportunityState.PROPOSED,
        note=text,
    )
    return proposal
