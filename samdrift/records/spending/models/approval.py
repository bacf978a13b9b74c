"""Who has approved a cost, who may on the owner's behalf, and when it takes two."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.money import format_kronor
from samdrift.foundation.organisations.dated import Dated, DatedQuerySet, ends_after_start
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application
from samdrift.records.spending.models.cost_line import CostLine
from samdrift.records.spending.models.initiative import JointInitiative


class ApprovalOutcome(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("cost", "Approved")
    RETURNED = "returned", pgettext_lazy("cost", "Returned")


class Approval(models.Model):
    """What somebody who may said of a cost line as it stood: kept for ever, also when the line changes."""

    line = models.ForeignKey(CostLine, models.CASCADE, related_name="approvals")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    on = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=ApprovalOutcome.choices)
    amount_ore = models.BigIntegerField(_("amount"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    holds = models.BooleanField(_("holds"), default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.person}"


class ApprovalRule(models.Model):
    """From which amount a cost borne by an organisation needs two who approve it; one's own claim never alone."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="approval_rule", verbose_name=_("municipality")
    )
    two_from_ore = models.PositiveBigIntegerField(_("two approve from"))
    decision = models.CharField(_("decision"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("approval rule")

    def __str__(self) -> str:
        return f"{self.organisation}: {format_kronor(self.two_from_ore)} kr"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)


class ApprovalDelegation(Dated):
    """The owner lets somebody else approve an application's or an initiative's costs, up to an amount."""

    application = models.ForeignKey(
        Application,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="approval_delegations",
        verbose_name=_("application"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="approval_delegations",
        verbose_name=_("joint initiative"),
    )
    delegate = models.ForeignKey(
        Person, models.PROTECT, related_name="approval_delegations", verbose_name=_("delegate")
    )
    up_to_ore = models.PositiveBigIntegerField(_("up to"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=200)

    objects = DatedQuerySet["ApprovalDelegation"].as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = _("delegation of approval")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("delegation_ends_after_start"),
            models.CheckConstraint(
                name="delegation_is_of_one_thing",
                condition=models.Q(application__isnull=False, initiative__isnull=True)
                | models.Q(application__isnull=True, initiative__isnull=False),
                violation_error_message=_(
                    "A delegation is about an application or a joint initiative."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate}: {self.application or self.initiative}"
