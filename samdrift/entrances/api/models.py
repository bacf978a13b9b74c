"""Tokens for machines: the secret is shown once, only its digest is kept."""

import datetime as dt
import hashlib
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


def digest_of(secret: str) -> str:
    """Tokens are long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def valid(self, on: dt.date) -> "ApiTokenQuerySet":
        return self.filter(
            expires_on__gte=on, revoked_on__isnull=True, person__in=Person.objects.active(on)
        )


class ApiToken(models.Model):
    """Lets a program do what its person may, until a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(_("made on"), default=today)
    expires_on = models.DateField(_("valid until"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "-pk"]
        verbose_name = _("API token")

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.person.governing_organisation_ids
