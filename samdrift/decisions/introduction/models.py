"""An adopted plan on its way: who goes over to what, and the steps that take it there."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.core.introduction import StepKind as CoreKind
from samdrift.core.introduction import working_days
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application

LONGEST = 1000  # working days of one step
REACH = 30  # years from today within which anything is planned


def within_reach(day: dt.date) -> None:
    """Nobody plans farther off than a working life, and dates don't run out of the calendar."""
    if abs(day.year - today().year) > REACH:
        raise ValidationError(
            _("Choose a day within %(years)s years from today.") % {"years": REACH}
        )


class StepKind(models.TextChoices):
    VALUE = str(CoreKind.VALUE), _("Value assessment")
    SETUP = str(CoreKind.SETUP), _("Made ready for several")
    PROCUREMENT = str(CoreKind.PROCUREMENT), _("Procurement")
    NOTICE = str(CoreKind.NOTICE), _("Notice of the old agreement")
    AGREEMENT = str(CoreKind.AGREEMENT), _("Agreement on operation")
    TRAINING = str(CoreKind.TRAINING), _("Training")
    INTRODUCTION = str(CoreKind.INTRODUCTION), _("Introduction")
    RETIREMENT = str(CoreKind.RETIREMENT), _("The old is retired")


class StepStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Introduction(models.Model):
    """The introduction plan of an adopted plan. lengths: working days by kind of step, as it was made with."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="introduction")
    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="introductions")
    name = models.CharField(_("name"), max_length=160)
    begins_on = models.DateField(_("begins"))
    made_on = models.DateField(_("drawn up"))
    made_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("drawn up by")
    )
    lengths = models.JSONField(_("working days of each step"))
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("introduction plan")
        verbose_name_plural = _("introduction plans")

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class Move(NamesOwnUnit):
    """One municipality that goes over in one area; figures and names as the plan has them.

    target: what it goes over to; old: what it leaves. today_ore, planned_ore: what running costs it a year.
    """

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="moves")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="moves", verbose_name=_("municipality")
    )
    area = models.CharField(_("area"), max_length=80)
    product = models.CharField(_("goes over to"), max_length=160)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves",
        verbose_name=_("operated by"),
    )
    target = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves_to",
        verbose_name=_("goes over to"),
    )
    old = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves_from",
        verbose_name=_("leaves"),
    )
    is_host = models.BooleanField(_("operates it for the others"), default=False)
    goes_over_on = models.DateField(_("first day of the plan's period"))
    goes_over_by = models.DateField(_("last day of the plan's period"))
    today_ore = models.BigIntegerField(_("running cost a year today"), null=True, blank=True)
    planned_ore = models.BigIntegerField(
        _("running cost a year by the plan"), null=True, blank=True
    )

    class Meta:
        ordering = ["area", "-is_host", "organisation__municipality_code"]
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_move_an_area",
                fields=["introduction", "area", "organisation"],
                said=_("The municipality has a way in that area already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.area}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)


class StepQuerySet(models.QuerySet["Step"]):
    def open(self) -> "StepQuerySet":
        """Those that are still to be done."""
        return self.filter(status__in=[StepStatus.PLANNED, StepStatus.UNDER_WAY])

    def overdue(self, on: dt.date) -> "StepQuerySet":
        """Those that should have been over before a day."""
        return self.open().filter(ends_on__lt=on)


class Step(models.Model):
    """One step of one move.

    starts_on, ends_on: as planned now; first_ends_on: as first planned. began_on, done_on: what happened.
    agreement: the one that is left (notice, retirement). evidence: where what was done can be read.
    """

    move = models.ForeignKey(Move, models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=20, choices=StepKind.choices)
    status = models.CharField(
        _("status"), max_length=20, choices=StepStatus.choices, default=StepStatus.PLANNED
    )
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("responsible"),
    )
    starts_on = models.DateField(_("planned from"))
    ends_on = models.DateField(_("planned to"), db_index=True)
    first_ends_on = models.DateField(_("first planned to"))
    began_on = models.DateField(_("began"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("agreement"),
    )
    evidence = models.CharField(
        _("evidence"),
        max_length=400,
        blank=True,
        help_text=_("A case number, or the address of a document."),
    )
    note = models.TextField(_("note"), blank=True)
    waits_for = models.ManyToManyField(
        "self", symmetrical=False, related_name="waited_for_by", blank=True
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "ends_on", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_step_of_a_kind",
                fields=["move", "kind"],
                said=_("There is such a step already."),
            ),
            models.CheckConstraint(
                name="step_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day can't be before the first."),
            ),
            models.CheckConstraint(
                name="done_step_has_its_day",
                condition=models.Q(status="done", done_on__isnull=False)
                | (~models.Q(status="done") & models.Q(done_on__isnull=True)),
                violation_error_message=_("A step that is done has the day it was."),
            ),
            models.CheckConstraint(
                name="step_is_done_after_it_began",
                condition=models.Q(done_on__isnull=True)
                | models.Q(began_on__isnull=True)
                | models.Q(done_on__gte=models.F("began_on")),
                violation_error_message=_("A step can't be done before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move}: {self.get_kind_display()}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.move.governing_organisation_ids

    @property
    def is_open(self) -> bool:
        return self.status in {StepStatus.PLANNED, StepStatus.UNDER_WAY}

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.ends_on < today()

    @property
    def days(self) -> int:
        """Planned working days."""
        return max(1, working_days(self.starts_on, self.ends_on))
