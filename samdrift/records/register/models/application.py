"""One application in operation, and the organisations that take part in it."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    LifeHolds,
    NoOverlap,
    WithinLife,
    ends_after_start,
)
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models.catalogue import Area, Product
from samdrift.records.register.models.searching import Searched, SearchedRows

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Criticality(models.IntegerChoices):
    NOT = 1, _("Not critical")
    MOSTLY_NOT = 2, _("Largely not critical")
    LARGELY = 3, _("Largely critical")
    FULLY = 4, _("Fully critical")


class Network(models.TextChoices):
    ADMINISTRATIVE = "administrative", _("Administrative network")
    PEDAGOGIC = "pedagogic", _("Pedagogic network")
    TELEPHONY = "telephony", _("Telephone network")


class Operation(models.TextChoices):
    INTERNAL = "internal", _("Own or joint IT unit")
    EXTERNAL = "external", _("Supplier")


class Phase(models.TextChoices):
    INTRODUCTION = "introduction", _("Being introduced")
    MAINTENANCE = "maintenance", _("In maintenance")
    DEVELOPMENT = "development", _("In active development")
    PHASE_OUT = "phase_out", _("Being phased out")
    RETIRED = "retired", _("Retired")


class ApplicationQuerySet(SearchedRows, DatedQuerySet["Application"]):
    def used_by(self, organisation: Organisation, on: dt.date) -> "ApplicationQuerySet":
        """Applications that an organisation takes part in on a day."""
        taking_part = Participation.objects.on(on).filter(organisation=organisation)
        return self.filter(pk__in=taking_part.values("application"))


def _level(label: "StrPromise") -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(4)]
    )


class Application(Searched, Dated):
    """One installation in operation: operated by one unit, owned by one owner, used by any number of municipalities.

    Its life runs from the decision to introduce it (`starts_on`) until it is retired (`ends_on`).
    """

    name = models.CharField(_("name"), max_length=160)
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("product"),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("area"),
    )
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="hosted_applications",
        verbose_name=_("host municipality"),
    )
    operating_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="operates",
        verbose_name=_("operating IT unit"),
    )
    operation = models.CharField(
        _("operated by"), max_length=20, choices=Operation.choices, blank=True
    )
    phase = models.CharField(
        _("phase"), max_length=20, choices=Phase.choices, default=Phase.MAINTENANCE
    )
    purpose = models.TextField(_("purpose"), blank=True)
    criticality = models.PositiveSmallIntegerField(
        _("criticality"), choices=Criticality.choices, null=True, blank=True
    )
    network = models.CharField(_("network"), max_length=20, choices=Network.choices, blank=True)
    confidentiality = _level(_("confidentiality"))
    integrity = _level(_("integrity"))
    availability = _level(_("availability"))
    traceability = _level(_("traceability"))
    classified_on = models.DateField(_("classified on"), null=True, blank=True)
    personal_data = models.BooleanField(_("holds personal data"), null=True, blank=True)
    support_needed = models.BooleanField(_("product support needed"), null=True, blank=True)
    how_to_get_access = models.TextField(_("how to get access"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    more = models.JSONField(_("more from the municipality's register"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    search_kind: ClassVar[str] = "application"
    search_fields: ClassVar[tuple[str, ...]] = (
        "name",
        "purpose",
    )  # what everyone who sees it may read

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["name", "id"], name="application_name"),
            models.Index(fields=["host", "name"], name="application_host_name"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("application_ends_after_start"),
            models.CheckConstraint(
                name="retired_application_has_a_last_day",
                condition=~models.Q(phase="retired") | models.Q(ends_on__isnull=False),
                violation_error_message=_("A retired application has a last day."),
            ),
            LifeHolds(
                name="life_holds_participations",
                child_table="register_participation",
                child_column="application_id",
            ),
            LifeHolds(
                name="life_holds_responsibilities",
                child_table="register_responsibility",
                child_column="application_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.host_id,)

    @property
    def concerned_organisation_ids(self) -> frozenset[int]:
        """The host and everyone who has ever taken part."""
        users = self.participations.order_by().values_list("organisation_id", flat=True)
        return frozenset({self.host_id, *users})

    def roles_held_by(self, person: Person, on: dt.date) -> frozenset[Role]:
        """Owner, deputy and system manager of this application; nothing for somebody not employed that day."""
        if not person.employed_on(on):
            return frozenset()
        return _roles_held(self, person, on)

    @property
    def classification(self) -> str:
        """K-R-T-S as it is written, e.g. ``2-3-2-1``; empty until classified."""
        levels = (self.confidentiality, self.integrity, self.availability, self.traceability)
        return (
            "-".join("·" if level is None else str(level) for level in levels)
            if any(level is not None for level in levels)
            else ""
        )


@remembered_while_reading
def _roles_held(application: Application, person: Person, on: dt.date) -> frozenset[Role]:
    """Asked for each permission that a page asks about; the database once."""
    held = application.responsibilities.on(on).filter(person=person)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


class Participation(NamesOwnUnit, Dated):
    """An organisation, down to a department, that uses an application from a day to a day."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="participations", verbose_name=_("application")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="participations", verbose_name=_("municipality")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("department"),
    )
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)
    contact = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_for",
        verbose_name=_("contact"),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    objects = DatedQuerySet["Participation"].as_manager()

    class Meta:
        ordering = ["organisation__municipality_code", "starts_on"]
        verbose_name = _("participation")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("participation_ends_after_start"),
            NoOverlap(
                name="one_participation_a_day",
                fields=["application", "organisation", "unit"],
                violation_error_message=_(
                    "The municipality takes part already on some of these days."
                ),
            ),
            WithinLife(
                name="participation_within_life",
                parent="application",
                violation_error_message=_("The application does not exist on all of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.application}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
