"""What waits to be approved, and for whom: for a controller who wants the year's costs to be shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application
from samdrift.records.spending.models import (
    Approval,
    ApprovalOutcome,
    CostKind,
    CostLine,
    JointInitiative,
)
from samdrift.records.spending.queries.approving import Approver, Place, Subject, approvers_at
from samdrift.records.spending.queries.lines import visible_cost_lines


@dataclass(frozen=True, slots=True)
class UnapprovedCosts:
    """Unapproved lines of one thing, year and kind, and who may approve them; nobody is also an answer."""

    pk: int  # of the application, initiative or municipality
    place: Place
    what: str
    year: int
    kind: str
    number: int
    amount_ore: int
    returned: int
    approvers: Sequence[Approver]

    @property
    def waits_for(self) -> str:
        """Names with their grounds, once each; the ground alone where the name is hidden."""
        return ", ".join(dict.fromkeys(each.words for each in self.approvers))

    @property
    def kind_words(self) -> str:
        return str(CostKind(self.kind).label)


def waiting_costs(person: Person) -> list[UnapprovedCosts]:
    """Every visible thing with costs that nobody has approved, the latest year and the largest first.

    A fixed number of queries, whatever the number of lines: they are summed by the database.
    """
    lines = visible_cost_lines(person).filter(approved_on__isnull=True)
    returned = Approval.objects.filter(holds=True, outcome=ApprovalOutcome.RETURNED)
    sent_back = _sums(lines.filter(pk__in=returned.values("line")))
    sums = _sums(lines)
    approvers = approvers_at({place for place, _year, _kind in sums}, person)
    names = _names([place for place, _year, _kind in sums])
    found = [
        UnapprovedCosts(
            pk=place[1],
            place=place,
            what=names[place],
            year=year,
            kind=kind,
            number=number,
            amount_ore=amount_ore,
            returned=sent_back.get((place, year, kind), (0, 0))[0],
            approvers=approvers[place],
        )
        for (place, year, kind), (number, amount_ore) in sums.items()
    ]
    return sorted(
        found,
        key=lambda each: (-each.year, -abs(each.amount_ore), swedish_key(each.what), each.kind),
    )


Sums = dict[tuple[Place, int, str], tuple[int, int]]


def _sums(lines: QuerySet[CostLine]) -> Sums:
    """(number, öre) by what the costs are of, year and kind."""
    found: Sums = {}
    grouped = (
        lines.order_by()
        .values_list("application", "initiative", "unit__organisation", "year", "kind")
        .annotate(Count("pk"), Sum("amount_ore"))
    )
    for application, initiative, organisation, year, kind, number, amount_ore in grouped:
        place: Place = (Subject.UNIT, organisation)
        if application is not None:
            place = (Subject.APPLICATION, application)
        elif initiative is not None:
            place = (Subject.INITIATIVE, initiative)
        before = found.get((place, year, kind), (0, 0))
        found[place, year, kind] = (before[0] + number, before[1] + amount_ore)
    return found


def _names(places: Sequence[Place]) -> dict[Place, str]:
    models: dict[Subject, QuerySet[Any]] = {
        Subject.APPLICATION: Application.objects.select_related("host"),
        Subject.INITIATIVE: JointInitiative.objects.all(),
        Subject.UNIT: Organisation.objects.all(),
    }
    return {
        (subject, row.pk): str(row)
        for subject, rows in models.items()
        for row in rows.filter(pk__in={pk for each, pk in places if each == subject})
    }
