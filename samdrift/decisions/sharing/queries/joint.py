"""The facts behind joint costs: who takes part, for how long, by which key, and the cost lines."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from samdrift.core.sharing import KeyRule
from samdrift.decisions.sharing.models import KeyKind, SharingRule
from samdrift.decisions.sharing.queries.agreed import rules_in_force
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import members_of
from samdrift.records.register.models import Application, Participation
from samdrift.records.spending.models import (
    CostKind,
    CostLine,
    CostType,
    InitiativeParticipation,
    JointInitiative,
)
from samdrift.records.spending.queries import (
    applications_with_seen_costs,
    initiatives_with_seen_costs,
    visible_cost_lines,
)

Subject = tuple[int | None, int | None]  # an application, or a joint initiative


@dataclass(frozen=True)
class AgreedKey:
    """Which key holds, and where that is said; no rule of one's own means the policy's."""

    key: KeyKind
    rule: SharingRule | None = None

    @property
    def key_rule(self) -> KeyRule:
        return self.rule.rule if self.rule else KeyRule(self.key)


def rules_on(federation: Organisation | None, day: dt.date) -> dict[Subject, SharingRule]:
    """The rules in force on a day by subject; (None, None) is the rule for everything else.

    Of two that everybody has agreed on, the one that began last.
    """
    return {
        (rule.application_id, rule.initiative_id): rule
        for rule in rules_in_force(day).filter(federation=federation).order_by("starts_on", "pk")
    }


def agreed_key(rules: Mapping[Subject, SharingRule], subject: Subject) -> AgreedKey:
    """The subject's own rule, else the federation's, else population."""
    rule = rules.get(subject) or rules.get((None, None))
    return AgreedKey(KeyKind(rule.key), rule) if rule else AgreedKey(KeyKind.POPULATION)


@dataclass(frozen=True)
class TakingPart:
    """A participant in a year: its days, its users on the last of them, and users × days; None where not known."""

    organisation: Organisation
    days: int
    users: int | None
    user_days: Fraction | None

    @property
    def code(self) -> str:
        return self.organisation.code


@dataclass(frozen=True)
class JointFacts:
    """A joint application or initiative of a year: who takes part and how long, and its cost lines.

    shared: what is shared, kept: what each municipality bears itself; both whether approved or not.
    """

    application: Application | None
    initiative: JointInitiative | None
    taking_part: tuple[TakingPart, ...]
    of_days: int
    shared: tuple[CostLine, ...]
    kept: tuple[CostLine, ...]

    @property
    def subject(self) -> Subject:
        application, initiative = self.application, self.initiative
        return (application.pk if application else None, initiative.pk if initiative else None)

    @property
    def title(self) -> str:
        return str(self.application or self.initiative)

    @property
    def participants(self) -> tuple[Organisation, ...]:
        return tuple(each.organisation for each in self.taking_part)

    @property
    def total_ore(self) -> int:
        return sum(line.amount_ore for line in self.shared)

    @property
    def awaiting_approval(self) -> tuple[CostLine, ...]:
        """What the owner has not approved as it stands: it can't be shared."""
        return tuple(line for line in self.shared if line.approved_on is None)


def joint_facts(
    person: Person, year: int, kind: str = CostKind.BUDGET, *, only: Subject | None = None
) -> list[JointFacts]:
    """Applications and initiatives in which two or more take part some day of the year; by name.

    Of what the person sees all costs of: nothing is shared out of a part of them. Communication inside a municipality
    is never shared: those lines are in `kept`.
    """
    applications = applications_with_seen_costs(person).select_related("host")
    initiatives = initiatives_with_seen_costs(person).select_related("owner")
    if only is not None:
        applications = applications.filter(pk__in=[only[0]] if only[0] else [])
        initiatives = initiatives.filter(pk__in=[only[1]] if only[1] else [])
    found: dict[Subject, Application | JointInitiative] = {
        (each.pk, None): each for each in applications.order_by("name", "pk")
    }
    found |= {(None, each.pk): each for each in initiatives.order_by("name", "pk")}
    taking_part = taking_part_in(found, year)
    lines: dict[Subject, list[CostLine]] = {}
    rows = visible_cost_lines(person).filter(
        Q(application__in=[application for application, _none in taking_part if application])
        | Q(initiative__in=[initiative for _none, initiative in taking_part if initiative]),
        year=year,
        kind=kind,
    )
    for line in rows.select_related("bearer").order_by("phase", "type", "pk"):
        lines.setdefault((line.application_id, line.initiative_id), []).append(line)
    return [
        _joint(what, taking_part[subject], year, lines.get(subject, []))
        for subject, what in found.items()
        if subject in taking_part
    ]


def unseen_joint_costs(person: Person, federation: Organisation, year: int, kind: str) -> int:
    """How many joint subjects of the federation have costs of a year that the person does not see; three queries."""
    lines = CostLine.objects.shareable().filter(year=year, kind=kind)
    within = [each.pk for each in members_of(federation)]
    unseen = lines.filter(
        Q(application__participations__organisation__in=within)
        | Q(initiative__federation=federation)
    ).exclude(
        Q(application__in=applications_with_seen_costs(person).order_by().values("pk"))
        | Q(initiative__in=initiatives_with_seen_costs(person).order_by().values("pk"))
    )
    subjects = set(unseen.order_by().values_list("application", "initiative"))
    return len(taking_part_in(subjects, year))


def _joint(
    what: Application | JointInitiative,
    taking_part: Iterable[TakingPart],
    year: int,
    lines: Iterable[CostLine],
) -> JointFacts:
    shared, kept = split_lines(lines)
    application = what if isinstance(what, Application) else None
    initiative = what if isinstance(what, JointInitiative) else None
    return JointFacts(application, initiative, tuple(taking_part), days_of(year), shared, kept)


def days_of(year: int) -> int:
    return (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + 1


def split_lines(lines: Iterable[CostLine]) -> tuple[tuple[CostLine, ...], tuple[CostLine, ...]]:
    """(what is shared, what each municipality bears itself)."""
    listed = list(lines)
    kept = tuple(line for line in listed if line.type == CostType.INTERNAL_COMMUNICATION)
    return tuple(line for line in listed if line not in kept), kept


def taking_part_in(
    subjects: Iterable[Subject], year: int, *, least: int = 2
) -> dict[Subject, list[TakingPart]]:
    """Those of at least two participants some day of the year, by municipality code; two queries."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    wanted = set(subjects)
    within = {"starts_on__lte": last}
    rows: list[tuple[Subject, Participation | InitiativeParticipation]] = [
        ((row.application_id, None), row)
        for row in Participation.objects.filter(
            application__in=[application for application, _none in wanted if application], **within
        )
        .exclude(ends_on__lt=first)
        .select_related("organisation")
        .order_by("organisation__municipality_code", "organisation__name", "starts_on")
    ]
    rows += [
        ((None, row.initiative_id), row)
        for row in InitiativeParticipation.objects.filter(
            initiative__in=[initiative for _none, initiative in wanted if initiative], **within
        )
        .exclude(ends_on__lt=first)
        .select_related("organisation")
        .order_by("organisation__municipality_code", "organisation__name", "starts_on")
    ]
    found: dict[Subject, dict[int, list[Participation | InitiativeParticipation]]] = {}
    for subject, row in rows:
        found.setdefault(subject, {}).setdefault(row.organisation_id, []).append(row)
    return {
        subject: [_taking_part(each, first, last) for each in by_organisation.values()]
        for subject, by_organisation in found.items()
        if len(by_organisation) >= least
    }


def _taking_part(
    rows: Sequence[Participation | InitiativeParticipation], first: dt.date, last: dt.date
) -> TakingPart:
    """A municipality's rows of a year as one: departments side by side, periods after each other."""
    days: set[int] = set()
    for row in rows:
        start = max(row.starts_on, first)
        end = min(row.ends_on or last, last)
        days.update(range(start.toordinal(), end.toordinal() + 1))
    counted = [row for row in rows if row.users is not None]
    if not counted:
        return TakingPart(rows[0].organisation, len(days), None, None)
    latest = max(min(row.ends_on or last, last) for row in counted)
    users = sum(row.users or 0 for row in counted if row.holds_on(latest))
    user_days = sum((row.users or 0) * row.period.days_within(first, last) for row in counted)
    return TakingPart(rows[0].organisation, len(days), users, Fraction(user_days))
