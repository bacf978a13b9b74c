"""What the checks look at in the register: applications, who answers for them, what is agreed and known."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from samdrift.core.periods import Period, gaps
from samdrift.decisions.collaboration.models import LevelRecord
from samdrift.decisions.collaboration.queries import federation_applications
from samdrift.decisions.policy.models import Policy
from samdrift.foundation.organisations.models import Appointment, Organisation, Person, Unit
from samdrift.foundation.organisations.queries import latest_population_day, members_of, population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.models import Agreement, AgreementKind, Party, PartyRole
from samdrift.records.competence.models import Competence, CompetenceLevel, TrainingPlan
from samdrift.records.register.models import (
    Application,
    Area,
    Participation,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """An agreement in force on an application: its kind, and the organisations and operating units that it binds."""

    kind: str
    organisations: frozenset[int]
    operators: frozenset[int]


class RegisterFacts:
    """The federation's register on a day. Each question is asked of the database once, when it is first needed.

    Dictionaries are by primary key of what their name says first.
    """

    def __init__(self, policy: Policy, on: dt.date) -> None:
        self.policy = policy
        self.on = on
        self.federation: Organisation = policy.federation

    @cached_property
    def members(self) -> list[Organisation]:
        return members_of(self.federation, self.on)

    @cached_property
    def member_ids(self) -> frozenset[int]:
        return frozenset(member.pk for member in self.members)

    @cached_property
    def inhabitants(self) -> dict[str, int]:
        codes = [member.municipality_code for member in self.members if member.municipality_code]
        day = latest_population_day(codes, self.on) if codes else None
        found = population(codes, day) if day else {}
        return {code: each.value for code, each in found.items()}

    @cached_property
    def applications(self) -> list[Application]:
        """In use or being introduced on the day: hosted by a member, or with a member taking part."""
        return list(federation_applications(self.federation, self.on))

    @cached_property
    def application_ids(self) -> list[int]:
        return [application.pk for application in self.applications]

    @cached_property
    def participants(self) -> dict[int, set[int]]:
        """The organisations that take part in each application on the day."""
        return self._taking_part(self.on, self.on)

    @cached_property
    def participants_of_year(self) -> dict[int, set[int]]:
        """Those that take part on some day of the year."""
        return self._taking_part(dt.date(self.on.year, 1, 1), dt.date(self.on.year, 12, 31))

    def _taking_part(self, first: dt.date, last: dt.date) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        rows = Participation.objects.not_ended(first).filter(
            starts_on__lte=last, application__in=self.application_ids
        )
        for application, organisation in rows.values_list("application", "organisation"):
            found[application].add(organisation)
        return found

    @cached_property
    def joint(self) -> list[Application]:
        return [each for each in self.applications if len(self.participants.get(each.pk, ())) > 1]

    @cached_property
    def _responsibilities(self) -> list[Responsibility]:
        rows = Responsibility.objects.filter(application__in=self.application_ids)
        return list(rows.select_related("person").order_by("starts_on", "pk"))

    def _holders(self, role: str) -> dict[int, Person]:
        return {
            each.application_id: each.person
            for each in self._responsibilities
            if each.role == role and each.holds_on(self.on)
        }

    @cached_property
    def owners(self) -> dict[int, Person]:
        """Who owns each application on the day."""
        return self._holders(ResponsibilityRole.OWNER)

    @cached_property
    def managers(self) -> dict[int, Person]:
        return self._holders(ResponsibilityRole.MANAGER)

    @cached_property
    def unheld_since(self) -> dict[tuple[int, str], dt.date]:
        """(application, role) → the day after the last holder's, where nobody holds it any longer."""
        ended: dict[tuple[int, str], dt.date] = {}
        for each in self._responsibilities:
            if each.ends_on is not None and each.ends_on < self.on:
                key = (each.application_id, each.role)
                after = each.ends_on + dt.timedelta(days=1)
                ended[key] = max(after, ended.get(key, after))
        return ended

    @cached_property
    def owner_gaps(self) -> dict[int, list[Period]]:
        """The days of each application's life, until the day, without an owner."""
        owned: dict[int, list[Period]] = defaultdict(list)
        for each in self._responsibilities:
            if each.role == ResponsibilityRole.OWNER:
                owned[each.application_id].append(each.period)
        return {
            each.pk: gaps(Period(each.starts_on, max(self.on, each.starts_on)), owned[each.pk])
            for each in self.applications
        }

    @cached_property
    def gap_reasons(self) -> dict[tuple[int, dt.date], str]:
        """(application, first day without an owner) → why nobody followed, where somebody has said so."""
        return {
            (each.application_id, each.ends_on + dt.timedelta(days=1)): each.gap_reason
            for each in self._responsibilities
            if each.gap_reason and each.ends_on is not None and each.ends_on < self.on
        }

    @cached_property
    def agreements(self) -> dict[int, list[Bound]]:
        """What is agreed on each application and in force on the day."""
        links = list(
            Agreement.applications.through.objects.filter(
                application__in=self.application_ids,
                agreement__in=Agreement.objects.in_force(self.on),
            ).values_list("application", "agreement", "agreement__kind")
        )
        organisations: dict[int, set[int]] = defaultdict(set)
        operators: dict[int, set[int]] = defaultdict(set)
        parties = Party.objects.filter(agreement__in={agreement for _a, agreement, _k in links})
        for agreement, organisation, unit, role in parties.values_list(
            "agreement", "organisation", "unit", "role"
        ):
            organisations[agreement].add(organisation)
            if unit is not None and role == PartyRole.OPERATOR:
                operators[agreement].add(unit)
        found: dict[int, list[Bound]] = defaultdict(list)
        for application, agreement, kind in links:
            bound = Bound(
                kind, frozenset(organisations[agreement]), frozenset(operators[agreement])
            )
            found[application].append(bound)
        return found

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

    @cached_property
    def training(self) -> dict[int, TrainingPlan]:
        """This year's training plan of each application."""
        plans = TrainingPlan.objects.filter(application__in=self.application_ids, year=self.on.year)
        return {each.application_id: each for each in plans}

    @cached_property
    def specialists(self) -> dict[int, set[int]]:
        """People employed by the members with specialist competence, by product."""
        found: dict[int, set[int]] = defaultdict(set)
        rows = Competence.objects.confirmed().filter(
            level=CompetenceLevel.SPECIALIST, person__in=self._employed()
        )
        for product, person in rows.values_list("product", "person"):
            found[product].add(person)
        return found

    @cached_property
    def competences(self) -> list[Competence]:
        rows = Competence.objects.confirmed().filter(person__in=self._employed())
        return list(rows.select_related("person__organisation", "product"))

    @cached_property
    def it_units(self) -> list[Unit]:
        rows = Unit.objects.filter(organisation__in=self.member_ids, kind="it_unit")
        return list(rows.select_related("organisation"))

    @cached_property
    def levels(self) -> dict[tuple[int, int], int]:
        """(application, organisation) → the number of its level on the day."""
        rows = LevelRecord.objects.on(self.on).filter(application__in=self.application_ids)
        return {
            (application, organisation): number
            for application, organisation, number in rows.values_list(
                "application", "organisation", "level__number"
            )
        }

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Every area of the catalogue by its name."""
        return {area.name.casefold(): area for area in Area.objects.all()}

    @cached_property
    def it_managers(self) -> dict[int, Person]:
        """Each organisation's IT manager, the longest appointed where there are several."""
        return self._appointed(Role.IT_MANAGER)

    @cached_property
    def controllers(self) -> dict[int, Person]:
        return self._appointed(Role.CONTROLLER)

    def _appointed(self, role: Role) -> dict[int, Person]:
        rows = Appointment.objects.on(self.on).filter(role=role)
        rows = rows.select_related("person").order_by("-starts_on", "-pk")
        return {each.organisation_id: each.person for each in rows}

    @cached_property
    def administrators(self) -> list[Person]:
        rows = Appointment.objects.on(self.on).filter(
            role=Role.FEDERATION_ADMINISTRATOR, organisation=self.federation
        )
        return [each.person for each in rows.select_related("person").order_by("starts_on", "pk")]

    @cached_property
    def valued(self) -> dict[int, ValueAssessment]:
        """The latest value assessment of each application."""
        rows = ValueAssessment.objects.filter(application__in=self.application_ids)
        return {
            each.application_id: each
            for each in rows.order_by("on", "pk")
            if each.application_id is not None
        }

    @cached_property
    def employees(self) -> list[Person]:
        """Everyone employed by a member, whether or not they ever sign in."""
        return list(self._employed().select_related("organisation", "unit"))

    def _employed(self) -> QuerySet[Person]:
        return Person.objects.active(self.on).filter(organisation__in=self.member_ids)
