"""Who may approve a cost, and what waits to be approved."""

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.access import may, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application, Responsibility
from samdrift.records.spending.models import (
    ApprovalDelegation,
    ApprovalRule,
    CostLine,
    JointInitiative,
)
from samdrift.records.spending.queries.lines import visible_cost_lines

OWNERS = frozenset({Role.SYSTEM_OWNER, Role.DEPUTY_OWNER})


def owns(
    person: Person,
    *,
    application: Application | None = None,
    initiative: JointInitiative | None = None,
) -> bool:
    """Is the person the system owner or deputy today, or the initiative's owner?"""
    if application is not None:
        return bool(application.roles_held_by(person, today()) & OWNERS)
    return initiative is not None and initiative.owner_id == person.pk


def may_approve(person: Person, line: CostLine) -> bool:
    """The owner or a delegate within the delegation's amount; for a unit's own cost its manager (policy, P3.5)."""
    if line.application is None and line.initiative is None:
        return line.unit is not None and may(person, Permission.APPROVE_UNIT_COSTS, line.unit)
    if owns(person, application=line.application, initiative=line.initiative):
        return True
    delegated = ApprovalDelegation.objects.on(today()).filter(
        delegate=person, application=line.application, initiative=line.initiative
    )
    return delegated.filter(Q(up_to_ore=None) | Q(up_to_ore__gte=abs(line.amount_ore))).exists()


def approvals_needed(line: CostLine) -> int:
    """Two where the bearer's rule says so for such an amount, else one."""
    rule = ApprovalRule.objects.filter(organisation=line.bearer).first()
    return 2 if rule is not None and abs(line.amount_ore) >= rule.two_from_ore else 1


def lines_to_approve(person: Person) -> QuerySet[CostLine]:
    """Visible lines that wait for this person: not approved, and not yet approved by the person."""
    waiting = visible_cost_lines(person).filter(_within_say(person), approved_on__isnull=True)
    return waiting.exclude(
        pk__in=CostLine.objects.filter(
            approvals__person=person, approvals__holds=True, approvals__outcome="approved"
        ).values("pk")
    )


def _within_say(person: Person) -> Q:
    """The same as `may_approve`, as a question to the database."""
    owned = Responsibility.objects.on(today()).filter(person=person, role__in=OWNERS)
    units = organisation_ids_where(person, Permission.APPROVE_UNIT_COSTS)
    say = Q(application__in=owned.values("application")) | Q(initiative__owner=person)
    say |= Q(application=None, initiative=None, unit__organisation__in=units)
    for each in ApprovalDelegation.objects.on(today()).filter(delegate=person):
        given = Q(application=each.application_id, initiative=each.initiative_id)
        if each.up_to_ore is not None:
            given &= Q(amount_ore__range=(-each.up_to_ore, each.up_to_ore))
        say |= given
    return say
