"""The days that matter, at a secret address of one's own: what is in it, who reads it, and when it answers nobody."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from samdrift.entrances.portal.actions import make_calendar_address, revoke_calendar_address
from samdrift.entrances.portal.models import CalendarAddress
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Employment, Person
from tests import factories
from tests.integration.meeting_place import make_circle
from tests.integration.notice_told import make_told, sent
from tests.people import Society

pytestmark = pytest.mark.django_db


def _feed(secret: str) -> str:
    return reverse("calendar_feed", args=[secret])


def _read(person: Person) -> dict[str, dt.date | dt.datetime]:
    """What the person's calendar holds, as another program reads it: the first days by their words."""
    _made, secret = make_calendar_address(by=person)
    answer = Client().get(_feed(secret))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    keys = [str(each["uid"]) for each in events]
    assert len(set(keys)) == len(keys)
    return {str(each["summary"]): each.decoded("dtstart") for each in events}


def _agreement(people: Society, title: str = "Telefoni") -> None:
    made = factories.agreement(
        people.amal,
        title,
        starts_on=dt.date(2006, 1, 1),
        ends_on=dt.date(2009, 12, 31),
        renewal="tacit",
        renews_months=12,
        notice_months=3,
    )
    made.applications.add(factories.application(people.amal))


def test_an_agreement_has_its_day_and_its_end_for_who_decides_on_it(people: Society) -> None:
    _agreement(people)
    days = _read(people.anna)
    assert days["Avtalets tid går ut: Telefoni"] == dt.date(2009, 12, 31)
    assert days["Ta ställning till avtalet: Telefoni"] == dt.date(2009, 9, 30)
    for nobody in (people.bo, people.cilla, people.seller):
        assert not [words for words in _read(nobody) if "Telefoni" in words]


def test_what_waits_stands_by_its_last_day_without_anybodys_name(people: Society) -> None:
    told = make_told(people)
    sent(told)
    days = _read(told.manager)
    (notice,) = [words for words in days if "Ny nyckel" in words]
    assert days[notice] == dt.date(2009, 1, 31)
    for other in Person.objects.exclude(pk=told.manager.pk):
        assert not [words for words in days if str(other) in words.split()]


def test_meetings_of_the_own_group_stand_with_their_hours(people: Society) -> None:
    circle = make_circle(people)
    meeting = circle.called()
    days = _read(circle.people.anna)
    assert days[str(meeting)] == meeting.starts_at
    assert str(meeting) not in _read(circle.people.cilla)


def test_only_the_one_secret_opens_it_and_a_new_one_takes_its_place(people: Society) -> None:
    _made, first = make_calendar_address(by=people.anna)
    assert first not in str(CalendarAddress.objects.values().get())
    assert first not in str(list(AuditEvent.objects.values()))
    _made, second = make_calendar_address(by=people.anna)
    for wrong in (first, f"{second}x", "-", CalendarAddress.objects.get().token_digest):
        assert Client().get(_feed(wrong)).status_code == 404
    assert Client().get(_feed(second)).status_code == 200
    assert Client().post(_feed(second)).status_code == 405
    revoke_calendar_address(by=people.bo)  # one's own alone
    assert Client().get(_feed(second)).status_code == 200
    revoke_calendar_address(by=people.anna)
    assert Client().get(_feed(second)).status_code == 404


def test_the_address_of_who_has_left_answers_nobody(people: Society) -> None:
    _made, secret = make_calendar_address(by=people.anna)
    Employment.objects.filter(person=people.anna).update(ends_on=dt.date(2008, 12, 31))
    assert Client().get(_feed(secret)).status_code == 404


def test_the_page_makes_shows_once_and_revokes(people: Society, as_person) -> None:
    page = reverse("calendar_page")
    assert Client().get(page).status_code == 302
    client = as_person(people.bo)
    assert "Du har ingen adress." in client.get(page).text
    made = client.post(page)
    assert made.status_code == 201
    address = made.context["address"]
    assert address in made.text
    assert Client().get(urlsplit(address).path).status_code == 200
    assert address not in client.get(page).text
    assert client.post(reverse("calendar_revoke")).status_code == 302
    assert not CalendarAddress.objects.exists()
