"""How each municipality books its charges, and what stands on its invoices."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.core.exports.peppol import is_bankgiro, is_plusgiro, is_vat_number
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.spending.models import CostType


def check_bankgiro(value: str) -> None:
    """Seven or eight digits with a right check digit."""
    if not is_bankgiro(value):
        raise ValidationError(_("%(value)s is not a bankgiro number."), params={"value": value})


def check_plusgiro(value: str) -> None:
    """Two to eight digits with a right check digit."""
    if not is_plusgiro(value):
        raise ValidationError(_("%(value)s is not a plusgiro number."), params={"value": value})


def check_vat_number(value: str) -> None:
    """SE, an organisation number and 01."""
    if not is_vat_number(value):
        raise ValidationError(
            _("%(value)s is not a VAT number: SE, the organisation number and 01."),
            params={"value": value},
        )


class Direction(models.TextChoices):
    COST = "cost", _("Cost: what we are charged")
    INCOME = "income", _("Income: what we charge others")
    PAYABLE = "payable", _("Debt to other municipalities")
    RECEIVABLE = "receivable", _("Claim on other municipalities")
    VAT_IN = "vat_in", _("VAT that we are charged")
    VAT_OUT = "vat_out", _("VAT that we charge")


class AccountMapping(models.Model):
    """Which account and codes a municipality books a direction on, for one type of cost or for all others."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="account_mappings",
        verbose_name=_("municipality"),
    )
    direction = models.CharField(_("direction"), max_length=12, choices=Direction.choices)
    cost_type = models.CharField(
        _("type of cost"),
        max_length=30,
        choices=CostType.choices,
        blank=True,
        help_text=_("Empty: every type that has no line of its own."),
    )
    account = models.CharField(
        _("account"),
        max_length=10,
        validators=[RegexValidator(r"^[0-9]+$", _("An account is written with digits."))],
    )
    cost_centre = models.CharField(_("responsibility"), max_length=20, blank=True)
    activity = models.CharField(_("activity"), max_length=20, blank=True)
    counterparty = models.CharField(
        _("counterparty"),
        max_length=20,
        blank=True,
        help_text=_(
            "Write {kod} where the other's municipality code is to stand: 82{kod} gives 821439."
        ),
    )
    project = models.CharField(_("project"), max_length=20, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        ordering = ["organisation__municipality_code", "direction", "cost_type"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="one_account_a_direction_and_type",
                fields=["organisation", "direction", "cost_type"],
                violation_error_message=_("There is an account for this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_direction_display()} {self.account}"

    def clean(self) -> None:
        super().clean()
        if self.cost_type and self.direction not in {Direction.COST, Direction.INCOME}:
            raise ValidationError(
                {"cost_type": _("Only costs and income are told apart by type of cost.")}
            )

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)


class BillingDetails(models.Model):
    """What a municipality's invoices carry, as seller and as buyer."""

    organisation = models.OneToOneField(
        Organisation,
        models.CASCADE,
        related_name="billing_details",
        verbose_name=_("municipality"),
    )
    street = models.CharField(_("address"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=60, blank=True)
    vat_number = models.CharField(
        _("VAT number"), max_length=14, blank=True, validators=[check_vat_number]
    )
    bankgiro = models.CharField(
        _("bankgiro"), max_length=9, blank=True, validators=[check_bankgiro]
    )
    plusgiro = models.CharField(
        _("plusgiro"), max_length=11, blank=True, validators=[check_plusgiro]
    )
    reference = models.CharField(
        _("reference"),
        max_length=60,
        blank=True,
        help_text=_("The code that others write on invoices to us."),
    )
    email = models.EmailField(_("e-mail for invoices"), blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        verbose_name = _("billing details")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
