"""Once a day: a letter of what waits is queued to each who has asked for it, where something waits."""

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from samdrift.foundation.messages.actions.posting import post_message
from samdrift.foundation.messages.kinds import Frequency
from samdrift.foundation.messages.models import Choice
from samdrift.foundation.messages.waiting_digest import WAITING_DIGEST, digest_subject
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.waiting import waiting_for


def post_digests() -> int:
    """Queue the letters that are due today; returns how many. A second time the same day it queues none."""
    return sum(_post_digest(each) for each in _due(today()))


def _due(day: dt.date) -> list[Choice]:
    """Choices that have not been looked for today, or this week from its Monday."""
    monday = day - dt.timedelta(days=day.weekday())
    daily = Q(frequency=Frequency.DAILY) & (Q(looked_on=None) | Q(looked_on__lt=day))
    weekly = Q(frequency=Frequency.WEEKLY) & (Q(looked_on=None) | Q(looked_on__lt=monday))
    rows = Choice.objects.filter(daily | weekly, kind=WAITING_DIGEST.name)
    return list(rows.select_related("person"))


def _post_digest(choice: Choice) -> bool:
    """Of two who look at the same moment, one posts."""
    mine = Choice.objects.filter(pk=choice.pk, looked_on=choice.looked_on)
    if not mine.update(looked_on=today()) or not choice.person.is_active:
        return False
    return _post_what_waits(choice.person)


def _post_what_waits(person: Person) -> bool:
    with override(settings.LANGUAGE_CODE):
        waits = waiting_for(person)
        if not waits:
            return False
        made = post_message(
            to=person, kind=WAITING_DIGEST, about=person, subject=digest_subject(waits)
        )
    return made is not None
