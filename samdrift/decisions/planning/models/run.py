"""A computation that goes on: how far it has come, and whether somebody wants it stopped."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.decisions.planning.models.plan import Plan
from samdrift.decisions.planning.models.scenario import Scenario
from samdrift.foundation.audit.clock import now
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.silent_work import SILENT


class RunState(models.TextChoices):
    WAITING = "waiting", _("Waiting for its turn")
    READING = "reading", _("Reading the register")
    SOLVING = "solving", _("Looking for the best plan")
    EXPLAINING = "explaining", _("Explaining the plan")
    DONE = "done", pgettext_lazy("computation", "Done")
    REFUSED = "refused", _("Could not be computed")
    BROKEN = "broken", _("Broken off")


ACTIVE = (RunState.WAITING, RunState.READING, RunState.SOLVING, RunState.EXPLAINING)


class Run(models.Model):
    """One computation of a scenario; at most one at a time goes on.

    progress: [[seconds, cost of the best plan or null, what no plan can cost less or null], …] in kronor.
    findings: [[where, message, values], …] where it was refused. done, total: explanations made, of how many.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="runs")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    start = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=RunState.choices, default=RunState.WAITING
    )
    asked_at = models.DateTimeField(
        pgettext_lazy("computation", "asked for"), default=now, editable=False
    )
    beat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    stop_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.JSONField(default=list, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    findings = models.JSONField(default=list, blank=True)
    plan = models.OneToOneField(Plan, models.SET_NULL, null=True, blank=True, related_name="run")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("computation")
        verbose_name_plural = _("computations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="one_run_at_a_time",
                fields=["scenario"],
                condition=models.Q(state__in=["waiting", "reading", "solving", "explaining"]),
                violation_error_message=_("The scenario is being computed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.get_state_display()}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.scenario.governing_organisation_ids

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_silent(self) -> bool:
        """Is its worker gone? One that waits for its turn may wait long."""
        return (
            self.is_active
            and self.state != RunState.WAITING
            and timezone.now() - self.beat_at > SILENT
        )
