"""Approving costs: by the owner or a delegate, by two where the rule says so, and never in silence."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import require
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
from samdrift.records.spending.queries import approvals_needed, may_approve, owns


def _require_approver(by: Person, line: CostLine) -> None:
    if not may_approve(by, line):
        raise PermissionDenied(f"{by} may not approve {line}")


@transaction.atomic
def approve_cost_lines(*, by: Person, lines: Sequence[CostLine], note: str = "") -> list[CostLine]:
    """Approve costs as they stand; only the owner or a delegate may (policy, P3.5).

    Where the bearer's rule asks for two, the first approval waits for another person's. Approving the same line
    twice changes nothing. All are approved, or none. Returns those that are now wholly approved.
    """
    done = []
    stored = CostLine.objects.select_for_update(of=("self",)).filter(
        pk__in=[each.pk for each in lines]
    )
    for line in stored.select_related("application", "initiative", "unit", "bearer").order_by("pk"):
        _require_approver(by, line)
        given = line.approvals.filter(holds=True, outcome=ApprovalOutcome.APPROVED)
        who = set(given.values_list("person", flat=True))
        if line.approved_on is not None or by.pk in who:
            continue
        _add(by, line, ApprovalOutcome.APPROVED, note)
        if len(who) + 1 >= approvals_needed(line):
            line.approved_on = today()
            line.save(update_fields=["approved_on"])
            done.append(line)
    return done


@transaction.atomic
def return_cost_line(*, by: Person, line: CostLine, note: str) -> CostLine:
    """Send a cost back with the reason; what had been approved of it holds no longer."""
    stored = CostLine.objects.select_for_update().get(pk=line.pk)
    _require_approver(by, stored)
    if not note.strip():
        raise ValidationError({"note": _("Say why the cost is returned.")})
    stored.approvals.update(holds=False)
    _add(by, stored, ApprovalOutcome.RETURNED, note)
    stored.approved_on = None
    stored.save(update_fields=["approved_on"])
    return stored


def _add(by: Person, line: CostLine, outcome: str, note: str) -> None:
    approval = Approval(
        line=line, person=by, on=today(), outcome=outcome, amount_ore=line.amount_ore, note=note
    )
    approval.full_clean()
    approval.save(force_insert=True)
    record("spending.cost_line_judged", line, by=by, after=facts(approval), why=note,
           parent=line.application or line.initiative)  # fmt: skip


@transaction.atomic
def set_approval_rule(
    *, by: Person, organisation: Organisation, two_from_ore: int | None, decision: str = ""
) -> ApprovalRule | None:
    """From which amount the municipality wants two who approve; None: one is always enough."""
    require(by, Permission.SET_APPROVAL_RULE, organisation)
    rule = ApprovalRule.objects.filter(organisation=organisation).first()
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


@transaction.atomic
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
    """Let somebody else approve costs of what one owns; only the owner may, a delegate not in turn."""
    if not owns(by, application=application, initiative=initiative):
        raise PermissionDenied(f"{by} does not own it")
    delegation = ApprovalDelegation(
        application=application,
        initiative=initiative,
        delegate=delegate,
        starts_on=starts_on,
        ends_on=ends_on,
        up_to_ore=up_to_ore,
        decision=decision,
    )
    delegation.full_clean()
    delegation.save(force_insert=True)
    record("spending.approval_delegated", delegation, by=by, after=facts(delegation),
           parent=application or initiative)  # fmt: skip
    return delegation


@transaction.atomic
def end_delegation(
    *, by: Person, delegation: ApprovalDelegation, ends_on: dt.date
) -> ApprovalDelegation:
    """The delegate may approve no longer after a day."""
    if not owns(by, application=delegation.application, initiative=delegation.initiative):
        raise PermissionDenied(f"{by} does not own it")
    before = facts(delegation)
    delegation.ends_on = ends_on
    delegation.full_clean()
    delegation.save()
    record("spending.delegation_ended", delegation, by=by, before=before, after=facts(delegation))
    return delegation
