"""The register as of an earlier day: the same bytes as what was fetched on that day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from samdrift.foundation.audit.versions import edit_from, version_of
from samdrift.foundation.organisations import actions as organisations
from samdrift.foundation.organisations.models import Employment, Kind, Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.actions import (
    add_agreement,
    add_party,
    change_agreement,
    give_notice,
    remove_party,
)
from samdrift.records.agreements.models import Agreement
from samdrift.records.register import actions
from samdrift.records.register.models import Application, Participation
from tests import factories
from tests.people import Society

THEN, NOW = "2008-06-01", "2009-01-01"
ADDRESSES = [
    "/api/v1/applications",
    "/api/v1/participations",
    "/api/v1/applications/{pk}",
    "/api/v1/organisations",
    "/api/v1/units",
    "/api/v1/people",
    "/api/v1/employments",
    "/api/v1/appointments",
    "/api/v1/applications/{pk}/responsibilities",
]
#: What is told of today without a day holds more than what held on a day.
ALL_DAYS = ("people", "employments", "appointments", "responsibilities")


@pytest.fixture
def application(people: Society, settings: Any) -> Application:
    """Added on an earlier day: Anna's, used by two, operated by Åmål's unit."""
    settings.SAMDRIFT_TODAY = THEN
    for name in ("IT-enheten", "Driften"):
        Unit.objects.create(organisation=people.amal, kind="it_unit", name=name)
    day = dt.date(2005, 1, 1)
    made = actions.add_application(
        by=people.anna,
        name="Raindance",
        host=people.amal,
        starts_on=day,
        owner=people.anna,
        operating_unit=Unit.objects.get(name="IT-enheten"),
        area=factories.area("ekonomi"),
        purpose="Ekonomi",
    )
    for organisation, users in ((people.amal, 40), (people.mellerud, 20)):
        actions.join_application(
            by=people.administrator,
            application=made,
            organisation=organisation,
            starts_on=day,
            users=users,
        )
    return made


def change_everything(people: Society, application: Application, settings: Any) -> None:
    """What happens to it half a year later."""
    settings.SAMDRIFT_TODAY = NOW
    by, today = people.administrator, dt.date(2009, 1, 1)
    application.name, application.phase, application.purpose = "Agresso", "phase_out", "Annat"
    application.operating_unit = Unit.objects.get(name="Driften")
    application.area = factories.area("arkiv")
    application.criticality = 4
    actions.change_application(by=by, application=application)
    first, second = Participation.objects.order_by("pk")
    first.users = 99
    actions.change_participation(by=by, participation=first)
    actions.end_participation(by=by, participation=second, ends_on=today)
    actions.appoint_owner(by=by, application=application, person=people.bo, starts_on=today)
    actions.add_application(by=by, name="Nytt", host=people.amal, starts_on=dt.date(2008, 12, 1))
    change_people_and_places(people, by, today)


def change_people_and_places(people: Society, by: Person, today: dt.date) -> None:
    """Somebody moves, marries and gets a role; another leaves; places are renamed, added and closed."""
    unit = Unit.objects.get(name="Driften")
    for person, where, title, first in (
        (people.anna, unit, "Chef", today),
        (people.bo, None, "Arkivarie", None),  # a correction
    ):
        employment = Employment.objects.get(person=person)
        edit_from(employment, version_of(employment))
        organisations.change_employment(
            by=by,
            employment=employment,
            unit=where,
            title=title,
            manager=None,
            external_number="",
            starts_on=first,
        )
    anna = Person.objects.get(pk=people.anna.pk)
    edit_from(anna, version_of(anna))
    organisations.change_person(by=by, person=anna, name="Anna Gift", email=anna.email, phone="070")
    organisations.add_person(by=by, name="Ny", organisation=people.amal, starts_on=today)
    organisations.appoint(
        by=by, person=people.bo, role=Role.CONTROLLER, organisation=people.mellerud, starts_on=today
    )
    role = people.anna.appointments.get()
    organisations.end_appointment(by=by, appointment=role, ends_on=today)
    unit.refresh_from_db()
    edit_from(unit, version_of(unit))
    unit.name = "Driftenheten"
    organisations.save_unit(by=by, unit=unit)
    new = Unit(organisation=people.amal, kind="it_unit", name="Ny enhet")
    organisations.save_unit(by=by, unit=new)
    organisations.add_organisation(
        by=by, federation=people.federation, kind=Kind.SUPPLIER, name="Nya bolaget"
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_api_gives_the_same_bytes_as_on_that_day(
    people: Society,
    application: Application,
    settings: Any,
    as_person: Callable[..., Any],
    address: str,
) -> None:
    client, address = as_person(people.anna), address.format(pk=application.pk)
    asked = {"on": THEN} if address.endswith(ALL_DAYS) else {}
    before = client.get(address, asked)
    change_everything(people, application, settings)
    after = client.get(address, {"on": THEN})
    assert after.status_code == before.status_code == 200
    assert after.content == before.content
    assert client.get(address, {"on": NOW}).content != before.content


def test_what_did_not_exist_then_is_not_found(
    people: Society, application: Application, as_person: Callable[..., Any]
) -> None:
    client = as_person(people.anna)
    address = f"/api/v1/applications/{application.pk}"
    assert client.get(address, {"on": "2004-12-31"}).status_code == 404
    assert client.get("/api/v1/applications", {"on": "2004-12-31"}).json()["items"] == []


def test_taking_part_is_told_by_its_own_days(
    people: Society, application: Application, as_person: Callable[..., Any]
) -> None:
    """A participation that began later is not told of an earlier day, however early the application is."""
    actions.join_application(
        by=people.administrator,
        application=application,
        organisation=people.saffle,
        starts_on=dt.date(2006, 1, 1),
    )
    answer = as_person(people.anna).get(
        f"/api/v1/applications/{application.pk}", {"on": "2005-12-31"}
    )
    codes = {each["organisation_id"] for each in answer.json()["participations"]}
    assert codes == {people.amal.pk, people.mellerud.pk}


def test_what_a_retirement_ends_is_whole_on_the_day_before(
    people: Society, application: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    client = as_person(people.anna)
    before = client.get(f"/api/v1/applications/{application.pk}").content
    settings.SAMDRIFT_TODAY = NOW
    actions.retire_application(
        by=people.anna, application=application, ends_on=dt.date(2008, 12, 31), decision="KS § 1"
    )
    answer = client.get(f"/api/v1/applications/{application.pk}", {"on": THEN})
    assert answer.content == before


LIST = "/applikationer/"
EVERYTHING = "&".join(
    f"kolumner={key}"
    for key in (
        "name",
        "area",
        "municipalities",
        "owner",
        "phase",
        "host",
        "operating_unit",
        "criticality",
        "starts_on",
        "ends_on",
    )
)


@pytest.mark.parametrize(
    "narrowed",
    ["", "&fas=maintenance", "&q=raindance", "&gemensamma=1", "&sortera=-phase", "&omrade={area}"],
)
def test_the_list_exported_for_a_day_is_the_file_of_that_day(
    people: Society,
    application: Application,
    settings: Any,
    as_person: Callable[..., Any],
    narrowed: str,
) -> None:
    narrowed = narrowed.format(area=factories.area("ekonomi").pk)
    client, address = as_person(people.anna), f"{LIST}?exportera=csv&{EVERYTHING}{narrowed}"
    before = client.get(address).content
    assert b"Raindance" in before
    change_everything(people, application, settings)
    assert client.get(f"{address}&dag={THEN}").content == before
    assert client.get(address).content != before


def test_a_list_of_an_earlier_day_says_so_and_asks_as_much_for_many(
    people: Society,
    application: Application,
    settings: Any,
    as_person: Callable[..., Any],
    django_assert_max_num_queries: Any,
) -> None:
    change_everything(people, application, settings)
    client = as_person(people.anna)
    with django_assert_max_num_queries(60) as few:
        page = client.get(LIST, {"dag": THEN})
    assert "Så som registret var 2008-06-01" in page.text
    for number in range(20):
        factories.application(people.amal, f"System {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(LIST, {"dag": THEN})


def test_the_list_of_people_exported_for_a_day_is_the_file_of_that_day(
    people: Society, application: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    address = "/organisationer/personer/?exportera=csv&" + "&".join(
        f"kolumner={key}" for key in ("name", "title", "unit", "organisation", "email", "phone")
    )
    client = as_person(people.anna)
    chosen = f"&organisation={people.amal.pk}"
    asked = ("", "&q=anna", "&sortera=unit", chosen)
    before = {more: client.get(address + more).content for more in asked}
    assert b"Anna" in before["&q=anna"]
    assert b"Anna" in before[chosen]
    assert b"Bo" not in before[chosen]
    change_everything(people, application, settings)
    for more, content in before.items():
        assert client.get(f"{address}{more}&dag={THEN}").content == content
        assert client.get(address + more).content != content
    narrowed = f"/organisationer/personer/?organisation={people.amal.pk}&dag={THEN}"
    assert "Så som registret var 2008-06-01" in client.get(narrowed).content.decode()


#: Every column, so that what one of them tells of today is found.
AGREEMENT_LIST = "/avtal/?exportera=csv&" + "&".join(
    f"kolumner={key}"
    for key in (
        "title",
        "state",
        "own_roles",
        "kind",
        "renewal",
        "applications",
        "parties",
        "current_end",
        "last_notice_on",
        "day",
        "reason",
        "starts_on",
        "price_per_year_ore",
        "responsible",
    )
)


@pytest.mark.parametrize(
    "address", ["/api/v1/agreements", "/api/v1/agreements/{pk}", AGREEMENT_LIST]
)
def test_agreements_are_what_they_were_with_parties_and_what_they_covered(
    people: Society,
    application: Application,
    settings: Any,
    as_person: Callable[..., Any],
    address: str,
) -> None:
    by = people.administrator
    agreement = add_agreement(
        by=by,
        applications=[application],
        agreement=Agreement(
            kind="supplier",
            title="Raindance",
            responsible=people.amal,
            starts_on=dt.date(2005, 1, 1),
            ends_on=dt.date(2008, 12, 31),
            renews_months=12,
            notice_months=3,
            price_per_year_ore=100,
        ),
    )
    kept = add_party(
        by=by, agreement=agreement, organisation=people.mellerud, unit=None, role="member"
    )
    client, address = as_person(people.anna), address.format(pk=agreement.pk)
    before = client.get(address).content
    assert b"member" in before or b"Mellerud" in before
    settings.SAMDRIFT_TODAY = NOW
    remove_party(by=by, party=kept, why="Fel")
    add_party(by=by, agreement=agreement, organisation=people.saffle, unit=None, role="member")
    agreement = Agreement.objects.get(pk=agreement.pk)
    edit_from(agreement, version_of(agreement))
    agreement.title, agreement.price_per_year_ore = "Agresso", 200
    change_agreement(by=by, agreement=agreement, applications=[])
    agreement = Agreement.objects.get(pk=agreement.pk)
    give_notice(
        by=by, agreement=agreement, given_on=dt.date(2009, 1, 1), ends_on=dt.date(2009, 12, 31)
    )
    add_agreement(
        by=by,
        agreement=Agreement(
            kind="support",
            title="Nytt",
            responsible=people.amal,
            starts_on=dt.date(2008, 12, 1),
            ends_on=dt.date(2010, 12, 31),
        ),
    )
    assert client.get(address).content != before
    then = address + ("&dag=" if "?" in address else "?on=") + THEN
    assert client.get(then).content == before


def test_an_agreement_that_was_not_registered_then_is_not_found(
    people: Society, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    new = add_agreement(
        by=people.anna, agreement=Agreement(kind="support", title="Nytt", responsible=people.amal)
    )
    answer = as_person(people.anna).get(f"/api/v1/agreements/{new.pk}", {"on": THEN})
    assert answer.status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "2301-01-01", "9999-12-31", "nonsens"])
def test_a_day_beyond_reach_is_no_day(
    people: Society, application: Application, as_person: Callable[..., Any], day: str
) -> None:
    """Terms are counted on from a day, and the calendar ends: pages show today, the API says what is wrong."""
    add_agreement(
        by=people.administrator,
        applications=[application],
        agreement=Agreement(
            kind="supplier",
            title="Raindance",
            responsible=people.amal,
            starts_on=dt.date(2005, 1, 1),
            ends_on=dt.date(2008, 12, 31),
            renews_months=12,
            notice_months=3,
        ),
    )
    client = as_person(people.anna)
    for address in ("/avtal/", LIST, f"/applikationer/{application.pk}/"):
        answer = client.get(address, {"dag": day})
        assert answer.status_code == 200
        assert f"Så som registret var {day}" not in answer.content.decode()
    for name in ("agreements", "applications", "people", "employments", "appointments", "units"):
        answer = client.get(f"/api/v1/{name}", {"on": day})
        assert answer.status_code == 422, name
        assert answer.json()
