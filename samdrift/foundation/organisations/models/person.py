"""People, where they are employed, and the appointments that give them roles."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    ends_after_start,
)
from samdrift.foundation.organisations.models.organisation import Organisation, Unit
from samdrift.foundation.organisations.own_unit import (
    NamesOwnUnit,
    closed_in_words,
    is_closed_by,
    last_day_of,
)
from samdrift.foundation.organisations.roles import Role

#: The first day of an employment whose first day nobody has recorded: «sedan tidigare» on the pages.
START_NOT_RECORDED = dt.date(1900, 1, 1)


def unknown_start_in_words(name: str, value: object) -> str | None:
    """«Not recorded» instead of the day that stands where nobody knows the first day; None for everything else."""
    unknown = name == "starts_on" and value == START_NOT_RECORDED.isoformat()
    return str(_("start not recorded")) if unknown else None


class PersonQuerySet(models.QuerySet["Person"]):
    """Words about people, the same in every room."""

    def active(self, on: dt.date | None = None) -> "PersonQuerySet":
        """Those employed on a day (today): they alone may sign in, hold rights and be chosen."""
        return self.filter(pk__in=Employment.objects.on(on or today()).values("person"))


class PersonManager(BaseUserManager["Person"]):
    """People, with the words of their query set."""

    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def active(self, on: dt.date | None = None) -> PersonQuerySet:
        """Those employed on a day: see `PersonQuerySet.active`."""
        return self.get_queryset().active(on)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(NamesOwnUnit, AbstractBaseUser):
    """An employee, supplier's contact or other person; one row whether or not they ever sign in.

    `organisation`, `unit` and `title` repeat the employment that holds, so that lists and conditions read one table;
    the verbs of `actions/employments.py` alone write them. Rights never rest on them: those ask the employments.
    """

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
    title = models.CharField(pgettext_lazy("person", "title"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    anonymised_on = models.DateField(_("anonymised on"), null=True, blank=True, editable=False)

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
    def dialled_phone(self) -> str:
        """The phone number as it is dialled: digits, and a plus that begins it."""
        digits = "".join(sign for sign in self.phone if sign.isdigit())
        return f"+{digits}" if self.phone.strip().startswith("+") else digits

    def get_absolute_url(self) -> str:
        return reverse("person_page", args=[self.pk])

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,) if self.organisation_id else ()

    @cached_property
    def known_employments(self) -> list["Employment"]:
        """Every employment, the latest first; asked once a request."""
        return list(self.employments.order_by("-starts_on", "-pk"))

    def employed_on(self, day: dt.date) -> list["Employment"]:
        """The employments that hold on a day: one for most, none for somebody who has left."""
        return [each for each in self.known_employments if each.holds_on(day)]

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's is an attribute that anybody could set
        """Employed today. Sign-in, sessions, tokens and every permission ask this, so a last day needs no press."""
        return bool(self.employed_on(today()))

    @cached_property
    def appointments_today(self) -> list["Appointment"]:
        """Asked once a request: whoever checks many permissions pays one query. None for somebody who has left."""
        if not self.is_active:
            return []
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


class Employment(Dated):
    """Where somebody works, from a day to a day: the organisation, the unit, as what, and for whom.

    A change of unit, title or manager ends one employment and begins the next, so that any day can be asked. A
    neighbour's or a supplier's people have one as well: with their own organisation.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="employments", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="employments", verbose_name=_("organisation")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employments",
        verbose_name=_("unit"),
    )
    title = models.CharField(pgettext_lazy("person", "title"), max_length=120, blank=True)
    manager = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_employments",
        verbose_name=_("manager"),
    )
    external_number = models.CharField(
        _("employee number"),
        max_length=40,
        blank=True,
        db_index=True,
        help_text=_("The number in the municipality's personnel system."),
    )

    objects = DatedQuerySet["Employment"].as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("employment_ends_after_start"),
            NoOverlap(
                name="one_employment_in_organisation_a_day",
                fields=["person", "organisation"],
                violation_error_message=_(
                    "The person is employed there already on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"

    def clean(self) -> None:
        """The unit is one of the organisation's, and nobody is their own manager."""
        wrong: dict[str, Any] = {}
        if self.unit is not None and self.unit.organisation_id != self.organisation_id:
            wrong["unit"] = _("The unit belongs to another organisation.")
        elif self.unit is not None and is_closed_by(self.unit, last_day_of(self)):
            wrong["unit"] = closed_in_words(self.unit)
        if self.manager_id is not None and self.manager_id == self.person_id:
            wrong["manager"] = _("Nobody is their own manager.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def start_is_recorded(self) -> bool:
        return self.starts_on > START_NOT_RECORDED

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)


class Appointment(NamesOwnUnit, Dated):
    """A role in an organisation or one of its units, from a day to a day, by a decision."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(
        _("role"),
        max_length=30,
        choices=[(role.value, role.label) for role in Role.by_appointment()],
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
        return f"{self.role_in_words}: {self.person}"

    @property
    def role_in_words(self) -> str:
        """«Department manager, Social services, Mellerud»: which role, and over what."""
        return f"{Role(self.role).label}, {self.unit or self.organisation}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
