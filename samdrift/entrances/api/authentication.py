"""Who asks: a browser that is signed in, or a program with a token."""

from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from samdrift.entrances.api.models import ApiToken, digest_of
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission


class Token(HttpBearer):
    """`Authorization: Bearer sd_…`; worth nothing once the person has lost the permission."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        found = (
            ApiToken.objects.valid(today())
            .filter(token_digest=digest_of(token))
            .select_related("person__organisation")
            .first()
        )
        if found is None or not may(found.person, Permission.USE_API_TOKEN, found.person):
            return None
        if found.last_used_on != today():
            ApiToken.objects.filter(pk=found.pk).update(last_used_on=today())
        request.user = found.person
        return found.person


class Session(APIKeyCookie):
    """The portal's own session, so that the browser's pages can ask; writes need the CSRF token."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None
