"""Pages of one thing as of an earlier day: they say what they said then, and lead to no change."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from samdrift.foundation.audit.versions import edit_from, version_of
from samdrift.foundation.organisations import actions as organisations
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.records.agreements.actions import (
    add_agreement,
    add_party,
    change_agreement,
    give_notice,
    remove_party,
)
from samdrift.records.agreements.models import Agreement
from samdrift.records.register import actions
from samdrift.records.register.models import (
    Application,
    Audience,
    FieldAudience,
    FieldGroup,
)
from tests.integration.test_as_of_a_day import NOW, THEN, application, change_everything
from tests.people import Society

__all__ = ["application"]  # the fixture


def said(html: str) -> str:
    """The words of a page's main part, without its marks."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def ways_onward(html: str) -> set[str]:
    main = html[html.index("<main") : html.index("</main>")]
    return set(re.findall(r'href="([^"#]+)', main))


@pytest.fixture
def page(application: Application, as_person: Callable[..., Any]) -> Callable[..., Any]:
    """Answers with the application's page for somebody on a day."""

    def answer(person: Any, day: str = "") -> Any:
        address = reverse("application_page", args=[application.pk])
        return as_person(person).get(address, {"dag": day} if day else {})

    return answer


def test_an_application_tells_who_used_it_who_answered_and_who_operated_it(
    people: Society, application: Application, settings: Any, page: Callable[..., Any]
) -> None:
    actions.appoint_system_manager(
        by=people.administrator,
        application=application,
        person=people.bo,
        starts_on=dt.date(2007, 1, 1),
    )
    change_everything(people, application, settings)
    then = said(page(people.anna, THEN).text)
    for words in (
        "Så såg det ut 2008-06-01",
        "Raindance",
        "Ekonomi",
        "IT-enheten",
        "I förvaltning",
        "ägdes den av Anna , Åmål, sedan 2005-01-01",
        "Systemansvarig : Bo",
        "Åmål Hela kommunen 40",
        "Mellerud Hela kommunen 20 – 2005-01-01 –",
    ):
        assert words in then, words
    for words in ("Agresso", "Driften", "Annat", "Anna Gift", "99"):
        assert words not in then, words
    today = said(page(people.anna).text)
    assert "Agresso" in today
    assert "Så såg det ut 2008" not in today


def test_the_page_of_a_day_is_the_same_however_much_changes_after_it(
    people: Society, application: Application, settings: Any, page: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = "2008-06-02"
    before = said(page(people.anna, THEN).text)
    change_everything(people, application, settings)
    assert said(page(people.anna, THEN).text) == before
    assert "Agresso" in said(page(people.anna, "2009-01-02").text)


def test_it_leads_to_no_change_and_back_to_today(
    people: Society, application: Application, settings: Any, page: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    own = reverse("application_page", args=[application.pk])
    assert any(each.startswith(own) and each != own for each in ways_onward(page(people.anna).text))
    found = ways_onward(page(people.anna, THEN).text)
    assert own in found
    assert not [each for each in found if each.startswith(own) and each != own]


def test_a_day_before_it_began_and_one_to_come_are_told_as_such(
    people: Society, application: Application, settings: Any, page: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    answer = page(people.anna, "2004-12-31")
    assert answer.status_code == 200
    assert "var inte i drift den dagen" in said(answer.text)
    assert "Åmål" not in said(answer.text)
    assert "Så ser det ut 2010-01-01" in said(page(people.anna, "2010-01-01").text)


@pytest.mark.parametrize("day", ["nonsens", "2008-02-30", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_told_and_today_is_shown(
    people: Society, page: Callable[..., Any], day: str
) -> None:
    answer = page(people.anna, day)
    assert answer.status_code == 200
    assert "Det är ingen dag. Skriv dagen som 2009-01-31." in said(answer.text)
    assert "Så såg det ut 2" not in said(answer.text)


def test_the_reader_sees_no_more_of_another_day_than_of_today(
    people: Society, application: Application, settings: Any, page: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    for group in (FieldGroup.PEOPLE, FieldGroup.CLASSIFICATION):
        FieldAudience.objects.update_or_create(
            federation=people.federation, group=group, defaults={"audience": Audience.OWN}
        )
    own = said(page(people.anna, THEN).text)
    assert "ägdes den av Anna" in own
    assert "Klassning" in own
    others = said(page(people.bo, THEN).text)
    assert "Raindance" in others
    assert "Anna" not in others
    assert "Klassning" not in others
    assert page(people.seller, THEN).status_code == 404


@pytest.fixture
def agreement(people: Society, application: Application) -> Agreement:
    """Kept by Åmål on the earlier day: covers Raindance, binds Mellerud, 1 000 kronor a year, prolonged by a year."""
    made = add_agreement(
        by=people.administrator,
        applications=[application],
        agreement=Agreement(
            kind="supplier",
            title="Raindanceavtalet",
            responsible=people.amal,
            starts_on=dt.date(2005, 1, 1),
            ends_on=dt.date(2008, 12, 31),
            renews_months=12,
            notice_months=3,
            price_per_year_ore=100_000,
        ),
    )
    add_party(
        by=people.administrator,
        agreement=made,
        organisation=people.mellerud,
        unit=None,
        role="member",
    )
    return made


def change_the_agreement(people: Society, agreement: Agreement, settings: Any) -> None:
    """Another title, no price, nothing covered, another party, and notice given."""
    settings.SAMDRIFT_TODAY = NOW
    by = people.administrator
    remove_party(by=by, party=agreement.parties.get(), why="Fel")
    add_party(by=by, agreement=agreement, organisation=people.saffle, unit=None, role="member")
    changed = Agreement.objects.get(pk=agreement.pk)
    edit_from(changed, version_of(changed))
    changed.title, changed.price_per_year_ore, changed.notice_months = "Agressoavtalet", None, 6
    change_agreement(by=by, agreement=changed, applications=[])
    changed = Agreement.objects.get(pk=agreement.pk)
    edit_from(changed, version_of(changed))
    give_notice(
        by=by, agreement=changed, given_on=dt.date(2009, 1, 1), ends_on=dt.date(2009, 12, 31)
    )


def page_of_agreement(
    as_person: Callable[..., Any], person: Any, agreement: Agreement, day: str = ""
) -> Any:
    address = reverse("agreement_page", args=[agreement.pk])
    return as_person(person).get(address, {"dag": day} if day else {})


def test_an_agreement_tells_its_state_terms_and_parties_of_that_day(
    people: Society,
    application: Application,
    agreement: Agreement,
    settings: Any,
    as_person: Callable[..., Any],
) -> None:
    settings.SAMDRIFT_TODAY = "2008-06-02"
    before = said(page_of_agreement(as_person, people.anna, agreement, THEN).text)
    change_everything(people, application, settings)
    change_the_agreement(people, agreement, settings)
    answer = page_of_agreement(as_person, people.anna, agreement, THEN)
    then = said(answer.text)
    assert then == before
    for words in (
        "Så såg det ut 2008-06-01",
        "Raindanceavtalet",
        "Uppsägningstid 3 månader",
        "2008-12-31",
        "1 000,00 kr",
        "Mellerud Samverkande part",
        "Raindance",
    ):
        assert words in then.replace("\xa0", " "), words
    for words in ("Agresso", "Säffle", "6 månader", "2009-12-31"):
        assert words not in then, words
    today = said(page_of_agreement(as_person, people.anna, agreement).text)
    assert "Agressoavtalet" in today
    assert "Säffle" in today
    own = reverse("agreement_page", args=[agreement.pk])
    found = ways_onward(answer.text)
    assert own in found
    assert not [each for each in found if each.startswith(own) and each != own]
    assert reverse("application_page", args=[application.pk]) + f"?dag={THEN}" in found


def test_a_price_of_before_is_told_only_to_who_may_see_prices(
    people: Society,
    application: Application,
    agreement: Agreement,
    settings: Any,
    as_person: Callable[..., Any],
) -> None:
    """On the page and in the list, though the agreement has no price today."""
    third = Agreement.objects.get(pk=agreement.pk)
    settings.SAMDRIFT_TODAY = NOW
    third.price_per_year_ore = None
    edit_from(third, version_of(Agreement.objects.get(pk=agreement.pk)))
    change_agreement(by=people.administrator, agreement=third, applications=[application])
    remove_party(by=people.administrator, party=agreement.parties.get(), why="Fel")
    FieldAudience.objects.update_or_create(
        federation=people.federation,
        group=FieldGroup.COSTS,
        defaults={"audience": Audience.OWN},
    )
    listed = f"/avtal/?exportera=csv&kolumner=title&kolumner=price_per_year_ore&dag={THEN}"
    for person, shown in ((people.anna, True), (people.bo, False)):
        page = said(page_of_agreement(as_person, person, agreement, THEN).text)
        assert "Raindanceavtalet" in page
        assert ("1 000,00" in page.replace("\xa0", " ")) == shown
        file = as_person(person).get(listed).content.decode()
        assert "Raindanceavtalet" in file
        assert ("1000" in file) == shown


def test_an_agreement_is_told_not_to_have_been_registered_and_no_day_to_be_none(
    people: Society, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = NOW
    new = add_agreement(
        by=people.anna,
        agreement=Agreement(kind="support", title="Nytt avtal", responsible=people.amal),
    )
    answer = page_of_agreement(as_person, people.anna, new, THEN)
    assert answer.status_code == 200
    assert "Registret hade inte avtalet den dagen." in said(answer.text)
    assert page_of_agreement(as_person, people.seller, new, THEN).status_code == 404
    for day in ("nonsens", "0001-01-01", "9999-12-31"):
        wrong = page_of_agreement(as_person, people.anna, new, day)
        assert wrong.status_code == 200
        assert "Det är ingen dag. Skriv dagen som 2009-01-31." in said(wrong.text)
    assert "Så ser det ut 2300-12-31" in said(
        page_of_agreement(as_person, people.anna, new, "2300-12-31").text
    )


def _rename_and_close(people: Society, settings: Any) -> None:
    """Åmål gets another name and Mellerud leaves; Åmål's unit is closed, and another is part of a third."""
    settings.SAMDRIFT_TODAY = NOW
    by = people.administrator
    amal = Organisation.objects.get(pk=people.amal.pk)
    edit_from(amal, version_of(amal))
    organisations.change_organisation(
        by=by,
        organisation=amal,
        kind=amal.kind,
        name="Nya Åmåls kommun",
        short_name="Nyåmål",
        municipality_code=amal.municipality_code,
        organisation_number="",
    )
    unit = Unit.objects.get(name="IT-enheten")
    organisations.close_unit(by=by, unit=unit, ends_on=dt.date(2008, 12, 31), why="Läggs ned")


def page_of_organisation(
    as_person: Callable[..., Any], person: Any, organisation: Organisation, day: str = ""
) -> Any:
    address = reverse("organisation_page", args=[organisation.pk])
    return as_person(person).get(address, {"dag": day} if day else {})


def test_an_organisation_tells_its_name_units_and_roles_of_that_day(
    people: Society, application: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = "2008-06-02"
    before = {
        each: said(page_of_organisation(as_person, people.anna, each, THEN).text)
        for each in (people.amal, people.federation)
    }
    change_everything(people, application, settings)
    _rename_and_close(people, settings)
    for organisation, words in before.items():
        answer = page_of_organisation(as_person, people.anna, organisation, THEN)
        assert said(answer.text) == words
        own = reverse("organisation_page", args=[organisation.pk])
        found = ways_onward(answer.text)
        assert own in found
        assert not [each for each in found if each.startswith(own) and each != own]
    then = before[people.amal]
    for words in (
        "Så såg det ut 2008-06-01",
        "Åmåls? kommun",
        "IT-enheten",
        "Driften ",
        "Anna IT-",
    ):
        assert re.search(words, then), words
    for words in ("Nyåmål", "Driftenheten", "Ny enhet", "Anna Gift", "Stängda"):
        assert words not in then, words
    assert "Åmål" in before[people.federation]
    today = said(page_of_organisation(as_person, people.anna, people.amal).text)
    assert "Nya Åmåls kommun" in today
    units = reverse("organisation_tab", kwargs={"pk": people.amal.pk, "tab": "enheter"})
    assert "Ny enhet" in said(as_person(people.anna).get(units).text)


def test_the_list_of_organisations_exported_for_a_day_is_the_file_of_that_day(
    people: Society, application: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    address = "/organisationer/?exportera=csv&" + "&".join(
        f"kolumner={key}"
        for key in ("name", "kind", "municipality_code", "member", "organisation_number")
    )
    client = as_person(people.anna)
    asked = ("", "&q=åmål", "&slag=municipality", "&sortera=municipality_code")
    before = {more: client.get(address + more).content for more in asked}
    assert "Åmål" in before["&q=åmål"].decode()
    change_everything(people, application, settings)
    _rename_and_close(people, settings)
    for more, content in before.items():
        assert client.get(f"{address}{more}&dag={THEN}").content == content, more
    assert client.get(address).content != before[""]
    assert "Nya bolaget" not in before[""].decode()
    page = client.get("/organisationer/", {"dag": THEN}).text
    assert "Så som registret var 2008-06-01" in page
    assert "Nya bolaget" not in page


def test_an_organisation_that_came_later_is_told_not_to_have_been_there(
    people: Society, application: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    change_everything(people, application, settings)
    new = Organisation.objects.get(name="Nya bolaget")
    answer = page_of_organisation(as_person, people.anna, new, THEN)
    assert answer.status_code == 200
    assert "Organisationen fanns inte i registret den dagen." in said(answer.text)
    assert page_of_organisation(as_person, people.neighbour, new, THEN).status_code == 404
    for day in ("nonsens", "0001-01-01", "9999-12-31"):
        wrong = page_of_organisation(as_person, people.anna, people.amal, day)
        assert wrong.status_code == 200
        assert "Det är ingen dag. Skriv dagen som 2009-01-31." in said(wrong.text)


@pytest.mark.parametrize(
    "address", ["/organisationer/", "/organisationer/personer/", "/applikationer/", "/avtal/"]
)
def test_a_list_asked_for_what_is_no_day_says_so_and_shows_today(
    people: Society, application: Application, as_person: Callable[..., Any], address: str
) -> None:
    client = as_person(people.anna)
    words = "Så som registret var: det är ingen dag. Skriv dagen som 2009-01-31."
    for day in ("nonsens", "2008-02-30", "9999-12-31"):
        answer = client.get(address, {"dag": day})
        assert answer.status_code == 200
        assert words in said(answer.text)
    for day in ("", THEN):
        assert words not in said(client.get(address, {"dag": day}).text)


def test_it_units_side_by_side_are_those_of_that_day(
    people: Society, application: Application, settings: Any, as_person: Callable[..., Any]
) -> None:
    settings.SAMDRIFT_TODAY = "2008-06-02"
    address = reverse("it_unit_comparison")
    before = said(as_person(people.anna).get(address, {"dag": THEN}).text)
    change_everything(people, application, settings)
    _rename_and_close(people, settings)
    assert said(as_person(people.anna).get(address, {"dag": THEN}).text) == before
    for words in ("Så såg det ut 2008-06-01", "Åmål Driften ", "Åmål IT-enheten"):
        assert words in before
    today = said(as_person(people.anna).get(address).text)
    assert "Ny enhet" in today
    assert "IT-enheten" not in today
    assert "Åmål" not in said(as_person(people.neighbour).get(address, {"dag": THEN}).text)
    wrong = as_person(people.anna).get(address, {"dag": "nonsens"})
    assert "Det är ingen dag. Skriv dagen som 2009-01-31." in said(wrong.text)
