"""What is agreed on the applications that the checks look at."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from samdrift.records.agreements.models import Agreement, AgreementKind, Party, PartyRole
from samdrift.records.register.models import Application


@dataclass(frozen=True, slots=True)
class Bound:
    """An agreement in force on an application: its kind, who keeps it, and the organisations and operating units that
    it binds."""

    agreement: int
    responsible: int
    kind: str
    organisations: frozenset[int]
    operators: frozenset[int]


class AgreementFacts:
    """Agreements on a day's applications. Dictionaries are by an application's primary key."""

    on: dt.date

    @cached_property
    def application_ids(self) -> list[int]:
        """The day's applications: what this is a part of reads them."""
        raise NotImplementedError  # RegisterFacts has them, and nobody makes this alone

    @cached_property
    def agreements(self) -> dict[int, list[Bound]]:
        """What is agreed on each application and in force on the day."""
        links = list(
            Agreement.applications.through.objects.filter(
                application__in=self.application_ids,
                agreement__in=Agreement.objects.in_force(self.on),
            ).values_list("application", "agreement", "agreement__responsible", "agreement__kind")
        )
        organisations: dict[int, set[int]] = defaultdict(set)
        operators: dict[int, set[int]] = defaultdict(set)
        parties = Party.objects.filter(agreement__in={link[1] for link in links})
        for agreement, organisation, unit, role in parties.values_list(
            "agreement", "organisation", "unit", "role"
        ):
            organisations[agreement].add(organisation)
            if unit is not None and role == PartyRole.OPERATOR:
                operators[agreement].add(unit)
        found: dict[int, list[Bound]] = defaultdict(list)
        for application, agreement, responsible, kind in links:
            bound = Bound(
                agreement,
                responsible,
                kind,
                frozenset(organisations[agreement]),
                frozenset(operators[agreement]),
            )
            found[application].append(bound)
        return found

    @cached_property
    def agreements_over(self) -> dict[int, list[tuple[str, dt.date]]]:
        """What was agreed on each application and is over: its kind, and the day after its last."""
        rows = Agreement.applications.through.objects.filter(
            application__in=self.application_ids,
            agreement__in=Agreement.objects.begun_by(self.on),
        ).exclude(agreement__in=Agreement.objects.in_force(self.on))
        found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
        for application, kind, ended, ends in rows.values_list(
            "application", "agreement__kind", "agreement__ended_on", "agreement__ends_on"
        ):
            last = ended or ends
            if last is not None:
                found[application].append((kind, last + dt.timedelta(days=1)))
        return found

    def uncovered_since(self, application: Application, *kinds: str) -> dt.date:
        """The day after the last agreement of these kinds, of any if none is said; else the application's first."""
        over = self.agreements_over.get(application.pk, ())
        days = [day for kind, day in over if not kinds or kind in kinds]
        return max([application.starts_on, *days])

    def kinds_agreed(self, application: Application) -> set[str]:
        return {each.kind for each in self.agreements.get(application.pk, ())}

    def operators_bound(self, application: Application) -> set[int]:
        """The IT units that an operating agreement in force binds."""
        found = self.agreements.get(application.pk, ())
        return {
            unit
            for each in found
            if each.kind == AgreementKind.OPERATING
            for unit in each.operators
        }
