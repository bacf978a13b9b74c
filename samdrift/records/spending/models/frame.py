"""What a unit may spend on IT in a year."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Unit
from samdrift.foundation.organisations.own_unit import closed_in_words, is_closed_by


class BudgetFrame(models.Model):
    """What a unit may spend on IT in a year, as its municipality has decided."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="budget_frames", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    amount_ore = models.BigIntegerField(_("frame"), validators=[MinValueValidator(0)])
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        ordering = ["unit__organisation__municipality_code", "unit__name", "-year"]
        verbose_name = _("budget frame")
        verbose_name_plural = _("budget frames")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_frame_a_year",
                fields=["unit", "year"],
                said=_("The unit has a frame for that year already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def clean(self) -> None:
        super().clean()
        if self.unit_id is not None and is_closed_by(self.unit, year=self.year):
            raise ValidationError({"unit": closed_in_words(self.unit)})

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.unit.organisation_id,)
