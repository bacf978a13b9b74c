"""Tokens end with their person; nobody takes them over."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from samdrift.entrances.api.models import ApiToken
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind


def _tokens(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = ApiToken.objects.filter(person=person, revoked_on__isnull=True, expires_on__gt=day)
    return [OpenDuty(row.pk, row.name) for row in rows]


def _end_token(given: HandOver) -> None:
    """Revoked at once where the last day is past, else valid no longer than the person."""
    row = ApiToken.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    if given.ends_on < today():
        row.revoked_on = today()
    row.expires_on = min(row.expires_on, given.ends_on)
    row.save(update_fields=["revoked_on", "expires_on"])
    record(
        "api.token_revoked", row, by=given.by, before=before, after=facts(row), parent=given.person
    )


OPEN_KINDS = (
    OpenKind(
        "nyckel", _("API tokens"), "api.ApiToken.person", _tokens, _end_token, asks=False, order=80
    ),
)
