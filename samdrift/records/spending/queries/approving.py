"""Who may approve a cost and why, how many it takes, and what waits for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.foundation.organisations.access import (
    organisation_ids_where,
    unit_ids_where,
    units_with_parts,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import DatedQuerySet
from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Membership,
    Organisation,
    Person,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import ROLES, Role
from samdrift.records.register.models import Application, FieldGroup, Responsibility
from samdrift.records.register.queries import applications_whose
from samdrift.records.spending.models import (
    Approval,
    ApprovalDelegation,
    ApprovalOutcome,
    ApprovalRule,
    CostLine,
    JointInitiative,
)
from samdrift.records.spending.queries.lines import answers_for_costs_of, visible_cost_lines

OWNERS = frozenset({Role.SYSTEM_OWNER, Role.DEPUTY_OWNER})
MANAGERS = frozenset(
    role for role in Role.by_appointment() if Permission.APPROVE_UNIT_COSTS in ROLES[role]
)


class Subject(StrEnum):
    """What a cost is of, and so who approves it."""

    APPLICATION = "application"
    INITIATIVE = "initiative"
    UNIT = "unit"  # by the organisation of the unit


Place = tuple[Subject, int]


def place_of(line: CostLine) -> Place:
    """Where those who approve the line are found; ask with the unit read."""
    if line.application_id is not None:
        return Subject.APPLICATION, line.application_id
    if line.initiative_id is not None:
        return Subject.INITIATIVE, line.initiative_id
    assert line.unit is not None
    return Subject.UNIT, line.unit.organisation_id


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who may approve costs of something, on which ground, and up to which amount."""

    person: Person
    role: Role | None  # None: the owner of a joint initiative, or a delegate
    delegation: ApprovalDelegation | None = None
    units: frozenset[int] | None = None  # None: not limited to units
    is_named: bool = True  # False: the reader may not see who answers for the application

    def may(self, line: CostLine) -> bool:
        """Is the amount, cost or credit, within what has been delegated, and the cost one of the units'?"""
        up_to_ore = self.delegation.up_to_ore if self.delegation else None
        within = up_to_ore is None or abs(line.amount_ore) <= up_to_ore
        return within and (self.units is None or line.unit_id in self.units)

    @property
    def name(self) -> str:
        """Who it is, or nothing where that is hidden."""
        return str(self.person) if self.is_named else ""

    @property
    def words(self) -> str:
        """The name with the ground, or the ground alone."""
        return f"{self.person} ({self.reason})" if self.is_named else self.reason

    @property
    def reason(self) -> str:
        """Why the person may, in words."""
        if self.role is not None:
            return str(self.role.label)
        if self.delegation is None:
            return _("Owner of the joint initiative")
        if self.delegation.up_to_ore is None:
            return _("Delegate by %(decision)s") % {"decision": self.delegation.decision}
        return _("Delegate up to %(amount)s kr by %(decision)s") % {
            "amount": format_kronor(self.delegation.up_to_ore),
            "decision": self.delegation.decision,
        }


def approvers_at(
    places: Iterable[Place], reader: Person | None = None
) -> dict[Place, list[Approver]]:
    """Who may approve today, by what the costs are of; at most five queries, and one about what `reader` may see.

    Owners are named to a reader who may see who answers for the application.
    """
    found: dict[Place, list[Approver]] = {place: [] for place in places}
    wanted = {subject: [pk for each, pk in found if each == subject] for subject in Subject}
    applications, initiatives = wanted[Subject.APPLICATION], wanted[Subject.INITIATIVE]
    held = Responsibility.objects.on(today()).filter(
        application__in=applications, role__in=OWNERS, person__in=Person.objects.active()
    )
    named = set(applications)
    if reader is not None and applications:
        shown = applications_whose(reader, FieldGroup.PEOPLE).filter(pk__in=applications)
        named = set(shown.values_list("pk", flat=True))
    for each in held.select_related("person").order_by("-role", "pk"):
        place = (Subject.APPLICATION, each.application_id)
        is_named = each.application_id in named
        found[place].append(Approver(each.person, Role(each.role), is_named=is_named))
    owned = JointInitiative.objects.filter(pk__in=initiatives, owner__in=Person.objects.active())
    for initiative in owned.select_related("owner"):
        found[Subject.INITIATIVE, initiative.pk].append(Approver(initiative.owner, None))
    given = ApprovalDelegation.objects.on(today()).filter(
        Q(application__in=applications) | Q(initiative__in=initiatives),
        delegate__in=Person.objects.active(),
    )
    for delegation in given.select_related("delegate").order_by("pk"):
        place = _of_delegation(delegation)
        found[place].append(Approver(delegation.delegate, None, delegation))
    if wanted[Subject.UNIT]:
        _add_managers(found, wanted[Subject.UNIT])
    return found


def people_hidden_from(reader: Person, line: CostLine) -> frozenset[int]:
    """The people whom a page of the line does not name to its reader: those who answer, or have answered, for the
    application, where the reader may not see who does. What they have done is told by their role alone.
    """
    if line.application_id is None:
        return frozenset()
    if applications_whose(reader, FieldGroup.PEOPLE).filter(pk=line.application_id).exists():
        return frozenset()
    answering = Responsibility.objects.filter(application=line.application_id).exclude(
        person=reader
    )
    return frozenset(answering.values_list("person", flat=True))


def _of_delegation(delegation: ApprovalDelegation) -> Place:
    if delegation.application_id is not None:
        return Subject.APPLICATION, delegation.application_id
    assert delegation.initiative_id is not None
    return Subject.INITIATIVE, delegation.initiative_id


def _add_managers(found: dict[Place, list[Approver]], organisations: Sequence[int]) -> None:
    """Those appointed over the unit's organisation or a federation that it is a member of; a unit's manager for it."""
    covered: dict[int, list[int]] = {pk: [pk] for pk in organisations}
    members = Membership.objects.on(today()).filter(member__in=organisations)
    for federation, member in members.values_list("federation_id", "member_id"):
        covered.setdefault(federation, []).append(member)
    appointed = Appointment.objects.on(today()).filter(
        role__in=MANAGERS, organisation__in=covered, person__in=Person.objects.active()
    )
    for each in appointed.select_related("person").order_by("organisation", "role", "pk"):
        units = units_with_parts(frozenset({each.unit_id})) if each.unit_id else None
        for organisation in covered[each.organisation_id]:
            found[Subject.UNIT, organisation].append(
                Approver(each.person, Role(each.role), units=units)
            )


def approvers_of(
    lines: Iterable[CostLine], reader: Person | None = None
) -> dict[int, list[Approver]]:
    """Who may approve each line, those whose delegation does not reach left out; ask with the units read."""
    listed = list(lines)
    known = approvers_at({place_of(line) for line in listed}, reader)
    return {line.pk: [each for each in known[place_of(line)] if each.may(line)] for line in listed}


def owns(
    person: Person,
    *,
    application: Application | None = None,
    initiative: JointInitiative | None = None,
) -> bool:
    """Is the person the system owner today, or the initiative's owner? A deputy approves, but does not delegate."""
    if application is not None:
        return Role.SYSTEM_OWNER in application.roles_held_by(person, today())
    return initiative is not None and initiative.owner_id == person.pk


def owns_something(person: Person) -> bool:
    """Is there anything whose approval the person may delegate?"""
    owned = Responsibility.objects.held_by(person).filter(role=Role.SYSTEM_OWNER)
    return owned.exists() or person.initiatives.exists()


def visible_delegations(person: Person) -> DatedQuerySet[ApprovalDelegation]:
    """Those of what one owns, those to oneself, and those of what one sees the costs of; whatever their days."""
    owned = Responsibility.objects.held_by(person).filter(role__in=OWNERS)
    seen = visible_cost_lines(person).order_by()
    return ApprovalDelegation.objects.filter(
        Q(delegate=person)
        | Q(application__in=owned.values("application"))
        | Q(initiative__owner=person)
        | Q(application__in=seen.values("application"))
        | Q(initiative__in=seen.values("initiative"))
    ).select_related("application__host", "initiative", "delegate")


def organisations_with_rules(person: Person) -> list[tuple[Organisation, ApprovalRule | None]]:
    """Every municipality whose costs the person sees, with its rule if it has one; by code."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    bearing = Organisation.objects.filter(pk__in=over).exclude(kind=Kind.FEDERATION)
    rules = {
        rule.organisation_id: rule for rule in ApprovalRule.objects.filter(organisation__in=over)
    }
    return [(each, rules.get(each.pk)) for each in bearing.order_by("municipality_code", "name")]


def may_approve(person: Person, line: CostLine) -> bool:
    """The owner, the deputy or a delegate within the delegation's amount; for a unit's own cost its managers."""
    return any(each.person.pk == person.pk for each in approvers_of([line])[line.pk])


def approvals_needed(lines: Iterable[CostLine]) -> dict[int, int]:
    """By line: two where the bearer's rule says so for such an amount, cost or credit; else one. One query."""
    listed = list(lines)
    rules = dict(
        ApprovalRule.objects.filter(
            organisation__in={line.bearer_id for line in listed}
        ).values_list("organisation", "two_from_ore")
    )
    return {
        line.pk: 2
        if line.bearer_id in rules and abs(line.amount_ore) >= rules[line.bearer_id]
        else 1
        for line in listed
    }


def approvals_given(lines: Iterable[CostLine]) -> Mapping[int, Sequence[Approval]]:
    """By line: the approvals that hold for it as it stands. One query."""
    found: dict[int, list[Approval]] = {line.pk: [] for line in lines}
    holding = Approval.objects.filter(line__in=found, holds=True, outcome=ApprovalOutcome.APPROVED)
    for approval in holding.select_related("person"):
        found[approval.line_id].append(approval)
    return found


def lines_to_approve(person: Person) -> QuerySet[CostLine]:
    """Visible lines that wait for this person: not approved, not yet approved by the person, and not returned."""
    waiting = visible_cost_lines(person).filter(_within_say(person), approved_on__isnull=True)
    done = Approval.objects.filter(holds=True).filter(
        Q(person=person, outcome=ApprovalOutcome.APPROVED) | Q(outcome=ApprovalOutcome.RETURNED)
    )
    return waiting.exclude(pk__in=done.values("line"))


def waits_for(person: Person, application: Application, year: int) -> bool:
    """Whether some line of an application and a year waits for this person to approve it."""
    if not answers_for_costs_of(person, application):
        return False
    return lines_to_approve(person).filter(application=application, year=year).exists()


def returned_lines(person: Person) -> QuerySet[CostLine]:
    """Lines that the person entered and somebody has sent back: to be changed or removed."""
    returned = Approval.objects.filter(holds=True, outcome=ApprovalOutcome.RETURNED)
    return visible_cost_lines(person).filter(entered_by=person, pk__in=returned.values("line"))


def _within_say(person: Person) -> Q:
    """The same as `may_approve`, as a question to the database."""
    owned = Responsibility.objects.held_by(person).filter(role__in=OWNERS)
    units = organisation_ids_where(person, Permission.APPROVE_UNIT_COSTS)
    say = Q(application__in=owned.values("application")) | Q(initiative__owner=person)
    parts = unit_ids_where(person, Permission.APPROVE_UNIT_COSTS)
    say |= Q(application=None, initiative=None, unit__organisation__in=units)
    say |= Q(application=None, initiative=None, unit__in=parts)
    for each in ApprovalDelegation.objects.on(today()).filter(delegate=person):
        given = Q(application=each.application_id, initiative=each.initiative_id)
        if each.up_to_ore is not None:
            given &= Q(amount_ore__range=(-each.up_to_ore, each.up_to_ore))
        say |= given
    return say
