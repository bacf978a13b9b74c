"""A scenario, which is a question with its assumptions, and the plans that answered it."""

import json
from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.models import Organisation, Person

DEFAULT_DAY_ORE = 400_000


class Scenario(models.Model):
    """How the way to the joint organisation is to be computed: years, limits and every figure that is a judgement."""

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="scenarios")
    name = models.CharField(_("name"), max_length=120)
    first_year = models.PositiveSmallIntegerField(
        _("first year"), validators=[MinValueValidator(1990), MaxValueValidator(2200)]
    )
    years = models.PositiveSmallIntegerField(
        _("number of years"), default=5, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    discount_percent = models.DecimalField(
        _("discount rate, per cent a year"),
        max_digits=4,
        decimal_places=1,
        default=3,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    day_ore = models.BigIntegerField(
        _("cost of a working day"), default=DEFAULT_DAY_ORE, validators=[MinValueValidator(0)]
    )
    change_days = models.PositiveIntegerField(
        _("working days for change, each municipality and year"), null=True, blank=True, default=60
    )
    max_changes = models.PositiveSmallIntegerField(
        _("changes at most in one department, each municipality and year"),
        null=True,
        blank=True,
        default=2,
    )
    budget_ore = models.BigIntegerField(
        _("one-off budget, each municipality and year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    spare_percent = models.PositiveSmallIntegerField(
        _("room that each IT unit has beyond what it operates today, per cent"),
        null=True,
        blank=True,
        default=100,
    )
    same_product_saved = models.PositiveSmallIntegerField(
        _("saved by a joint installation of the same product, per cent"),
        default=40,
        validators=[MaxValueValidator(90)],
    )
    other_product_saved = models.PositiveSmallIntegerField(
        _("saved by going over to another product, per cent"),
        default=30,
        validators=[MaxValueValidator(90)],
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="scenario_name_once", fields=["federation", "name"])
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class Plan(models.Model):
    """One answer to a scenario, with the problem it answers: both are kept as they were."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="plans")
    computed_on = models.DateField(_("computed on"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    problem_json = models.TextField()
    answer_json = models.TextField()
    basis_json = models.TextField()
    status = models.CharField(_("status"), max_length=20)
    objective_ore = models.BigIntegerField(_("cost of the plan"), null=True, blank=True)
    today_ore = models.BigIntegerField(_("cost if nothing changes"))
    gap = models.FloatField(_("gap"), null=True, blank=True)
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
    def saving_ore(self) -> int | None:
        return None if self.objective_ore is None else self.today_ore - self.objective_ore

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
