"""An answer to a scenario, kept with the problem that it answers, what that came from, and its explanation."""

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.governance.models import Proposal, ProposalStatus
from samdrift.decisions.planning.models.scenario import Scenario
from samdrift.foundation.organisations.models import Person


class Plan(models.Model):
    """One answer to a scenario, with the problem it answers: both are kept as they were.

    problem_json, answer_json: `samdrift-plan/1`. basis_json: names, what was assumed and what each municipality has.
    explanation_json: everything that its pages say; computed once, with the plan.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="plans")
    computed_on = models.DateField(_("computed on"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    problem_json = models.TextField()
    answer_json = models.TextField()
    basis_json = models.TextField()
    explanation_json = models.TextField(default="{}")
    status = models.CharField(_("status"), max_length=20)
    objective_ore = models.BigIntegerField(_("cost of the plan"), null=True, blank=True)
    bound_ore = models.BigIntegerField(_("no plan can cost less"), null=True, blank=True)
    today_ore = models.BigIntegerField(_("cost if nothing changes"))
    gap = models.FloatField(_("gap"), null=True, blank=True)
    seconds = models.FloatField(_("computed for, seconds"), default=0)
    started_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="what_ifs",
        verbose_name=_("begun from"),
    )
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, blank=True, related_name="plan"
    )

    class Meta:
        ordering = ["-computed_on", "-pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return f"{self.scenario} {self.computed_on}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.scenario.governing_organisation_ids

    @property
    def is_solved(self) -> bool:
        """Is there a plan that keeps every limit?"""
        return self.objective_ore is not None

    @property
    def is_adopted(self) -> bool:
        """Have all those it was put to decided for it?"""
        return self.proposal is not None and self.proposal.status == ProposalStatus.ADOPTED

    @property
    def saving_ore(self) -> int | None:
        return None if self.objective_ore is None else self.today_ore - self.objective_ore

    @property
    def gap_ore(self) -> int | None:
        """At most so much cheaper can any plan be."""
        if self.objective_ore is None or self.bound_ore is None:
            return None
        return max(0, self.objective_ore - self.bound_ore)

    @property
    def first_year(self) -> int:
        """The first of the years that this plan was computed for, whatever the scenario says by now."""
        return int(self.problem_document["periods"][0][:4])

    @property
    def year_count(self) -> int:
        document = self.problem_document
        return len(document["periods"]) // int(document["periods_per_year"])

    @cached_property
    def problem_document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.problem_json)
        return document

    @cached_property
    def answer_document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.answer_json)
        return document

    @cached_property
    def basis(self) -> dict[str, Any]:
        """What the problem was derived from: names, assumed costs and what was left out."""
        document: dict[str, Any] = json.loads(self.basis_json)
        return document

    @cached_property
    def explanation(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.explanation_json)
        return document
