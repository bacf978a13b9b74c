"""Every verb that is called from a page answers with what happened, in the words of the history."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_of
from samdrift.records.register.actions import appoint_system_manager
from samdrift.records.register.models import Synonym
from tests import factories
from tests.people import Society


def test_the_next_page_says_what_was_done(people: Society, as_person: Callable[..., Any]) -> None:
    application = factories.application(people.amal)
    address = reverse("lifecycle_add", args=[application.pk])
    sent = as_person(people.anna).post(address, {"kind": "moved", "on": "2009-01-01"}, follow=True)
    assert "Händelse antecknad" in sent.text


def test_a_refusal_says_nothing_of_the_kind(people: Society, as_person: Callable[..., Any]) -> None:
    application = factories.application(people.amal)
    address = reverse("lifecycle_add", args=[application.pk])
    sent = as_person(people.anna).post(address, {"kind": "moved", "on": "i går"})
    assert sent.status_code == 422
    assert "Händelse antecknad" not in sent.text


def test_an_appointment_is_told_with_the_name_and_the_days(people: Society) -> None:
    application = factories.application(people.amal)
    appoint_system_manager(
        by=people.anna, application=application, person=people.bo, starts_on=dt.date(2009, 1, 1)
    )
    entry = history_of(application)[0]
    assert (entry.what, entry.by) == ("Systemansvarig utsedd: Bo, från 2009-01-01", "Anna")
    assert ("Från", "2009-01-01") in {(change.label, change.after) for change in entry.changes}
    assert not [change for change in entry.changes if change.label.casefold().endswith("id")]


def test_what_is_taken_away_already_is_told_so_when_it_is_sent_again(
    people: Society, as_person: Callable[..., Any]
) -> None:
    """Whoever did it is led on to where it led; to anybody else it is not there."""
    kept = Synonym.objects.create(federation=people.federation, words="lön, löner")
    address = reverse("synonym_remove", args=[kept.pk])
    client = as_person(people.administrator)
    first = client.post(address)
    assert first.status_code == 302
    events = AuditEvent.objects.count()
    again = client.post(address, follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "Det är redan gjort." in again.text
    assert AuditEvent.objects.count() == events
    assert as_person(people.administrator).post(address).status_code == 404
