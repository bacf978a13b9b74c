"""Who sees which part of an application's page: set by the federation."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation


class FieldGroup(models.TextChoices):
    PEOPLE = "people", _("Owner, manager and contacts")
    CLASSIFICATION = "classification", _("Classification and criticality")
    ASSESSMENT = "assessment", _("Assessments")
    AGREEMENTS = "agreements", _("Agreements")
    COSTS = "costs", _("Costs")
    NOTES = "notes", _("Notes and imported columns")


class Audience(models.TextChoices):
    OWN = "own", _("Host municipality")
    PARTICIPANTS = "participants", _("Participating municipalities")
    MEMBERS = "members", _("Members of the federation")


DEFAULT_AUDIENCE = {
    FieldGroup.PEOPLE: Audience.MEMBERS,
    FieldGroup.CLASSIFICATION: Audience.PARTICIPANTS,
    FieldGroup.ASSESSMENT: Audience.MEMBERS,
    FieldGroup.AGREEMENTS: Audience.MEMBERS,
    FieldGroup.COSTS: Audience.MEMBERS,
    FieldGroup.NOTES: Audience.OWN,
}


class FieldAudience(models.Model):
    """The federation's choice for one group of fields; without a row the default holds."""

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    group = models.CharField(_("part of the page"), max_length=20, choices=FieldGroup.choices)
    audience = models.CharField(_("seen by"), max_length=20, choices=Audience.choices)

    class Meta:
        ordering = ["group"]
        verbose_name = _("audience")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_audience_a_group",
                fields=["federation", "group"],
                said=_("Who sees that part of the page is said already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.get_audience_display()}"
