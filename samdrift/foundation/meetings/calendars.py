"""A meeting as a file for one's own calendar (RFC 5545)."""

import datetime as dt

from django.conf import settings
from icalendar import Calendar, Event

from samdrift.foundation.audit.clock import now
from samdrift.foundation.meetings.models import Meeting, MeetingState


def calendar_of(meeting: Meeting) -> bytes:
    """The meeting as an event; fetched again it takes the place of the earlier one."""
    address = f"{settings.SAMDRIFT_URL.rstrip('/')}{meeting.get_absolute_url()}"
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{settings.SAMDRIFT_URL.partition('//')[2]}")
    event.add("dtstamp", now().astimezone(dt.UTC))
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", meeting.ends_at.astimezone(dt.UTC))
    event.add("summary", str(meeting))
    event.add("location", ", ".join(filter(None, [meeting.place, meeting.link])))
    event.add("url", address)
    agenda = [f"{item.number}. {item.title}" for item in meeting.items.all()]
    event.add("description", "\n".join([*agenda, "", address]).strip())
    cancelled = meeting.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Samdrift//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
