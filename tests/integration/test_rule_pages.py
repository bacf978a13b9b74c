"""Sharing rules and splits by department: every key by its form, from a day to a day, and who may."""

import datetime as dt
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samdrift.core.sharing import KeyRule
from samdrift.decisions.sharing import actions
from samdrift.decisions.sharing.models import DepartmentRule, Share, SharingRule
from samdrift.decisions.sharing.present import rule_words
from samdrift.foundation.organisations.models import Unit
from samdrift.foundation.organisations.models.population import Population
from samdrift.records.agreements.models import Agreement
from tests import factories
from tests.integration.money_year import NEW_YEAR, Year, begin
from tests.people import Society

ALL = "Åmål; 12,5\nMellerud; 30\n1785; 7"
WEIGHTS = {"1461": Fraction(30), "1492": Fraction(25, 2), "1785": Fraction(7)}
FIRST, LAST = dt.date(2008, 1, 1), dt.date(2008, 12, 31)


@pytest.fixture
def year(people: Society) -> Year:
    return begin(people)


@pytest.mark.parametrize(
    ("key", "typed", "rule"),
    [
        ("population", {}, KeyRule("population")),
        ("population", {"population_day": "11-01"}, KeyRule("population", population_day=(11, 1))),
        ("equal", {}, KeyRule("equal")),
        ("users", {}, KeyRule("users")),
        ("users_mean", {}, KeyRule("users_mean")),
        (
            "fixed",
            {"weights": "1492; 1/2\n1461; 1/4\n1785; 1/4"},
            KeyRule(
                "fixed",
                weights={"1461": Fraction(1, 4), "1492": Fraction(1, 2), "1785": Fraction(1, 4)},
            ),
        ),
        (
            "quantity",
            {
                "weights": ALL,
                "quantity": "Ärenden",
                "measured_from": "2008-01-01",
                "measured_to": "2008-12-31",
            },
            KeyRule(
                "quantity",
                weights=WEIGHTS,
                quantity="Ärenden",
                measured_from=FIRST,
                measured_to=LAST,
            ),
        ),
        (
            "mix",
            {"base_percent": "30", "rest": "population"},
            KeyRule(
                "mix",
                parts=(
                    (Fraction(3, 10), KeyRule("equal")),
                    (Fraction(7, 10), KeyRule("population")),
                ),
            ),
        ),
        (
            "mix",
            {
                "parts": "equal; 20 %\npopulation; 50 %\nquantity; 30 %",
                "weights": ALL,
                "quantity": "Ärenden",
            },
            KeyRule(
                "mix",
                parts=(
                    (Fraction(1, 5), KeyRule("equal")),
                    (Fraction(1, 2), KeyRule("population")),
                    (Fraction(3, 10), KeyRule("quantity", weights=WEIGHTS, quantity="Ärenden")),
                ),
            ),
        ),
        (
            "tariff",
            {
                "weights": "1492; 4\n1461; 2",
                "quantity": "Licenser",
                "price_ore": "1 200,50",
                "rest": "equal",
                "measured_from": "2008-12-31",
            },
            KeyRule(
                "tariff",
                weights={"1461": Fraction(2), "1492": Fraction(4)},
                quantity="Licenser",
                price_ore=120_050,
                measured_from=LAST,
                measured_to=LAST,
                rest=KeyRule("equal"),
            ),
        ),
    ],
)
def test_every_key_is_agreed_on_by_its_form_shown_in_words_and_shared_by(
    year: Year, as_person, key, typed, rule
) -> None:
    client = as_person(year.people.controller)
    if typed.get("population_day"):
        for code, value in (("1492", 12_400), ("1461", 9_800), ("1785", 15_700)):
            Population.objects.create(
                code=code, on=dt.date(2008, 11, 1), value=value, source_table="MI"
            )
    address = reverse("sharing_rule_add") + f"?nyckel={key}"
    assert client.get(address).status_code == 200
    sent = client.post(
        address,
        {
            "key": key,
            "application": year.telephony.pk,
            "vat": "O",
            "origin": "Avtal 5 §",
            "agreement": _binding(year).pk,
            "starts_on": "2009-01-01",
            **typed,
        },
    )
    made = SharingRule.objects.get()
    assert sent.url == reverse("sharing_rule_page", args=[made.pk])
    assert made.rule == rule
    shown = client.get(sent.url).content.decode()
    assert rule_words(rule) in shown
    year.approve()
    actions.share_all(by=year.people.controller, federation=year.people.federation, year=2009)
    share = Share.objects.get()
    assert (share.origin, share.key) == ("Avtal 5 §", key)
    assert share.key_date in {None, dt.date(2008, 11, 1), dt.date(2008, 12, 31)}
    assert (share.key_date == dt.date(2008, 11, 1)) == bool(typed.get("population_day"))
    assert share.title in client.get(sent.url).content.decode()


def test_a_key_is_chosen_before_its_form(year: Year, as_person) -> None:
    client = as_person(year.people.controller)
    chosen = client.get(reverse("sharing_rule_add"))
    assert [each["key"] for each in chosen.context["keys"]][:2] == ["population", "equal"]
    form = client.get(reverse("sharing_rule_add") + "?nyckel=equal").context["form"]
    assert "weights" not in form.fields
    for other, status in ((year.people.bo, 403), (year.people.cilla, 403)):
        assert as_person(other).get(reverse("sharing_rule_add")).status_code == status


def _binding(year: Year) -> Agreement:
    people = year.people
    return factories.agreement_between(people.amal, people.mellerud, people.saffle)


def _agreed(year: Year, rule: KeyRule) -> SharingRule:
    return actions.agree_on_rule(
        by=year.people.controller,
        federation=year.people.federation,
        key=rule.kind,
        rule=rule,
        application=year.telephony,
        origin="Avtal 5 §",
        starts_on=NEW_YEAR,
        agreement=_binding(year),
    )


def test_another_key_from_a_day_ends_the_one_before(year: Year, as_person) -> None:
    parts = ((Fraction(3, 10), KeyRule("equal")), (Fraction(7, 10), KeyRule("population")))
    mix = KeyRule("mix", parts=parts)
    rule = _agreed(year, mix)
    client = as_person(year.people.controller)
    change = reverse("sharing_rule_change", args=[rule.pk])
    shown = client.get(change + "?nyckel=mix").context["form"]
    assert (shown["base_percent"].value(), shown["rest"].value()) == (30, "population")
    typed = {
        "key": "equal",
        "vat": "O",
        "origin": "Avtal 6 §",
        "starts_on": "2010-01-01",
        "agreement": rule.agreement_id,
    }
    assert client.post(change, typed).status_code == 302
    rule.refresh_from_db()
    assert rule.ends_on == dt.date(2009, 12, 31)
    assert [each.key for each in SharingRule.objects.order_by("starts_on")] == ["mix", "equal"]
    for other, status in ((year.people.bo, 403), (year.people.cilla, 403)):
        assert as_person(other).post(change, typed).status_code == status


def test_a_rule_is_ended_and_population_holds_again(year: Year, as_person) -> None:
    rule = _agreed(year, KeyRule("equal"))
    end = reverse("sharing_rule_end", args=[rule.pk])
    client = as_person(year.people.controller)
    assert client.post(end, {"ends_on": "2008-06-30"}).status_code == 422
    assert client.post(end, {"ends_on": "2009-06-30"}).status_code == 302
    year.approve()
    actions.share_all(by=year.people.controller, federation=year.people.federation, year=2009)
    assert Share.objects.get().key == "population"
    assert as_person(year.people.bo).post(end, {"ends_on": "2009-06-30"}).status_code == 403


def _departments(year: Year) -> list[Unit]:
    return [
        Unit.objects.create(organisation=year.people.mellerud, name=name)
        for name in ("Skola", "Vård")
    ]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ({"key": "fixed", "split": "Skola; 1\nVård; 3"}, {"Skola": 2_425_000, "Vård": 7_275_000}),
        ({"key": "one"}, {"Vård": 9_700_000}),
        ({"key": "users"}, {"IT-enheten: ingen förvaltning anges": 9_700_000}),
    ],
)
def test_a_split_by_department_is_set_by_its_form(year: Year, as_person, typed, parts) -> None:
    units = _departments(year)
    if typed["key"] == "one":
        typed = {**typed, "unit": units[1].pk}
    client = as_person(year.people.controller)
    page = reverse("department_rule_add", args=[year.people.mellerud.pk])
    sent = client.post(page, {"application": year.telephony.pk, "starts_on": "2009-01-01", **typed})
    made = DepartmentRule.objects.get()
    assert sent.url == reverse("department_rule_page", args=[made.pk])
    assert client.get(sent.url).status_code == 200
    year.approve()
    actions.share_all(by=year.people.controller, federation=year.people.federation, year=2009)
    found = Share.objects.get().lines.get(code="1461").departments.all()
    assert [each.amount_ore for each in found] == list(parts.values())


def test_a_split_names_only_ones_own_departments(year: Year, as_person) -> None:
    _departments(year)
    elsewhere = Unit.objects.create(organisation=year.people.amal, name="Kultur")
    client = as_person(year.people.controller)
    page = reverse("department_rule_add", args=[year.people.mellerud.pk])
    typed = {"key": "fixed", "split": "Skola; 1\nKultur; 2,5", "starts_on": "2009-01-01"}
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert len(refused.context["form"].errors["split"]) == 2
    assert "Skola; 1" in refused.content.decode()
    wrong = DepartmentRule(
        organisation=year.people.mellerud,
        key="fixed",
        weights={str(elsewhere.pk): 1},
        starts_on=NEW_YEAR,
    )
    with pytest.raises(ValidationError, match=r"annan kommun|another municipality"):
        actions.split_by_department(by=year.people.controller, rule=wrong)


def test_who_may_set_a_split(year: Year, as_person) -> None:
    """Kim is controller in Mellerud, Anna IT manager in Åmål: each for the own municipality."""
    people = year.people
    for who, pages in (
        (people.controller, {people.mellerud: 200, people.amal: 403}),
        (people.anna, {people.mellerud: 403, people.amal: 200}),
        (people.bo, {people.mellerud: 404}),
        (people.cilla, {people.mellerud: 404}),
    ):
        for organisation, status in pages.items():
            page = reverse("department_rule_add", args=[organisation.pk])
            assert as_person(who).get(page).status_code == status


def test_a_split_is_followed_by_another_and_ended(year: Year, as_person) -> None:
    _departments(year)
    client = as_person(year.people.controller)
    page = reverse("department_rule_add", args=[year.people.mellerud.pk])
    client.post(page, {"key": "fixed", "split": "Skola; 1", "starts_on": "2009-01-01"})
    first = DepartmentRule.objects.get()
    shown = client.get(f"{page}?fran={first.pk}").context["form"]
    assert shown["split"].value() == "Skola; 1"
    client.post(page, {"key": "fixed", "split": "Vård; 1", "starts_on": "2009-07-01"})
    first.refresh_from_db()
    assert first.ends_on == dt.date(2009, 6, 30)
    second = DepartmentRule.objects.exclude(pk=first.pk).get()
    end = reverse("department_rule_end", args=[second.pk])
    assert client.post(end, {"ends_on": "2009-12-31"}).status_code == 302
    assert client.get(reverse("department_rule_list")).status_code == 200
    assert as_person(year.people.bo).get(end).status_code == 404
