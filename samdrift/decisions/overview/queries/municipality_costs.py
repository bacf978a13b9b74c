"""What a municipality or a department bears in a year, with everything under it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    When,
)

from samdrift.core.swedish import swedish_key
from samdrift.decisions.settlement.models import Charge
from samdrift.decisions.settlement.queries.visible import visible_charges
from samdrift.decisions.sharing.models import DepartmentLine, Share, ShareLine
from samdrift.decisions.sharing.queries.joint import Subject, taking_part_in
from samdrift.decisions.sharing.queries.latest_shares import (
    latest_by_year,
    latest_kept,
    latest_kept_by_year,
)
from samdrift.decisions.sharing.queries.visible import (
    visible_department_lines,
    visible_shares,
)
from samdrift.foundation.organisations.access import organisation_ids_where, unit_ids_where
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.spending.models import CostKind, CostLine, CostType
from samdrift.records.spending.queries import visible_cost_lines


def visible_departments(person: Person) -> QuerySet[Unit]:
    """Departments of one's own municipality, or one's own with what lies in it."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    return Unit.objects.filter(Q(organisation__in=over) | Q(pk__in=units)).select_related(
        "organisation"
    )


def own_departments(person: Person) -> list[Unit]:
    """The departments that a person answers for: by appointment over them, else the person's own."""
    units = {each.unit_id for each in person.appointments_today if each.unit_id}
    if not units and person.unit_id:
        units = {person.unit_id}
    return list(visible_departments(person).filter(pk__in=units).order_by("name"))


@dataclass(frozen=True)
class Borne:
    """A joint cost as one municipality bears it: the kept share, its line, and who else bears it."""

    share: Share
    line: ShareLine
    others: tuple[ShareLine, ...]
    departments: tuple[DepartmentLine, ...]

    @property
    def outlay_ore(self) -> int:
        """What the municipality has paid others for the same subject already."""
        mine = self.line.organisation_id
        return sum(
            each["amount_ore"] for each in self.share.cost_lines if each["bearer_id"] == mine
        )


def borne(person: Person, organisation: Organisation, year: int, kind: str) -> list[Borne]:
    """Every joint cost that a municipality bears of a year, the largest first; a fixed number of queries."""
    shares = {each.pk: each for each in latest_kept(person, year, kind).values()}
    lines: dict[int, list[ShareLine]] = {}
    departments = visible_department_lines(person).select_related("unit")
    rows = ShareLine.objects.filter(share__in=shares).prefetch_related(
        Prefetch("departments", departments)
    )
    for line in rows.order_by("code"):
        line.share = shares[line.share_id]
        lines.setdefault(line.share_id, []).append(line)
    found = [
        Borne(
            shares[pk],
            own,
            tuple(each for each in here if each is not own),
            tuple(own.departments.all()),
        )
        for pk, here in lines.items()
        for own in here
        if own.organisation_id == organisation.pk
    ]
    return sorted(found, key=lambda each: (-each.line.amount_ore, swedish_key(each.share.title)))


@dataclass(frozen=True)
class OwnCost:
    """What a municipality bears alone of something: öre, rows, and why it is not shared.

    lines_asked: what the list of cost lines is asked for, so that it holds those of the same application or unit.
    """

    title: str
    amount_ore: int
    rows: int
    never_shared: bool
    waits: bool
    application_id: int | None
    lines_asked: str


def _not_shared(
    person: Person, organisation: Organisation, unit: Unit | None, kept: Iterable[Share]
) -> QuerySet[CostLine]:
    """The cost lines that a municipality, or one of its departments, bears alone: no kept share holds them."""
    rows = visible_cost_lines(person).filter(bearer=organisation)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.exclude(pk__in={each["id"] for share in kept for each in share.cost_lines})


def own_costs(
    person: Person, organisation: Organisation, year: int, kind: str, *, unit: Unit | None = None
) -> list[OwnCost]:
    """The cost lines borne by a municipality that no kept share holds, by what they are for; the largest first."""
    kept = _kept_for(person, unit, year=year, cost_kind=kind).get((year, kind), {})
    rows = _not_shared(person, organisation, unit, kept.values())
    rows = rows.filter(year=year, kind=kind)
    internal = ExpressionWrapper(
        Q(type=CostType.INTERNAL_COMMUNICATION), output_field=BooleanField()
    )
    alone = Case(When(application=None, initiative=None, then=F("unit")))
    unit_name = Case(When(application=None, initiative=None, then=F("unit__name")))
    named = ("application__name", "initiative__name", "unit_name")
    grouped = (
        rows.annotate(never=internal, own_unit=alone, unit_name=unit_name)
        .order_by()
        .values("application", "initiative", "own_unit", "never", *named)
        .annotate(total=Sum("amount_ore"), rows=Count("pk"))
    )
    found = list(grouped)
    subjects: list[Subject] = [(each["application"], each["initiative"]) for each in found]
    joint = taking_part_in([each for each in subjects if each != (None, None)], year)
    own = [
        OwnCost(
            each["application__name"] or each["initiative__name"] or each["unit_name"] or "–",
            each["total"],
            each["rows"],
            each["never"],
            subject in joint and not each["never"],
            each["application"],
            _lines_of(each),
        )
        for each, subject in zip(found, subjects, strict=True)
    ]
    return sorted(own, key=lambda each: (-each.amount_ore, swedish_key(each.title)))


def _lines_of(group: Mapping[str, Any]) -> str:
    """The question, as an address writes it, by which the list of cost lines holds the lines of a group."""
    of = {
        "applikation": group["application"],
        "satsning": group["initiative"],
        "egen_enhet": group["own_unit"],
    }
    internal = CostType.INTERNAL_COMMUNICATION
    types = [each.value for each in CostType if (each == internal) == group["never"]]
    return urlencode(
        {key: pk for key, pk in of.items() if pk is not None} | {"typ": types}, doseq=True
    )


def year_name(whose: Organisation | Unit, year: int, kind: str) -> str:
    """What the figures of a municipality's or a department's year are called wherever they stand."""
    return f"costs.year.{whose._meta.model_name}-{whose.pk}.{year}.{kind}"


@dataclass
class YearSums:
    """What a municipality or a department bears in a year and kind: of joint costs, and alone.

    name: what its figures are called.
    """

    year: int
    kind: str
    name: str
    joint_ore: int = 0
    own_ore: int = 0

    @property
    def total_ore(self) -> int:
        return self.joint_ore + self.own_ore

    @property
    def kind_words(self) -> str:
        return str(CostKind(self.kind).label)


def yearly_sums(
    person: Person, organisation: Organisation, unit: Unit | None = None
) -> list[YearSums]:
    """What a municipality bears every year with costs, budget and outcome; with `unit` what that department does.

    The sums of `borne` or `department_lines_of` and of `own_costs`, for all years at once; three queries.
    """
    by_year = _kept_for(person, unit)
    kept = {share.pk: share for shares in by_year.values() for share in shares.values()}
    found: dict[tuple[int, str], YearSums] = {}

    def sums(year: int, kind: str) -> YearSums:
        return found.setdefault(
            (year, kind), YearSums(year, kind, year_name(unit or organisation, year, kind))
        )

    for share, amount in _joint_amounts(organisation, unit, kept):
        sums(kept[share].year, kept[share].cost_kind).joint_ore += amount
    alone = _not_shared(person, organisation, unit, kept.values()).order_by()
    for year, kind, amount in alone.values_list("year", "kind").annotate(Sum("amount_ore")):
        sums(year, kind).own_ore = amount
    return [found[key] for key in sorted(found, key=lambda key: (key[0], _KINDS.index(key[1])))]


def _joint_amounts(
    organisation: Organisation, unit: Unit | None, shares: Iterable[int]
) -> list[tuple[int, int]]:
    """(share, öre) that a municipality bears of each of some shares, or one of its departments; one query."""
    if unit is None:
        lines = ShareLine.objects.filter(share__in=shares, organisation=organisation)
        return list(lines.values_list("share", "amount_ore"))
    parts = DepartmentLine.objects.filter(line__share__in=shares, unit=unit)
    return list(parts.values_list("line__share", "amount_ore"))


_KINDS = [CostKind.BUDGET.value, CostKind.FORECAST.value, CostKind.ACTUAL.value]


@dataclass
class PaidByCharges:
    """What passes between a municipality and another in a year, by charges: positive is paid, negative received."""

    other: Organisation
    preliminary_ore: int = 0
    settled_ore: int = 0
    charges: list[Charge] = field(default_factory=list)

    @property
    def total_ore(self) -> int:
        return self.preliminary_ore + self.settled_ore


def payments(person: Person, organisation: Organisation, year: int) -> list[PaidByCharges]:
    """Whom a municipality pays and who pays it in a year; two queries."""
    rows = visible_charges(person).filter(settlement__year=year)
    rows = rows.filter(Q(payer=organisation) | Q(payee=organisation))
    found: dict[int, PaidByCharges] = {}
    for charge in rows.order_by("settlement__number", "period", "title", "pk"):
        pays = charge.payer_id == organisation.pk
        other = charge.payee if pays else charge.payer
        here = found.setdefault(other.pk, PaidByCharges(other))
        signed = charge.amount_ore if pays else -charge.amount_ore
        if charge.settlement.kind == "preliminary":
            here.preliminary_ore += signed
        else:
            here.settled_ore += signed
        here.charges.append(charge)
    return sorted(found.values(), key=lambda each: each.other.code)


def _kept_for(
    person: Person, unit: Unit | None, **wanted: object
) -> dict[tuple[int, str], dict[Subject, Share]]:
    """The latest kept shares that the person sees; with `unit` all that a department bears a part of.

    The latest of all: where a newer one leaves the department out, the older is no longer held.
    """
    if unit is None:
        return latest_kept_by_year(person, **wanted)
    borne_of = Share.objects.filter(lines__departments__unit=unit).order_by()
    shares = Share.objects.filter(
        Q(application__in=borne_of.values("application"))
        | Q(initiative__in=borne_of.values("initiative"))
        | Q(pk__in=visible_shares(person).order_by().values("pk"))
    )
    return latest_by_year(shares.filter(**wanted).select_related("application", "initiative"))


def department_lines_of(person: Person, unit: Unit, year: int, kind: str) -> list[DepartmentLine]:
    """A department's part of each joint cost of a year, the largest first. Ask for one of `visible_departments`."""
    kept = _kept_for(person, unit, year=year, cost_kind=kind).get((year, kind), {})
    shares = {each.pk: each for each in kept.values()}
    rows = (
        DepartmentLine.objects.filter(unit=unit, line__share__in=shares)
        .select_related("line")
        .prefetch_related("line__departments")
    )
    for row in rows:
        row.line.share = shares[row.line.share_id]
    return sorted(rows, key=lambda each: (-each.amount_ore, swedish_key(each.line.share.title)))
