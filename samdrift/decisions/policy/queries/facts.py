"""Everything the checks look at, read once in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from samdrift.core.opportunities import Assumptions
from samdrift.core.periods import Period, gaps
from samdrift.decisions.collaboration.models import LevelRecord
from samdrift.decisions.collaboration.queries import (
    SeenOpportunity,
    federation_applications,
    seen_opportunities,
)
from samdrift.decisions.costs.convert.frames import FrameNeed, against_frames
from samdrift.decisions.costs.models import Acknowledgement, ChangeNotice, Share
from samdrift.decisions.costs.queries.untold import Untold, untold_changes
from samdrift.decisions.governance.models import Decision, Proposal, ProposalStatus
from samdrift.decisions.introduction.convert import Responsible, joint_now
from samdrift.decisions.introduction.models import Introduction, Step, StepKind
from samdrift.decisions.introduction.queries import assessments_of
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.policy.models import Policy, Reading
from samdrift.foundation.organisations.models import Appointment, Organisation, Person, Unit
from samdrift.foundation.organisations.queries import latest_population_day, members_of, population
from samdrift.records.agreements.models import Agreement, AgreementKind, Party
from samdrift.records.competence.models import Competence, CompetenceLevel, TrainingPlan
from samdrift.records.register.models import (
    Application,
    Area,
    Participation,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)
from samdrift.records.spending.models import CostLine

DEAD = {ProposalStatus.WITHDRAWN, ProposalStatus.REJECTED}


@dataclass(frozen=True)
class Facts:
    """The federation on a day. Dictionaries are by primary key of what their name says first."""

    on: dt.date
    federation: Organisation
    policy: Policy
    members: list[Organisation]
    inhabitants: dict[str, int]
    applications: list[Application]
    participants: dict[int, set[int]]
    owned: set[int]
    owner_gaps: dict[int, list[Period]]
    managed: set[int]
    agreements: dict[int, set[str]]
    operators_bound: dict[int, set[int]]
    training: dict[int, TrainingPlan]
    specialists: dict[int, set[int]]
    competences: list[Competence]
    it_units: list[Unit]
    cost_lines: list[CostLine]
    levels: set[tuple[int, int]]
    level_numbers: dict[int, int]
    areas: list[Area]
    opportunities: list[SeenOpportunity]
    proposals: list[Proposal]
    decided: set[tuple[int, int]]
    it_managed: set[int]
    readers: int
    employees: int
    shared: set[int]
    plans: list[Plan]
    untold: list[Untold]
    notices: list[ChangeNotice]
    notices_overdue: set[int]
    needs: dict[int, list[FrameNeed]]
    introductions: list[Introduction]
    steps: list[Step]
    assessed: dict[int, ValueAssessment]  # by move
    valued: dict[int, ValueAssessment]  # by application: what its host judged
    responsibility: Responsible
    joint: list[Application] = field(init=False)

    def __post_init__(self) -> None:
        joint = [each for each in self.applications if len(self.participants.get(each.pk, ())) > 1]
        object.__setattr__(self, "joint", joint)


def read_facts(policy: Policy, on: dt.date) -> Facts:
    federation = policy.federation
    members = members_of(federation, on)
    member_ids = [member.pk for member in members]
    applications = list(federation_applications(federation, on))
    keys = [application.pk for application in applications]
    agreements, operators = _agreements(keys, on)
    owned, managed, owner_gaps = _responsibilities(applications, on)
    proposals = list(
        Proposal.objects.filter(federation=federation).prefetch_related("organisations")
    )
    notices = list(
        ChangeNotice.objects.standing().filter(
            federation=federation, takes_effect_on__gte=dt.date(on.year, 1, 1)
        )
    )
    codes = [member.municipality_code for member in members if member.municipality_code]
    key_date = latest_population_day(codes, on) if codes else None
    return Facts(
        on=on,
        federation=federation,
        policy=policy,
        members=members,
        inhabitants={code: each.value for code, each in population(codes, key_date).items()}
        if key_date
        else {},
        applications=applications,
        participants=_participants(keys, on),
        owned=owned,
        owner_gaps=owner_gaps,
        managed=managed,
        agreements=agreements,
        operators_bound=operators,
        training={
            row.application_id: row
            for row in TrainingPlan.objects.filter(application__in=keys, year=on.year)
        },
        specialists=_specialists(),
        competences=list(
            Competence.objects.confirmed()
            .filter(person__organisation__in=member_ids)
            .select_related("person", "product")
        ),
        it_units=list(
            Unit.objects.filter(organisation__in=member_ids, kind="it_unit").select_related(
                "organisation"
            )
        ),
        cost_lines=list(
            CostLine.objects.filter(year=on.year, bearer__in=member_ids).select_related(
                "application", "unit", "bearer"
            )
        ),
        levels=set(
            LevelRecord.objects.on(on)
            .filter(application__in=keys)
            .values_list("application", "organisation")
        ),
        level_numbers=_level_numbers(keys, on),
        areas=list(Area.objects.exclude(status="open")),
        opportunities=seen_opportunities(federation, Assumptions(today=on)),
        proposals=proposals,
        decided=set(
            Decision.objects.filter(proposal__federation=federation).values_list(
                "proposal", "organisation"
            )
        ),
        it_managed=set(
            Appointment.objects.on(on)
            .filter(role="it_manager")
            .values_list("organisation", flat=True)
        ),
        readers=Reading.objects.filter(policy=policy, person__organisation__in=member_ids).count(),
        employees=Person.objects.active(on)
        .filter(organisation__in=member_ids)
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .count(),
        shared=set(
            Share.objects.filter(
                federation=federation, year=on.year, application__in=keys
            ).values_list("application", flat=True)
        ),
        plans=list(
            Plan.objects.filter(
                scenario__federation=federation, computed_on__lte=on
            ).select_related("scenario", "proposal")
        ),
        untold=untold_changes(federation, on),
        notices=notices,
        notices_overdue=set(
            Acknowledgement.objects.overdue(on)
            .filter(notice__in=notices)
            .values_list("notice", flat=True)
        ),
        needs=against_frames(each for each in proposals if each.status not in DEAD),
        introductions=list(Introduction.objects.filter(federation=federation)),
        **_introducing(federation, keys),
        responsibility=joint_now(federation, on),
    )


def _introducing(federation: Organisation, keys: list[int]) -> dict[str, Any]:
    """Steps by which something is introduced or trained for, and the value assessments before them."""
    steps = list(
        Step.objects.filter(
            move__introduction__federation=federation,
            kind__in=[StepKind.INTRODUCTION, StepKind.TRAINING],
        ).select_related("move__organisation", "move__target")
    )
    latest: dict[int, ValueAssessment] = {}
    for each in ValueAssessment.objects.filter(application__in=keys).order_by("on", "pk"):
        assert each.application_id is not None
        latest[each.application_id] = each
    moves = {step.move_id: step.move for step in steps}
    return {"steps": steps, "assessed": assessments_of(moves.values()), "valued": latest}


def _participants(keys: list[int], on: dt.date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Participation.objects.on(on).filter(application__in=keys)
    for application, organisation in rows.values_list("application", "organisation"):
        found[application].add(organisation)
    return found


def _responsibilities(
    applications: list[Application], on: dt.date
) -> tuple[set[int], set[int], dict[int, list[Period]]]:
    """Who is owned and managed today, and the days of each application's life, until today, without an owner."""
    owners: dict[int, list[Period]] = defaultdict(list)
    owned, managed = set(), set()
    rows = Responsibility.objects.filter(application__in=[each.pk for each in applications])
    for each in rows:
        if each.role == ResponsibilityRole.OWNER:
            owners[each.application_id].append(each.period)
            if each.holds_on(on):
                owned.add(each.application_id)
        elif each.role == ResponsibilityRole.MANAGER and each.holds_on(on):
            managed.add(each.application_id)
    missing = {
        each.pk: gaps(Period(each.starts_on, max(on, each.starts_on)), owners[each.pk])
        for each in applications
    }
    return owned, managed, missing


def _agreements(keys: list[int], on: dt.date) -> tuple[dict[int, set[str]], dict[int, set[int]]]:
    """Kinds of agreement in force by application, and the units that operating agreements bind as operators."""
    kinds: dict[int, set[str]] = defaultdict(set)
    operators: dict[int, set[int]] = defaultdict(set)
    in_force = Agreement.objects.in_force(on)
    links = Agreement.applications.through.objects.filter(
        application__in=keys, agreement__in=in_force
    )
    by_agreement: dict[int, set[int]] = defaultdict(set)
    for application, agreement, kind in links.values_list(
        "application", "agreement", "agreement__kind"
    ):
        kinds[application].add(kind)
        if kind == AgreementKind.OPERATING:
            by_agreement[agreement].add(application)
    parties = Party.objects.filter(
        agreement__in=list(by_agreement), unit__isnull=False, role="operator"
    )
    for agreement, unit in parties.values_list("agreement", "unit"):
        for application in by_agreement[agreement]:
            assert unit is not None
            operators[application].add(unit)
    return kinds, operators


def _specialists() -> dict[int, set[int]]:
    """People with specialist competence by product."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Competence.objects.confirmed().filter(
        level=CompetenceLevel.SPECIALIST, person__in=Person.objects.active()
    )
    for product, person in rows.values_list("product", "person"):
        found[product].add(person)
    return found


def _level_numbers(keys: list[int], on: dt.date) -> dict[int, int]:
    rows = (
        LevelRecord.objects.on(on)
        .filter(application__in=keys)
        .values_list("application", "level__number")
    )
    highest: dict[int, int] = {}
    for application, number in rows:
        highest[application] = max(number, highest.get(application, 0))
    return highest


AGREED_TO_BUY = {AgreementKind.SUPPLIER.value, AgreementKind.LICENCE.value}
