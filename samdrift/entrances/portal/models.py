"""A person's own secret address, where a calendar fetches the days that matter."""

import hashlib
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


def digest_of(secret: str) -> str:
    """Secrets are long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarAddress(models.Model):
    """Whoever has the address may read its person's days. Only its digest is kept, so it is shown once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_addresses")
    token_digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(_("made on"), default=today)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "-pk"]
        verbose_name = _("calendar address")

    def __str__(self) -> str:
        return str(_("Calendar address made on %(day)s") % {"day": self.made_on})
