"""Making and revoking one's own calendar address."""

import secrets

from samdrift.entrances.portal.models import CalendarAddress, digest_of
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


@verb
def make_calendar_address(*, by: Person) -> tuple[CalendarAddress, str]:
    """Make an address for oneself, in place of an earlier one; answers with its secret, which is never shown again."""
    require_that(by.is_active)
    CalendarAddress.objects.filter(person=by).delete()
    secret = secrets.token_urlsafe(32)
    made = CalendarAddress(person=by, token_digest=digest_of(secret), made_on=today())
    made.save()
    record("portal.calendar_address_made", made, by=by, after=facts(made), parent=by)
    return made, secret


@verb
def revoke_calendar_address(*, by: Person) -> None:
    """Let one's own address answer nobody from now on; nothing where there is none."""
    require_that(by.is_active)
    for each in CalendarAddress.objects.filter(person=by):
        record("portal.calendar_address_revoked", each, by=by, before=facts(each), parent=by)
        each.delete()


def forget_calendar_addresses(people: list[Person]) -> None:
    """Those of people who are erased go with them."""
    CalendarAddress.objects.filter(person__in=people).delete()
