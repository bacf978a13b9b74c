"""Approving costs: by the owner or a delegate, by two where the rule says so, and never in silence."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import event_of, facts, record, store_events
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, require_seen
from samdrift.foundation.organisations.access import is_supplier, require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application
from samdrift.records.spending.models import (
    Approval,
    ApprovalDelegation,
    ApprovalOutcome,
    ApprovalRule,
    CostLine,
    JointInitiative,
)
from samdrift.records.spending.queries import approvals_given, approvals_needed, approvers_of, owns


def _lock_lines(by: Person, lines: Iterable[CostLine]) -> list[CostLine]:
    """The lines as they stand, held while they are judged. Raises PermissionDenied over what is not the person's."""
    rows = CostLine.objects.select_for_update(of=("self",)).filter(
        pk__in=[each.pk for each in lines]
    )
    stored = list(rows.select_related("application", "initiative", "unit", "bearer").order_by("pk"))
    for approvers in approvers_of(stored).values():
        if all(each.person.pk != by.pk for each in approvers):
            raise PermissionDenied("may not approve the line")
    return stored


@verb
def approve_cost_lines(
    *,
    by: Person,
    lines: Sequence[CostLine],
    note: str = "",
    seen_ore: Mapping[int, int] | None = None,
) -> list[CostLine]:
    """Approve costs as they stand; only the owner, the deputy or a delegate may.

    Where the bearer's rule asks for two, the first approval waits for another person's: nobody's own claim is
    approved by that person alone. Approving the same line twice changes nothing. All are approved, or none.
    seen_ore: the amounts that the person looked at, by line; raises ValidationError where one is another by now.
    Returns those that are now wholly approved.
    """
    stored = _lock_lines(by, lines)
    if seen_ore and any(
        seen_ore.get(line.pk, line.amount_ore) != line.amount_ore for line in stored
    ):
        raise ValidationError(
            _("An amount has been changed since you looked. Look at the costs again."),
            code="changed",
        )
    needed, given = approvals_needed(stored), approvals_given(stored)
    judged, done = [], []
    for line in stored:
        who = {each.person_id for each in given[line.pk]}
        if line.approved_on is not None or (by.pk in who and len(who) < needed[line.pk]):
            continue
        if by.pk not in who:
            judged.append(line)
        if len(who | {by.pk}) >= needed[line.pk]:
            line.approved_on = today()
            done.append(line)
    returned = Approval.objects.filter(line__in=judged, outcome=ApprovalOutcome.RETURNED)
    returned.update(holds=False)
    _judge(by, judged, ApprovalOutcome.APPROVED, note)
    change_rows(done, ["approved_on"], batch_size=200)
    return done


@verb
def return_cost_lines(*, by: Person, lines: Sequence[CostLine], note: str) -> list[CostLine]:
    """Send costs back with the reason; what had been approved of them holds no longer. All, or none.

    What the same person has returned already for the same reason, and nobody has judged since, is returned once.
    """
    locked = _lock_lines(by, lines)
    if not note.strip():
        raise ValidationError({"note": _("Say why the cost is returned.")})
    last = {each.line_id: each for each in Approval.objects.filter(line__in=locked).order_by("pk")}
    stored = [
        line
        for line in locked
        if (said := last.get(line.pk)) is None
        or (said.outcome, said.person_id, said.note, said.amount_ore)
        != (ApprovalOutcome.RETURNED, by.pk, note.strip(), line.amount_ore)
    ]
    Approval.objects.filter(line__in=stored).update(holds=False)
    for line in stored:
        line.approved_on = None
    _judge(by, stored, ApprovalOutcome.RETURNED, note.strip())
    change_rows(stored, ["approved_on"], batch_size=200)
    return locked


def _judge(by: Person, lines: Sequence[CostLine], outcome: str, note: str) -> None:
    """Keep what the person said of each line, at the amount that it has, with its event."""
    approvals = [
        Approval(
            line=line, person=by, on=today(), outcome=outcome, amount_ore=line.amount_ore, note=note
        )
        for line in lines
    ]
    for approval in approvals:
        approval.full_clean(exclude=["line", "person"], validate_constraints=False)
    create_rows(approvals, batch_size=500)
    event = (
        gettext_noop("spending.cost_line_approved")
        if outcome == ApprovalOutcome.APPROVED
        else gettext_noop("spending.cost_line_returned")
    )
    store_events(
        event_of(
            event,
            approval.line,
            by=by,
            after={"amount_ore": approval.amount_ore, "on": approval.on.isoformat()},
            why=note,
            parent=approval.line.application or approval.line.initiative,
        )
        for approval in approvals
    )


@verb
def set_approval_rule(
    *,
    by: Person,
    organisation: Organisation,
    two_from_ore: int | None,
    decision: str = "",
    seen: str = "",
) -> ApprovalRule | None:
    """From which amount the municipality wants two who approve; None: one is always enough.

    seen: the version that the caller looked at (`require_seen`), "" where it has not looked.
    """
    require(by, Permission.SET_APPROVAL_RULE, organisation)
    rule = ApprovalRule.objects.select_for_update().filter(organisation=organisation).first()
    require_seen(rule, seen)
    before = facts(rule) if rule else None
    if two_from_ore is None:
        if rule is not None:
            record("spending.approval_rule_removed", rule, by=by, before=before)
            rule.delete()
        return None
    rule = rule or ApprovalRule(organisation=organisation)
    rule.two_from_ore, rule.decision = two_from_ore, decision
    rule.full_clean()
    rule.save()
    record("spending.approval_rule_set", rule, by=by, before=before, after=facts(rule))
    return rule


@verb
def delegate_approval(
    *,
    by: Person,
    delegate: Person,
    starts_on: dt.date,
    decision: str,
    application: Application | None = None,
    initiative: JointInitiative | None = None,
    ends_on: dt.date | None = None,
    up_to_ore: int | None = None,
) -> ApprovalDelegation:
    """Let somebody else approve costs of what one owns; only the owner may, a deputy or a delegate not in turn."""
    if not owns(by, application=application, initiative=initiative):
        raise PermissionDenied("does not own it")
    delegation = ApprovalDelegation(
        application=application,
        initiative=initiative,
        delegate=delegate,
        starts_on=starts_on,
        ends_on=ends_on,
        up_to_ore=up_to_ore,
        decision=decision,
    )
    if delegate.pk == by.pk:
        raise ValidationError({"delegate": _("The owner approves already.")})
    if not delegate.is_active or is_supplier(delegate):
        raise ValidationError({"delegate": _("A delegate is somebody employed who can sign in.")})
    if delegate.organisation_id not in _at_work_with(application, initiative):
        raise ValidationError(
            {
                "delegate": _(
                    "A delegate works for somebody who hosts it, takes part in it or pays for it."
                )
            }
        )
    delegation.full_clean()
    delegation.save(force_insert=True)
    record(
        "spending.approval_delegated",
        delegation,
        by=by,
        after=facts(delegation),
        parent=application or initiative,
    )
    return delegation


@verb
def end_delegation(
    *, by: Person, delegation: ApprovalDelegation, ends_on: dt.date
) -> ApprovalDelegation:
    """The delegate may approve no longer after a day."""
    if not owns(by, application=delegation.application, initiative=delegation.initiative):
        raise PermissionDenied("does not own it")
    lock_for_act(delegation)
    if delegation.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    if ends_on < today() - dt.timedelta(days=1):
        raise ValidationError(
            {"ends_on": _("What has been approved stands: it ends yesterday at the earliest.")}
        )
    if delegation.ends_on is not None and ends_on > delegation.ends_on:
        raise ValidationError({"ends_on": _("A delegation is made longer by a new one.")})
    before = facts(delegation)
    delegation.ends_on = ends_on
    delegation.full_clean()
    delegation.save()
    record("spending.delegation_ended", delegation, by=by, before=before, after=facts(delegation))
    return delegation


def _at_work_with(
    application: Application | None, initiative: JointInitiative | None
) -> set[int | None]:
    """Organisations whose people have to do with it: host and participants; an initiative's federation too."""
    if application is not None:
        using = application.participations.values_list("organisation", flat=True)
        return {application.host_id, *using}
    if initiative is not None:
        paying = initiative.participations.values_list("organisation", flat=True)
        return {initiative.federation_id, *paying}
    return set()
