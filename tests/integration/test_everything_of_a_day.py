"""Whatever happens after a day, pages, lists and the API tell that day as it was, with what has been removed since."""

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.foundation.audit.versions import edit_from, version_of
from samdrift.foundation.organisations import actions as organisations
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.records.agreements.actions import (
    add_agreement,
    add_party,
    change_agreement,
    remove_party,
)
from samdrift.records.agreements.models import Agreement
from samdrift.records.register import actions
from samdrift.records.register.models import (
    Application,
    Audience,
    Dependency,
    FieldAudience,
    FieldGroup,
    Side,
)
from samdrift.records.spending.actions import (
    add_cost_line,
    change_cost_line,
    remove_cost_line,
)
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.integration.test_as_of_a_day import NOW, THEN, application, change_everything
from tests.integration.test_pages_of_a_day import said, ways_onward
from tests.people import Society

__all__ = ["application"]  # the fixture
DAY, LATER = dt.date(2008, 6, 1), dt.date(2009, 1, 1)


@pytest.fixture
def whole(people: Society, application: Application) -> Application:
    """An application with something of every kind on an earlier day."""
    by = people.administrator
    other = factories.application(people.amal, "Treserva")
    actions.add_dependency(by=by, application=application, needs=other, note="nattlig fil")
    actions.add_dependency(by=by, application=application, outside="Bankgirot")
    actions.add_dependency(by=by, application=other, needs=application)
    actions.assess(by=people.anna, application=application, side=Side.IT, on=DAY, fit=4)
    actions.record_lifecycle_event(
        by=by, application=application, kind="upgraded", on=DAY, decision="IT-chefen § 4"
    )
    for ore, year in ((12_300_000, 2008), (4_500_000, 2008), (700_000, 2009)):
        line = CostLine(application=application, bearer=people.amal, year=year, amount_ore=ore)
        add_cost_line(by=people.anna, line=line)
    agreement = add_agreement(
        by=by,
        applications=[application],
        agreement=Agreement(
            kind="supplier",
            title="Raindanceavtalet",
            responsible=people.amal,
            starts_on=dt.date(2005, 1, 1),
            ends_on=dt.date(2010, 12, 31),
            price_per_year_ore=7_777_700,
        ),
    )
    add_party(by=by, agreement=agreement, organisation=people.mellerud, unit=None, role="member")
    double = Unit(organisation=people.amal, kind="it_unit", name="Dubblerad enhet")
    organisations.save_unit(by=by, unit=double)
    organisations.add_organisation(
        by=by, federation=people.federation, kind="supplier", name="Gamla bolaget"
    )
    return application


def _stored(row: Any) -> Any:
    """A row as it is, to be changed."""
    found = type(row).objects.get(pk=row.pk)
    edit_from(found, version_of(found))
    return found


def _change(people: Society, whole: Application, settings: Any) -> None:
    change_everything(people, whole, settings)


def _costs(people: Society, whole: Application, settings: Any) -> None:
    first, second = whole.cost_lines.filter(year=2008).order_by("pk")
    line = _stored(first)
    line.amount_ore, line.bearer = 99_900, people.mellerud
    change_cost_line(by=people.administrator, line=line)
    remove_cost_line(by=people.administrator, line=second, why="Fel")
    new = CostLine(application=whole, bearer=people.amal, year=2008, amount_ore=55_500)
    add_cost_line(by=people.administrator, line=new)


def _dependencies(people: Society, whole: Application, settings: Any) -> None:
    by = people.administrator
    for each in Dependency.objects.all():
        actions.remove_dependency(by=by, dependency=each)
    actions.add_dependency(by=by, application=whole, outside="Något nytt")


def _judgements(people: Society, whole: Application, settings: Any) -> None:
    by = people.administrator
    actions.assess(by=people.anna, application=whole, side=Side.IT, on=LATER, fit=1)
    day = dt.date(2009, 5, 1)
    actions.record_lifecycle_event(by=by, application=whole, kind="moved", on=day)


def _agreements(people: Society, whole: Application, settings: Any) -> None:
    by = people.administrator
    agreement = _stored(Agreement.objects.get())
    agreement.title, agreement.price_per_year_ore = "Agressoavtalet", None
    change_agreement(by=by, agreement=agreement, applications=[])
    remove_party(by=by, party=agreement.parties.get(), why="Fel")


def _responsibilities(people: Society, whole: Application, settings: Any) -> None:
    by = people.administrator
    held = whole.responsibilities.filter(ends_on=None).first()
    actions.remove_responsibility(by=by, responsibility=held, why="Fel person")
    actions.appoint_deputy(by=by, application=whole, person=people.bo, starts_on=LATER)


def _retirement(people: Society, whole: Application, settings: Any) -> None:
    day = dt.date(2008, 12, 31)
    stored = Application.objects.get(pk=whole.pk)
    actions.retire_application(by=people.anna, application=stored, ends_on=day, decision="KS § 1")


def _removals(people: Society, whole: Application, settings: Any) -> None:
    by = people.administrator
    double, unit = Unit.objects.get(name="Dubblerad enhet"), Unit.objects.get(name="IT-enheten")
    organisations.merge_unit(by=by, unit=unit, into=double, why="Samma enhet")
    gone = Organisation.objects.get(name="Gamla bolaget")
    organisations.remove_organisation(by=by, organisation=gone, why="Fel")


CHANGES = {
    "changed": _change,
    "costs": _costs,
    "dependencies": _dependencies,
    "judgements": _judgements,
    "agreements": _agreements,
    "responsibilities": _responsibilities,
    "retirement": _retirement,
    "removals": _removals,
}
#: What the second of two needs has been taken away by the first.
IMPOSSIBLE = {
    ("retirement", "responsibilities"),
    ("retirement", "changed"),
    ("removals", "changed"),
}
LISTS = (
    "/applikationer/?exportera=csv&kolumner=name&kolumner=owner&kolumner=municipalities",
    "/avtal/?exportera=csv&kolumner=title&kolumner=parties&kolumner=price_per_year_ore",
    "/organisationer/?exportera=csv&kolumner=name&kolumner=member",
)


def _pages(application: Application) -> list[str]:
    agreement = Agreement.objects.get()
    return [
        reverse("application_page", args=[application.pk]),
        reverse("agreement_page", args=[agreement.pk]),
        reverse("organisation_page", args=[application.host_id]),
        reverse("it_unit_comparison"),
        *LISTS,
    ]


def _addresses(application: Application) -> list[str]:
    names = ["applications", "participations", "organisations", "units", "agreements"]
    names += ["people", "employments", "appointments"]
    one = f"applications/{application.pk}"
    return [f"/api/v1/{each}" for each in (*names, one, f"{one}/responsibilities")]


def _everything_said(client: Any, application: Application) -> dict[str, Any]:
    """Every page, file and answer of the earlier day."""
    told: dict[str, Any] = {}
    for address in _pages(application):
        answer = client.get(address, {"dag": THEN} if "?" not in address else None)
        if "?" in address:
            answer = client.get(f"{address}&dag={THEN}")
            told[address] = answer.content
        else:
            told[address] = said(answer.text)
    for address in _addresses(application):
        told[address] = client.get(address, {"on": THEN}).content
    return told


@pytest.fixture
def told_otherwise(
    people: Society, whole: Application, settings: Any, as_person: Callable[..., Any]
) -> Callable[[], list[str]]:
    """The addresses where that day is no longer told as it was told on the day itself; it is half a year later."""
    settings.SAMDRIFT_TODAY = "2008-06-02"
    client = as_person(people.anna)
    before = _everything_said(client, whole)
    page = before[reverse("application_page", args=[whole.pk])].replace("\xa0", " ")
    for words in ("123 000,00", "45 000,00", "168 000,00", "Treserva", "nattlig fil", "Bankgirot"):
        assert words in page, words
    for words in ("4 av 5", "IT-chefen § 4", "Raindanceavtalet"):
        assert words in page, words
    settings.SAMDRIFT_TODAY = NOW

    def differing() -> list[str]:
        now = _everything_said(client, whole)
        return [address for address, told in before.items() if now[address] != told]

    return differing


@pytest.mark.parametrize("name", CHANGES)
def test_a_day_is_told_the_same_whatever_happens_after_it(
    people: Society, whole: Application, told_otherwise: Any, settings: Any, name: str
) -> None:
    CHANGES[name](people, whole, settings)
    assert told_otherwise() == []


@pytest.mark.reads_pages  # one change alone on both databases; two after each other on one
@pytest.mark.parametrize("first", CHANGES)
def test_a_day_is_told_the_same_whatever_two_things_happen_after_it(
    people: Society, whole: Application, told_otherwise: Any, settings: Any, first: str
) -> None:
    """Each second thing on its own, taken back afterwards, with rows that nobody has changed in memory."""
    as_they_were = deepcopy((people, whole))
    CHANGES[first](people, whole, settings)
    faults = []
    for second, change in CHANGES.items():
        if second == first or (first, second) in IMPOSSIBLE:
            continue
        with transaction.atomic():
            change(*deepcopy(as_they_were), settings)
            faults += [f"{second}: {address}" for address in told_otherwise()]
            transaction.set_rollback(True)
    assert faults == []


def test_who_owned_it_on_a_day_is_better_known_when_another_is_put_in_the_place(
    people: Society, whole: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    """A correction with days of its own is right for earlier days too: there are not two owners that day."""
    settings.SAMDRIFT_TODAY = NOW
    first = dt.date(2005, 1, 1)
    actions.appoint_owner(
        by=people.administrator,
        application=whole,
        person=people.bo,
        starts_on=first,
        others_give_way=True,
    )
    client = as_person(people.anna)
    page = said(client.get(reverse("application_page", args=[whole.pk]), {"dag": THEN}).text)
    assert "ägdes den av Bo" in page
    answer = client.get(f"/api/v1/applications/{whole.pk}", {"on": THEN}).json()
    assert [each["person"] for each in answer["responsibilities"]] == ["Bo"]
    rows = client.get(f"{LISTS[0]}&dag={THEN}").content.decode()
    assert "Bo" in rows
    assert "Anna" not in rows


def test_what_keeps_no_history_says_so_instead_of_showing_today(
    people: Society, whole: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    client = as_person(people.anna)
    agreement = Agreement.objects.get()
    for address in (
        reverse("application_page", args=[whole.pk]),
        reverse("agreement_page", args=[agreement.pk]),
    ):
        then = said(client.get(address, {"dag": THEN}).text)
        assert "Vilka som fanns en annan dag sparas inte." in then
        assert "Vilka som fanns en annan dag sparas inte." not in said(client.get(address).text)


@pytest.mark.parametrize(
    "hidden",
    [
        (FieldGroup.COSTS, ["123 000", "45 000", "999,00"]),
        (FieldGroup.ASSESSMENT, ["4 av 5"]),
        (FieldGroup.AGREEMENTS, ["Raindanceavtalet"]),
        (FieldGroup.NOTES, ["nattlig fil"]),
        (FieldGroup.PEOPLE, ["ägdes den av", "Systemägare"]),
    ],
)
def test_nobody_sees_on_another_day_what_she_may_not_see_today(
    people: Society,
    whole: Application,
    settings: Any,
    as_person: Callable[..., Any],
    hidden: tuple[FieldGroup, list[str]],
) -> None:
    group, words = hidden
    settings.SAMDRIFT_TODAY = NOW
    remove_cost_line(
        by=people.administrator, line=whole.cost_lines.filter(year=2008).first(), why="Fel"
    )
    FieldAudience.objects.update_or_create(
        federation=people.federation, group=group, defaults={"audience": Audience.OWN}
    )
    address = reverse("application_page", args=[whole.pk])
    own = said(as_person(people.anna).get(address, {"dag": THEN}).text).replace("\xa0", " ")
    other = said(as_person(people.bo).get(address, {"dag": THEN}).text).replace("\xa0", " ")
    assert any(each in own for each in words)
    assert not [each for each in words if each in other]
    assert as_person(people.seller).get(address, {"dag": THEN}).status_code == 404


def test_a_price_taken_away_is_told_by_the_api_to_who_may_see_it_and_kept_from_the_history_of_others(
    people: Society, whole: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    agreement = _stored(Agreement.objects.get())
    agreement.price_per_year_ore = None
    change_agreement(by=people.administrator, agreement=agreement, applications=[whole])
    remove_party(by=people.administrator, party=agreement.parties.get(), why="Fel")
    FieldAudience.objects.update_or_create(
        federation=people.federation, group=FieldGroup.COSTS, defaults={"audience": Audience.OWN}
    )
    page = reverse("agreement_page", args=[agreement.pk])
    history = reverse("agreement_tab", kwargs={"pk": agreement.pk, "tab": "historik"})
    for person, price in ((people.anna, 7_777_700), (people.bo, None)):
        client = as_person(person)
        listed = client.get("/api/v1/agreements", {"on": THEN}).json()["items"]
        one = client.get(f"/api/v1/agreements/{agreement.pk}", {"on": THEN}).json()
        assert [each["price_per_year_ore"] for each in (*listed, one)] == [price, price]
        today = client.get(f"/api/v1/agreements/{agreement.pk}").json()
        assert today["price_per_year_ore"] is None
        for words in (client.get(history).text, client.get(page, {"dag": THEN}).text):
            assert ("77\xa0777" in said(words) or "77 777" in said(words)) == (price is not None)


def test_what_is_gone_has_its_page_of_the_day_alone(
    people: Society, whole: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    gone = Organisation.objects.get(name="Gamla bolaget")
    address = reverse("organisation_page", args=[gone.pk])
    settings.SAMDRIFT_TODAY = NOW
    _removals(people, whole, settings)
    client = as_person(people.anna)
    assert client.get(address).status_code == 404
    page = client.get(address, {"dag": THEN})
    assert "Gamla bolaget" in said(page.text)
    assert "har ingen sida i dag" in said(page.text)
    assert address not in ways_onward(page.text)
    assert as_person(people.neighbour).get(address, {"dag": THEN}).status_code == 404
    listed = client.get("/organisationer/", {"dag": THEN}).text
    assert f"{address}?dag={THEN}" in listed


def test_a_page_of_another_day_asks_the_same_number_of_questions_however_much_there_is(
    people: Society, whole: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    client, by = as_person(people.anna), people.administrator

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"dag": THEN})
        return len(queries)

    _costs(people, whole, settings)
    _dependencies(people, whole, settings)
    addresses = [each for each in _pages(whole) if "?" not in each]
    before = {address: asked(address) for address in addresses}
    for number in range(8):
        line = CostLine(application=whole, bearer=people.amal, year=2008, amount_ore=number)
        made = add_cost_line(by=by, line=line)
        if number % 2:
            remove_cost_line(by=by, line=made, why="Fel")
        actions.assess(by=people.anna, application=whole, side=Side.IT, on=DAY, comment=str(number))
        actions.add_dependency(by=by, application=whole, outside=f"Utanför {number}")
        unit = Unit(organisation=people.amal, kind="it_unit", name=f"Enhet {number}")
        organisations.save_unit(by=by, unit=unit)
    after = {address: asked(address) for address in addresses}
    assert after == before
