"""Budget against forecast and actual: sums by what the cost is of, by type and by year, made by the database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, Sum

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import (
    may_anywhere,
    organisation_ids_where,
    unit_ids_where,
)
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.queries import hosts_whose
from samdrift.records.spending.models import CostKind, CostLine, JointInitiative

APPROVED = Q(approved_on__isnull=False)


Place = tuple[str, int]  # "application", "initiative" or "unit", and its key


@dataclass(frozen=True, slots=True)
class FineSums:
    """The lines of one year, thing, phase and type: (öre, approved öre) by kind."""

    year: int
    place: Place
    type: str
    kinds: Mapping[str, tuple[int, int]]


@dataclass(slots=True)
class SumsByKind:
    """Öre budgeted, expected and spent, None where no line says; and how much of all of it is approved."""

    sums: dict[str, int] = field(default_factory=dict)
    approved: dict[str, int] = field(default_factory=dict)
    expected_ore: int = 0

    def add(self, fine: FineSums) -> None:
        for kind, (amount_ore, approved_ore) in fine.kinds.items():
            self.sums[kind] = self.sums.get(kind, 0) + amount_ore
            self.approved[kind] = self.approved.get(kind, 0) + approved_ore
        said = fine.kinds.get(CostKind.FORECAST) or fine.kinds.get(CostKind.BUDGET) or (0, 0)
        self.expected_ore += said[0]

    @property
    def budget_ore(self) -> int | None:
        return self.sums.get(CostKind.BUDGET)

    @property
    def forecast_ore(self) -> int | None:
        """What the year looks like becoming: the forecast, and the budget of what has none. None without any."""
        return self.expected_ore if CostKind.FORECAST in self.sums else None

    @property
    def actual_ore(self) -> int | None:
        return self.sums.get(CostKind.ACTUAL)

    @property
    def difference_ore(self) -> int | None:
        """Actual less budget, where both are known; a saving is below zero."""
        if self.actual_ore is None or self.budget_ore is None:
            return None
        return self.actual_ore - self.budget_ore

    @property
    def difference_percent(self) -> float | None:
        if self.difference_ore is None or not self.budget_ore:
            return None
        return round(100 * self.difference_ore / abs(self.budget_ore), 1) or 0.0

    def of(self, kind: str) -> int | None:
        """The sum that a page shows for a kind."""
        return self.forecast_ore if kind == CostKind.FORECAST else self.sums.get(kind)

    def approved_percent(self, kind: str) -> int | None:
        """How much of a kind's sum is approved, rounded down: 100 means that all of it is."""
        whole = self.sums.get(kind)
        return None if not whole else 100 * self.approved[kind] // whole


@dataclass(slots=True)
class Followed(SumsByKind):
    """One application, joint initiative or unit with its sums."""

    pk: int = 0
    what: str = ""
    address: str = ""  # of its cost lines, within the list of them
    about: str = ""  # application, initiative or unit

    @property
    def approved_budget_percent(self) -> int | None:
        return self.approved_percent(CostKind.BUDGET)


def followed_organisations(person: Person) -> QuerySet[Organisation]:
    """Whose costs a person follows: one's own municipality's, or unit's; who works with collaboration also those of
    members whose applications' costs the audience lets one see. Ask `follows_all_of` whether it is all of them."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    if over and may_anywhere(person, Permission.SEE_COLLABORATION):
        over |= hosts_whose(person, FieldGroup.COSTS)
    units = Unit.objects.filter(pk__in=unit_ids_where(person, Permission.SEE_COSTS))
    over |= set(units.values_list("organisation", flat=True))
    return (
        Organisation.objects.filter(pk__in=over)
        .exclude(kind__in=[Kind.FEDERATION, Kind.SUPPLIER])
        .order_by("municipality_code", "name")
    )


def follows_all_of(person: Person, organisation: Organisation) -> bool:
    """Does the person see everything that the organisation bears, its units' own costs as well?"""
    return organisation.pk in organisation_ids_where(person, Permission.SEE_COSTS)


def fine_sums(lines: QuerySet[CostLine]) -> list[FineSums]:
    """The lines summed as far as every table and picture of a page allows; one query."""
    found: dict[tuple[int, Place, str, str], dict[str, tuple[int, int]]] = {}
    grouped = (
        lines.order_by()
        .values_list("year", "application", "initiative", "unit", "phase", "type", "kind")
        .annotate(Sum("amount_ore"), approved=Sum("amount_ore", filter=APPROVED))
    )
    for (
        year,
        application,
        initiative,
        unit,
        phase,
        type_,
        kind,
        amount_ore,
        approved_ore,
    ) in grouped:
        place: Place = ("unit", unit)
        if application is not None:
            place = ("application", application)
        elif initiative is not None:
            place = ("initiative", initiative)
        kinds = found.setdefault((year, place, phase, type_), {})
        before = kinds.get(kind, (0, 0))
        kinds[kind] = (before[0] + amount_ore, before[1] + (approved_ore or 0))
    return [
        FineSums(year, place, type_, kinds) for (year, place, _phase, type_), kinds in found.items()
    ]


def sum_by(fines: Iterable[FineSums], key: Callable[[FineSums], Any]) -> dict[Any, SumsByKind]:
    """Sums by whatever `key` says of them."""
    found: dict[Any, SumsByKind] = {}
    for fine in fines:
        found.setdefault(key(fine), SumsByKind()).add(fine)
    return found


def year_totals(lines: QuerySet[CostLine]) -> dict[int, dict[str, int]]:
    """Öre by year and kind, for the choice of year and the line over the years; one query."""
    found: dict[int, dict[str, int]] = {}
    grouped = lines.order_by().values_list("year", "kind").annotate(Sum("amount_ore"))
    for year, kind, amount_ore in grouped:
        found.setdefault(year, {})[kind] = amount_ore
    return found


def follow_up_rows(fines: Iterable[FineSums]) -> list[Followed]:
    """A row for each thing, the largest budget first; three queries for their names."""
    rows: dict[Place, Followed] = {}
    for fine in fines:
        about, pk = fine.place
        rows.setdefault(fine.place, Followed(about=about, pk=pk)).add(fine)
    _name(rows)
    return sorted(
        rows.values(),
        key=lambda row: (-(row.budget_ore or row.actual_ore or 0), swedish_key(row.what), row.pk),
    )


def _name(rows: Mapping[Place, Followed]) -> None:
    keys = {"application": "applikation", "initiative": "satsning", "unit": "egen_enhet"}
    models: dict[str, QuerySet[Application] | QuerySet[JointInitiative] | QuerySet[Unit]] = {
        "application": Application.objects.select_related("host"),
        "initiative": JointInitiative.objects.all(),
        "unit": Unit.objects.select_related("organisation"),
    }
    for about, named in models.items():
        for each in named.filter(pk__in=[pk for kind, pk in rows if kind == about]):
            row = rows[about, each.pk]
            row.what, row.address = str(each), f"{keys[about]}={each.pk}"


def total_of(fines: Iterable[FineSums]) -> SumsByKind:
    """All of them together."""
    whole = SumsByKind()
    for fine in fines:
        whole.add(fine)
    return whole
