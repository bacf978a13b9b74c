"""Every act on agreements by everybody: who may, who may not, and who does not know that it exists."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.versions import version_of
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.ui.editing import VERSION
from samdrift.records.agreements import actions
from samdrift.records.agreements.models import Agreement, AgreementKind, Party, PartyRole, Renewal
from samdrift.records.register.models import (
    Application,
    Audience,
    FieldAudience,
    FieldGroup,
    Responsibility,
    ResponsibilityRole,
)
from tests import factories
from tests.people import LONG_AGO, Society, person

NEW_YEAR, AT_THE_END = dt.date(2009, 1, 1), dt.date(2009, 12, 31)
MAY, MAY_NOT, UNKNOWN = "may", "may not", "does not know"

#: What each may do with an agreement that Åmål keeps, over an application that Åmål hosts and Mellerud uses.
MEMBERS_SEE = {
    "IT manager of the host": MAY,
    "administrator": MAY,
    "owner": MAY,
    "deputy": MAY,
    "system manager": MAY_NOT,
    "auditor of who takes part": MAY_NOT,
    "IT manager of another member": MAY_NOT,
    "controller of who takes part": MAY_NOT,
    "employee of the host": MAY_NOT,
    "former owner": MAY_NOT,
    "owner of another application": MAY_NOT,
    "neighbour that is a party": MAY_NOT,
    "supplier that is a party": MAY_NOT,
    "neighbour": UNKNOWN,
    "outsider": UNKNOWN,
}
#: The same where agreements are for the host alone: who is not told of them does not know of this one either.
HOST_SEES = MEMBERS_SEE | {
    "auditor of who takes part": UNKNOWN,
    "IT manager of another member": UNKNOWN,
    "controller of who takes part": UNKNOWN,
}


@dataclass(frozen=True)
class Held:
    agreement: Agreement
    application: Application
    party: Party
    readers: dict[str, Person]


@pytest.fixture
def held(people: Society) -> Held:
    application = factories.application(people.amal)
    other = factories.application(people.amal, "Palett")
    for each in (people.amal, people.mellerud):
        factories.participation(application, each)
    bengtsfors = Organisation.objects.create(
        kind="municipality", name="Bengtsfors kommun", municipality_code="1460"
    )
    arjang = Organisation.objects.create(
        kind="municipality", name="Årjängs kommun", municipality_code="1765"
    )
    people.federation.memberships.create(member=bengtsfors, starts_on=LONG_AGO)
    agreement = factories.agreement(
        people.amal,
        ends_on=AT_THE_END,
        renewal=Renewal.OPTION,
        extension_options=1,
        extension_months=12,
    )
    agreement.applications.add(application)
    for each in (people.saffle, people.supplier):
        party = Party.objects.create(
            agreement=agreement, organisation=each, role=PartyRole.SUPPLIER
        )

    def holder(name: str, role: str, about: Application, ends_on: dt.date | None = None) -> Person:
        made = person(name, people.amal)
        Responsibility.objects.create(
            application=about, person=made, role=role, starts_on=LONG_AGO, ends_on=ends_on
        )
        return made

    yesterday = NEW_YEAR - dt.timedelta(days=1)
    former = holder("Forna", ResponsibilityRole.OWNER, application, yesterday)
    owner = person("Olga", people.amal)
    Responsibility.objects.create(
        application=application, person=owner, role=ResponsibilityRole.OWNER, starts_on=NEW_YEAR
    )
    readers = {
        "IT manager of the host": people.anna,
        "administrator": people.administrator,
        "owner": owner,
        "deputy": holder("Dag", ResponsibilityRole.DEPUTY, application),
        "system manager": holder("Siv", ResponsibilityRole.MANAGER, application),
        "auditor of who takes part": person("Rut", people.mellerud, Role.AUDITOR),
        "IT manager of another member": person("Beda", bengtsfors, Role.IT_MANAGER),
        "controller of who takes part": people.controller,
        "employee of the host": person("Åsa", people.amal),
        "former owner": former,
        "owner of another application": holder("Pia", ResponsibilityRole.OWNER, other),
        "neighbour that is a party": people.neighbour,
        "supplier that is a party": people.seller,
        "neighbour": person("Åke", arjang, Role.IT_MANAGER),
        "outsider": people.cilla,
    }
    return Held(agreement, application, party, readers)


def _new(held: Held) -> Agreement:
    return Agreement(
        kind=AgreementKind.SUPPLIER, title="Nytt", responsible=held.agreement.responsible
    )


def _changed(agreement: Agreement) -> Agreement:
    agreement.note = "Ny anteckning"
    return agreement


VERBS: dict[str, Callable[[Person, Held], Any]] = {
    "add": lambda by, at: actions.add_agreement(
        by=by, agreement=_new(at), applications=[at.application]
    ),
    "change": lambda by, at: actions.change_agreement(by=by, agreement=_changed(at.agreement)),
    "add a party": lambda by, at: actions.add_party(
        by=by, agreement=at.agreement, organisation=at.application.host, role=PartyRole.CUSTOMER
    ),
    "remove a party": lambda by, at: actions.remove_party(by=by, party=at.party),
    "give notice": lambda by, at: actions.give_notice(
        by=by, agreement=at.agreement, given_on=NEW_YEAR, ends_on=AT_THE_END
    ),
    "use an option": lambda by, at: actions.use_extension_option(by=by, agreement=at.agreement),
}


@pytest.mark.parametrize("act", VERBS)
@pytest.mark.parametrize("name", MEMBERS_SEE)
def test_the_verb_lets_through_those_who_may_and_nobody_else(
    held: Held, name: str, act: str
) -> None:
    before = AuditEvent.objects.count()
    if MEMBERS_SEE[name] == MAY:
        VERBS[act](held.readers[name], held)
        assert AuditEvent.objects.count() == before + 1
    else:
        with pytest.raises(PermissionDenied):
            VERBS[act](held.readers[name], held)
        assert AuditEvent.objects.count() == before


def _typed(held: Held) -> dict[str, Any]:
    """What the form of the agreement is filled in with, one thing changed."""
    values = model_to_dict(held.agreement)
    values |= {"applications": [held.application.pk], "note": "Ny anteckning"}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def _page_acts(held: Held) -> dict[str, tuple[str, dict[str, Any], Model]]:
    """Address, what is typed there, and the row whose version the page carries."""
    agreement, party = held.agreement, held.party
    return {
        "agreement_change": (
            reverse("agreement_change", args=[agreement.pk]),
            _typed(held),
            agreement,
        ),
        "agreement_party_add": (
            reverse("agreement_party_add", args=[agreement.pk]),
            {"organisation": held.application.host_id, "role": "customer"},
            agreement,
        ),
        "agreement_party_remove": (
            reverse("agreement_party_remove", args=[agreement.pk, party.pk]),
            {},
            party,
        ),
        "agreement_option": (reverse("agreement_option", args=[agreement.pk]), {}, agreement),
        "agreement_notice": (
            reverse("agreement_notice", args=[agreement.pk]),
            {"given_on": NEW_YEAR, "ends_on": "2010-12-31"},
            agreement,
        ),
    }


def _choose(people: Society, audience: Audience) -> None:
    FieldAudience.objects.update_or_create(
        federation=people.federation, group=FieldGroup.AGREEMENTS, defaults={"audience": audience}
    )


TABLES = {Audience.MEMBERS: MEMBERS_SEE, Audience.OWN: HOST_SEES}
ANSWERS = {MAY: (200, 302), MAY_NOT: (403, 403), UNKNOWN: (404, 404)}


@pytest.mark.parametrize("audience", TABLES)
@pytest.mark.parametrize("name", MEMBERS_SEE)
def test_the_pages_answer_as_the_verbs_and_tell_nothing_to_who_does_not_know(
    held, people, as_person, name, audience
) -> None:
    _choose(people, audience)
    told = TABLES[audience][name]
    client: Client = as_person(held.readers[name])
    for act, (address, typed, row) in _page_acts(held).items():
        row.refresh_from_db()
        events = AuditEvent.objects.count()
        asked = client.get(address).status_code
        sent = client.post(address, {**typed, VERSION: version_of(row)})
        assert (asked, sent.status_code) == ANSWERS[told], (act, sent.content.decode())
        assert AuditEvent.objects.count() - events == (told == MAY), act
    page = client.get(reverse("agreement_page", args=[held.agreement.pk]))
    assert page.status_code == (404 if told == UNKNOWN else 200)
    offered = (
        page.status_code == 200
        and reverse("agreement_change", args=[held.agreement.pk]) in page.content.decode()
    )
    assert offered == (told == MAY)


@pytest.mark.parametrize("audience", TABLES)
@pytest.mark.parametrize("name", MEMBERS_SEE)
def test_the_api_answers_as_the_pages(held, people, as_person, name, audience) -> None:
    _choose(people, audience)
    told = TABLES[audience][name]
    client: Client = as_person(held.readers[name])
    for act, body in (
        ("option", {}),
        ("notice", {"given_on": str(NEW_YEAR), "ends_on": "2010-12-31"}),
    ):
        held.agreement.refresh_from_db()
        answer = client.post(
            f"/api/v1/agreements/{held.agreement.pk}/{act}",
            body,
            content_type="application/json",
            headers={"If-Match": f'"{version_of(held.agreement)}"'},
        )
        wanted = {MAY: 200, MAY_NOT: 403, UNKNOWN: 404}[told]
        assert answer.status_code == wanted, (act, answer.content)


def test_nobody_covers_an_application_that_is_not_known_to_them(held: Held, people, as_person):
    """The outsider keeps agreements in her own municipality, but can't say that one covers what she may not know of."""
    typed = {
        "kind": "supplier",
        "title": "Nytt",
        "responsible": people.trollhattan.pk,
        "applications": [held.application.pk],
    }
    client = as_person(people.cilla)
    assert client.post(reverse("agreement_add"), typed).status_code == 422
    body = {
        "kind": "supplier",
        "title": "Nytt",
        "responsible_id": people.trollhattan.pk,
        "application_ids": [held.application.pk],
    }
    answer = client.post("/api/v1/agreements", body, content_type="application/json")
    assert answer.status_code == 404
    agreement = Agreement(kind="supplier", title="Nytt", responsible=people.trollhattan)
    with pytest.raises(PermissionDenied):
        actions.add_agreement(by=people.cilla, agreement=agreement, applications=[held.application])
    assert Agreement.objects.count() == 1
