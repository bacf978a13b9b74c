"""An application that two share, and notices of what changes in it."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from samdrift.core.sharing import KeyRule, rule_document
from samdrift.decisions.notices import actions
from samdrift.decisions.notices.models import ChangeKind, ChangeNotice
from samdrift.foundation.organisations.models import Appointment, Person, Unit
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.people import LONG_AGO, Society, person

NEW_YEAR = dt.date(2009, 1, 1)
MIX = KeyRule(
    "mix", parts=((Fraction(1, 2), KeyRule("equal")), (Fraction(1, 2), KeyRule("population")))
)


@dataclass
class Told:
    """Åmål and Mellerud share an application; in Mellerud two departments use it, and one of them has a manager."""

    people: Society
    application: Application
    social: Unit
    school: Unit
    manager: Person


def make_told(people: Society) -> Told:
    for code, value in (("1492", 12_000), ("1461", 9_000), ("1785", 15_000)):
        Population.objects.create(
            code=code, on=dt.date(2007, 12, 31), value=value, source_table="TAB638"
        )
    application = factories.application(people.amal, "Ekonomi")
    social = Unit.objects.create(organisation=people.mellerud, name="Socialförvaltningen")
    school = Unit.objects.create(organisation=people.mellerud, name="Skolan")
    factories.participation(application, people.amal, users=50)
    factories.participation(application, people.mellerud, users=30, unit=social)
    factories.participation(application, people.mellerud, users=10, unit=school)
    CostLine.objects.create(
        application=application,
        bearer=people.amal,
        year=2009,
        type=CostType.LICENCE,
        kind=CostKind.BUDGET,
        amount_ore=21_000_000,
    )
    manager = person("Moa", people.mellerud)
    Appointment.objects.create(
        person=manager,
        role=Role.DEPARTMENT_MANAGER,
        organisation=people.mellerud,
        unit=social,
        starts_on=LONG_AGO,
    )
    return Told(people, application, social, school, manager)


def notice(told: Told, **fields: Any) -> ChangeNotice:
    return ChangeNotice(
        **{
            "federation": told.people.federation,
            "kind": ChangeKind.KEY,
            "title": "Ny nyckel",
            "text": "Halva lika.",
            "application": told.application,
            "takes_effect_on": dt.date(2010, 1, 1),
            "years": 1,
            "new_rule": rule_document(MIX),
            "origin": "Avtal 7",
            "made_by": told.people.anna,
            "made_on": NEW_YEAR,
            **fields,
        }
    )


def platform(told: Told, **fields: Any) -> ChangeNotice:
    return notice(
        told,
        **{
            "kind": ChangeKind.PLATFORM,
            "new_rule": {},
            "origin": "",
            "title": "Ny server",
            "change_ore": {"2010": 4_200_000},
            **fields,
        },
    )


def sent(told: Told, made: ChangeNotice | None = None, **keywords: Any) -> ChangeNotice:
    drafted = actions.draft_notice(by=told.people.anna, notice=made or notice(told))
    return actions.send_notice(by=told.people.anna, notice=drafted, **keywords)


def own(told: Told, owner: Person, starts_on: dt.date = LONG_AGO) -> None:
    appoint_owner(
        by=told.people.anna, application=told.application, person=owner, starts_on=starts_on
    )
