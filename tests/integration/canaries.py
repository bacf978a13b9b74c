"""One application with a canary in every fact that belongs to a group, and everybody who may come looking for them."""

import datetime as dt
from dataclasses import dataclass

from samdrift.decisions.settlement import actions as settlement_actions
from samdrift.decisions.settlement.models import Settlement
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.models import (
    Appointment,
    Membership,
    Organisation,
    Person,
    Population,
    Unit,
)
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.models import Agreement
from samdrift.records.competence.models import TrainingPlan
from samdrift.records.register.models import (
    Application,
    Assessment,
    Dependency,
    FieldGroup,
    LifecycleEvent,
    Responsibility,
    ValueAssessment,
)
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.people import LONG_AGO, Society, person

NAME = "Fågelholken"
PRICE_ORE, COST_ORE = 881_234_56, 771_234_57
#: Who owns and who manages it. They are employees whom everybody knows of; what is hidden is that it is they.
NAMES = ("Olle Holkagare", "Siv Holkskotare")
#: What is looked for in every answer, by group. Names are looked for apart from lists and choices of people.
CANARIES: dict[FieldGroup, tuple[str, ...]] = {
    FieldGroup.PEOPLE: (
        "ingangskanarie",
        "forordnandekanarie",
        "utbildningskanarie",
        "holkagare",
        "holkskotare",
    ),
    FieldGroup.CLASSIFICATION: ("1987-06-05",),
    FieldGroup.ASSESSMENT: ("bedomningskanarie", "nyttokanarie"),
    FieldGroup.AGREEMENTS: ("avtalskanarie", "diariekanarie", "2009-03-17"),
    FieldGroup.COSTS: (
        "kostnadskanarie",
        "881 234",
        "88123456",
        "881234,56",
        "881234.56",
        "771 234",
        "77123457",
        "771234,57",
        "771234.57",
    ),
    FieldGroup.NOTES: ("anteckningskanarie", "kolumnkanarie", "livskanarie", "beroendekanarie"),
}


@dataclass
class Aviary:
    """Åmål hosts; Bengtsfors, a member, and Säffle, a neighbour, take part; Mellerud is a member that does not."""

    people: Society
    application: Application
    agreement: Agreement
    settlement: Settlement
    readers: dict[str, Person]


def make_aviary(people: Society) -> Aviary:
    bengtsfors = Organisation.objects.create(
        kind="municipality",
        name="Bengtsfors kommun",
        short_name="Bengtsfors",
        municipality_code="1460",
    )
    Membership.objects.create(federation=people.federation, member=bengtsfors, starts_on=LONG_AGO)
    for code in ("1492", "1461", "1785", "1460"):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=10_000, source_table="TAB638"
        )
    application = _application(people, bengtsfors)
    agreement = factories.agreement(
        people.amal,
        "Avtalskanarie",
        number="diariekanarie",
        kind="supplier",
        ends_on=dt.date(2009, 3, 17),
        price_per_year_ore=PRICE_ORE,
        note="avtalskanarie",
    )
    agreement.applications.add(application)
    CostLine.objects.create(
        application=application,
        bearer=people.amal,
        year=2009,
        amount_ore=COST_ORE,
        note="kostnadskanarie",
        agreement=agreement,
        approved_on=dt.date(2009, 1, 1),
    )
    settlement = settlement_actions.charge_preliminarily(
        by=people.administrator, federation=people.federation, year=2009, periods=1
    )
    _history(people, application)
    readers = _readers(people, bengtsfors, application)
    return Aviary(people, application, agreement, settlement, readers)


def _application(people: Society, bengtsfors: Organisation) -> Application:
    made = factories.application(
        people.amal,
        NAME,
        product=factories.product(),
        area=factories.area(),
        criticality=4,
        confidentiality=4,
        classified_on=dt.date(1987, 6, 5),
        how_to_get_access="ingangskanarie",
        notes="anteckningskanarie",
        more={"Kolumn": "kolumnkanarie"},
    )
    for each in (people.amal, bengtsfors, people.saffle):
        factories.participation(made, each, users=10)
    # The same product elsewhere, so that there is an opportunity to find.
    factories.participation(
        factories.application(people.mellerud, "Raindance i Mellerud", product=factories.product()),
        people.mellerud,
    )
    Assessment.objects.create(
        application=made, side="it", on=dt.date(2008, 5, 5), fit=1, comment="bedomningskanarie"
    )
    ValueAssessment.objects.create(
        organisation=people.amal,
        application=made,
        what="Holk",
        on=dt.date(2008, 5, 5),
        need="nyttokanarie",
        benefit="nyttokanarie",
        cost="nyttokanarie",
        neighbour="nyttokanarie",
        conclusion="introduce",
        by=people.anna,
    )
    LifecycleEvent.objects.create(
        application=made, kind="upgraded", on=dt.date(2008, 5, 5), note="livskanarie"
    )
    Dependency.objects.create(application=made, outside="Katalog", note="beroendekanarie")
    TrainingPlan.objects.create(application=made, year=2009, content="utbildningskanarie")
    return made


def _history(people: Society, application: Application) -> None:
    """As if everything had been written by verbs a moment ago."""
    things = [
        application,
        *application.assessments.all(),
        *application.value_assessments.all(),
        *application.needs.all(),
        *application.lifecycle_events.all(),
        *application.training_plans.all(),
        *application.agreements.all(),
        *application.cost_lines.all(),
    ]
    for thing in things:
        parent = None if thing is application else application
        named = f"{thing._meta.label_lower}_changed"
        record(named, thing, by=people.anna, after=facts(thing), parent=parent)


def _readers(
    people: Society, bengtsfors: Organisation, application: Application
) -> dict[str, Person]:
    school = Unit.objects.create(organisation=people.mellerud, name="Skola")
    chief = person("Moa", people.mellerud)
    Appointment.objects.create(
        person=chief,
        role=Role.DEPARTMENT_MANAGER,
        organisation=people.mellerud,
        unit=school,
        starts_on=LONG_AGO,
    )
    owner, manager = (person(each, people.mellerud) for each in NAMES)
    for role, who in (("system_owner", owner), ("system_manager", manager)):
        Responsibility.objects.create(
            application=application,
            person=who,
            role=role,
            starts_on=LONG_AGO,
            decision="forordnandekanarie",
        )
    return {
        "IT manager of the host": people.anna,
        "employee of the host": person("Åsa", people.amal),
        "system owner": owner,
        "system manager": manager,
        "IT manager that takes part": person("Beda", bengtsfors, Role.IT_MANAGER),
        "employee of who takes part": person("Bert", bengtsfors),
        "IT manager of another member": person("Mia", people.mellerud, Role.IT_MANAGER),
        "employee of another member": people.bo,
        "department manager of another member": chief,
        "controller of another member": people.controller,
        "auditor of another member": person("Rut", people.mellerud, Role.AUDITOR),
        "federation's administrator": people.administrator,
        "neighbour that takes part": people.neighbour,
        "outsider": people.cilla,
        "supplier": people.seller,
    }
