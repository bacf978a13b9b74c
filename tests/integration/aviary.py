"""The aviary with what is decided on it: policy, plan, introduction, levels, an initiative and a delegation."""

import datetime as dt

from samdrift.decisions.collaboration.models import Level, LevelRecord
from samdrift.decisions.introduction import actions as introducing
from samdrift.decisions.introduction.models import Step, StepKind
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.queries import CHECKS
from samdrift.foundation.audit.actions import record
from samdrift.foundation.organisations.models import Person, Unit, UnitKind
from samdrift.records.agreements.models import Agreement
from samdrift.records.competence.models import Competence, Confirmation
from samdrift.records.register.models import (
    Application,
    Assessment,
    Dependency,
    LifecycleEvent,
    Participation,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)
from samdrift.records.spending.models import (
    Approval,
    ApprovalDelegation,
    CostLine,
    InitiativeParticipation,
    JointInitiative,
)
from tests import factories
from tests.integration.canaries import Aviary, make_aviary
from tests.integration.introduction_place import Place, adopt
from tests.people import LONG_AGO, society
from tests.policy_place import POLICY

NEW_YEAR = dt.date(2009, 1, 1)
ASKS = {
    "areas_joint_for_all": {"areas": ["ekonomi", "skola"]},
    "areas_joint_for_some": {"areas": ["ekonomi", "bygglov"]},
    "neighbours": {"municipalities": ["1785", "1488"]},
}
CLAUSES = [
    {"id": f"A{number}", "chapter": "1", "text": name, "check": name, "asks": ASKS.get(name, {})}
    for number, name in enumerate(sorted(CHECKS), 1)
]


def make_full_aviary() -> Aviary:
    """Everything that any room shows of an application, so that every page has something to tell."""
    made = make_aviary(society())
    _operate(made)
    _leave_an_application(made)
    _know_and_judge(made)
    adopt_policy(
        by=made.people.administrator,
        federation=made.people.federation,
        document=POLICY | {"clauses": CLAUSES},
    )
    _plan(made)
    return made


def _operate(made: Aviary) -> None:
    people = made.people
    for each in (people.amal, people.mellerud):
        unit = Unit.objects.create(organisation=each, kind=UnitKind.IT_UNIT, name="IT-enheten")
        Application.objects.filter(host=each).update(
            operating_unit=unit, area=made.application.area_id
        )
    theirs = Application.objects.get(host=people.mellerud)
    CostLine.objects.create(
        application=theirs,
        bearer=people.mellerud,
        year=2009,
        amount_ore=10_000_000,
        approved_on=NEW_YEAR,
    )
    waiting = made.application.cost_lines.get()
    CostLine.objects.create(
        application=made.application,
        bearer=people.amal,
        year=2009,
        type="staff",
        amount_ore=waiting.amount_ore,
        note="kostnadskanarie",
        entered_by=people.anna,
    )


def _leave_an_application(made: Aviary) -> None:
    """An application that the host alone uses, with an agreement that covers another municipality's as well."""
    people = made.people
    alone = factories.application(
        people.amal,
        "Kråkboet",
        product=factories.product("Kråksystem", "Fågel AB"),
        notes="anteckningskanarie",
    )
    factories.participation(alone, people.amal)
    Responsibility.objects.create(
        application=alone,
        person=people.anna,
        role=ResponsibilityRole.OWNER,
        starts_on=LONG_AGO,
        ends_on=dt.date(2008, 6, 30),
        decision="forordnandekanarie",
    )
    shared = factories.agreement(people.mellerud, "Melleruds ramavtal", kind="support")
    shared.applications.add(alone, Application.objects.get(host=people.mellerud))


def _know_and_judge(made: Aviary) -> None:
    people, application = made.people, made.application
    Competence.objects.create(
        person=people.anna,
        product=application.product,
        level=3,
        refreshed_on=NEW_YEAR,
        confirmation=Confirmation.CONFIRMED,
    )
    level = Level.objects.order_by("number").first()
    if level is not None:
        LevelRecord.objects.create(
            application=application,
            organisation=people.amal,
            level=level,
            starts_on=LONG_AGO,
            evidence="Protokoll",
        )
    initiative = JointInitiative.objects.create(
        federation=people.federation, name="Kurs", owner=people.anna, starts_on=NEW_YEAR
    )
    initiative.applications.add(application)
    InitiativeParticipation.objects.create(
        initiative=initiative, organisation=people.amal, starts_on=NEW_YEAR
    )
    owner: Person = made.readers["system owner"]
    ApprovalDelegation.objects.create(
        application=application,
        delegate=people.anna,
        decision="kostnadskanarie",
        starts_on=LONG_AGO,
    )
    _approve(made, owner)


def _approve(made: Aviary, owner: Person) -> None:
    """The owner has entered one cost and approved another: acts of somebody whom not everybody may know."""
    lines = made.application.cost_lines
    lines.filter(approved_on=None).update(entered_by=owner)
    for line in lines.exclude(approved_on=None):
        Approval.objects.create(
            line=line, person=owner, on=NEW_YEAR, outcome="approved", amount_ore=line.amount_ore
        )
        record(
            "spending.cost_line_approved",
            line,
            by=owner,
            after={"on": "2009-01-01"},
            parent=made.application,
        )


def _plan(made: Aviary) -> None:
    administrator = made.people.administrator
    scenario = planning.add_scenario(
        by=administrator,
        scenario=Scenario(
            federation=made.people.federation, name="Vägen", first_year=2009, made_by=administrator
        ),
    )
    plan = planning.compute_plan(by=administrator, scenario=scenario)
    planning.propose_plan(by=administrator, plan=plan)
    plan.refresh_from_db()
    assert plan.proposal is not None
    adopt(Place(made.people, plan, made.people.anna), *plan.proposal.organisations.all())
    introducing.make_introduction(by=administrator, plan=plan)
    # A step is about the host's agreement, and the agreement covers another application of the host's besides.
    step = (
        Step.objects.filter(kind__in=[StepKind.NOTICE, StepKind.RETIREMENT]).first()
        or Step.objects.first()
    )
    assert step is not None
    step.agreement = made.agreement
    step.save()
    made.agreement.applications.add(Application.objects.get(name="Kråkboet"))


def take_away_what_is_hidden(made: Aviary) -> None:
    """The register as it would be without the facts of the host's applications that belong to any group.

    Training plans stay: whether there is one is a condition of the steps of an introduction, which the members see.
    """
    hosted = Application.objects.filter(host=made.people.amal)
    keys = list(hosted.values_list("pk", flat=True))
    CostLine.objects.filter(application__in=keys).delete()
    Step.objects.filter(agreement__responsible=made.people.amal).update(agreement=None)
    Agreement.objects.filter(responsible=made.people.amal).delete()
    for noun in (Responsibility, Assessment, ValueAssessment, ApprovalDelegation):
        noun.objects.filter(application__in=keys).delete()
    for noun in (Dependency, LifecycleEvent):
        noun.objects.filter(application__in=keys).update(note="")
    Participation.objects.filter(application__in=keys).update(contact=None)
    hosted.update(
        how_to_get_access="",
        notes="",
        more={},
        criticality=None,
        confidentiality=None,
        integrity=None,
        availability=None,
        traceability=None,
        classified_on=None,
        personal_data=None,
        support_needed=None,
    )
