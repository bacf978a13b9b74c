"""Agreements' prices → a year's budget lines with the agreement as their source; nothing is doubled. Reads only."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.core.budget import equal_parts_ore, price_of_year_ore
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType
from samdrift.records.spending.queries import edit_rights

TYPES: Mapping[str, CostType] = {
    AgreementKind.SUPPLIER: CostType.LICENCE,
    AgreementKind.LICENCE: CostType.LICENCE,
    AgreementKind.SUPPORT: CostType.SOFTWARE,
}
SEVERAL_FROM_IT = _("Several lines have the agreement as source and don't sum to its price")
SEVERAL_ALIKE = _("There are several such lines without agreement: say by hand which it is")


class DerivedOutcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"  # the agreement's own line has another amount
    LINKED = "linked"  # a line of the same kind, without agreement, would become the agreement's
    SAME = "same"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Derived:
    """An agreement's price for one application in one year, and the line that says so or would."""

    agreement: Agreement
    application: Application
    amount_ore: int
    covers: int  # applications among which the price is divided
    outcome: DerivedOutcome
    line: CostLine
    before_ore: int | None = None
    why: str | Promise = ""

    @property
    def key(self) -> tuple[int, int, int]:
        """What it is about, and the amount that a person sees."""
        return self.agreement.pk, self.application.pk, self.amount_ore

    @property
    def name(self) -> str:
        """The key as a form sends it."""
        return "-".join(map(str, self.key))

    @property
    def can_be_made(self) -> bool:
        return self.outcome in {DerivedOutcome.NEW, DerivedOutcome.CHANGED, DerivedOutcome.LINKED}

    @property
    def is_safe(self) -> bool:
        """Chosen beforehand: not where somebody has written another amount by hand."""
        return self.can_be_made and (
            self.outcome != DerivedOutcome.LINKED or self.before_ore == self.amount_ore
        )


@dataclass(frozen=True, slots=True)
class DerivedPlan:
    rows: Sequence[Derived]

    def of(self, outcome: DerivedOutcome) -> list[Derived]:
        return [row for row in self.rows if row.outcome == outcome]


def agreement_cost_ore(agreement: Agreement, year: int) -> int | None:
    """The agreement's price for the days of the year that it holds; None without a price, or a day."""
    if agreement.price_per_year_ore is None:
        return None
    ends_on = None if agreement.rolling else agreement.current_end
    starts_on = agreement.starts_on or dt.date(year, 1, 1)  # not known: it has begun
    return price_of_year_ore(agreement.price_per_year_ore, starts_on, ends_on, year)


def derived_lines(person: Person, year: int) -> DerivedPlan:
    """What every visible agreement costs in the year, where the person budgets; a fixed number of queries."""
    say = edit_rights(person)
    covered = Application.objects.select_related("host").order_by("pk")
    priced = (
        visible_agreements(person)
        .filter(seen_price_ore__isnull=False)  # type: ignore[misc]  # annotated by the question
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=dt.date(year, 12, 31)))
        .select_related("responsible")
        .prefetch_related(Prefetch("applications", covered))
        .order_by("title", "pk")
    )
    agreements = list(priced)
    standing = _Standing(agreements, year)
    rows = [
        row
        for agreement in agreements
        for row in _of_agreement(agreement, year, standing)
        if say.over(row.line)
    ]
    return DerivedPlan(rows)


class _Standing:
    """The year's budget lines of what the agreements cover, by their source and by their room; one query."""

    def __init__(self, agreements: Iterable[Agreement], year: int) -> None:
        covered = {each.pk for agreement in agreements for each in agreement.applications.all()}
        lines = CostLine.objects.filter(application__in=covered, year=year, kind=CostKind.BUDGET)
        self.of_agreement: dict[tuple[int, int], list[CostLine]] = {}
        self.without: dict[tuple[int, int, str], list[CostLine]] = {}
        for line in lines.select_related("application", "initiative", "bearer").order_by("pk"):
            assert line.application_id is not None
            if line.agreement_id is not None:
                key = (line.agreement_id, line.application_id)
                self.of_agreement.setdefault(key, []).append(line)
            elif line.phase == CostPhase.MAINTENANCE:
                room = (line.application_id, line.bearer_id, line.type)
                self.without.setdefault(room, []).append(line)


def _of_agreement(agreement: Agreement, year: int, standing: _Standing) -> Iterable[Derived]:
    cost_ore = agreement_cost_ore(agreement, year)
    first = dt.date(year, 1, 1)
    applications = [
        each
        for each in agreement.applications.all()
        if each.ends_on is None or each.ends_on >= first
    ]
    if cost_ore is None or not applications:
        return
    parts = equal_parts_ore(cost_ore, len(applications))
    for application, amount_ore in zip(applications, parts, strict=True):
        line = _line(agreement, application, year, amount_ore)
        yield _compare(line, agreement, application, len(applications), standing)


def _line(agreement: Agreement, application: Application, year: int, amount_ore: int) -> CostLine:
    return CostLine(
        application=application,
        bearer=agreement.responsible,
        year=year,
        phase=CostPhase.MAINTENANCE,
        type=TYPES.get(agreement.kind, CostType.OTHER),
        kind=CostKind.BUDGET,
        agreement=agreement,
        amount_ore=amount_ore,
        source=str(agreement)[:200],
        is_example=agreement.is_example,
    )


def _compare(
    line: CostLine,
    agreement: Agreement,
    application: Application,
    covers: int,
    standing: _Standing,
) -> Derived:
    """The line that would be made, or the one that stands there already."""
    from_it = standing.of_agreement.get((agreement.pk, application.pk), [])
    alike = standing.without.get((application.pk, line.bearer_id, line.type), [])
    found = from_it or alike
    before_ore = sum(each.amount_ore for each in found) if found else None
    outcome, why = _outcome(line, from_it, alike)
    standing_line = found[0] if found else line
    return Derived(
        agreement, application, line.amount_ore, covers, outcome, standing_line, before_ore, why
    )


def _outcome(
    line: CostLine, from_it: Sequence[CostLine], alike: Sequence[CostLine]
) -> tuple[DerivedOutcome, str | Promise]:
    if from_it:
        if sum(each.amount_ore for each in from_it) == line.amount_ore:
            return DerivedOutcome.SAME, ""
        return (
            (DerivedOutcome.LEFT_OUT, SEVERAL_FROM_IT)
            if len(from_it) > 1
            else (DerivedOutcome.CHANGED, "")
        )
    if alike:
        return (
            (DerivedOutcome.LEFT_OUT, SEVERAL_ALIKE)
            if len(alike) > 1
            else (DerivedOutcome.LINKED, "")
        )
    return DerivedOutcome.NEW, ""
