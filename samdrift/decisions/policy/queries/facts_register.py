"""What the checks look at in the register: applications, who answers for them, what is agreed and known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db.models import QuerySet

from samdrift.core.periods import Period, gaps
from samdrift.decisions.collaboration.models import LevelRecord
from samdrift.decisions.collaboration.queries import federation_applications
from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries.facts_agreements import AgreementFacts
from samdrift.foundation.organisations.models import (
    Appointment,
    Membership,
    Organisation,
    Person,
    Unit,
    UnitFunction,
)
from samdrift.foundation.organisations.queries import latest_population_day, members_of, population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.competence.models import Competence, CompetenceLevel, TrainingPlan
from samdrift.records.register.models import (
    Application,
    Area,
    Participation,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)


class RegisterFacts(AgreementFacts):
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
        return self._taking_part(self.on, self.on, self.application_ids)

    def _taking_part(
        self, first: dt.date, last: dt.date, applications: Iterable[int]
    ) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        rows = Participation.objects.not_ended(first).filter(
            starts_on__lte=last, application__in=applications
        )
        for application, organisation in rows.values_list("application", "organisation"):
            found[application].add(organisation)
        return found

    def operating_unit_of(self, application: Application) -> int | None:
        """The IT unit that operates an application; a unit that was closed before the day operates nothing."""
        unit = application.operating_unit_id
        return None if unit in self._closed_units else unit

    @cached_property
    def _closed_units(self) -> set[int]:
        return set(Unit.objects.filter(ends_on__lt=self.on).values_list("pk", flat=True))

    @cached_property
    def takes_part_since(self) -> dict[tuple[int, int], dt.date]:
        """(application, organisation) → its first day in what it takes part in on the day."""
        rows = Participation.objects.on(self.on).filter(application__in=self.application_ids)
        found: dict[tuple[int, int], dt.date] = {}
        for application, organisation, first in rows.order_by("-starts_on").values_list(
            "application", "organisation", "starts_on"
        ):
            found[application, organisation] = first
        return found

    @cached_property
    def joint_since(self) -> dict[int, dt.date]:
        """The day on which the second of those who use each joint application joined."""
        days: dict[int, list[dt.date]] = defaultdict(list)
        for (application, _organisation), first in self.takes_part_since.items():
            days[application].append(first)
        return {each: sorted(found)[1] for each, found in days.items() if len(found) > 1}

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
    def training(self) -> dict[int, TrainingPlan]:
        """This year's training plan of each application."""
        plans = TrainingPlan.objects.filter(application__in=self.application_ids, year=self.on.year)
        return {each.application_id: each for each in plans}

    @cached_property
    def specialists(self) -> dict[int, set[int]]:
        """People employed by the members with specialist competence, by product."""
        found: dict[int, set[int]] = defaultdict(set)
        rows = Competence.objects.counting().filter(
            level=CompetenceLevel.SPECIALIST, person__in=self._employees()
        )
        for product, person in rows.values_list("product", "person"):
            found[product].add(person)
        return found

    @cached_property
    def competences(self) -> list[Competence]:
        rows = Competence.objects.counting().filter(person__in=self._employees())
        return list(rows.select_related("person__organisation", "product"))

    @cached_property
    def it_units(self) -> list[Unit]:
        rows = Unit.objects.filter(organisation__in=self.member_ids, kind="it_unit")
        return list(rows.existing(self.on).select_related("organisation"))

    @cached_property
    def unit_functions(self) -> list[UnitFunction]:
        """The functions that the IT units have, and those that IT units of the members have had."""
        rows = UnitFunction.objects.filter(
            unit__organisation__in=self.member_ids, unit__kind="it_unit", starts_on__lte=self.on
        )
        return list(rows.select_related("unit", "function"))

    @cached_property
    def without_it_unit_since(self) -> dict[int, dt.date]:
        """The day after each member's last IT unit was closed; else its first day as a member."""
        rows = Membership.objects.filter(federation=self.federation, member__in=self.member_ids)
        found = dict(rows.order_by("starts_on").values_list("member", "starts_on"))
        closed = Unit.objects.filter(
            organisation__in=self.member_ids, kind="it_unit", ends_on__lt=self.on
        )
        for organisation, last in closed.order_by("ends_on").values_list("organisation", "ends_on"):
            assert last is not None
            found[organisation] = max(found[organisation], last + dt.timedelta(days=1))
        return found

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
        return self._appointees(Role.IT_MANAGER)

    @cached_property
    def controllers(self) -> dict[int, Person]:
        return self._appointees(Role.CONTROLLER)

    def _appointees(self, role: Role) -> dict[int, Person]:
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
    def value_assessments(self) -> dict[int, ValueAssessment]:
        """The latest value assessment of each application, made by the day."""
        rows = ValueAssessment.objects.filter(application__in=self.application_ids, on__lte=self.on)
        return {
            each.application_id: each
            for each in rows.order_by("on", "pk")
            if each.application_id is not None
        }

    @cached_property
    def employees(self) -> list[Person]:
        """Everyone employed by a member, whether or not they ever sign in."""
        return list(self._employees().select_related("organisation", "unit"))

    def _employees(self) -> QuerySet[Person]:
        return Person.objects.active(self.on).filter(organisation__in=self.member_ids)
