"""A small register in which every check finds something that fulfils and something that lacks."""

import datetime as dt
import json
from dataclasses import dataclass, field

from samdrift.decisions.collaboration.models import Level, LevelRecord
from samdrift.decisions.governance.actions import propose, record_decision
from samdrift.decisions.governance.models import (
    Body,
    Outcome,
    Proposal,
    ProposalKind,
    ProposalStatus,
)
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.decisions.policy.actions import (
    acknowledge_reading,
    adopt_policy,
    propose_document,
)
from samdrift.decisions.policy.models import Policy
from samdrift.decisions.sharing.models import Share
from samdrift.foundation.organisations.actions import give_function
from samdrift.foundation.organisations.models import Organisation, Person, Unit, UnitKind
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.models import AgreementKind, Party, PartyRole
from samdrift.records.competence.models import Competence, Confirmation, TrainingPlan
from samdrift.records.register.models import (
    Application,
    Conclusion,
    LifecycleEvent,
    LifecycleKind,
    Phase,
    Responsibility,
    ResponsibilityRole,
    ValueAssessment,
)
from samdrift.records.spending.models import (
    CostKind,
    CostLine,
    CostType,
    InitiativeParticipation,
    JointInitiative,
)
from tests import factories
from tests.people import LONG_AGO, Society, person

NEW_YEAR = dt.date(2009, 1, 1)
POLICY = {
    "format": "samdrift-policy/1",
    "title": "Provpolicyn",
    "valid_from": "2009-01-01",
    "valid_until": "2011-12-31",
    "documents": [
        {"name": "Policyn", "decided_by": "council"},
        {"name": "Strategierna", "decided_by": "board"},
    ],
    "chapters": [{"number": "1", "title": "Allt"}],
    "clauses": [
        {
            "id": "A1",
            "chapter": "1",
            "text": "Var applikation har en ägare.",
            "check": "owner_appointed",
            "duties": ["system_owner"],
        },
        {
            "id": "A2",
            "chapter": "1",
            "text": "Kommunerna beslutar.",
            "check": "policy_decided",
            "duties": ["policy_decided"],
        },
        {"id": "A3", "chapter": "1", "text": "Nätverk bildas.", "unmeasured": "Nätverk med möten."},
        {"id": "A4", "chapter": "1", "text": "Var och en sköter sitt."},
    ],
    "goals": [],
}


@dataclass
class Small:
    """Åmål and Mellerud, four applications of which two are joint, and half of everything in order."""

    people: Society
    policy: Policy
    magnus: Person
    gis: Application
    finance: Application
    school: Application
    archive: Application
    unit: Unit
    initiative: JointInitiative
    asks: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: {
            "areas_joint_for_all": {"areas": ["GIS", "skola"]},
            "areas_joint_for_some": {"areas": ["ekonomi", "bygglov"]},
            "neighbours": {"municipalities": ["1785", "1488"]},
        }
    )


def make_small(people: Society) -> Small:
    magnus = person("Magnus", people.mellerud, Role.IT_MANAGER)
    unit = Unit.objects.create(organisation=people.amal, name="IT", kind=UnitKind.IT_UNIT)
    for name in ("Drift", "Support"):
        give_function(by=people.anna, unit=unit, name=name, starts_on=LONG_AGO)
    gis = _application(people.amal, "Kartan", "GIS", "ArcGIS", operating_unit=unit)
    finance = _application(people.mellerud, "Ekonomi", "ekonomi", "Raindance")
    school = _application(
        people.mellerud, "Skola", "skola", "Extens", operation="external", phase=Phase.INTRODUCTION
    )
    archive = _application(
        people.amal,
        "Arkiv",
        "",
        "",
        operating_unit=unit,
        phase=Phase.INTRODUCTION,
        support_needed=False,
    )
    for application, users in (
        (gis, (people.amal, people.mellerud, people.saffle)),
        (finance, (people.amal, people.mellerud)),
        (school, (people.mellerud,)),
        (archive, (people.amal,)),
    ):
        for organisation in users:
            factories.participation(application, organisation)
    policy = adopt_policy(by=people.administrator, federation=people.federation, document=POLICY)
    initiative = JointInitiative.objects.create(
        federation=people.federation, name="Kurs", owner=people.anna, starts_on=NEW_YEAR
    )
    small = Small(people, policy, magnus, gis, finance, school, archive, unit, initiative)
    _answer_for(small)
    _agree(small)
    _know(small)
    _pay(small)
    _decide(small)
    return small


def _application(
    host: Organisation, name: str, area: str, product: str, **fields: object
) -> Application:
    return factories.application(
        host,
        name,
        area=factories.area(area) if area else None,
        product=factories.product(product) if product else None,
        **fields,
    )


def _answer_for(small: Small) -> None:
    for application, who, role, day in (
        (small.gis, small.people.anna, ResponsibilityRole.OWNER, LONG_AGO),
        (small.gis, small.people.bo, ResponsibilityRole.MANAGER, LONG_AGO),
        (small.school, small.people.bo, ResponsibilityRole.OWNER, dt.date(2008, 1, 1)),
    ):
        Responsibility.objects.create(application=application, person=who, role=role, starts_on=day)


def _agree(small: Small) -> None:
    people = small.people
    operating = factories.agreement(people.amal, "Driftavtal")
    supplier = factories.agreement(
        people.amal,
        "Leverantörsavtal",
        kind=AgreementKind.SUPPLIER,
        ends_on=dt.date(2009, 9, 30),
        notice_months=3,
        renews_months=12,
    )
    other = factories.agreement(people.mellerud, "Skolavtal", kind=AgreementKind.SUPPLIER)
    operating.applications.add(small.gis)
    supplier.applications.add(small.gis)
    other.applications.add(small.school)
    Party.objects.create(
        agreement=operating, organisation=people.amal, unit=small.unit, role=PartyRole.OPERATOR
    )
    for organisation in (people.mellerud, people.saffle):
        Party.objects.create(agreement=operating, organisation=organisation, role=PartyRole.MEMBER)


def _know(small: Small) -> None:
    people = small.people
    fresh, old = dt.date(2008, 6, 1), dt.date(2005, 6, 1)
    for who, product, day in (
        (people.anna, small.gis.product, fresh),
        (people.bo, small.gis.product, old),
        (people.bo, small.finance.product, fresh),
        (people.cilla, small.finance.product, fresh),
    ):
        Competence.objects.create(
            person=who,
            product=product,
            level=3,
            refreshed_on=day,
            confirmation=Confirmation.CONFIRMED,
        )
    Competence.objects.create(  # says it of herself: counts nowhere
        person=people.anna, product=small.finance.product, level=3, refreshed_on=fresh
    )
    TrainingPlan.objects.create(application=small.gis, year=2009, content="Kurs", joint=True)
    TrainingPlan.objects.create(application=small.archive, year=2009, content="Kurs")
    ValueAssessment.objects.create(
        organisation=people.amal,
        application=small.archive,
        what="Arkiv",
        on=dt.date(2008, 12, 1),
        need="Ja",
        benefit="Stor",
        cost="Liten",
        neighbour="Finns inte",
        conclusion=Conclusion.INTRODUCE,
        by=people.anna,
    )
    LifecycleEvent.objects.create(
        application=small.gis, kind=LifecycleKind.MOVED, on=dt.date(2009, 10, 1)
    )
    level = {
        number: Level.objects.get_or_create(number=number, defaults={"name": str(number)})[0]
        for number in (2, 3)
    }
    for application, organisation, number in (
        (small.gis, people.amal, 3),
        (small.gis, people.mellerud, 3),
        (small.finance, people.amal, 2),
    ):
        LevelRecord.objects.create(
            application=application,
            organisation=organisation,
            level=level[number],
            starts_on=LONG_AGO,
        )


def _pay(small: Small) -> None:
    people = small.people
    for code, value in (("1492", 12_500), ("1461", 9_700), ("1785", 15_800)):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    InitiativeParticipation.objects.create(
        initiative=small.initiative, organisation=people.mellerud, starts_on=NEW_YEAR
    )
    rows = [
        (small.gis, people.amal, CostType.LICENCE, CostKind.BUDGET, NEW_YEAR),
        (small.school, people.mellerud, CostType.OTHER, CostKind.BUDGET, None),
        (small.archive, people.amal, CostType.INTERNAL_COMMUNICATION, CostKind.ACTUAL, None),
        (small.gis, people.amal, CostType.INTERNAL_COMMUNICATION, CostKind.ACTUAL, None),
        (small.initiative, people.mellerud, CostType.TRAINING, CostKind.ACTUAL, None),
        (small.initiative, people.amal, CostType.STAFF, CostKind.ACTUAL, None),
    ]
    for subject, bearer, kind_of_cost, kind, approved in rows:
        where = "application" if isinstance(subject, Application) else "initiative"
        CostLine.objects.create(
            **{where: subject},
            bearer=bearer,
            year=2009,
            type=kind_of_cost,
            kind=kind,
            amount_ore=100_00,
            approved_on=approved,
        )


def _decide(small: Small) -> None:
    people = small.people
    policy, strategies = small.policy.documents.all()
    for document, body, outcomes in (
        (policy, Body.COUNCIL, (Outcome.ADOPTED, Outcome.REJECTED)),
        (strategies, Body.BOARD, (Outcome.ADOPTED, Outcome.ADOPTED)),
    ):
        proposal = propose_document(by=people.anna, document=document)
        for who, outcome in zip((people.anna, small.magnus), outcomes, strict=True):
            record_decision(
                by=who,
                proposal=proposal,
                organisation=who.organisation,
                body=body,
                outcome=outcome,
                on=NEW_YEAR,
                paragraph="§ 1",
            )
    acknowledge_reading(by=people.anna, policy=small.policy)
    asked = {"by": people.anna, "federation": people.federation, "text": "Så här."}
    shared = propose(
        **asked, kind=ProposalKind.SHARE, title="Kartan", organisations=[people.amal], serves=["A1"]
    )
    shared.status = ProposalStatus.ADOPTED
    shared.save()
    Share.objects.create(
        federation=people.federation,
        title="Kartan",
        year=2009,
        application=small.gis,
        total_ore=100_00,
        key="population",
        key_date=dt.date(2008, 12, 31),
        origin="Folkmängd",
        made_by=people.anna,
        made_on=NEW_YEAR,
        proposal=shared,
    )
    Proposal.objects.create(  # written before proposals said which clauses they serve
        federation=people.federation,
        kind=ProposalKind.DOCUMENT,
        title="Gammalt",
        content="{}",
        digest="",
        made_by=people.anna,
        made_on=NEW_YEAR,
    )
    planned = propose(
        **asked,
        kind=ProposalKind.PLAN,
        title="Vägen",
        organisations=[people.amal],
        departs=["A1"],
        departs_because="Det går inte annars.",
    )
    scenario = Scenario.objects.create(
        federation=people.federation, name="Vägen", first_year=2009, made_by=people.anna
    )
    once = {"today": [1], "running": [1], "transition": [1], "investment": [2], "leaving": [0]}
    Plan.objects.create(
        scenario=scenario,
        computed_on=NEW_YEAR,
        by=people.anna,
        problem_json='{"periods": ["2009"], "periods_per_year": 1}',
        answer_json="{}",
        basis_json="{}",
        explanation_json=json.dumps({"yearly": {"1492": once}}),
        status="optimal",
        objective_ore=1,
        today_ore=2,
        proposal=planned,
    )


def let_adopt(by: Person, policy: Policy) -> None:
    """The person's municipality adopts every document of the policy, each by the body that is to decide it."""
    for document in policy.documents.filter(proposal=None):
        propose_document(by=by, document=document)
    for document in policy.documents.select_related("proposal"):
        record_decision(
            by=by,
            proposal=document.proposal,
            organisation=by.organisation,
            body=document.decided_by,
            outcome=Outcome.ADOPTED,
            on=NEW_YEAR,
            paragraph="§ 1",
        )
