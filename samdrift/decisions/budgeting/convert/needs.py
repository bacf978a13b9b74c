"""What a proposal needs of each unit's money in each year: out of a proposed share, or out of a plan's bills."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.planning.convert.tables.money import ONCE, years_of
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.sharing.models import Share
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
    organisations = {
        each.code: each.pk for each in Organisation.objects.filter(municipality_code__isnull=False)
    }
    plans = Plan.objects.filter(proposal__in=keys, objective_ore__isnull=False)
    for plan in plans.defer("answer_json", "basis_json"):
        assert plan.proposal_id is not None
        found[plan.proposal_id] = Needs(_of_plan(plan, it_units, organisations))
    return {key: needs for key, needs in found.items() if needs.by_place}


class ItUnits:
    """Which IT unit bears what no department does in a year: the one for the administration where there are several."""

    def __init__(self) -> None:
        self._of: dict[int, list[Unit]] = {}
        for unit in Unit.objects.filter(kind=UnitKind.IT_UNIT).order_by("pk"):
            self._of.setdefault(unit.organisation_id, []).append(unit)

    def of(self, organisation: int, year: int) -> int | None:
        """The key of the unit; None where the organisation had none that year."""
        had = [
            unit
            for unit in self._of.get(organisation, ())
            if unit.ends_on is None or unit.ends_on.year >= year
        ]
        if not had:
            return None
        return min(had, key=lambda unit: (bool(unit.ends_on), unit.serves == "schools", unit.pk)).pk


def _of_share(share: Share, it_units: ItUnits) -> dict[Place, int]:
    """Each department's part; what stays with IT, and what has not been split, is the IT unit's."""
    found: dict[Place, int] = {}
    for line in share.lines.all():
        parts = [(each.unit_id, each.amount_ore) for each in line.departments.all()]
        for unit, amount in parts or [(None, line.amount_ore)]:
            place = (
                line.organisation_id,
                unit or it_units.of(line.organisation_id, share.year),
                share.year,
            )
            found[place] = found.get(place, 0) + amount
    return {place: amount for place, amount in found.items() if amount > 0}


def _of_plan(plan: Plan, it_units: ItUnits, organisations: Mapping[str, int]) -> dict[Place, int]:
    """What each year's moves, investments and left agreements cost, and what running costs more than today.

    Out of the plan's own account of the years; the IT unit's. What running costs less is saved elsewhere: it is not
    taken for granted that the unit may keep it.
    """
    found: dict[Place, int] = {}
    for code in plan.explanation.get("yearly", {}):
        organisation = organisations.get(code)
        if organisation is None:
            continue
        for account in years_of(plan, code):
            once = sum(account[name] for name in ONCE)
            needed = once + max(0, account["running"] - account["today"])
            if needed > 0:
                found[organisation, it_units.of(organisation, account["year"]), account["year"]] = (
                    needed
                )
    return found
