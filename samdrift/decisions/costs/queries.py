"""What a person may see of shares, and the facts behind joint costs."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samdrift.decisions.costs.models import KeyKind, Share, SharingRule
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.foundation.organisations.access import may_anywhere, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Population
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.register.models import Application, Participation
from samdrift.records.register.queries import participants_by_application, visible_applications
from samdrift.records.spending.models import CostKind, CostLine, CostType
from samdrift.records.spending.queries import visible_cost_lines


def sees_costs(person: Person) -> bool:
    return may_anywhere(person, Permission.SEE_COSTS)


def visible_shares(person: Person) -> QuerySet[Share]:
    """Those who see costs see their federation's shares, a neighbour those it has a line in.

    A share that has been proposed is a public document: whoever sees the proposal sees it.
    """
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    federations = person.federation_ids if over else frozenset()
    return (
        Share.objects.filter(
            Q(federation__in=federations)
            | Q(pk__in=Share.objects.filter(lines__organisation__in=over).values("pk"))
            | Q(proposal__in=visible_proposals(person))
        )
        .select_related("application", "made_by", "proposal", "federation")
        .order_by("-year", "-made_on", "-pk")
    )


def visible_rules(person: Person) -> QuerySet[SharingRule]:
    """What is agreed instead of population: for those who see costs in the federation."""
    federations = person.federation_ids if sees_costs(person) else frozenset()
    return SharingRule.objects.filter(federation__in=federations).select_related("application")


@dataclass(frozen=True)
class AgreedKey:
    """Which key holds, and where that is said; no rule of one's own means the policy's."""

    key: KeyKind
    rule: SharingRule | None = None


def rules_on(federation: Organisation | None, day: dt.date) -> dict[int | None, SharingRule]:
    """The rules in force on a day by application; None is the rule for everything else."""
    return {
        rule.application_id: rule
        for rule in SharingRule.objects.on(day).filter(federation=federation)
    }


def agreed_key(rules: Mapping[int | None, SharingRule], application: int | None) -> AgreedKey:
    """The application's own rule, else the federation's, else population (policy, P2.18 and P6.5)."""
    rule = rules.get(application) or rules.get(None)
    return AgreedKey(KeyKind(rule.key), rule) if rule else AgreedKey(KeyKind.POPULATION)


def possible_participants(person: Person) -> QuerySet[Organisation]:
    """Members of one's circle, and neighbours that take part in what the circle sees; never suppliers."""
    joint = Participation.objects.filter(application__in=visible_applications(person))
    return (
        Organisation.objects.filter(
            Q(pk__in=circle_ids(person)) | Q(pk__in=joint.values("organisation"))
        )
        .exclude(kind__in=[Kind.SUPPLIER, Kind.FEDERATION])
        .order_by("municipality_code", "name")
    )


def key_dates() -> list[dt.date]:
    """Days up to today with published population, newest first."""
    days = Population.objects.filter(on__lte=today()).order_by("-on").values_list("on", flat=True)
    return list(days.distinct())


def cost_years(person: Person) -> list[int]:
    """Years with cost lines of applications, newest first."""
    lines = visible_cost_lines(person).filter(application__isnull=False)
    return list(lines.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class JointFacts:
    """A joint application of a year: who takes part on the day that counts, and its cost lines."""

    application: Application
    participants: tuple[Organisation, ...]
    counted_on: dt.date
    shared: tuple[CostLine, ...]
    kept: tuple[CostLine, ...]

    @property
    def total_ore(self) -> int:
        return sum(line.amount_ore for line in self.shared)


def joint_facts(
    person: Person, year: int, kind: str = CostKind.BUDGET, *, only: int | None = None
) -> list[JointFacts]:
    """Applications in which two or more take part on 31 December of the year, or did on 1 July; by name.

    Communication inside a municipality is never shared (policy, P2.19): those lines are in `kept`.
    """
    applications = visible_applications(person).select_related("host")
    if only is not None:
        applications = applications.filter(pk=only)
    by_key = {application.pk: application for application in applications}
    taking_part = _counted_participants(by_key, year)
    lines: dict[int, list[CostLine]] = {}
    rows = visible_cost_lines(person).filter(
        application__in=list(taking_part), year=year, kind=kind
    )
    for line in rows.select_related("bearer").order_by("phase", "type", "pk"):
        assert line.application_id is not None
        lines.setdefault(line.application_id, []).append(line)
    return [
        _joint(by_key[key], *taking_part[key], lines.get(key, []))
        for key in by_key
        if key in taking_part
    ]


def _joint(
    application: Application,
    participants: list[Organisation],
    counted_on: dt.date,
    lines: Iterable[CostLine],
) -> JointFacts:
    shared, kept = split_lines(lines)
    return JointFacts(application, tuple(participants), counted_on, shared, kept)


def split_lines(lines: Iterable[CostLine]) -> tuple[tuple[CostLine, ...], tuple[CostLine, ...]]:
    """(what is shared, what each municipality bears itself)."""
    listed = list(lines)
    kept = tuple(line for line in listed if line.type == CostType.INTERNAL_COMMUNICATION)
    return tuple(line for line in listed if line not in kept), kept


def _counted_participants(
    applications: Iterable[int], year: int
) -> dict[int, tuple[list[Organisation], dt.date]]:
    """Those with at least two participants, on the last day of the year where there still are two, else at midyear."""
    keys = list(applications)
    midyear, last = dt.date(year, 7, 1), dt.date(year, 12, 31)
    at_midyear = participants_by_application(keys, midyear)
    at_end = participants_by_application(keys, last)
    found = {}
    for key in keys:
        for taking_part, day in ((at_end.get(key, []), last), (at_midyear.get(key, []), midyear)):
            if len(taking_part) > 1:
                found[key] = (taking_part, day)
                break
    return found
