"""Everything that can happen to a joint initiative and to budget frames."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, require_seen, save_changes
from samdrift.foundation.organisations.access import may_in_group, require, require_in_group
from samdrift.foundation.organisations.actions.ending import end_on_day
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application
from samdrift.records.spending.models import BudgetFrame, InitiativeParticipation, JointInitiative


@verb
def start_initiative(
    *,
    by: Person,
    initiative: JointInitiative,
    participants: Iterable[Organisation] = (),
    applications: Iterable[Application] = (),
) -> JointInitiative:
    """Begin something joint that costs; its participants take part from its first day."""
    require_in_group(by, Permission.SHARE_COSTS, initiative.federation)
    initiative.full_clean()
    initiative.save(force_insert=True)
    initiative.applications.set(list(applications))
    record("spending.initiative_started", initiative, by=by, after=facts(initiative))
    for organisation in participants:
        join_initiative(
            by=by, initiative=initiative, organisation=organisation, starts_on=initiative.starts_on
        )
    return initiative


def _require_say(by: Person, initiative: JointInitiative) -> None:
    if initiative.owner_id != by.pk and not may_in_group(
        by, Permission.SHARE_COSTS, initiative.federation
    ):
        raise PermissionDenied("has no say over the initiative")


@verb
def change_initiative(*, by: Person, initiative: JointInitiative) -> JointInitiative:
    """Change what an initiative is called, who owns it or how long it lasts."""
    stored = lock_for_edit(initiative)
    _require_say(by, stored)
    initiative.full_clean()
    save_changes(initiative, stored)
    record(
        "spending.initiative_changed",
        initiative,
        by=by,
        before=facts(stored),
        after=facts(initiative),
    )
    return initiative


@verb
def join_initiative(
    *,
    by: Person,
    initiative: JointInitiative,
    organisation: Organisation,
    starts_on: dt.date,
    users: int | None = None,
) -> InitiativeParticipation:
    """A municipality takes part from a day."""
    _require_say(by, initiative)
    if organisation.kind in {Kind.SUPPLIER, Kind.FEDERATION}:
        raise ValidationError({"organisation": _("A supplier bears no share of a joint cost.")})
    taking_part = InitiativeParticipation(
        initiative=initiative, organisation=organisation, starts_on=starts_on, users=users
    )
    taking_part.full_clean()
    taking_part.save(force_insert=True)
    record(
        "spending.initiative_joined",
        taking_part,
        by=by,
        after=facts(taking_part),
        parent=initiative,
    )
    return taking_part


@verb
def leave_initiative(
    *, by: Person, participation: InitiativeParticipation, ends_on: dt.date
) -> InitiativeParticipation:
    """A municipality takes part no longer after a day; its share of that year is by days."""
    _require_say(by, participation.initiative)
    before = end_on_day(participation, ends_on)
    record(
        "spending.initiative_left",
        participation,
        by=by,
        before=before,
        after=facts(participation),
        parent=participation.initiative,
    )
    return participation


@verb
def set_budget_frame(
    *,
    by: Person,
    unit: Unit,
    year: int,
    amount_ore: int,
    decision: str = "",
    is_example: bool = False,
    seen: str = "",
) -> BudgetFrame:
    """What a unit may spend on IT in a year, as its municipality has decided.

    seen: the version that the caller looked at (`require_seen`), "" where it has not looked.
    """
    require(by, Permission.EDIT_COSTS, unit)
    frame = BudgetFrame.objects.select_for_update().filter(unit=unit, year=year).first()
    require_seen(frame, seen)
    frame = frame or BudgetFrame(unit=unit, year=year)
    before = facts(frame) if frame.pk else None
    frame.amount_ore, frame.decision, frame.is_example = amount_ore, decision, is_example
    frame.full_clean()
    frame.save()
    record("spending.frame_set", frame, by=by, before=before, after=facts(frame))
    return frame
