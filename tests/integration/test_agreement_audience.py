"""Agreements and their prices go to those whom the federation has chosen, on every page and in the API."""

import pytest

from samdrift.records.agreements.models import Party, PartyRole
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup, Responsibility
from tests import factories
from tests.integration.entrances import read
from tests.people import LONG_AGO, Society, person

ADDRESSES = (
    "/avtal/",
    "/avtal/{pk}/",
    "/avtal/?exportera=csv",
    "/api/v1/agreements",
    "/api/v1/agreements/{pk}",
)


def _choose(people: Society, group: FieldGroup, audience: Audience) -> None:
    FieldAudience.objects.update_or_create(
        federation=people.federation, group=group, defaults={"audience": audience}
    )


@pytest.fixture
def made(people: Society):
    application = factories.application(people.amal)
    agreement = factories.agreement(people.amal, "Hemligt avtal", price_per_year_ore=777_123_45)
    agreement.applications.add(application)
    return agreement


def test_a_hidden_agreement_is_unknown_to_other_members_and_known_to_its_own(people, made) -> None:
    _choose(people, FieldGroup.AGREEMENTS, Audience.OWN)
    assert made in visible_agreements(people.anna)
    assert made in visible_agreements(people.administrator)
    for other in (people.bo, people.controller, people.cilla, people.neighbour, people.seller):
        assert made not in visible_agreements(other)


def test_who_is_a_party_sees_the_agreement_and_its_price_whatever_is_chosen(people, made) -> None:
    _choose(people, FieldGroup.AGREEMENTS, Audience.OWN)
    _choose(people, FieldGroup.COSTS, Audience.OWN)
    Party.objects.create(agreement=made, organisation=people.supplier, role=PartyRole.SUPPLIER)
    assert visible_agreements(people.seller).get(pk=made.pk).seen_price_ore == 777_123_45


def test_an_agreement_without_application_follows_who_keeps_it(people) -> None:
    alone = factories.agreement(people.amal, "Ramavtal")
    assert alone in visible_agreements(people.bo)
    _choose(people, FieldGroup.AGREEMENTS, Audience.PARTICIPANTS)
    assert alone not in visible_agreements(people.bo)
    assert alone in visible_agreements(people.anna)


@pytest.mark.parametrize("address", ADDRESSES)
def test_prices_follow_the_costs_of_what_the_agreement_covers(
    people, made, as_person, address
) -> None:
    _choose(people, FieldGroup.COSTS, Audience.OWN)
    address = address.format(pk=made.pk)

    def read(who: object) -> str:
        answer = as_person(who).get(address)
        assert answer.status_code == 200
        content = b"".join(answer) if answer.streaming else answer.content
        return content.decode().replace("\xa0", " ")

    assert "Hemligt avtal" in read(people.bo)
    assert not any(figure in read(people.bo) for figure in ("777 123", "777123", "77712345"))
    assert any(figure in read(people.anna) for figure in ("777 123", "777123", "77712345"))


def test_a_hidden_agreement_is_found_by_no_search(people, made, as_person) -> None:
    _choose(people, FieldGroup.AGREEMENTS, Audience.OWN)
    assert "Hemligt" in as_person(people.anna).get("/avtal/?q=Hemligt").content.decode()
    answer = as_person(people.bo).get("/avtal/?q=Hemligt").content.decode()
    assert "Hemligt avtal" not in answer


def test_an_agreement_seen_through_one_application_does_not_name_the_hidden_neighbour(
    people, made, as_person
) -> None:
    """An owner from another member sees the agreement of her application, but not that it covers another's too."""
    _choose(people, FieldGroup.AGREEMENTS, Audience.OWN)
    neighbour = factories.application(people.amal, "Kråkboet")
    owner = person("Olle", people.mellerud)
    Responsibility.objects.create(
        application=made.applications.get(), person=owner, role="system_owner", starts_on=LONG_AGO
    )
    made.applications.add(neighbour)
    for address in (*ADDRESSES, "/avtal/?exportera=xlsx"):
        seen, hidden = (
            read(as_person(who), address.format(pk=made.pk)) for who in (people.anna, owner)
        )
        assert "Hemligt avtal" in seen, address
        assert "Kråkboet" in seen or "api" in address
        assert "Hemligt avtal" in hidden, address
        assert "Kråkboet" not in hidden, address
    searched = "/avtal/?q=Kråkboet"
    assert "Hemligt avtal" in read(as_person(people.anna), searched)
    assert "Hemligt avtal" not in read(as_person(owner), searched)
    known = as_person(owner).get(f"/api/v1/agreements/{made.pk}").json()["application_ids"]
    assert known == [made.applications.exclude(pk=neighbour.pk).get().pk]
    page = as_person(owner).get(f"/applikationer/{neighbour.pk}/").content.decode()
    assert "Kråkboet" in page
    assert "Hemligt avtal" not in page
