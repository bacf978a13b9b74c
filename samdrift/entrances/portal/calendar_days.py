"""The days that matter to a person, as a calendar fetches them (RFC 5545). Nobody else is named in it."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from samdrift.entrances.portal.models import CalendarAddress, digest_of
from samdrift.foundation.audit.clock import now
from samdrift.foundation.meetings.models import Attendance, GroupMember, Meeting, MeetingState
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import waiting_for
from samdrift.records.agreements.ahead import rows_ahead
from samdrift.records.agreements.queries import agreement_rows, rows_to_decide_on

DAYS_BEHIND = dt.timedelta(days=60)


def whose_calendar(secret: str) -> Person | None:
    """The person whose address this is; None for any other, and for who is employed no longer."""
    rows = CalendarAddress.objects.select_related("person__organisation")
    found = rows.filter(token_digest=digest_of(secret)).first()
    return found.person if found and found.person.is_active else None


def calendar_of_days(person: Person) -> bytes:
    """Days of the agreements that the person decides on, last days of what waits, and the person's meetings."""
    calendar = Calendar()
    calendar.add("prodid", "-//Samdrift//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Samdrift: days that matter"))
    for each in (*_agreements(person), *_waiting(person), *_meetings(person)):
        calendar.add_component(each)
    return bytes(calendar.to_ical())


def _agreements(person: Person) -> Iterator[Event]:
    """The next day of each, and the day it ends, within two years."""
    for row in rows_ahead(rows_to_decide_on(person, agreement_rows(person, today()))):
        page = reverse("agreement_page", args=[row.pk])
        if row.day is not None:
            words = _("Decide on the agreement: %(title)s") % {"title": row.title}
            yield _day(f"agreement-{row.pk}-decide", row.day, words, page)
        if row.current_end is not None:
            words = _("The agreement's term ends: %(title)s") % {"title": row.title}
            yield _day(f"agreement-{row.pk}-end", row.current_end, words, page)


def _waiting(person: Person) -> Iterator[Event]:
    """What waits alone, by its last day; agreements have their own."""
    for each in waiting_for(person):
        due = each.found.due_on
        if due is not None and each.kind.name not in {"agreements", "calls"}:
            mark = digest_of(f"{each.found.url} {each.found.words}")[:16]
            yield _day(f"{each.kind.name}-{mark}", due, each.found.words, each.found.url)


def _meetings(person: Person) -> Iterator[Event]:
    """Of the groups that the person is in, and those that the person is called to."""
    own = GroupMember.objects.on(today()).filter(person=person)
    called = Attendance.objects.filter(person=person)
    rows = Meeting.objects.filter(
        Q(group__in=own.values("group")) | Q(pk__in=called.values("meeting")),
        on__gte=today() - DAYS_BEHIND,
    )
    for meeting in rows.select_related("group").order_by("on", "pk"):
        event = _event(f"meeting-{meeting.pk}", str(meeting), meeting.get_absolute_url())
        event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
        event.add("dtend", meeting.ends_at.astimezone(dt.UTC))
        event.add("location", meeting.place)
        is_cancelled = meeting.state == MeetingState.CANCELLED
        event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
        yield event


def _day(name: str, day: dt.date, words: str, page: str) -> Event:
    """A whole day, which takes no time."""
    event = _event(name, words, page)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(name: str, words: str, page: str) -> Event:
    site = settings.SAMDRIFT_URL.rstrip("/")
    event = Event()
    event.add("uid", f"{name}@{site.partition('//')[2]}")
    event.add("dtstamp", now().astimezone(dt.UTC))
    event.add("summary", words)
    event.add("url", f"{site}{page}")
    return event
