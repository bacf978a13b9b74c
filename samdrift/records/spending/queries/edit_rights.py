"""Over which costs a person has a say as to amount: asked once, answered for thousands of lines."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.queries import applications_by_role
from samdrift.records.spending.models import CostLine
from samdrift.records.spending.queries.lines import visible_cost_lines


@dataclass(frozen=True, slots=True)
class CostEditRights:
    """The owner budgets what it owns; the controller and the IT manager what their municipality bears or hosts.

    organisations: over which the person may edit costs; applications: which it owns today.
    """

    person_id: int
    organisations: frozenset[int]
    applications: frozenset[int]

    def over(self, line: CostLine) -> bool:
        """Ask with application and initiative read."""
        if line.initiative is not None and line.initiative.owner_id == self.person_id:
            return True
        if line.application is not None and (
            line.application.pk in self.applications
            or line.application.host_id in self.organisations
        ):
            return True
        return line.bearer_id in self.organisations


def edit_rights(person: Person) -> CostEditRights:
    """Three queries, whatever the number of lines that it is asked about then."""
    if not (person.is_authenticated and person.is_active):
        return CostEditRights(0, frozenset(), frozenset())
    owned = applications_by_role(person, Permission.EDIT_COSTS)
    return CostEditRights(
        person.pk,
        frozenset(organisation_ids_where(person, Permission.EDIT_COSTS)),
        frozenset(owned.values_list("pk", flat=True)),
    )


def budgetable_lines(person: Person) -> QuerySet[CostLine]:
    """The visible lines that the person may change: the same as `Say.over`, as a question to the database."""
    say = edit_rights(person)
    return visible_cost_lines(person).filter(
        Q(bearer__in=say.organisations)
        | Q(application__host__in=say.organisations)
        | Q(application__in=say.applications)
        | Q(initiative__owner=person)
    )


def budgets_something(person: Person) -> bool:
    """Is there anything that the person may budget? For buttons and pages, never instead of a verb's own asking."""
    say = edit_rights(person)
    return bool(say.organisations or say.applications) or person.initiatives.exists()
