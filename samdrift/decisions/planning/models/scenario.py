"""How the way to the joint organisation is to be computed."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person

DEFAULT_DAY_ORE = 400_000


class PeriodLength(models.IntegerChoices):
    YEAR = 1, _("Whole years")
    QUARTER = 4, _("Quarters")


class PlanKey(models.TextChoices):
    """How the fixed cost of a joint installation is divided when the plan tells each municipality's cost."""

    POPULATION = "population", _("By population")
    EQUAL = "equal", _("Equally")


class FairnessRule(models.TextChoices):
    NONE = "none", _("None: the cheapest for all together")
    NOBODY_WORSE = "nobody_worse", _("No municipality pays more than if nothing changes")


class Scenario(models.Model):
    """Years, limits and every figure that is a judgement.

    pins: what is settled beforehand, `samdrift-pins/1`. own_limits: what one municipality or IT unit can take,
    [{"rule", "of", "amount", "year"}] with money in kronor. copied_from: the scenario that this one varies.
    """

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="scenarios")
    name = models.CharField(_("name"), max_length=120)
    first_year = models.PositiveSmallIntegerField(
        _("first year"), validators=[MinValueValidator(1990), MaxValueValidator(2200)]
    )
    years = models.PositiveSmallIntegerField(
        _("number of years"), default=5, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    periods_per_year = models.PositiveSmallIntegerField(
        _("planned in"), choices=PeriodLength.choices, default=PeriodLength.YEAR
    )
    discount_percent = models.DecimalField(
        _("discount rate, per cent a year"),
        max_digits=4,
        decimal_places=1,
        default=3,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    index_percent = models.DecimalField(
        _("prices grow, per cent a year"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(-5), MaxValueValidator(20)],
    )
    day_ore = models.BigIntegerField(
        _("cost of a working day"), default=DEFAULT_DAY_ORE, validators=[MinValueValidator(0)]
    )
    change_days = models.PositiveIntegerField(
        _("working days for change, each municipality and period"),
        null=True,
        blank=True,
        default=60,
    )
    max_changes = models.PositiveSmallIntegerField(
        _("changes at most in one department, each municipality and year"),
        null=True,
        blank=True,
        default=2,
    )
    budget_ore = models.BigIntegerField(
        _("one-off budget, each municipality and period"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    spare_percent = models.PositiveSmallIntegerField(
        _("room of an IT unit whose capacity is not known, per cent beyond what it operates today"),
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
    coordinated_saved = models.PositiveSmallIntegerField(
        _("saved by buying together and operating apart, per cent"),
        default=10,
        validators=[MaxValueValidator(90)],
    )
    key = models.CharField(
        _("joint costs are divided"),
        max_length=20,
        choices=PlanKey.choices,
        default=PlanKey.POPULATION,
    )
    fairness_rule = models.CharField(
        _("fairness rule"), max_length=20, choices=FairnessRule.choices, default=FairnessRule.NONE
    )
    min_saving_ore = models.BigIntegerField(
        _("least saving of what is made joint, to the horizon"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    seconds = models.PositiveSmallIntegerField(
        _("compute for at most, seconds"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(7200)],
    )
    pins = models.JSONField(default=list, blank=True)
    own_limits = models.JSONField(default=list, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="variants",
        verbose_name=_("varies"),
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="scenario_name_once",
                fields=["federation", "name"],
                said=_("There is a scenario of that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)
