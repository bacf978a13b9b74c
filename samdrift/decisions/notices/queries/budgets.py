"""What is budgeted for joint costs, year by year; a coming year without a budget borrows the latest one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum

from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.records.spending.models import CostKind, CostLine, CostPhase


@dataclass(frozen=True)
class Budgeted:
    """What a subject costs in a year, whole öre, and the year whose budget says so; None where none does."""

    amount_ore: int
    budget_of: int | None


def budgets_of(
    subjects: Iterable[Subject], years: Iterable[int]
) -> Mapping[tuple[Subject, int], Budgeted]:
    """Each subject's shareable budget in each year; one query.

    A year without a line takes the latest year before it that has one, without what is introduced once.
    """
    wanted, asked = set(subjects), sorted(set(years))
    lines = CostLine.objects.shareable().filter(
        Q(application__in=[application for application, _none in wanted if application])
        | Q(initiative__in=[initiative for _none, initiative in wanted if initiative]),
        kind=CostKind.BUDGET,
        year__lte=max(asked, default=0),
    )
    found: dict[Subject, dict[int, tuple[int, int]]] = {}
    rows = lines.values("application", "initiative", "year").annotate(
        whole=Sum("amount_ore"),
        once=Sum("amount_ore", filter=Q(phase=CostPhase.INTRODUCTION)),
    )
    for row in rows.order_by():
        here = found.setdefault((row["application"], row["initiative"]), {})
        here[row["year"]] = (row["whole"], row["once"] or 0)
    return {
        (subject, year): _in_year(found.get(subject, {}), year)
        for subject in wanted
        for year in asked
    }


def _in_year(by_year: Mapping[int, tuple[int, int]], year: int) -> Budgeted:
    earlier = [each for each in by_year if each <= year]
    if not earlier:
        return Budgeted(0, None)
    latest = max(earlier)
    whole, once = by_year[latest]
    return Budgeted(whole if latest == year else whole - once, latest)
