"""The signed address in a letter by which it is declined without signing in."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from samdrift.foundation.messages.kinds import MessageKind, kind_named
from samdrift.foundation.organisations.models import Person

SALT = "samdrift.messages.unsubscribe"
HOLDS_FOR = dt.timedelta(days=365)


def unsubscribe_url(person: Person, kind: MessageKind) -> str:
    """The whole address of the page where this person declines this kind."""
    token = signing.dumps([person.pk, kind.name], salt=SALT)
    path = reverse("message_unsubscribe", args=[token])
    return f"{settings.SAMDRIFT_URL.rstrip('/')}{path}"


def whose_letters(token: str) -> tuple[Person, MessageKind] | None:
    """Who declines what by a token; None for one that is not ours or too old, or of what can't be declined."""
    try:
        held: Any = signing.loads(token, salt=SALT, max_age=HOLDS_FOR)
    except signing.BadSignature:
        return None
    key, name = held
    person = Person.objects.filter(pk=key).first()
    kind = kind_named(name)
    if person is None or kind is None or not kind.may_be_declined:
        return None
    return person, kind
