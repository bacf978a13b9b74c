"""How long before the end procurement begins, as a federation has settled it from a day on."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.core.agreement_state import LEAD_TIMES, LeadTime
from samdrift.foundation.organisations.models import Membership, Organisation

MOST_MONTHS = 120
_USUAL = LEAD_TIMES[0]


def _months(label: Any, default: int) -> "models.PositiveSmallIntegerField[Any, Any]":
    limit = MaxValueValidator(MOST_MONTHS)
    return models.PositiveSmallIntegerField(label, default=default, validators=[limit])


class ProcurementTimes(models.Model):
    """The months before an agreement's end, by price a year and by kind; they hold until a later row begins."""

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    starts_on = models.DateField(_("from"))
    dearest_ore = models.BigIntegerField(
        _("dearest: price a year from"), default=_USUAL.by_price[0][0]
    )
    dearest_months = _months(_("dearest: months"), _USUAL.by_price[0][1])
    dear_ore = models.BigIntegerField(_("dear: price a year from"), default=_USUAL.by_price[1][0])
    dear_months = _months(_("dear: months"), _USUAL.by_price[1][1])
    other_months = _months(_("others, and price not known: months"), _USUAL.by_price[2][1])
    operating_months = _months(_("operating agreement: months"), _USUAL.renegotiated["operating"])
    collaboration_months = _months(
        _("collaboration agreement: months"), _USUAL.renegotiated["collaboration"]
    )
    data_processing_months = _months(
        _("data processing agreement: months"), _USUAL.renegotiated["data_processing"]
    )

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("times of procurement")
        verbose_name_plural = _("times of procurement")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="one_procurement_time_a_day",
                fields=["federation", "starts_on"],
                violation_error_message=_("Times that hold from that day are settled already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.starts_on)

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)

    def clean(self) -> None:
        """The dearest are dearer than the dear, and nothing costs less than nothing."""
        errors = {}
        if self.dear_ore is not None and self.dear_ore <= 0:
            errors["dear_ore"] = _("The price must be above 0.")
        elif None not in {self.dear_ore, self.dearest_ore} and self.dearest_ore <= self.dear_ore:
            errors["dearest_ore"] = _("The dearest must cost more than the dear.")
        if errors:
            raise ValidationError(errors)

    @property
    def lead_time(self) -> LeadTime:
        """The same for core."""
        return LeadTime(
            self.starts_on,
            (
                (self.dearest_ore, self.dearest_months),
                (self.dear_ore, self.dear_months),
                (0, self.other_months),
            ),
            {
                "operating": self.operating_months,
                "collaboration": self.collaboration_months,
                "data_processing": self.data_processing_months,
            },
        )


def lead_times_of(organisations: Iterable[int]) -> dict[int, list[LeadTime]]:
    """What the federations of each organisation have settled; two queries, one where nothing is settled."""
    settled: dict[int, list[LeadTime]] = defaultdict(list)
    for row in ProcurementTimes.objects.all():
        settled[row.federation_id].append(row.lead_time)
    if not settled:
        return {}
    asked = set(organisations)
    found = {key: list(settled.get(key, ())) for key in asked}
    members = Membership.objects.current().filter(federation__in=settled, member__in=asked)
    for member, federation in members.values_list("member", "federation"):
        found[member] += settled[federation]
    return found
