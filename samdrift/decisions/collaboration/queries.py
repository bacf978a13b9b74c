"""Opportunities and levels that a person may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samdrift.core.opportunities import ApplicationFact, Assumptions, detect
from samdrift.core.opportunities import Opportunity as Found
from samdrift.decisions.collaboration.convert import (
    RegisterContext,
    address_of,
    application_fact,
    opportunity_name,
    without,
)
from samdrift.decisions.collaboration.models import Level, LevelRecord, Opportunity
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, members_of
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.competence.queries import specialists_by_product
from samdrift.records.register.models import (
    Application,
    Assessment,
    FieldGroup,
    Participation,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries import (
    hosts_whose,
    participants_by_application,
    shared_by_several,
    visible_applications,
    visible_groups_of,
)
from samdrift.records.spending.queries import cost_by_application

USED_GROUPS = frozenset({FieldGroup.AGREEMENTS, FieldGroup.COSTS, FieldGroup.ASSESSMENT})
BOUGHT = (AgreementKind.SUPPLIER, AgreementKind.LICENCE, AgreementKind.SUPPORT)


def sees_collaboration(person: Person) -> bool:
    """Opportunities, levels and plans are for those whom a member has appointed to it."""
    return bool(person.federation_ids) and may_anywhere(person, Permission.SEE_COLLABORATION)


def sees_whole_register(person: Person) -> bool:
    """May the person see what opportunities and plans stand on - agreements, costs, assessments - of every member?"""
    hosts = [hosts_whose(person, group) for group in USED_GROUPS]
    federations = Organisation.objects.filter(pk__in=person.federation_ids)
    members = {member.pk for federation in federations for member in members_of(federation)}
    return all(members <= seen for seen in hosts)


def federation_applications(federation: Organisation, on: dt.date) -> QuerySet[Application]:
    """Applications alive on a day that a member hosts or takes part in."""
    members = [member.pk for member in members_of(federation, on)]
    taking_part = Participation.objects.on(on).filter(organisation__in=members)
    return (
        Application.objects.on(on)
        .filter(Q(host__in=members) | Q(pk__in=taking_part.values("application")))
        .exclude(phase="retired")
        .select_related("product", "area", "host")
    )


def municipality_names() -> dict[str, str]:
    """What each municipality is called, by its code."""
    rows = Organisation.objects.filter(municipality_code__isnull=False)
    return {row.code: str(row) for row in rows}


def opportunity_facts(
    federation: Organisation, on: dt.date, among: Q | None = None
) -> list[ApplicationFact]:
    """The whole federation's register as facts, or some of its applications, in a fixed number of queries."""
    rows = federation_applications(federation, on)
    applications = list(rows if among is None else rows.filter(among))
    keys = [application.pk for application in applications]
    taking_part = participants_by_application(keys, on)
    organisations = {each.pk for group in taking_part.values() for each in group}
    organisations |= {each.pk for each in members_of(federation, on)}
    specialists = specialists_by_product(organisations | {each.host_id for each in applications})
    known_products = {product for _organisation, product in specialists}
    around = RegisterContext(
        participants={key: [each.code for each in group] for key, group in taking_part.items()},
        agreements=_agreements(keys, on),
        assessments=_latest_assessments(keys, on),
        costs_ore=cost_by_application(keys, on.year),
        specialists=lambda application: _specialists(
            application, specialists, known_products, taking_part
        ),
        levels=_levels(keys, on),
    )
    return [application_fact(application, around) for application in applications]


def _specialists(
    application: Application,
    specialists: dict[tuple[int, int], int],
    known: set[int],
    taking_part: dict[int, list[Organisation]],
) -> int | None:
    """Specialists among those who take part; not known where nobody's competence on the product is recorded."""
    if application.product_id is None or application.product_id not in known:
        return None
    organisations = {
        application.host_id,
        *(each.pk for each in taking_part.get(application.pk, ())),
    }
    return sum(specialists.get((each, application.product_id), 0) for each in organisations)


def _agreements(keys: Iterable[int], on: dt.date) -> dict[int, list[Agreement]]:
    """What was bought, by application; agreements on which notice has been given are on their way out as well."""
    found: dict[int, list[Agreement]] = defaultdict(list)
    links = Agreement.applications.through.objects.filter(
        application__in=list(keys),
        agreement__in=Agreement.objects.in_force(on).filter(kind__in=BOUGHT),
    ).select_related("agreement")
    for link in links:
        found[link.application_id].append(link.agreement)
    return found


def _latest_assessments(keys: Iterable[int], on: dt.date) -> dict[int, dict[str, Assessment]]:
    latest: dict[int, dict[str, Assessment]] = defaultdict(dict)
    for assessment in Assessment.objects.filter(application__in=list(keys), on__lte=on).order_by(
        "on", "pk"
    ):
        latest[assessment.application_id][assessment.side] = assessment
    return latest


def _levels(keys: Iterable[int], on: dt.date) -> dict[int, int]:
    """The lowest level among those who collaborate on each application."""
    records = LevelRecord.objects.on(on).filter(application__in=list(keys)).select_related("level")
    lowest: dict[int, int] = {}
    for record in records:
        lowest[record.application_id] = min(
            record.level.number, lowest.get(record.application_id, 9)
        )
    return lowest


@dataclass(frozen=True)
class SeenOpportunity:
    """What the register shows, beside what the group does with it."""

    found: Found
    handled: Opportunity | None
    withheld: frozenset[FieldGroup] = (
        frozenset()
    )  # groups hidden from the reader for some of its applications

    @property
    def name(self) -> str:
        return opportunity_name(self.found)

    @property
    def address(self) -> str:
        return address_of(self.found.key)

    @property
    def state(self) -> str:
        return self.handled.state if self.handled else "found"


def visible_opportunities(person: Person) -> tuple[list[SeenOpportunity], Assumptions]:
    """Every opportunity of the person's federation, best first, and what was assumed; none for others."""
    assumed = Assumptions(today=today())
    federation = federation_of(person)
    if federation is None or not sees_collaboration(person):
        return [], assumed
    return seen_opportunities(federation, assumed, reader=person), assumed


def seen_opportunities(
    federation: Organisation,
    assumed: Assumptions,
    *,
    reader: Person | None = None,
    among: Q | None = None,
) -> list[SeenOpportunity]:
    """Found in the whole register, or among some applications; with `reader` in what that person may see of it, so
    that nothing else shows through reasons, savings, days or order."""
    handled = {row.key: row for row in Opportunity.objects.filter(federation=federation)}
    facts = opportunity_facts(federation, assumed.today, among)
    withheld: dict[str, frozenset[FieldGroup]] = {}
    if reader is not None:
        groups = visible_groups_of(reader, [int(fact.key) for fact in facts])
        withheld = {fact.key: USED_GROUPS - groups[int(fact.key)] for fact in facts}
        facts = [without(fact, withheld[fact.key]) for fact in facts]
    return [
        SeenOpportunity(
            found,
            handled.get(found.key),
            frozenset().union(*(withheld.get(fact.key, ()) for fact in found.applications)),
        )
        for found in detect(facts, assumed)
    ]


def visible_levels(person: Person) -> QuerySet[LevelRecord]:
    return LevelRecord.objects.filter(application__in=visible_applications(person)).select_related(
        "level", "application", "organisation"
    )


@dataclass(frozen=True)
class LevelRow:
    """One joint application in the matrix: a level for each member, None where it takes no part."""

    application: Application
    levels: list[Level | None]
    takes_part: list[bool]


def joint_applications(person: Person, on: dt.date) -> ApplicationQuerySet:
    """The visible applications that several take part in on a day."""
    return shared_by_several(visible_applications(person).on(on), on).select_related("area")


def level_rows(
    applications: Sequence[Application], members: Sequence[Organisation], on: dt.date
) -> list[LevelRow]:
    """Each application with each member's level on a day; a fixed number of queries."""
    keys = [each.pk for each in applications]
    taking_part = participants_by_application(keys, on)
    records = LevelRecord.objects.on(on).filter(application__in=keys)
    levels = {
        (row.application_id, row.organisation_id): row.level
        for row in records.select_related("level")
    }
    return [
        LevelRow(
            each,
            [levels.get((each.pk, member.pk)) for member in members],
            [member in taking_part[each.pk] for member in members],
        )
        for each in applications
    ]
