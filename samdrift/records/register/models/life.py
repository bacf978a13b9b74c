"""Who answers for an application, how it fares, what it leans on, and what has happened to it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    WithinLife,
    ends_after_start,
)
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models.application import Application


class ResponsibilityRole(models.TextChoices):
    OWNER = "system_owner", _("System owner")
    DEPUTY = "deputy_owner", _("Deputy system owner")
    MANAGER = "system_manager", _("System manager")


class ResponsibilityQuerySet(DatedQuerySet["Responsibility"]):
    def held_by(self, person: Person) -> "ResponsibilityQuerySet":
        """Those that a person holds today; none for somebody who has left."""
        return self.on(today()).filter(person=person) if person.is_active else self.none()


class Responsibility(Dated):
    """Who answers for an application, from a day to a day. At most one owner on any day, says the database."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="responsibilities")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="responsibilities", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=ResponsibilityRole.choices)
    appointed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("appointed by"),
    )
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    gap_reason = models.CharField(
        _("why nobody follows"),
        max_length=250,
        blank=True,
        help_text=_("The reason for the days without an owner that come after these."),
    )

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ["role", "-starts_on"]
        verbose_name = _("responsibility")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("responsibility_ends_after_start"),
            NoOverlap(
                name="one_owner_a_day",
                fields=["application", "role"],
                where={"role": "system_owner"},
                violation_error_message=_(
                    "The application has another system owner on some of these days."
                ),
            ),
            NoOverlap(
                name="one_responsibility_a_person_a_day",
                fields=["application", "role", "person"],
                violation_error_message=_(
                    "The person has this role already on some of these days."
                ),
            ),
            WithinLife(
                name="responsibility_within_life",
                parent="application",
                violation_error_message=_("The application does not exist on all of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"


class Side(models.TextChoices):
    IT = "it", _("IT")
    OPERATION = "operation", _("The operation")


class Verdict(models.TextChoices):
    KEEP = "keep", _("Keep")
    DEVELOP = "develop", _("Develop")
    MERGE = "merge", _("Merge")
    PHASE_OUT = "phase_out", _("Phase out")
    UNKNOWN = "unknown", _("Don't know")


class Assessment(models.Model):
    """How well an application works, judged on a day by IT or by the operation, each for itself."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessments")
    side = models.CharField(_("judged by"), max_length=20, choices=Side.choices)
    on = models.DateField(_("day"))
    fit = models.PositiveSmallIntegerField(
        _("fit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_(
            "1 works badly, 5 works well. IT judges the technology, the operation the function."
        ),
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices, blank=True)
    competence_is_hard_to_keep = models.BooleanField(_("competence is hard to keep"), default=False)
    comment = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("assessment")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="fit_is_one_to_five",
                condition=models.Q(fit__isnull=True) | models.Q(fit__gte=1, fit__lte=5),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.on}"


class Dependency(models.Model):
    """One application needs another, or something outside the register."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="needs")
    needs = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="needed_by"
    )
    outside = models.CharField(_("outside the register"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("dependency")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="dependency_is_on_something_else",
                condition=(models.Q(needs__isnull=False) & ~models.Q(needs=models.F("application")))
                | (models.Q(needs__isnull=True) & ~models.Q(outside="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} → {self.needs or self.outside}"


class LifecycleKind(models.TextChoices):
    DECIDED = "decided", _("Decision to introduce")
    INTRODUCED = "introduced", _("Taken into operation")
    UPGRADED = "upgraded", _("Upgraded")
    MOVED = "moved", _("Operation moved")
    ENDING = "ending", _("Decision to retire")
    RETIRED = "retired", _("Retired")


class LifecycleEvent(models.Model):
    """Something that happened to an application, or is decided to happen, on a day."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="lifecycle_events")
    kind = models.CharField(_("event"), max_length=20, choices=LifecycleKind.choices)
    on = models.DateField(_("day"))
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("life-cycle event")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
