"""What each participant is charged in a year: preliminary by budget, settled by outcome; frozen when made."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.frozen import digest_of, document_in
from samdrift.decisions.sharing.models import Share, Vat
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person


class SettlementKind(models.TextChoices):
    PRELIMINARY = "preliminary", _("Preliminary charges")
    FINAL = "final", _("Settlement")
    CORRECTION = "correction", _("Correction")


class Settlement(models.Model):
    """A year's charges or their settlement, exactly as they were made.

    `content` is canonical JSON, byte for byte what `digest` is the SHA-256 of; the charges repeat it for lists.
    No verb changes it: an error is mended by a correction, which refers to what it corrects.
    """

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="settlements")
    kind = models.CharField(_("kind"), max_length=20, choices=SettlementKind.choices)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    periods = models.PositiveSmallIntegerField(
        _("periods"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("corrects"),
    )
    why = models.TextField(_("reason"), blank=True)
    shares = models.ManyToManyField(Share, related_name="settlements", blank=True)
    made_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="settlements",
        verbose_name=pgettext_lazy("cost", "made by"),
    )
    made_on = models.DateField(pgettext_lazy("cost", "made"))

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="settlements_are_numbered",
                fields=["federation", "year", "number"],
                said=_("Somebody else was settling the year just now. Try again."),
            ),
            models.CheckConstraint(
                name="correction_says_what_and_why",
                condition=~models.Q(kind="correction")
                | (models.Q(corrects__isnull=False) & ~models.Q(why="")),
                violation_error_message=_("Say what is corrected, and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The frozen content as values."""
        return document_in(self.content)

    @property
    def is_unchanged(self) -> bool:
        return digest_of(self.content) == self.digest


class Charge(models.Model):
    """What one municipality owes another for a subject in a period; negative: it gets money back."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="charges")
    period = models.PositiveSmallIntegerField(_("period"))
    due_on = models.DateField(_("due"))
    payer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="charges_to_pay", verbose_name=_("pays")
    )
    payee = models.ForeignKey(
        Organisation, models.PROTECT, related_name="charges_to_get", verbose_name=_("is paid")
    )
    subject = models.CharField(_("for"), max_length=40)
    title = models.CharField(_("what the cost is for"), max_length=160)
    share = models.ForeignKey(
        Share,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
        verbose_name=_("share"),
    )
    vat = models.CharField(_("VAT"), max_length=1, choices=Vat.choices, default=Vat.OUTSIDE)
    outcome_ore = models.BigIntegerField(_("outcome"), null=True, blank=True)
    charged_ore = models.BigIntegerField(_("charged before"), null=True, blank=True)
    amount_ore = models.BigIntegerField(_("amount"))

    class Meta:
        ordering = ["period", "payer__municipality_code", "payee__municipality_code", "title", "pk"]
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_charge_a_period",
                fields=["settlement", "period", "payer", "payee", "subject"],
                said=_("That is charged for the period already."),
            ),
            models.CheckConstraint(
                name="nobody_charges_itself",
                condition=~models.Q(payer=models.F("payee")),
            ),
            models.CheckConstraint(
                name="difference_is_outcome_less_charged",
                condition=models.Q(outcome_ore__isnull=True)
                | models.Q(amount_ore=models.F("outcome_ore") - models.F("charged_ore")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer} → {self.payee}: {self.title}"
