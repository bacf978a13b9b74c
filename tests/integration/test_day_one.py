"""A federation of two goes from nothing to a decided shared cost in one day, by clicking through pages alone."""

import pytest
from django.core.management import call_command

from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.sharing.models import Share
from samdrift.foundation.organisations.models import Person
from tests.clicking import Hand

MOST_CLICKS = 40
MEMBERS = {"Herrljunga": "1466", "Tranemo": "1452"}
REGISTER = (
    "System;Leverantör;Verksamhet;Förvaltning;Systemägare;Införd\n"
    "Ekonomisystemet;CGI;Ekonomi;Kommunledning;Chef {name};2003\n"
    "Kartan;ESRI;Kartor;Samhällsbyggnad;Chef {name};2004\n"
)


@pytest.fixture
def administrator(db: None) -> Person:
    """The first administrator, as `samdrift init` leaves the installation."""
    call_command(
        "init",
        name="Ett nytt förbund",
        administrator="Ada",
        email="ada@forbund.example",
        password="ett-ganska-langt-losenord",
    )
    return Person.objects.get()


def _it_manager(name: str) -> Hand:
    """The IT manager signs in: at the start page, no click done."""
    return Hand(Person.objects.get(name=f"Chef {name}"))


def _bring_in_register(name: str) -> Hand:
    hand = _it_manager(name)
    hand.click("Läs in ert register").give_file(
        "file", f"{name}.csv", REGISTER.format(name=name).encode()
    )
    for button in ("Läs filen", "Vidare till produkterna", "Vidare till", "Läs in i registret"):
        hand.click(button)
    return hand


def _decide(hand: Hand) -> Hand:
    """On the page where a decision is recorded."""
    hand.choose("outcome", "Anta")
    return hand.write(on="2009-01-01", paragraph="§ 4").click("Registrera beslutet")


def test_from_nothing_to_a_decided_shared_cost(administrator: Person) -> None:
    ada = Hand(administrator)
    for code in MEMBERS.values():
        ada.click("Lägg till en kommun").write(municipality_code=code).click("Spara")
    for name in MEMBERS:
        ada.click(f"Lägg till IT-chefen i {name}")
        ada.write(name=f"Chef {name}", email=f"it@{name.lower()}.example").click("Spara")
    registers = [_bring_in_register(name) for name in MEMBERS]

    owner = registers[0].click("Visa applikationerna").click("Ekonomisystemet")
    owner.click("Lägg till en kommun eller förvaltning").choose("organisation", "Tranemo")
    owner.click("Spara").click("Pengar").click("Kostnadsrader").click("Ny kostnadsrad")
    owner.choose("application", "Ekonomisystemet").choose("bearer", "Herrljunga")
    owner.choose("kind", "Budget").choose("phase", "Underhåll").choose("type", "Licenser")
    owner.write(year="2009", amount_ore="100000").click("Spara").click("Attestera")
    owner.click("Pengar").click("Fördela det som är attesterat").click("Fördela och spara")
    owner.click("Som den sparade andelen").click("Föreslå").click("Föreslå")
    _decide(owner.click("Registrera ett beslut"))
    other = _decide(_it_manager("Tranemo").click("Besluta:").click("Registrera ett beslut"))

    share = Share.objects.get()
    proposal = Proposal.objects.get()
    assert share.proposal == proposal
    assert proposal.status == "adopted"
    assert sum(line.amount_ore for line in share.lines.all()) == 10_000_000
    clicked = [each for hand in (ada, *registers, other) for each in hand.clicked]
    assert len(clicked) <= MOST_CLICKS, clicked


def test_the_policy_is_taken_and_put_to_decision_in_three_clicks(administrator: Person) -> None:
    ada = Hand(administrator)
    for code in MEMBERS.values():
        ada.click("Lägg till en kommun").write(municipality_code=code).click("Spara")
    before = ada.clicks
    ada.click("Ta policyn från mallen").click("Ta mallen").click("Lägg fram för beslut")
    assert ada.clicks - before == 3
    proposal = Proposal.objects.get()
    assert {str(each) for each in proposal.organisations.all()} == set(MEMBERS)
