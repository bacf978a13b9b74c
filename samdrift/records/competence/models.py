"""Who knows what, and how users are trained."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application, Product


class CompetenceLevel(models.IntegerChoices):
    BASIC = 1, _("Basic competence")
    GOOD = 2, _("Good competence")
    SPECIALIST = 3, _("Specialist competence")


class Competence(models.Model):
    """A person's competence on a product, and when it was last refreshed."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="competences", verbose_name=_("person")
    )
    product = models.ForeignKey(
        Product, models.CASCADE, related_name="competences", verbose_name=_("product")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CompetenceLevel.choices)
    refreshed_on = models.DateField(_("refreshed on"))

    class Meta:
        ordering = ["-level", "person__name"]
        verbose_name = _("competence")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="one_competence_a_product", fields=["person", "product"])
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.product} ({self.get_level_display()})"


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
            models.UniqueConstraint(name="one_training_plan_a_year", fields=["application", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.year}"
