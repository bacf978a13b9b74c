"""A unit that a row names belongs to the organisation that the row is about; asked by every `full_clean`."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class NamesOwnUnit(models.Model):
    """Refuses another organisation's unit, beside the field. Name the two fields where they are called otherwise."""

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
        if getattr(self, self.unit_field).organisation_id != organisation_id:
            raise ValidationError({self.unit_field: _("The unit belongs to another organisation.")})
