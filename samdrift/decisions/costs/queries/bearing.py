"""What a municipality or a department bears in a year, with everything under it."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Sum

from samdrift.decisions.costs.models import Charge, DepartmentLine, Share, ShareLine
from samdrift.decisions.costs.queries.joint import Subject, taking_part_in
from samdrift.decisions.costs.queries.progress import latest_kept
from samdrift.decisions.costs.queries.visible import (
    possible_participants,
    visible_charges,
    visible_shares,
)
from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application, Responsibility
from samdrift.records.spending.models import CostKind, CostType
from samdrift.records.spending.queries import visible_cost_lines


def visible_bearers(person: Person) -> QuerySet[Organisation]:
    """Whose year a person may look at: a member's people that of everyone who shares, a neighbour its own."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    if not over:
        return Organisation.objects.none()
    if not person.federation_ids:
        return Organisation.objects.filter(pk__in=over).order_by("municipality_code", "name")
    shared = ShareLine.objects.filter(share__in=visible_shares(person)).values("organisation")
    return Organisation.objects.filter(
        Q(pk__in=possible_participants(person).values("pk")) | Q(pk__in=shared)
    ).order_by("municipality_code", "name")


def visible_departments(person: Person) -> QuerySet[Unit]:
    """Departments of those whose year the person may look at."""
    bearers = visible_bearers(person).values("pk")
    return Unit.objects.filter(organisation__in=bearers).select_related("organisation")


def own_departments(person: Person) -> list[Unit]:
    """The departments that a person answers for: by appointment over them, else the person's own."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    units = {each.unit_id for each in person.appointments_today if each.unit_id}
    if not units and person.unit_id:
        units = {person.unit_id}
    found = Unit.objects.filter(pk__in=units, organisation__in=over)
    return list(found.select_related("organisation").order_by("name"))


def owned_applications(person: Person) -> QuerySet[Application]:
    """The applications whose costs a person answers for today, as system owner or deputy."""
    held = Responsibility.objects.on(today()).filter(
        person=person, role__in=["system_owner", "deputy_owner"]
    )
    return Application.objects.filter(pk__in=held.values("application")).order_by("name")


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
    rows = ShareLine.objects.filter(share__in=shares).prefetch_related("departments__unit")
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
    return sorted(found, key=lambda each: (-each.line.amount_ore, each.share.title))


@dataclass(frozen=True)
class OwnCost:
    """What a municipality bears alone of something: öre, rows, and why it is not shared."""

    title: str
    amount_ore: int
    rows: int
    never_shared: bool
    waits: bool
    application_id: int | None


def own_costs(
    person: Person, organisation: Organisation, year: int, kind: str, *, unit: Unit | None = None
) -> list[OwnCost]:
    """The cost lines borne by a municipality that no kept share holds, by what they are for; the largest first."""
    held = {
        each["id"]
        for share in latest_kept(person, year, kind).values()
        for each in share.cost_lines
    }
    rows = visible_cost_lines(person).filter(bearer=organisation, year=year, kind=kind)
    if unit is not None:
        rows = rows.filter(unit=unit)
    internal = ExpressionWrapper(
        Q(type=CostType.INTERNAL_COMMUNICATION), output_field=BooleanField()
    )
    named = ("application__name", "initiative__name", "unit__name")
    grouped = (
        rows.exclude(pk__in=held)
        .annotate(never=internal)
        .order_by()
        .values("application", "initiative", "never", *named)
        .annotate(total=Sum("amount_ore"), rows=Count("pk"))
    )
    found = list(grouped)
    subjects: list[Subject] = [(each["application"], each["initiative"]) for each in found]
    joint = taking_part_in([each for each in subjects if each != (None, None)], year)
    own = [
        OwnCost(
            each["application__name"] or each["initiative__name"] or each["unit__name"] or "–",
            each["total"],
            each["rows"],
            each["never"],
            subject in joint and not each["never"],
            each["application"],
        )
        for each, subject in zip(found, subjects, strict=True)
    ]
    return sorted(own, key=lambda each: (-each.amount_ore, each.title))


@dataclass
class YearSums:
    """What a municipality bears in a year and kind: of joint costs, and alone."""

    year: int
    kind: str
    joint_ore: int = 0
    own_ore: int = 0

    @property
    def total_ore(self) -> int:
        return self.joint_ore + self.own_ore

    @property
    def kind_words(self) -> str:
        return str(CostKind(self.kind).label)


def years_compared(person: Person, organisation: Organisation) -> list[YearSums]:
    """Every year with costs, budget and outcome: what the municipality bears; three queries."""
    latest: dict[tuple[int, str, int | None, int | None], Share] = {}
    for share in visible_shares(person).exclude(cost_kind="").order_by("made_on", "pk"):
        latest[share.year, share.cost_kind, share.application_id, share.initiative_id] = share
    kept = {share.pk: share for share in latest.values()}
    found: dict[tuple[int, str], YearSums] = {}

    def sums(year: int, kind: str) -> YearSums:
        return found.setdefault((year, kind), YearSums(year, kind))

    mine = ShareLine.objects.filter(share__in=kept, organisation=organisation)
    for pk, amount in mine.values_list("share", "amount_ore"):
        sums(kept[pk].year, kept[pk].cost_kind).joint_ore += amount
    lines = visible_cost_lines(person).filter(bearer=organisation).order_by()
    for year, kind, amount in lines.values_list("year", "kind").annotate(Sum("amount_ore")):
        sums(year, kind).own_ore += amount
    for share in kept.values():
        laid_out = sum(
            each["amount_ore"] for each in share.cost_lines if each["bearer_id"] == organisation.pk
        )
        if laid_out:
            sums(share.year, share.cost_kind).own_ore -= laid_out
    return [found[key] for key in sorted(found, key=lambda key: (key[0], _KINDS.index(key[1])))]


_KINDS = [CostKind.BUDGET.value, CostKind.FORECAST.value, CostKind.ACTUAL.value]


@dataclass
class Paid:
    """What passes between a municipality and another in a year, by charges: positive is paid, negative received."""

    other: Organisation
    preliminary_ore: int = 0
    settled_ore: int = 0
    charges: list[Charge] = field(default_factory=list)

    @property
    def total_ore(self) -> int:
        return self.preliminary_ore + self.settled_ore


def payments(person: Person, organisation: Organisation, year: int) -> list[Paid]:
    """Whom a municipality pays and who pays it in a year; two queries."""
    rows = visible_charges(person).filter(settlement__year=year)
    rows = rows.filter(Q(payer=organisation) | Q(payee=organisation))
    found: dict[int, Paid] = {}
    for charge in rows.order_by("settlement__number", "period", "title", "pk"):
        pays = charge.payer_id == organisation.pk
        other = charge.payee if pays else charge.payer
        here = found.setdefault(other.pk, Paid(other))
        signed = charge.amount_ore if pays else -charge.amount_ore
        if charge.settlement.kind == "preliminary":
            here.preliminary_ore += signed
        else:
            here.settled_ore += signed
        here.charges.append(charge)
    return sorted(found.values(), key=lambda each: each.other.code)


def department_lines_of(person: Person, unit: Unit, year: int, kind: str) -> list[DepartmentLine]:
    """A department's part of each joint cost of a year, the largest first; three queries."""
    shares = {each.pk: each for each in latest_kept(person, year, kind).values()}
    rows = DepartmentLine.objects.filter(unit=unit, line__share__in=shares).select_related("line")
    for row in rows:
        row.line.share = shares[row.line.share_id]
    return sorted(rows, key=lambda each: (-each.amount_ore, each.line.share.title))


def department_years(person: Person, unit: Unit) -> list[tuple[int, str, int]]:
    """(year, kind, öre) that a department bears of joint costs, oldest first; two queries."""
    latest: dict[tuple[int, str, int | None, int | None], int] = {}
    for share in visible_shares(person).exclude(cost_kind="").order_by("made_on", "pk"):
        key = (share.year, share.cost_kind, share.application_id, share.initiative_id)
        latest[key] = share.pk
    rows = (
        DepartmentLine.objects.filter(unit=unit, line__share__in=latest.values())
        .order_by()
        .values_list("line__share__year", "line__share__cost_kind")
        .annotate(Sum("amount_ore"))
    )
    return sorted(rows, key=lambda row: (row[0], _KINDS.index(row[1])))
