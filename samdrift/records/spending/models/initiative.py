"""What is done together beside the applications: projects, courses, several applications as one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    ends_after_start,
)
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application


class InitiativeKind(models.TextChoices):
    PROJECT = "project", _("Project")
    COURSE = "course", _("Course")
    APPLICATIONS = "applications", _("Several applications")
    OTHER = "other", _("Other")


class JointInitiative(Dated):
    """Something done together that costs: a project, a course, or several applications taken as one."""

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="initiatives")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InitiativeKind.choices, default=InitiativeKind.PROJECT
    )
    purpose = models.TextField(_("purpose"), blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="initiatives", verbose_name=_("owner")
    )
    applications = models.ManyToManyField(
        Application, related_name="initiatives", blank=True, verbose_name=_("applications")
    )
    is_example = models.BooleanField(_("example data"), default=False)

    objects = DatedQuerySet["JointInitiative"].as_manager()

    class Meta:
        ordering = ["-starts_on", "name", "pk"]
        verbose_name = _("joint initiative")
        verbose_name_plural = _("joint initiatives")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("initiative_ends_after_start"),
            Once(
                name="initiative_name_once",
                fields=["federation", "name"],
                said=_("There is a joint initiative of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class InitiativeParticipation(Dated):
    """A municipality that takes part in a joint initiative, from a day to a day."""

    initiative = models.ForeignKey(
        JointInitiative, models.CASCADE, related_name="participations", verbose_name=_("initiative")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="initiative_participations",
        verbose_name=_("municipality"),
    )
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)

    objects = DatedQuerySet["InitiativeParticipation"].as_manager()

    class Meta:
        ordering = ["organisation__municipality_code", "starts_on"]
        verbose_name = _("participation in an initiative")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("initiative_participation_ends_after_start"),
            NoOverlap(
                name="one_initiative_participation_a_day",
                fields=["initiative", "organisation"],
                violation_error_message=_(
                    "The municipality takes part already on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.initiative}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
