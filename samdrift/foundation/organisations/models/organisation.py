"""Organisations, their membership in a federation, and the units inside them."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.se import orgnr

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    ends_after_start,
)
from samdrift.foundation.organisations.own_unit import NamesOwnUnit, closed_in_words


def check_organisation_number(value: str) -> None:
    """Ten digits with a right check digit."""
    try:
        orgnr.validate(value)
    except NotANumber as wrong:
        raise ValidationError(
            _("%(value)s is not an organisation number."), params={"value": value}
        ) from wrong


class Kind(models.TextChoices):
    FEDERATION = "federation", _("Municipal federation")
    MUNICIPALITY = "municipality", _("Municipality")
    COMPANY = "company", _("Municipal company")
    AUTHORITY = "authority", _("Other authority")
    SUPPLIER = "supplier", _("Supplier")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def municipalities(self) -> "OrganisationQuerySet":
        return self.filter(kind=Kind.MUNICIPALITY)

    def suppliers(self) -> "OrganisationQuerySet":
        return self.filter(kind=Kind.SUPPLIER)

    def existing(self, day: dt.date, kept: int | None = None) -> "OrganisationQuerySet":
        """Those that are not closed before a day, and the one, by key, that is chosen already."""
        return self.exclude(models.Q(ends_on__lt=day) & ~models.Q(pk=kept or 0))

    def members_of(self, federation: "Organisation", on: dt.date) -> "OrganisationQuerySet":
        """The members of a federation on a day, in order of municipality code."""
        current = Membership.objects.on(on).filter(federation=federation)
        return self.filter(pk__in=current.values("member")).order_by("municipality_code", "name")


class Organisation(models.Model):
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    municipality_code = models.CharField(
        _("municipality code"), max_length=4, null=True, blank=True, unique=True
    )
    organisation_number = models.CharField(
        _("organisation number"), max_length=11, blank=True, validators=[check_organisation_number]
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="municipality_has_its_code",
                condition=~models.Q(kind=Kind.MUNICIPALITY)
                | models.Q(municipality_code__isnull=False),
                violation_error_message=_("A municipality has a municipality code."),
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def code(self) -> str:
        """A short stable key: the municipality code where there is one."""
        return self.municipality_code or f"o{self.pk}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.pk,)


class Membership(Dated):
    """A member of a federation, from a day to a day."""

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Organisation, models.PROTECT, related_name="federations")

    objects = DatedQuerySet["Membership"].as_manager()

    class Meta:
        ordering = ["federation", "member__municipality_code", "starts_on"]
        verbose_name = _("membership")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("membership_ends_after_start"),
            NoOverlap(
                name="one_membership_a_day",
                fields=["federation", "member"],
                violation_error_message=_(
                    "The organisation is already a member on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.federation})"


class UnitKind(models.TextChoices):
    DEPARTMENT = "department", _("Department")
    IT_UNIT = "it_unit", _("IT unit")


class Serves(models.TextChoices):
    BOTH = "both", _("Administration and schools")
    ADMINISTRATION = "administration", _("Administration")
    SCHOOLS = "schools", _("Schools")


class UnitQuerySet(models.QuerySet["Unit"]):
    def existing(self, day: dt.date, kept: int | None = None) -> "UnitQuerySet":
        """Those that are not closed before a day, and the one, by key, that is chosen already."""
        return self.exclude(models.Q(ends_on__lt=day) & ~models.Q(pk=kept or 0))


class Unit(NamesOwnUnit):
    """A department or an IT unit; several IT units in a municipality are normal."""

    unit_field = "parent"
    edited_with: ClassVar[tuple[str, ...]] = ("held_functions",)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="units", verbose_name=_("organisation")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    kind = models.CharField(
        _("kind"), max_length=20, choices=UnitKind.choices, default=UnitKind.DEPARTMENT
    )
    name = models.CharField(_("name"), max_length=120)
    serves = models.CharField(_("serves"), max_length=20, choices=Serves.choices, blank=True)
    staff_fte = models.DecimalField(
        _("staff, full-time"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    capacity_fte = models.DecimalField(
        _("capacity for operation, full-time"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "name"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="unit_name_once_in_organisation",
                fields=["organisation", "parent", "name"],
                said=_("There is a unit of that name there already."),
            ),
            Once(  # SQLite holds two rows without a parent to be different
                name="unit_name_once_at_the_top",
                fields=["organisation", "name"],
                condition=models.Q(parent=None),
                said=_("There is a unit of that name there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"

    def clean(self) -> None:
        """A unit is never part of itself, nor of what is part of it, nor of another organisation's unit."""
        above = self.parent
        if above is not None and above.ends_on is not None and self.ends_on is None:
            raise ValidationError({"parent": closed_in_words(above)})
        if above is not None and above.organisation_id != self.organisation_id:
            raise ValidationError(
                {"parent": _("%(unit)s belongs to another organisation.") % {"unit": above}}
            )
        while above is not None:
            if self.pk is not None and above.pk == self.pk:
                raise ValidationError({"parent": _("A unit can't be part of itself.")})
            above = above.parent

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
