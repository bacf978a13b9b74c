"""Does everyone gain: where each figure comes from, what is said of it, and what becomes of what somebody types."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.core.sharing import KeyRule
from samdrift.decisions.fairness import actions as fairness
from samdrift.decisions.fairness.convert.alone import Source, alone_figures
from samdrift.decisions.fairness.convert.judging import CostModel, judge_cost, key_effects
from samdrift.decisions.fairness.models import StandAloneCost
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.sharing import actions as sharing
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.convert.shared import shared_costs, shared_of
from samdrift.decisions.sharing.models import Share
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models.population import Population
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)
INHABITANTS = {"1492": 10_000, "1461": 5_000, "1785": 15_000}


@dataclass
class Joint:
    people: Society
    application: Application
    share: Share

    @property
    def page(self) -> str:
        return reverse("joint_cost_fairness", args=[self.application.pk])


def _line(application: Application, kronor: int, **fields: object) -> CostLine:
    return CostLine.objects.create(
        **{
            "application": application,
            "bearer": application.host,
            "year": 2009,
            "type": CostType.LICENCE,
            "kind": CostKind.BUDGET,
            "amount_ore": kronor * 100,
            "approved_on": NEW_YEAR,
            **fields,
        }
    )


@pytest.fixture
def joint(people: Society) -> Joint:
    """Åmål, Mellerud and Säffle share maps for 300 000 kronor; Mellerud has maps of its own besides."""
    for code, value in INHABITANTS.items():
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    area = factories.area("gis")
    shared = factories.application(people.amal, "Kartor", area=area)
    for each, users in ((people.amal, 20), (people.mellerud, 10), (people.saffle, 30)):
        factories.participation(shared, each, users=users)
    _line(shared, 240_000)
    _line(shared, 60_000, type=CostType.HARDWARE)
    own = factories.application(people.mellerud, "ArcGIS", area=area)
    factories.participation(own, people.mellerud)
    _line(own, 40_000, year=2008, kind=CostKind.ACTUAL)
    _line(own, 45_000, year=2008)
    _line(own, 30_000, year=2007, kind=CostKind.ACTUAL)
    share = sharing.share_cost(
        by=people.controller,
        federation=people.federation,
        title="Kartor",
        year=2009,
        application=shared,
        participants=[people.amal, people.mellerud, people.saffle],
        key_date=dt.date(2008, 12, 31),
    )
    return Joint(people, shared, share)


def _cost(joint: Joint, person=None):
    by = person or joint.people.controller
    return shared_costs(joint_costs(by, 2009, only=(joint.application.pk, None)), 2009, "budget")[0]


def _said(joint: Joint, **fields: object):
    return fairness.say_stand_alone_costs(
        **{
            "by": joint.people.controller,
            "federation": joint.people.federation,
            "application": joint.application,
            "year": 2009,
            "origin": "Offert",
            "amounts_ore": {joint.people.saffle: 10_000_000},
            **fields,
        }
    )


def test_where_a_stand_alone_cost_comes_from(joint: Joint) -> None:
    """Its own system's latest outcome; others' like it by inhabitant; what is said and what is tried go before."""
    by, cost = joint.people.controller, _cost(joint)
    found = alone_figures(by, [cost])[0]
    assert {code: (each.amount_ore, each.source) for code, each in found.items()} == {
        "1461": (4_000_000, Source.OWN),
        "1492": (8_000_000, Source.LIKE),  # 8 kr an inhabitant
        "1785": (12_000_000, Source.LIKE),
    }
    assert "ArcGIS 2008" in found["1461"].origin
    assert "8,00" in found["1492"].origin
    _said(joint)
    again = alone_figures(by, [cost], {"1492": 77})[0]
    assert (again["1785"].amount_ore, again["1785"].source) == (10_000_000, Source.SAID)
    assert (again["1492"].amount_ore, again["1492"].source) == (77, Source.TYPED)


def test_without_anything_to_go_by_it_is_not_known(joint: Joint) -> None:
    Application.objects.filter(name="ArcGIS").delete()
    cost = _cost(joint)
    found = alone_figures(joint.people.controller, [cost])[0]
    assert {each.source for each in found.values()} == {Source.UNKNOWN}
    assert judge_cost(cost, found).report.unknown == ("1461", "1492", "1785")
    fixed = judge_cost(cost, found, CostModel.FIXED, [CostType.LICENCE])
    assert fixed.game.fixed_ore == 6_000_000
    assert dict(fixed.game.own_ore) == {  # by users × days
        "1461": 4_000_000,
        "1492": 8_000_000,
        "1785": 12_000_000,
    }
    assert fixed.report.is_in_core


def test_the_page_says_who_pays_for_solidarity(joint: Joint, as_person) -> None:
    """Säffle pays 150 000 by population and could do it alone for 100 000."""
    _said(joint)
    page = as_person(joint.people.controller).get(joint.page).content.decode()
    assert "betalar 50\u00a0000\u00a0kr mer än det skulle kosta att göra det själv" in page
    assert "Uppskattning" in page
    assert "Någon betalar mer än på egen hand" in page


def test_another_key_member_by_member(joint: Joint) -> None:
    today, *others = key_effects([_cost(joint)], KeyRule("fixed", weights={}))
    assert today.pays_ore == {"1461": 5_000_000, "1492": 10_000_000, "1785": 15_000_000}
    by_kind = {each.rule.kind: each for each in others}
    assert by_kind["equal"].change_ore == {"1461": 5_000_000, "1492": 0, "1785": -5_000_000}
    assert by_kind["users_mean"].change_ore == dict.fromkeys(today.pays_ore, 0)
    assert by_kind["mix"].change_ore == {"1461": 1_500_000, "1492": 0, "1785": -1_500_000}
    assert "population" not in by_kind
    assert by_kind["fixed"].problem
    assert all(sum(each.change_ore.values()) == 0 for each in others)


def test_what_is_tried_is_not_written_and_survives(joint: Joint, as_person) -> None:
    query = {"modell": "fixed", "foljer": ["licence"], "nyckel": "mix", "bas": "25"}
    query |= {"ensam_1492": "12 345,50"}
    answer = as_person(joint.people.controller).get(joint.page, query)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="12 345,50"' in page
    assert "25\u00a0% lika delar" in page
    assert answer.context["rows"][1]["outcome"].alone_ore == 1_234_550
    assert not StandAloneCost.objects.exists()


def test_what_cannot_be_read_is_told_and_kept(joint: Joint, as_person) -> None:
    query = {
        "ensam_1492": "mycket",
        "ensam_1461": "1 000",
        "nyckel": "fixed",
        "vikter": "Nowhere; 3",
    }
    answer = as_person(joint.people.controller).get(joint.page, query)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="mycket"' in page
    assert "Nowhere; 3" in page
    assert answer.context["rows"][0]["outcome"].alone_ore == 100_000  # what could be read is used


def test_a_part_of_an_address_is_filled_up_and_nothing_chosen_is_nothing(
    joint: Joint, as_person
) -> None:
    """With no cost that follows use everything is fixed; an address without a model begins as the page does."""
    client = as_person(joint.people.controller)
    page = client.get(joint.page, {"modell": "fixed"})
    assert page.context["fixed_ore"] == 30_000_000
    page = client.get(joint.page, {"nyckel": "equal"})
    assert page.context["form"]["model"].value() == "alone"
    assert set(page.context["form"]["following_use"].value()) == {"licence", "training"}


def test_a_key_that_cannot_be_used_says_for_whom(joint: Joint) -> None:
    joint.application.participations.update(users=None)
    effects = key_effects([_cost(joint)])
    users = next(each for each in effects if each.rule.kind == "users_mean")
    assert users.problem == "Det finns inget antal användare för Mellerud, Åmål, Säffle."


def test_figures_are_kept_with_their_origin(joint: Joint, as_person) -> None:
    """Kept by who may share costs; the former figure is in the history; who may not keeps nothing."""
    address = reverse("joint_cost_alone", args=[joint.application.pk])
    typed = {"ensam_1492": "80 000", "ensam_1785": "", "origin": ""}
    client = as_person(joint.people.controller)
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert 'value="80 000"' in refused.content.decode()
    client.post(address, {**typed, "origin": "Offert 2008"})
    client.post(address, {"ensam_1492": "90 000", "origin": "Ny offert"})
    row = StandAloneCost.objects.get()
    assert (row.amount_ore, row.origin, row.organisation) == (
        9_000_000,
        "Ny offert",
        joint.people.amal,
    )
    told = AuditEvent.objects.filter(event="costs.stand_alone_cost_said").order_by("pk")
    assert [each.after["amount_ore"] for each in told] == [8_000_000, 9_000_000]
    assert as_person(joint.people.bo).get(address).status_code == 403
    assert as_person(joint.people.neighbour).post(address, typed).status_code == 403
    assert as_person(joint.people.cilla).get(address).status_code == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amounts_ore": {}}, None),
        ({"origin": " "}, "origin"),
    ],
)
def test_a_figure_that_says_nothing_is_refused(joint: Joint, fields, field) -> None:
    with pytest.raises(ValidationError) as refusal:
        _said(joint, **fields)
    assert field is None or field in refusal.value.message_dict


@pytest.mark.parametrize(("who", "year"), [("trollhattan", 2009), ("saffle", 1066)])
def test_only_those_who_take_part_have_a_stand_alone_cost(joint: Joint, who, year) -> None:
    with pytest.raises(ValidationError, match="deltar inte"):
        _said(joint, amounts_ore={getattr(joint.people, who): 1}, year=year)


def test_a_kept_share_is_judged_by_the_figures_that_it_keeps(joint: Joint, as_person) -> None:
    """Later population changes nothing, and another key's users are those of the day it was made."""
    Population.objects.update(value=1)
    joint.application.participations.update(users=1)
    lines = list(joint.share.lines.select_related("organisation"))
    today, *others = key_effects([shared_of(joint.share, lines)])
    assert today.pays_ore == {"1461": 5_000_000, "1492": 10_000_000, "1785": 15_000_000}
    by_kind = {each.rule.kind: each for each in others}
    assert set(by_kind["users_mean"].change_ore.values()) == {0}
    address = reverse("share_fairness", args=[joint.share.pk])
    assert as_person(joint.people.controller).get(address).status_code == 200
    assert as_person(joint.people.cilla).get(address).status_code == 404


def test_an_amount_of_no_joint_thing_keeps_its_own_figures(joint: Joint, as_person) -> None:
    people = joint.people
    share = sharing.share_cost(
        by=people.controller,
        federation=people.federation,
        title="Kurs",
        year=2009,
        amount_ore=3_000_000,
        participants=[people.amal, people.mellerud],
        key_date=dt.date(2008, 12, 31),
    )
    client = as_person(people.controller)
    address = reverse("share_alone", args=[share.pk])
    client.post(address, {"ensam_1492": "25 000", "ensam_1461": "15 000", "origin": "Uppskattat"})
    page = client.get(reverse("share_fairness", args=[share.pk]))
    assert page.context["report"].saving_ore == 1_000_000
    assert page.context["report"].is_in_core


def test_a_key_is_proposed_with_what_it_changes(joint: Joint, as_person) -> None:
    """Frozen in the proposal: what each pays today and by the key, and what it would cost alone."""
    address = reverse("joint_cost_key", args=[joint.application.pk])
    typed = {"nyckel": "mix", "bas": "30", "resten": "population"}
    typed |= {"starts_on": "2010-01-01", "text": "Lika bas"}
    client = as_person(joint.people.anna)
    assert client.get(address, {"nyckel": "mix", "bas": "30"}).context["others"]
    assert client.post(address, {**typed, "bas": ""}).status_code == 422
    assert (
        client.post(address, {**typed, "nyckel": "fixed", "vikter": "Åmål; 100 %"}).status_code
        == 422
    )
    assert client.post(address, typed).status_code == 302
    proposal = Proposal.objects.get()
    values = proposal.document["values"]
    assert values["proposed_ore"] == {"1461": 6_500_000, "1492": 10_000_000, "1785": 13_500_000}
    assert values["alone_ore"] == {"1461": 4_000_000, "1492": 8_000_000, "1785": 12_000_000}
    assert {each.name for each in proposal.organisations.all()} == {
        "Åmål kommun",
        "Mellerud kommun",
        "Säffle kommun",
    }
    assert as_person(joint.people.controller).get(address).status_code == 403
    assert as_person(joint.people.cilla).get(address).status_code in {403, 404}


def test_the_year_together_counts_what_is_known(joint: Joint, as_person) -> None:
    """A second joint cost without any stand-alone cost is named, not guessed, and costs no more queries."""
    client, address = as_person(joint.people.controller), reverse("fairness_overview")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as first:
        page = client.get(address)
    assert (page.context["counted"], len(page.context["subjects"])) == (1, 1)
    for name in ("Bokning", "Webb"):
        other = factories.application(joint.people.amal, name, area=factories.area(name))
        for each in (joint.people.amal, joint.people.mellerud):
            factories.participation(other, each)
        _line(other, 100_000)
    with CaptureQueriesContext(connection) as second:
        page = client.get(address)
    assert (page.context["counted"], len(page.context["subjects"])) == (1, 3)
    assert page.context["report"].outcomes[0].pays_ore == 5_000_000
    assert page.context["today"].pays_ore["1461"] > 5_000_000
    assert len(second) == len(first)


def test_an_empty_installation_says_what_to_do(people: Society, as_person) -> None:
    page = as_person(people.controller).get(reverse("fairness_overview"))
    assert page.status_code == 200
    assert "Inget gemensamt att visa" in page.content.decode()
