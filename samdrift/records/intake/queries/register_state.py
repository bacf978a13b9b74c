"""What the register holds today that a municipality's files can say something of."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.agreements.models import Agreement
from samdrift.records.intake.models import ImportedRow
from samdrift.records.register.models import (
    Application,
    Assessment,
    Dependency,
    LifecycleEvent,
    LifecycleKind,
    Participation,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType

BUDGETS = {"operating_budget": CostPhase.MAINTENANCE, "development_budget": CostPhase.RENEWAL}


@dataclass(slots=True)
class RegisterState:
    """An application with the rows that a file can say something of, as of today."""

    application: Application
    link: ImportedRow | None = None
    participation: Participation | None = None
    responsibilities: list[Responsibility] = field(default_factory=list)
    ended: list[Responsibility] = field(default_factory=list)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    introduced: LifecycleEvent | None = None
    agreement: Agreement | None = None
    cost_lines: dict[str, CostLine] = field(default_factory=dict)
    needs: list[Dependency] = field(default_factory=list)
    needed_by: list[Dependency] = field(default_factory=list)

    def holders(self, role: ResponsibilityRole) -> list[Responsibility]:
        return [each for each in self.responsibilities if each.role == role]

    def never_held(self, role: ResponsibilityRole) -> bool:
        """Whether nobody has ever had the role."""
        return not any(each.role == role for each in [*self.responsibilities, *self.ended])

    def held_after(self, role: ResponsibilityRole, day: dt.date) -> list[Responsibility]:
        """Everybody whose time in the role reaches past a day, those who have left since included."""
        ended = [
            each
            for each in self.ended
            if each.role == role and each.ends_on and each.ends_on >= day
        ]
        return [*self.holders(role), *ended]


FEW = 500  # so many applications are asked for by number; more are all fetched


def register_state_of(
    organisation: Organisation, wanted: Collection[int]
) -> dict[int, RegisterState]:
    """Applications by primary key with all that a file can change, in a fixed number of queries."""
    if not wanted:
        return {}
    reach = Application.objects.filter(
        Q(host=organisation) | Q(imported_row__organisation=organisation)
    )
    if len(wanted) <= FEW:
        reach = Application.objects.filter(pk__in=wanted)
    applications = reach.select_related("product", "area")
    found = {application.pk: RegisterState(application) for application in applications}
    asked: QuerySet[Any] = reach.order_by().values("pk")
    for link in ImportedRow.objects.filter(application__in=asked).select_related("agreement"):
        found[link.application_id].link = link
        found[link.application_id].agreement = link.agreement
    _with_people(found, organisation, asked)
    _with_judgements(found, organisation, asked)
    return found


def _with_people(
    found: dict[int, RegisterState], organisation: Organisation, asked: QuerySet[Any]
) -> None:
    taking_part = Participation.objects.filter(application__in=asked, organisation=organisation)
    for row in taking_part.select_related("contact").order_by("starts_on", "pk"):
        found[row.application_id].participation = row
    held = Responsibility.objects.filter(application__in=asked).exclude(ends_on__lt=today())
    for each in held.select_related("person").order_by("pk"):
        found[each.application_id].responsibilities.append(each)
    ended = Responsibility.objects.filter(application__in=asked, ends_on__lt=today())
    for each in ended.order_by("pk"):
        found[each.application_id].ended.append(each)


def _with_judgements(
    found: dict[int, RegisterState], organisation: Organisation, asked: QuerySet[Any]
) -> None:
    for assessment in Assessment.objects.filter(application__in=asked).order_by("on", "pk"):
        found[assessment.application_id].assessments[assessment.side] = assessment
    introduced = LifecycleEvent.objects.filter(application__in=asked, kind=LifecycleKind.INTRODUCED)
    for event in introduced.order_by("on", "pk"):
        found[event.application_id].introduced = event
    lines = CostLine.objects.filter(
        application__in=asked,
        bearer=organisation,
        kind=CostKind.BUDGET,
        type=CostType.OTHER,
        year=today().year,
    )
    for line in lines.order_by("pk"):
        if line.application_id is not None:
            found[line.application_id].cost_lines[line.phase] = line
    for need in Dependency.objects.filter(application__in=asked).select_related(
        "needs", "application"
    ):
        found[need.application_id].needs.append(need)
    for need in Dependency.objects.filter(needs__in=asked).select_related("needs", "application"):
        if need.needs_id is not None:
            found[need.needs_id].needed_by.append(need)
