"""Who reads the history of what: one table, asked of the pages themselves."""

import datetime as dt

import pytest
from django.urls import reverse

from samdrift.decisions.fairness import actions as fairness
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.organisations.models import Kind, Organisation, Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements import actions as agreements
from samdrift.records.register import actions as register
from samdrift.records.register.models import Audience, FieldGroup
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import CostLine, CostType
from tests import factories
from tests.people import Society, person

NEW_YEAR = dt.date(2009, 1, 1)

#: What a page answers: with the history, without it, or as if there were nothing (404). Money of those who pay no part
#: of it is the audience's own matter, not this table's.
YES, NO, UNKNOWN, ELSEWHERE = "yes", "without", 404, None
READERS = (
    "IT manager of the host",
    "auditor of a participant",
    "auditor of another",
    "employee",
    "outsider",
)
TABLE = {
    "application": (YES, YES, NO, NO, UNKNOWN),
    "agreement": (YES, YES, UNKNOWN, YES, UNKNOWN),
    "cost_line": (YES, YES, ELSEWHERE, UNKNOWN, UNKNOWN),
    "share": (YES, YES, ELSEWHERE, UNKNOWN, UNKNOWN),
    "proposal": (YES, YES, YES, YES, UNKNOWN),
    "organisation": (YES, YES, YES, YES, UNKNOWN),
}


@pytest.fixture
def things(people: Society) -> dict[str, str]:
    """One thing of each kind, hosted by Åmål and shared with Mellerud; the register's parts open to participants."""
    for group in FieldGroup:
        register.choose_audience(
            by=people.administrator,
            federation=people.federation,
            group=group,
            audience=Audience.PARTICIPANTS,
        )
    register.choose_audience(
        by=people.administrator,
        federation=people.federation,
        group=FieldGroup.NOTES,
        audience=Audience.OWN,
    )
    for code in ("1492", "1461"):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=9_000, source_table="T"
        )
    by = people.anna
    application = register.add_application(
        by=by, name="GIS", host=people.amal, starts_on=dt.date(2008, 1, 1)
    )
    register.join_application(
        by=by, application=application, organisation=people.mellerud, starts_on=NEW_YEAR
    )
    agreement = factories.agreement(people.amal)
    agreement.applications.add(application)
    agreements.change_agreement(by=by, agreement=agreement, applications=[application])
    line = spending.add_cost_line(
        by=by,
        line=CostLine(
            application=application,
            bearer=people.amal,
            year=2009,
            type=CostType.OTHER,
            amount_ore=1,
        ),
    )
    CostLine.objects.update(approved_on=NEW_YEAR)
    share = sharing.share_cost(
        by=by,
        federation=people.federation,
        title="GIS",
        year=2009,
        application=application,
        participants=[people.amal, people.mellerud],
        key_date=dt.date(2008, 12, 31),
    )
    fairness.propose_key(
        by=by,
        federation=people.federation,
        title="Lika",
        text="Enklare",
        content={},
        organisations=[people.amal, people.mellerud],
        source_path="/kostnader/",
    )
    return {
        "application": reverse("application_tab", kwargs={"pk": application.pk, "tab": "historik"}),
        "agreement": reverse("agreement_tab", kwargs={"pk": agreement.pk, "tab": "historik"}),
        "cost_line": reverse("cost_line_page", args=[line.pk]),
        "share": reverse("share_page", args=[share.pk]),
        "proposal": reverse("proposal_page", args=[Proposal.objects.get().pk]),
        "organisation": reverse(
            "organisation_tab", kwargs={"pk": people.amal.pk, "tab": "historik"}
        ),
    }


@pytest.fixture
def readers(people: Society):
    third = Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name="Bengtsfors kommun", municipality_code="1460"
    )
    people.federation.memberships.create(member=third, starts_on=dt.date(2001, 1, 1))
    return dict(
        zip(
            READERS,
            (
                people.anna,
                person("Revisor Mellerud", people.mellerud, Role.AUDITOR),
                person("Revisor Bengtsfors", third, Role.AUDITOR),
                people.bo,
                people.cilla,
            ),
            strict=True,
        )
    )


@pytest.mark.parametrize("kind", TABLE)
def test_who_reads_the_history_of_what(things, readers, as_person, kind):
    found = []
    for reader in readers.values():
        answer = as_person(reader).get(things[kind])
        shown = answer.context.get("events") is not None if answer.status_code == 200 else None
        found.append({True: YES, False: NO, None: answer.status_code}[shown])
    told = {
        reader: (answer, wanted)
        for reader, answer, wanted in zip(READERS, found, TABLE[kind], strict=True)
        if wanted is not ELSEWHERE
    }
    assert all(answer == wanted for answer, wanted in told.values()), told


def test_what_is_hidden_is_left_out_of_the_auditors_history(people, things, readers, as_person):
    from samdrift.records.register.models import Application

    application = Application.objects.get(name="GIS")
    application.notes, application.purpose = "Hemlig anteckning", "Kartor åt alla"
    register.change_application(by=people.anna, application=application)
    text = (
        as_person(readers["auditor of a participant"]).get(things["application"]).content.decode()
    )
    assert "Hemlig anteckning" not in text
    assert text.count("Kartor åt alla") > 1
