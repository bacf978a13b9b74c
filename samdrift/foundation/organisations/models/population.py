"""Inhabitants by municipality and day: the population base of the policy's cost sharing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once


class Population(models.Model):
    """One published figure. Source: Statistics Sweden (SCB)."""

    code = models.CharField(_("municipality code"), max_length=4)
    on = models.DateField(_("day"))
    value = models.PositiveIntegerField(_("inhabitants"))
    source_table = models.CharField(_("source table"), max_length=20)
    perturbed = models.BooleanField(
        _("perturbed"),
        default=False,
        help_text=_("SCB adds a small random uncertainty from 2025 on."),
    )

    class Meta:
        ordering = ["-on", "code"]
        verbose_name = _("population")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_population_a_day",
                fields=["code", "on"],
                said=_("The population of that municipality and day is stored already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.on}: {self.value}"
