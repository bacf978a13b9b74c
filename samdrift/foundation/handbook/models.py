"""What a federation adds to the handbook, and the hints that somebody has closed."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.handbook.text import handbook
from samdrift.foundation.organisations.models import Organisation, Person


class Addition(models.Model):
    """What a federation says of its own under a section of the handbook."""

    federation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="handbook_additions",
        verbose_name=_("federation"),
    )
    chapter = models.CharField(_("chapter"), max_length=80)
    section = models.CharField(_("section"), max_length=120)
    text = models.TextField(_("text"), max_length=10_000)

    class Meta:
        ordering = ["chapter", "section", "pk"]
        verbose_name = _("addition to the handbook")
        verbose_name_plural = _("additions to the handbook")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_addition_to_a_section",
                fields=["federation", "chapter", "section"],
                said=_("The section has an addition already: change that."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        found = handbook().section(self.key)
        return found.url if found else reverse("handbook")

    @property
    def key(self) -> str:
        return f"{self.chapter}#{self.section}"

    @property
    def title(self) -> str:
        """The section's heading; its place where the handbook no longer has it."""
        found = handbook().section(self.key)
        return found.title if found else self.section

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class ClosedHint(models.Model):
    """A hint that a person has closed for good."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="closed_hints", verbose_name=_("person")
    )
    hint = models.CharField(_("hint"), max_length=60)

    class Meta:
        verbose_name = _("closed hint")
        verbose_name_plural = _("closed hints")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="hint_closed_once",
                fields=["person", "hint"],
                said=_("The hint is closed already."),
            )
        ]

    def __str__(self) -> str:
        return self.hint
