"""Making and revoking tokens."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.entrances.api.models import ApiToken, digest_of
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require, require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission

LONGEST = dt.timedelta(days=400)


@verb
def make_token(*, by: Person, name: str, expires_on: dt.date) -> tuple[ApiToken, str]:
    """Make a token for oneself; answers with the secret, which is never shown again."""
    require(by, Permission.USE_API_TOKEN, by)
    if not today() <= expires_on <= today() + LONGEST:
        raise ValidationError({"expires_on": _("A token is valid for at most 400 days.")})
    secret = f"sd_{secrets.token_urlsafe(32)}"
    token = ApiToken(person=by, name=name, token_digest=digest_of(secret), expires_on=expires_on)
    token.full_clean()
    token.save()
    record("api.token_made", token, by=by, after=facts(token), parent=by)
    return token, secret


@verb
def revoke_token(*, by: Person, token: ApiToken) -> ApiToken:
    """Make a token worthless from now on; one's own, or that of somebody one appoints."""
    if token.person_id != by.pk:
        require(by, Permission.APPOINT_PEOPLE, token)
    require_that(by.is_active)
    before = facts(token)
    token.revoked_on = today()
    token.save()
    record(
        "api.token_revoked", token, by=by, before=before, after=facts(token), parent=token.person
    )
    return token
