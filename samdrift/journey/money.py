"""What money needs before it is shared: departments, who approves, what is agreed on keys, and a joint project.

Example data, all of it: departments, splits, the agreement on helpdesk's and the library's keys, the project.
"""

import datetime as dt
from fractions import Fraction

from samdrift.core.sharing import KeyRule
from samdrift.decisions.fairness.actions import say_stand_alone_costs
from samdrift.decisions.sharing.actions.rules import agree_on_rule, split_by_department
from samdrift.decisions.sharing.models import DepartmentKey, DepartmentRule
from samdrift.foundation.organisations.actions import appoint, save_unit
from samdrift.foundation.organisations.models import Organisation, Unit, UnitKind
from samdrift.foundation.organisations.roles import Role
from samdrift.journey.organisations import Society
from samdrift.journey.years import add_forecasts, add_last_year, add_unit_costs
from samdrift.records.agreements.actions import add_agreement, add_party
from samdrift.records.agreements.models import Agreement, AgreementKind, PartyRole
from samdrift.records.register.models import Application
from samdrift.records.spending.actions import (
    add_cost_line,
    approve_cost_lines,
    delegate_approval,
    set_approval_rule,
    start_initiative,
)
from samdrift.records.spending.models import (
    CostLine,
    CostPhase,
    CostType,
    InitiativeKind,
    JointInitiative,
)
from samdrift.records.spending.queries import lines_to_approve

FROM = dt.date(2009, 1, 1)
#: Departments and how a municipality's shares are split on them, in hundredths.
DEPARTMENTS = {
    "Kommunledningskontoret": 20,
    "Socialförvaltningen": 35,
    "Barn- och utbildningsförvaltningen": 45,
}
TWO_FROM_KRONOR = 700_000
#: What each would pay alone, in whole kronor, and where the example says that it comes from.
STAND_ALONE = {
    "ekonomi": (
        "Offert 2008 (exempeldata)",
        {
            "bengtsfors": 640_000,
            "dalsed": 410_000,
            "fargelanda": 320_000,
            "mellerud": 610_000,
            "amal": 905_000,
        },
    ),
    "helpdesk": (
        "Förstudie 2008 (exempeldata)",
        {"amal": 92_000, "mellerud": 70_000, "fargelanda": 52_000},
    ),
}


def prepare_money(society: Society, joint: dict[str, Application]) -> None:
    """Everything that has to be settled before the year's budget can be shared."""
    for member in society.members:
        _departments(society, member)
    _appoint_the_manager(society)
    _rules(society, joint)
    _stand_alone(society, joint)
    _project(society)
    add_last_year(society, joint)
    add_unit_costs(society)
    _approvals(society, joint)
    add_forecasts(society, joint)


def _departments(society: Society, organisation: Organisation) -> None:
    by = society.administrator
    weights = {}
    for name, part in DEPARTMENTS.items():
        known = organisation.units.filter(name=name, parent=None).first()
        unit = known or save_unit(
            by=by, unit=Unit(organisation=organisation, kind=UnitKind.DEPARTMENT, name=name)
        )
        weights[str(unit.pk)] = part
    split_by_department(
        by=by,
        rule=DepartmentRule(
            organisation=organisation,
            key=DepartmentKey.FIXED,
            weights=weights,
            origin="Exempeldata",
            starts_on=FROM,
        ),
    )


def _appoint_the_manager(society: Society) -> None:
    """Roger Rask leads the social services of Mellerud."""
    organisation = society.organisations["mellerud"]
    appoint(
        by=society.administrator,
        person=society.people["chef"],
        role=Role.DEPARTMENT_MANAGER,
        organisation=organisation,
        unit=organisation.units.get(name="Socialförvaltningen", parent=None),
        starts_on=FROM,
        decision="Exempeldata",
    )


def _rules(society: Society, joint: dict[str, Application]) -> None:
    """Helpdesk: 30 % equally and the rest by population; the library by users over the year."""
    by = society.people["controller"]
    mix = KeyRule(
        "mix",
        parts=((Fraction(3, 10), KeyRule("equal")), (Fraction(7, 10), KeyRule("population"))),
    )
    agreements = {
        "helpdesk": _collaboration(society, joint["helpdesk"]),
        "bibliotek": joint["bibliotek"].agreements.get(),
    }
    for key, rule in (("helpdesk", mix), ("bibliotek", KeyRule("users_mean"))):
        agree_on_rule(
            by=by,
            federation=society.federation,
            key=rule.kind,
            rule=rule,
            application=joint[key],
            agreement=agreements[key],
            origin=f"Samverkansavtal {joint[key].name}, 5 § (exempeldata)",
            starts_on=FROM,
        )


def _collaboration(society: Society, application: Application) -> Agreement:
    """The agreement between those who share an application, which says how its cost is shared."""
    by = society.it_manager("amal")
    agreement = add_agreement(
        by=by,
        agreement=Agreement(
            kind=AgreementKind.COLLABORATION,
            title=f"Samverkansavtal {application.name}",
            responsible=society.organisations["amal"],
            starts_on=dt.date(2008, 1, 1),
            notice_months=6,
        ),
        applications=[application],
    )
    for part in application.participations.select_related("organisation"):
        add_party(by=by, agreement=agreement, organisation=part.organisation, role=PartyRole.MEMBER)
    return agreement


def _stand_alone(society: Society, joint: dict[str, Application]) -> None:
    """What each would pay alone for finance and helpdesk; for the others the register knows, or nobody does."""
    for key, (origin, kronor) in STAND_ALONE.items():
        say_stand_alone_costs(
            by=society.people["controller"],
            federation=society.federation,
            application=joint[key],
            year=FROM.year,
            amounts_ore={society.organisations[who]: each * 100 for who, each in kronor.items()},
            origin=origin,
        )


def _project(society: Society) -> None:
    """A joint project beside the applications, paid by the five."""
    initiative = JointInitiative(
        federation=society.federation,
        name="Förstudie gemensam IT-organisation",
        kind=InitiativeKind.PROJECT,
        purpose="Underlag för omställningskostnader och investeringar (P6.6).",
        owner=society.it_manager("amal"),
        starts_on=FROM,
        ends_on=dt.date(2009, 12, 31),
        is_example=True,
    )
    by = society.it_manager("amal")
    start_initiative(by=by, initiative=initiative, participants=society.members)
    for bearer, kind, kronor in (
        ("amal", CostType.OTHER, 240_000),
        ("mellerud", CostType.STAFF, 60_000),
    ):
        add_cost_line(
            by=by if bearer == "amal" else society.it_manager("mellerud"),
            line=CostLine(
                initiative=initiative,
                bearer=society.organisations[bearer],
                year=FROM.year,
                phase=CostPhase.INTRODUCTION,
                type=kind,
                amount_ore=kronor * 100,
                source="Exempeldata",
                is_example=True,
            ),
        )


def _approvals(society: Society, joint: dict[str, Application]) -> None:
    """Two approve large costs in Åmål; the finance system's owner has a delegate; then everyone approves."""
    set_approval_rule(
        by=society.administrator,
        organisation=society.organisations["amal"],
        two_from_ore=TWO_FROM_KRONOR * 100,
        decision="Attestreglemente (exempeldata)",
    )
    delegate_approval(
        by=society.people["agare"],
        delegate=society.people["ansvarig"],
        application=joint["ekonomi"],
        starts_on=FROM,
        decision="Delegation 2009-01-01 (exempeldata)",
    )
    for person in society.people.values():
        approve_cost_lines(by=person, lines=list(lines_to_approve(person)))
