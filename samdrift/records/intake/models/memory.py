"""What is remembered from one upload to the next: columns, products, and which row became which application."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application, Product


class Mapping(models.Model):
    """What the columns of one kind of file mean, as somebody settled it: {heading: field}."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("remembered columns")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_mapping_a_source",
                fields=["organisation", "signature"],
                said=_("The columns of such a file are remembered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.signature[:8]}"


class ProductChoice(models.Model):
    """Which product a name is in one municipality's files, as somebody settled it; none is also an answer."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name_key = models.CharField(max_length=160)
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["name_key"]
        verbose_name = _("remembered product")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_choice_a_name",
                fields=["organisation", "name_key"],
                said=_("What that name stands for is remembered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_key}: {self.product or '–'}"


class RowChoice(models.Model):
    """What somebody settled about one row of a municipality's files: the same row is treated alike the next time."""

    class Choice(models.TextChoices):
        LEFT_OUT = "left_out", _("Left out")
        TAKEN = "taken", _("Taken in")
        JOINED = "joined", _("Joined with the earlier row")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    row_key = models.CharField(max_length=400)
    choice = models.CharField(max_length=10, choices=Choice.choices)

    class Meta:
        ordering = ["row_key"]
        verbose_name = _("remembered row")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_choice_a_row",
                fields=["organisation", "row_key"],
                said=_("What to do with that row is remembered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.row_key}: {self.choice}"


class ImportedRow(models.Model):
    """Which application a row of a municipality's file is, and what the file said of it last.

    The row is known by its name, its department and, among rows alike in both, its place in order. `said` holds a
    short digest of each field: what the file says again changes nothing, so that later work in the register stands.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="imported_row")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="imported_rows")
    name_key = models.CharField(max_length=160)
    place_key = models.CharField(max_length=200, blank=True)
    occurrence = models.PositiveIntegerField(default=1)
    said = models.JSONField(default=dict)
    agreement = models.ForeignKey(Agreement, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("imported row")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="row_known_once",
                fields=["organisation", "name_key", "place_key", "occurrence"],
                said=_("The row is read in already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_key} {self.occurrence}"

    @property
    def key(self) -> tuple[str, str, int]:
        return self.name_key, self.place_key, self.occurrence
