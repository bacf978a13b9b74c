"""What a proposal needs of each unit's money in each year: out of a proposed share, or out of a plan's bills."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samdrift.core.planning import bills, read_areas, read_problem
from samdrift.decisions.costs.models import Share
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.organisations.models import Organisation, Unit, UnitKind
from samdrift.records.spending.models import CostKind

#: (municipality, unit or None where the municipality has no IT unit here, year)
Place = tuple[int, int | None, int]


@dataclass(frozen=True)
class Needs:
    """Whole öre by place; what is not needed anywhere is left out."""

    by_place: Mapping[Place, int]
    share: int | None = None  # the share that is proposed: its own part is not budgeted already


def needs_of(proposals: Iterable[Proposal]) -> dict[int, Needs]:
    """What each proposal needs; proposals that say no money are left out. A fixed number of queries."""
    keys = [each.pk for each in proposals]
    it_units = ItUnits()
    found = {}
    shares = Share.objects.filter(proposal__in=keys).exclude(
        cost_kind__in=[CostKind.FORECAST, CostKind.ACTUAL]
    )
    for share in shares.prefetch_related("lines__departments"):
        assert share.proposal_id is not None
        found[share.proposal_id] = Needs(_of_share(share, it_units), share.pk)
    for plan in Plan.objects.filter(proposal__in=keys, objective_ore__isnull=False):
        assert plan.proposal_id is not None
        found[plan.proposal_id] = Needs(_of_plan(plan, it_units))
    return {key: needs for key, needs in found.items() if needs.by_place}


class ItUnits:
    """Which IT unit bears what no department does: the one for the administration where there are several."""

    def __init__(self) -> None:
        rows = Unit.objects.filter(kind=UnitKind.IT_UNIT).order_by("organisation", "pk")
        self._first: dict[int, Unit] = {}
        for unit in rows:
            known = self._first.get(unit.organisation_id)
            if known is None or (known.serves == "schools" and unit.serves != "schools"):
                self._first[unit.organisation_id] = unit

    def of(self, organisation: int) -> int | None:
        unit = self._first.get(organisation)
        return unit.pk if unit else None


def _of_share(share: Share, it_units: ItUnits) -> dict[Place, int]:
    """Each department's part; what stays with IT, and what has not been split, is the IT unit's."""
    found: dict[Place, int] = {}
    for line in share.lines.all():
        parts = [(each.unit_id, each.amount_ore) for each in line.departments.all()]
        for unit, amount in parts or [(None, line.amount_ore)]:
            place = (line.organisation_id, unit or it_units.of(line.organisation_id), share.year)
            found[place] = found.get(place, 0) + amount
    return {place: amount for place, amount in found.items() if amount > 0}


def _of_plan(plan: Plan, it_units: ItUnits) -> dict[Place, int]:
    """One-off costs of each year, and what running costs more than today; both the IT unit's."""
    problem, areas = read_problem(plan.problem_document), read_areas(plan.answer_document)
    organisations = {
        each.code: each.pk for each in Organisation.objects.filter(municipality_code__isnull=False)
    }
    found: dict[Place, int] = {}
    for bill in bills(problem, areas):
        organisation = organisations.get(bill.municipality)
        if organisation is None:
            continue
        today = plan.basis.get("running_today", {}).get(bill.municipality, [])
        planned = plan.basis.get("running_planned", {}).get(bill.municipality, [])
        more = [max(0, after - before) for before, after in zip(today, planned, strict=False)]
        for place, period in enumerate(problem.periods):
            dearer = more[place] if place < len(more) else 0
            needed = round(bill.investment[place] * 100) + dearer
            if needed > 0:
                found[organisation, it_units.of(organisation), int(period)] = needed
    return found
