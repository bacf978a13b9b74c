"""People and the appointments that give them roles."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import Dated, DatedQuerySet, ends_after_start
from samdrift.foundation.organisations.models.organisation import Organisation, Unit
from samdrift.foundation.organisations.roles import Role


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """An employee, supplier's contact or other person; one row whether or not they ever sign in."""

    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("unit")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_example = models.BooleanField(_("example data"), default=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email or ""

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,) if self.organisation_id else ()

    @cached_property
    def appointments_today(self) -> list["Appointment"]:
        """Asked once a request: whoever checks many permissions pays one query."""
        return list(
            Appointment.objects.on(today()).filter(person=self).select_related("organisation")
        )

    @cached_property
    def federation_ids(self) -> frozenset[int]:
        """The federations that the person's own organisation is a member of today, or is."""
        if self.organisation_id is None or self.organisation is None:
            return frozenset()
        if self.organisation.kind == "federation":
            return frozenset([self.organisation_id])
        memberships = self.organisation.federations.current()
        return frozenset(memberships.values_list("federation_id", flat=True))


class Appointment(Dated):
    """A role in an organisation or one of its units, from a day to a day, by a decision."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(
        _("role"), max_length=30, choices=[(role.value, role.label) for role in Role.appointed()]
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="appointments", verbose_name=_("organisation")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    decision = models.CharField(_("decision"), max_length=200, blank=True)

    objects = DatedQuerySet["Appointment"].as_manager()

    class Meta:
        ordering = ["role", "-starts_on"]
        verbose_name = _("appointment")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("appointment_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label}, {self.organisation}: {self.person}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
