"""Does a proposal fit the units' budget frames? Each need beside its frame and what is budgeted already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet, Sum

from samdrift.decisions.budgeting.convert.needs import Needs, Place, needs_of
from samdrift.decisions.budgeting.models import BudgetRequest
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.sharing.models import DepartmentLine, Share
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.records.spending.models import BudgetFrame, CostKind, CostLine


class FrameVerdict(StrEnum):
    FITS = "fits"
    OVER = "over"
    NO_FRAME = "no_frame"


@dataclass(frozen=True)
class FrameNeed:
    """What is needed of a unit in a year, and what there is; money in öre.

    frame_ore: None where no frame is set: nothing is guessed then.
    own_ore: the unit's own budgeted costs; joint_ore: its part of other joint costs that are charged for the year.
    """

    organisation: Organisation
    unit: Unit | None
    year: int
    needed_ore: int
    frame_ore: int | None
    own_ore: int
    joint_ore: int
    request: BudgetRequest | None = None

    @property
    def room_ore(self) -> int | None:
        return None if self.frame_ore is None else self.frame_ore - self.own_ore - self.joint_ore

    @property
    def asked_ore(self) -> int:
        """What does not fit: never more than is needed, also where the frame is exceeded already."""
        room = self.room_ore
        return 0 if room is None else max(0, self.needed_ore - max(0, room))

    @property
    def verdict(self) -> FrameVerdict:
        if self.frame_ore is None:
            return FrameVerdict.NO_FRAME
        return FrameVerdict.OVER if self.asked_ore else FrameVerdict.FITS


def against_frames(proposals: Iterable[Proposal]) -> dict[int, list[FrameNeed]]:
    """Every need of each proposal by municipality, unit and year; a fixed number of queries."""
    listed = list(proposals)
    needs = needs_of(listed)
    places = {place for each in needs.values() for place in each.by_place}
    organisations = Organisation.objects.in_bulk({place[0] for place in places})
    units = Unit.objects.in_bulk({place[1] for place in places if place[1]})
    years = {place[2] for place in places}
    frames = {
        (frame.unit_id, frame.year): frame.amount_ore
        for frame in BudgetFrame.objects.filter(unit__in=units, year__in=years)
    }
    own, joint = _own(units, years), _joint(units, years)
    requests = {
        (each.proposal_id, each.organisation_id, each.unit_id, each.year): each
        for each in BudgetRequest.objects.filter(proposal__in=list(needs))
    }

    def one(key: int, each: Needs, place: Place) -> FrameNeed:
        organisation, unit, year = place
        charged = joint.get((unit, year), {})
        return FrameNeed(
            organisation=organisations[organisation],
            unit=units[unit] if unit else None,
            year=year,
            needed_ore=each.by_place[place],
            frame_ore=frames.get((unit, year)) if unit else None,
            own_ore=own.get((unit, year), 0),
            joint_ore=sum(ore for share, ore in charged.items() if share != each.share),
            request=requests.get((key, *place)),
        )

    def order(row: FrameNeed) -> tuple[str, int, str]:
        return row.organisation.code, row.year, row.unit.name if row.unit else ""

    return {
        key: sorted((one(key, each, place) for place in each.by_place), key=order)
        for key, each in needs.items()
    }


Budgets = Mapping[tuple[int | None, int], int]


def _own(units: Iterable[int], years: Iterable[int]) -> Budgets:
    """The units' own budget lines; of joint costs they bear a part instead."""
    joint = _charged_shares(years).filter(application__isnull=False).values("application")
    rows = (
        CostLine.objects.filter(
            unit__in=list(units), year__in=list(years), kind=CostKind.BUDGET, initiative=None
        )
        .exclude(application__in=joint)
        .values("unit", "year")
        .annotate(total=Sum("amount_ore"))
    )
    return {(row["unit"], row["year"]): row["total"] for row in rows.order_by()}


def _joint(
    units: Iterable[int], years: Iterable[int]
) -> dict[tuple[int | None, int], dict[int, int]]:
    """Their part of each share that has been charged by budget, by share."""
    found: dict[tuple[int | None, int], dict[int, int]] = {}
    rows = (
        DepartmentLine.objects.filter(
            unit__in=list(units), line__share__in=_charged_shares(years).values("pk")
        )
        .values("unit", "line__share__year", "line__share")
        .annotate(total=Sum("amount_ore"))
    )
    for row in rows.order_by():
        here = found.setdefault((row["unit"], row["line__share__year"]), {})
        here[row["line__share"]] = row["total"]
    return found


def _charged_shares(years: Iterable[int]) -> QuerySet[Share]:
    """Shares of the years' budgets that have been charged."""
    return Share.objects.filter(
        year__in=list(years), cost_kind=CostKind.BUDGET, settlements__isnull=False
    )
