"""Whether somebody has been invited to choose a password."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Invitation:
    """The latest invitation of a person: when it was sent, and to which address."""

    sent_at: dt.datetime
    email: str

    @property
    def works(self) -> bool:
        """Does its link still work?"""
        return (now() - self.sent_at).total_seconds() < settings.PASSWORD_RESET_TIMEOUT

    @property
    def words(self) -> str:
        told = {"day": timezone.localdate(self.sent_at), "email": self.email}
        if self.works:
            return _("An invitation was sent to %(email)s on %(day)s.") % told
        return (
            _("The invitation that was sent to %(email)s on %(day)s is too old: send a new one.")
            % told
        )


def last_invitation(person: Person) -> Invitation | None:
    """The latest one; None to who has been sent none."""
    events = AuditEvent.objects.about(Person._meta.label_lower, person.pk)
    event = events.filter(event="organisations.person_invited").order_by("-pk").first()
    if event is None:
        return None
    return Invitation(event.at, str(event.after.get("email", "")))
