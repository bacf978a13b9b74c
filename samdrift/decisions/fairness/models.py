"""What a participant would pay for a joint thing if it did it by itself, as somebody has said."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.models import Share
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative

SUBJECTS = ("application", "initiative", "share")


class StandAloneCost(models.Model):
    """One participant's cost of a year without the others, whole öre, with where the figure comes from.

    It is about a joint application or initiative, or about an amount that was shared without either.
    """

    federation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="known_stand_alone_costs"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="stand_alone_costs",
        verbose_name=_("municipality"),
    )
    application = models.ForeignKey(
        Application,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stand_alone_costs",
        verbose_name=_("application"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stand_alone_costs",
        verbose_name=_("joint initiative"),
    )
    share = models.ForeignKey(
        Share,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stand_alone_costs",
        verbose_name=_("share"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    amount_ore = models.PositiveBigIntegerField(_("amount"))
    origin = models.CharField(_("where the figure comes from"), max_length=200)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("said by"))
    said_on = models.DateField(_("said"))

    class Meta:
        ordering = ["-year", "organisation__municipality_code", "pk"]
        verbose_name = _("stand-alone cost")
        verbose_name_plural = _("stand-alone costs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="stand_alone_cost_of_one_thing",
                condition=models.Q(application__isnull=False, initiative=None, share=None)
                | models.Q(initiative__isnull=False, application=None, share=None)
                | models.Q(share__isnull=False, application=None, initiative=None),
            ),
            *(
                Once(
                    name=f"one_stand_alone_cost_a_year_of_{subject}",
                    fields=["organisation", subject, "year"],
                    condition=models.Q(**{f"{subject}__isnull": False}),
                    said=_("What it would cost alone is said for that year already."),
                )
                for subject in SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.organisation}: {self.application or self.initiative or self.share} {self.year}"
        )

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)
