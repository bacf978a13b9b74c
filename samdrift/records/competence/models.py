"""Who knows what, and how users are trained."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application, Product


class CompetenceLevel(models.IntegerChoices):
    BASIC = 1, _("Basic competence")
    GOOD = 2, _("Good competence")
    SPECIALIST = 3, _("Specialist competence")


class Confirmation(models.TextChoices):
    WAITING = "waiting", _("Not confirmed yet")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not confirmed: refused")


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def counting(self) -> "CompetenceQuerySet":
        """What counts: where somebody else than the person has said so."""
        return self.filter(confirmation=Confirmation.CONFIRMED)


class Competence(models.Model):
    """A person's competence on a product, when it was last refreshed, and whether somebody else has confirmed it.

    What people say of themselves is shown as such and counts nowhere until a manager, the owner of an application on
    the product, or a course has confirmed it.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="competences", verbose_name=_("person")
    )
    product = models.ForeignKey(
        Product, models.CASCADE, related_name="competences", verbose_name=_("product")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CompetenceLevel.choices)
    refreshed_on = models.DateField(_("refreshed on"))
    confirmation = models.CharField(
        _("confirmation"),
        max_length=20,
        choices=Confirmation.choices,
        default=Confirmation.WAITING,
    )
    judged_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed or refused by"),
    )
    judged_on = models.DateField(_("confirmed or refused on"), null=True, blank=True)
    grounds = models.CharField(_("grounds"), max_length=250, blank=True)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        ordering = ["-level", "person__name"]
        verbose_name = _("competence")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_competence_a_product",
                fields=["person", "product"],
                said=_("The person's competence on the product is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.product} ({self.get_level_display()})"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmation == Confirmation.CONFIRMED


class TrainingPlan(models.Model):
    """How the users of an application are trained in a year; the system owner answers for it."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="training_plans", verbose_name=_("application")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    content = models.TextField(_("plan"))
    joint = models.BooleanField(_("training together with other municipalities"), default=False)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("training plan")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_training_plan_a_year",
                fields=["application", "year"],
                said=_("There is a training plan for that year already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.year}"
