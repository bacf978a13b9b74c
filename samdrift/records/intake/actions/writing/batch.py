"""Rows gather_gists for the database, and written in the order that its rules about days ask for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from samdrift.foundation.audit.actions import facts
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.agreements.models import Agreement, Party, PartyRole
from samdrift.records.register.models import (
    Application,
    Assessment,
    Dependency,
    LifecycleEvent,
    Participation,
    Responsibility,
)
from samdrift.records.spending.models import Approval, CostLine

SIZE = 500


@dataclass(slots=True)
class Batch:
    """New and changed rows of every kind. An agreement comes with its application and its supplier, if known."""

    new_applications: list[Application] = field(default_factory=list)
    changed_applications: list[Application] = field(default_factory=list)
    earlier_ends: dict[dt.date, list[int]] = field(default_factory=lambda: defaultdict(list))
    later_ends: dict[tuple[dt.date, dt.date], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    new_participations: list[Participation] = field(default_factory=list)
    changed_participations: list[Participation] = field(default_factory=list)
    ended_responsibilities: list[Responsibility] = field(default_factory=list)
    undone_responsibilities: list[Responsibility] = field(default_factory=list)
    new_responsibilities: list[Responsibility] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    new_events: list[LifecycleEvent] = field(default_factory=list)
    changed_events: list[LifecycleEvent] = field(default_factory=list)
    new_agreements: list[tuple[Agreement, Application, Organisation | None]] = field(
        default_factory=list
    )
    changed_agreements: list[Agreement] = field(default_factory=list)
    new_cost_lines: list[CostLine] = field(default_factory=list)
    changed_cost_lines: list[CostLine] = field(default_factory=list)
    dependencies: list[Dependency] = field(default_factory=list)
    before: dict[tuple[type[models.Model], int], dict[str, Any]] = field(default_factory=dict)

    def remember(self, thing: models.Model) -> None:
        """Keep what a row says before the file changes it."""
        self.before[type(thing), thing.pk] = facts(thing)

    def _change(self, rows: Sequence[models.Model], *, batch_size: int = 200) -> None:
        """Store every field in which any of these rows differs from what it said before the file, and no others."""
        differing: set[str] = set()
        for row in rows:
            before = self.before[type(row), row.pk]
            differing |= {name for name, value in facts(row).items() if before.get(name) != value}
        if not differing:
            return
        names = [
            field.name for field in rows[0]._meta.concrete_fields if field.attname in differing
        ]
        if any(field.name == "changed_at" for field in rows[0]._meta.concrete_fields):
            names.append("changed_at")
            for row in rows:
                row.changed_at = timezone.now()  # type: ignore[attr-defined]
        change_rows(rows, names, batch_size=batch_size)

    def write_applications(self) -> None:
        """First what gives room: shorter parts before a shorter life, a longer life before longer parts."""
        for end, ids in self.earlier_ends.items():
            for part in (Participation, Responsibility):
                of_these = part.objects.filter(application__in=ids)
                of_these.filter(starts_on__gt=end).delete()
                of_these.exclude(ends_on__lte=end).update(ends_on=end)
        create_rows(self.new_applications, batch_size=SIZE)
        self._change(self.changed_applications, batch_size=100)
        for (old, new), ids in self.later_ends.items():
            Participation.objects.filter(application__in=ids, ends_on=old).update(
                ends_on=new, changed_at=timezone.now()
            )
            Responsibility.objects.filter(application__in=ids, ends_on=old).update(ends_on=new)

    def write_parts(self) -> None:
        """Everything that belongs to an application; whoever leaves a role before whoever takes it."""
        self._change(self.changed_participations)
        create_rows(self.new_participations, batch_size=SIZE)
        undone = [each.pk for each in self.undone_responsibilities]
        for start in range(0, len(undone), SIZE):
            Responsibility.objects.filter(pk__in=undone[start : start + SIZE]).delete()
        self._change(self.ended_responsibilities)
        create_rows(self.new_responsibilities, batch_size=SIZE)
        create_rows(self.assessments, batch_size=SIZE)
        create_rows(self.new_events, batch_size=SIZE)
        self._change(self.changed_events)
        create_rows(self.new_cost_lines, batch_size=SIZE)
        self._change(self.changed_cost_lines)
        changed = [line.pk for line in self.changed_cost_lines]
        for start in range(0, len(changed), SIZE):
            Approval.objects.filter(line__in=changed[start : start + SIZE]).update(holds=False)
        create_rows(self.dependencies, batch_size=SIZE)

    def write_agreements(self) -> None:
        create_rows([agreement for agreement, _, _ in self.new_agreements], batch_size=SIZE)
        covers = Agreement.applications.through
        create_rows(
            [
                covers(agreement_id=agreement.pk, application_id=app.pk)
                for agreement, app, _ in self.new_agreements
            ],
            batch_size=SIZE,
        )
        parties = []
        for agreement, _application, supplier in self.new_agreements:
            parties.append(
                Party(
                    agreement=agreement, organisation=agreement.responsible, role=PartyRole.CUSTOMER
                )
            )
            if supplier is not None:
                parties.append(
                    Party(agreement=agreement, organisation=supplier, role=PartyRole.SUPPLIER)
                )
        create_rows(parties, batch_size=SIZE)
        self._change(self.changed_agreements)
