"""What is agreed on how joint costs are shared."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.core.sharing import KeyRule, rule_in
from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    ends_after_start,
)
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative


class KeyKind(models.TextChoices):
    POPULATION = "population", _("Population")
    EQUAL = "equal", _("Equal shares")
    FIXED = "fixed", _("Agreed shares")
    USERS = "users", _("Users on the key date")
    USERS_MEAN = "users_mean", _("Users over the year")
    QUANTITY = "quantity", _("Measured quantity")
    MIX = "mix", _("Base part and rest")
    TARIFF = "tariff", _("Price list and rest")


class Vat(models.TextChoices):
    OUTSIDE = "O", _("Outside the scope of VAT")
    STANDARD = "S", _("25 % VAT")


class RuleState(models.TextChoices):
    AWAITING = "awaiting", _("Waiting for those who pay")
    AGREED = "agreed", _("Agreed by those who pay")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SharingRule(Dated):
    """What is agreed instead of the policy's rule (population), for one application or for all joint costs.

    It is in force when everybody who pays has agreed: as a party of its agreement, or by adopting its proposal. Until
    then the rule before it holds.
    """

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="sharing_rules")
    application = models.ForeignKey(
        Application,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sharing_rules",
        verbose_name=_("application"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sharing_rules",
        verbose_name=_("joint initiative"),
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sharing_rules",
        verbose_name=_("agreement"),
    )
    key = models.CharField(_("key"), max_length=20, choices=KeyKind.choices)
    parameters = models.JSONField(_("the rule in full"), default=dict, blank=True)
    vat = models.CharField(_("VAT"), max_length=1, choices=Vat.choices, default=Vat.OUTSIDE)
    origin = models.CharField(_("agreement or decision"), max_length=250)
    state = models.CharField(
        _("state"), max_length=10, choices=RuleState.choices, default=RuleState.AWAITING
    )
    proposal = models.ForeignKey(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposal"),
    )

    objects = DatedQuerySet["SharingRule"].as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("sharing rule")
        verbose_name_plural = _("sharing rules")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("sharing_rule_ends_after_start"),
            NoOverlap(
                name="one_sharing_rule_a_day",
                fields=["federation", "application", "initiative"],
                where={"state": "agreed"},
                violation_error_message=_("Another rule holds on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application or self.initiative or _('All joint costs')}: {self.get_key_display()}"

    @property
    def rule(self) -> KeyRule:
        """The key with its parameters, as core reckons with it."""
        return rule_in({**self.parameters, "key": self.key})

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class DepartmentKey(models.TextChoices):
    USERS = "users", _("Users in each department")
    FIXED = "fixed", _("Fixed split")
    ONE = "one", _("One department bears it all")


class DepartmentRule(NamesOwnUnit, Dated):
    """How a municipality's own share goes on to its departments; without one, by users."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="department_rules",
        verbose_name=_("municipality"),
    )
    application = models.ForeignKey(
        Application,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="department_rules",
        verbose_name=_("application"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="department_rules",
        verbose_name=_("joint initiative"),
    )
    key = models.CharField(_("split"), max_length=10, choices=DepartmentKey.choices)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("The one that bears it all."),
    )
    weights = models.JSONField(_("split by department"), default=dict, blank=True)
    origin = models.CharField(_("decision"), max_length=250, blank=True)

    objects = DatedQuerySet["DepartmentRule"].as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("split by department")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("department_rule_ends_after_start"),
            NoOverlap(
                name="one_department_rule_a_day",
                fields=["organisation", "application", "initiative"],
                violation_error_message=_("Another rule holds on some of these days."),
            ),
            models.CheckConstraint(
                name="one_department_is_named",
                condition=~models.Q(key="one") | models.Q(unit__isnull=False),
                violation_error_message=_("Say which department bears the cost."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_key_display()}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
