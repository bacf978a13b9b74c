"""A unit that a row names is the own organisation's and existed then; asked by every `full_clean`."""

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def closed_in_words(unit: Any) -> str:
    """«Skola, Åmål is closed after 2008-12-31.»"""
    return gettext("%(unit)s is closed after %(day)s.") % {"unit": unit, "day": unit.ends_on}


def is_closed_by(unit: Any, day: dt.date | None = None, year: int | None = None) -> bool:
    """Is the unit closed before a day, or before a year begins?"""
    if unit.ends_on is None:
        return False
    return (day is not None and day > unit.ends_on) or (
        year is not None and year > unit.ends_on.year
    )


def last_day_of(row: models.Model) -> dt.date | None:
    """The last day of a row from a day to a day, the calendar's last where it has none; None for other rows."""
    return (getattr(row, "ends_on", None) or dt.date.max) if hasattr(row, "starts_on") else None


class NamesOwnUnit(models.Model):
    """Refuses another organisation's unit, and one that is closed before the row ends, beside the field.

    Name the two fields where they are called otherwise.
    """

    unit_field: ClassVar[str] = "unit"
    organisation_field: ClassVar[str] = "organisation"

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        unit_id = getattr(self, f"{self.unit_field}_id")
        organisation_id = getattr(self, f"{self.organisation_field}_id")
        if unit_id is None or organisation_id is None:
            return
        unit = getattr(self, self.unit_field)
        if unit.organisation_id != organisation_id:
            raise ValidationError({self.unit_field: _("The unit belongs to another organisation.")})
        if is_closed_by(unit, last_day_of(self), getattr(self, "year", None)):
            raise ValidationError({self.unit_field: closed_in_words(unit)})
