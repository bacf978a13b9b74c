"""Levels of collaboration, and what is done with an opportunity that the register shows."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    WithinLife,
    ends_after_start,
)
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application


class Level(models.Model):
    """One step of the ladder. Names are data: the policy speaks of five, a sixth can be added."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MaxValueValidator(9)]
    )
    name = models.CharField(_("name"), max_length=80)
    definition = models.CharField(_("definition"), max_length=300)
    is_confirmed = models.BooleanField(_("confirmed by the IT managers' group"), default=False)

    class Meta:
        ordering = ["number"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class LevelRecord(Dated):
    """The level at which an organisation collaborates on an application, from a day to a day, with evidence."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="level_records", verbose_name=_("application")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    level = models.ForeignKey(
        Level, models.PROTECT, related_name="records", verbose_name=_("level")
    )
    evidence = models.TextField(_("evidence"), blank=True)

    objects = DatedQuerySet["LevelRecord"].as_manager()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("level of collaboration")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("level_ends_after_start"),
            NoOverlap(
                name="one_level_a_day",
                fields=["application", "organisation"],
                violation_error_message=_("Another level is recorded for some of these days."),
            ),
            WithinLife(
                name="level_within_life",
                parent="application",
                violation_error_message=_("The application does not exist on all of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.organisation}: {self.level}"


class OpportunityState(models.TextChoices):
    FOUND = "found", _("Found")
    INVESTIGATING = "investigating", _("Being looked into")
    PROPOSED = "proposed", _("Proposed for decision")
    DONE = "done", _("Carried out")
    DISMISSED = "dismissed", _("Left alone")


class Opportunity(models.Model):
    """What the group does with an opportunity. The reasons are computed from the register each time."""

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="opportunities")
    key = models.CharField(_("key"), max_length=250)
    address = models.CharField(max_length=12)
    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=OpportunityState.choices,
        default=OpportunityState.FOUND,
    )
    note = models.TextField(_("note"), blank=True)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_opportunity_a_key",
                fields=["federation", "key"],
                said=_("The opportunity is being handled already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)
