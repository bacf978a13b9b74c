"""Letters on their way out, and what each person has chosen to get."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.once import Once
from samdrift.foundation.messages.kinds import Frequency, kind_named
from samdrift.foundation.organisations.models import Person


class MessageState(models.TextChoices):
    WAITING = "waiting", _("On its way")
    SENDING = "sending", _("Being mailed")
    SENT = "sent", _("Mailed")
    FAILED = "failed", _("Could not be mailed")
    NOT_NEEDED = "not_needed", _("Not mailed: no longer needed")


class MessageQuerySet(models.QuerySet["Message"]):
    def that_failed(self) -> "MessageQuerySet":
        return self.filter(state=MessageState.FAILED)

    def about(self, thing: models.Model) -> "MessageQuerySet":
        return self.filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))


class Message(models.Model):
    """One letter to one person, from when it was asked for until it was mailed or given up.

    Its text is written when it is mailed, by the room whose kind it is, and kept nowhere. Of what went wrong the kind
    of fault and the server's code are kept: its own words may hold addresses and names of accounts.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="letters", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=250)
    link = models.CharField(_("leads to"), max_length=250, blank=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    asked_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    made_at = models.DateTimeField(_("asked for"), default=now)
    state = models.CharField(
        _("state"), max_length=12, choices=MessageState.choices, default=MessageState.WAITING
    )
    sent_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    beat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "beat_at"], name="message_state"),
            models.Index(fields=["about_kind", "about_id"], name="message_about"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def label(self) -> str | Promise:
        """The kind in words; its name where no room knows it any longer."""
        kind = kind_named(self.kind)
        return kind.label if kind else self.kind


class Choice(models.Model):
    """How often a person wants letters of a kind that may be declined."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="letter_choices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices)
    looked_on = models.DateField(_("last looked for"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of letters")
        verbose_name_plural = _("choices of letters")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="chosen_once",
                fields=["person", "kind"],
                said=_("How often such letters come is chosen already."),
            )
        ]

    def __str__(self) -> str:
        kind: Any = kind_named(self.kind)
        return f"{kind.label if kind else self.kind}: {self.get_frequency_display()}"
