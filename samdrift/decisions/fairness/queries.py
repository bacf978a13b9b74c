"""What is known of what each municipality would pay alone: said by somebody, its own systems, and others' like them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from samdrift.decisions.fairness.models import StandAloneCost
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import CostKind, CostType
from samdrift.records.spending.queries import visible_cost_lines


def said_costs(
    year: int,
    *,
    applications: Collection[int] = (),
    initiatives: Collection[int] = (),
    shares: Collection[int] = (),
) -> list[StandAloneCost]:
    """What has been said of these for a year. Ask for what the person has been let see; one query."""
    rows = StandAloneCost.objects.filter(
        Q(application__in=applications) | Q(initiative__in=initiatives) | Q(share__in=shares),
        year=year,
    )
    return list(rows.select_related("organisation", "said_by"))


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A municipality's own system in an area, which nobody else uses, and what it cost in a year."""

    organisation_id: int
    code: str
    name: str
    area_id: int
    application: str
    year: int
    kind: str
    amount_ore: int


def own_cases(person: Person, areas: Iterable[int], year: int, kind: str) -> list[OwnCase]:
    """Every municipality's own systems in the areas with the latest costs known to a year; two queries.

    Of the year asked for that kind is taken first; else the outcome, then the budget. Several systems of one
    municipality in one area are as many cases.
    """
    alone = (
        visible_applications(person)
        .filter(area__in=set(areas))
        .annotate(users=Count("participations__organisation", distinct=True))
        .filter(users=1)
        .select_related("host")
        .order_by("pk")
    )
    by_pk = {each.pk: each for each in alone}
    rows = (
        visible_cost_lines(person)
        .exclude(type=CostType.INTERNAL_COMMUNICATION)
        .filter(application__in=alone.values("pk"), year__lte=year)
        .values("application", "bearer", "year", "kind")
        .annotate(sum_ore=Sum("amount_ore"))
    )
    usual: list[str] = [CostKind.ACTUAL, CostKind.BUDGET, CostKind.FORECAST]
    latest: dict[int, dict[str, Any]] = {}
    for row in sorted(
        rows,
        key=lambda row: (
            row["year"],
            row["year"] == year and row["kind"] == kind,
            -usual.index(row["kind"]),
        ),
    ):
        if row["bearer"] == by_pk[row["application"]].host_id:
            latest[row["application"]] = dict(row)
    return [
        OwnCase(
            application.host_id,
            application.host.code,
            str(application.host),
            application.area_id or 0,
            application.name,
            row["year"],
            row["kind"],
            row["sum_ore"],
        )
        for pk, row in sorted(latest.items())
        for application in [by_pk[pk]]
    ]
