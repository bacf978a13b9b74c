"""Functions that units have, such as helpdesk or the running of servers: one list for all, and who had which when."""

import unicodedata
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    ends_after_start,
)
from samdrift.foundation.organisations.models.organisation import Unit
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.foundation.organisations.own_unit import closed_in_words, is_closed_by, last_day_of


def tidy_name(text: str) -> str:
    """A name as it is kept: one space between words, each letter one sign."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def fold_name(text: str) -> str:
    """What names that are alike whatever the case of their letters have in common."""
    return tidy_name(text).casefold()


def functions_in_words(name: str, value: object) -> str | None:
    """«Helpdesk, Utbildning»: how the history tells a unit's functions, which the log keeps one a line."""
    if name != "functions" or not isinstance(value, str):
        return None
    return ", ".join(filter(None, map(str.strip, value.splitlines())))


class Function(models.Model):
    """What a unit does for others. Proposed by whoever keeps a unit, until the federation has put it on its list."""

    name = models.CharField(_("name"), max_length=150)
    folded = models.CharField(_("name"), max_length=450, unique=True, editable=False)
    proposed_on = models.DateField(
        _("proposed"), null=True, blank=True, help_text=_("Empty: it is on the list.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("function")
        verbose_name_plural = _("functions")

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Any = None) -> None:
        self.name = tidy_name(self.name)
        self.folded = fold_name(self.name)
        super().clean_fields(exclude={*(exclude or ()), "folded"})

    def clean(self) -> None:
        """Two functions are never called the same, whatever the case of the letters."""
        same = Function.objects.filter(folded=self.folded).exclude(pk=self.pk).first()
        if same is not None:
            words = _("There is a function with that name already: %(name)s.")
            raise ValidationError({"name": words % {"name": same}})

    def validate_unique(self, exclude: Any = None) -> None:
        """Said beside the name, by `clean`."""
        super().validate_unique(exclude={*(exclude or ()), "folded"})


class UnitFunction(Dated):
    """A unit has a function, from a day to a day."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="held_functions", verbose_name=_("unit")
    )
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="held_by", verbose_name=_("function")
    )

    objects = DatedQuerySet["UnitFunction"].as_manager()

    class Meta:
        ordering = ["unit", "function__name", "starts_on"]
        verbose_name = _("unit's function")
        verbose_name_plural = _("units' functions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("unit_function_ends_after_start"),
            NoOverlap(
                name="one_unit_function_a_day",
                fields=["unit", "function"],
                violation_error_message=_("The unit has the function already on these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.unit}"

    def clean(self) -> None:
        """A unit has no function after its last day."""
        if self.unit_id is not None and is_closed_by(self.unit, last_day_of(self)):
            raise ValidationError({"unit": closed_in_words(self.unit)})

    @property
    def start_is_recorded(self) -> bool:
        return self.starts_on > START_NOT_RECORDED

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.unit.organisation_id,)
