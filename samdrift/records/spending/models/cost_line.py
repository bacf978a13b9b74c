"""What IT costs: one line a year, phase and type. How joint costs are shared is decided elsewhere."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application
from samdrift.records.spending.models.initiative import JointInitiative


class CostPhase(models.TextChoices):
    INTRODUCTION = "introduction", _("Introduction")
    MAINTENANCE = "maintenance", _("Maintenance")
    RENEWAL = "renewal", _("Renewal")


class CostType(models.TextChoices):
    HARDWARE = "hardware", _("Hardware")
    SOFTWARE = "software", _("Software")
    LICENCE = "licence", _("Licences")
    COMMUNICATION = "communication", _("Communication between municipalities")
    INTERNAL_COMMUNICATION = "internal_communication", _("Communication inside the municipality")
    TRAINING = "training", _("Training")
    STAFF = "staff", _("Staff")
    OTHER = "other", _("Other")


class CostKind(models.TextChoices):
    BUDGET = "budget", _("Budget")
    FORECAST = "forecast", _("Forecast")
    ACTUAL = "actual", _("Actual")


class CostLineQuerySet(models.QuerySet["CostLine"]):
    def shareable(self) -> "CostLineQuerySet":
        """Every line but communication inside a municipality, which each bears itself (policy, chapter 6)."""
        return self.exclude(type=CostType.INTERNAL_COMMUNICATION)

    def as_approved(self) -> "CostLineQuerySet":
        """Those that the owner or a delegate has approved as they stand: no others are shared."""
        return self.filter(approved_on__isnull=False)


class CostLine(NamesOwnUnit):
    """An amount in whole öre excluding VAT, borne by an organisation until it is shared."""

    organisation_field = "bearer"

    application = models.ForeignKey(
        Application,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="cost_lines",
        verbose_name=_("application"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cost_lines",
        verbose_name=_("unit"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cost_lines",
        verbose_name=_("joint initiative"),
    )
    bearer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cost_lines", verbose_name=_("borne by")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    phase = models.CharField(
        _("phase"), max_length=20, choices=CostPhase.choices, default=CostPhase.MAINTENANCE
    )
    type = models.CharField(
        _("type"), max_length=30, choices=CostType.choices, default=CostType.OTHER
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=CostKind.choices, default=CostKind.BUDGET
    )
    amount_ore = models.BigIntegerField(_("amount"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    agreement = models.ForeignKey(
        Agreement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cost_lines",
        verbose_name=_("from the agreement"),
    )
    entered_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
        editable=False,
    )
    approved_on = models.DateField(_("approved"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    objects = CostLineQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "phase", "type", "pk"]
        verbose_name = _("cost line")
        verbose_name_plural = _("cost lines")
        indexes = [models.Index(fields=["year", "kind"], name="cost_year_kind")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="cost_is_of_something",
                condition=models.Q(application__isnull=False)
                | models.Q(unit__isnull=False)
                | models.Q(initiative__isnull=False),
                violation_error_message=_(
                    "A cost belongs to an application, a unit or a joint initiative."
                ),
            ),
            models.CheckConstraint(
                name="cost_is_of_application_or_initiative",
                condition=models.Q(application__isnull=True) | models.Q(initiative__isnull=True),
                violation_error_message=_(
                    "A cost belongs to an application or to a joint initiative, not to both."
                ),
            ),
            models.CheckConstraint(
                name="internal_communication_is_not_joint",
                condition=models.Q(initiative__isnull=True)
                | ~models.Q(type="internal_communication"),
                violation_error_message=_(
                    "Communication inside a municipality is borne by that municipality and is never shared: "
                    "it can't be a cost of a joint initiative."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application or self.initiative or self.unit} {self.year} {self.get_type_display()}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.bearer_id,)
