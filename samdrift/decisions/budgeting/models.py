"""What does not fit a unit's budget goes to its municipality's ordinary budget process."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit


class RequestStatus(models.TextChoices):
    NEEDED = "needed", _("To be asked for")
    SENT = "sent", _("In the budget process")
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")


class BudgetRequest(NamesOwnUnit):
    """The money that a proposal needs beyond a unit's frame in a year, and what became of asking for it."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="budget_requests", verbose_name=_("proposal")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="budget_requests", verbose_name=_("municipality")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_requests",
        verbose_name=_("unit"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    needed_ore = models.BigIntegerField(_("needed"))
    room_ore = models.BigIntegerField(_("room in the frame"))
    asked_ore = models.BigIntegerField(_("asked for"), validators=[MinValueValidator(1)])
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus.choices, default=RequestStatus.NEEDED
    )
    granted_ore = models.BigIntegerField(_("granted"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    reference = models.CharField(_("case number"), max_length=60, blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    made_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("cost", "made by")
    )
    made_on = models.DateField(pgettext_lazy("cost", "made"))

    class Meta:
        ordering = ["-year", "organisation__municipality_code", "pk"]
        verbose_name = _("budget request")
        verbose_name_plural = _("budget requests")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_request_a_unit_and_year",
                fields=["proposal", "organisation", "unit", "year"],
                said=_("There is a budget request for that year already."),
            ),
            models.CheckConstraint(
                name="what_was_granted_is_said",
                condition=~models.Q(status__in=["granted", "partly", "refused"])
                | (models.Q(granted_ore__isnull=False) & ~models.Q(decision="")),
                violation_error_message=_("Say what was granted, and the decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.organisation} {self.year}: {self.proposal}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)
