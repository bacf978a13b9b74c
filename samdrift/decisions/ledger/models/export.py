"""What has been written for a finance system: vouchers and invoices with their numbers, frozen as they were."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.frozen import digest_of
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.sharing.models import Vat
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person


class ExportKind(models.TextChoices):
    VOUCHERS = "vouchers", _("Vouchers")
    INVOICES = "invoices", _("Invoices")


class Export(models.Model):
    """A municipality's vouchers or invoices for one settlement, exactly as they were first written.

    `content` is what the files are made from: the SIE file itself, or the invoices' XML by number as canonical JSON.
    `digest` is its SHA-256; for vouchers that of the file's bytes. Written once, never changed: a wrong account is
    mended in the ledger, a wrong amount by a correction of the settlement.
    """

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="exports")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="exports", verbose_name=_("municipality")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ExportKind.choices)
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    made_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="exports",
        verbose_name=pgettext_lazy("cost", "made by"),
    )
    made_on = models.DateField(pgettext_lazy("cost", "made"))

    class Meta:
        ordering = ["settlement", "organisation__municipality_code", "kind"]
        verbose_name = _("export")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="a_settlement_is_exported_once",
                fields=["settlement", "organisation", "kind"],
                violation_error_message=_("This is written already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}: {self.settlement}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)

    @property
    def is_unchanged(self) -> bool:
        encoding = "cp437" if self.kind == ExportKind.VOUCHERS else "utf-8"
        return digest_of(self.content, encoding) == self.digest


class ExportedDocument(models.Model):
    """One voucher or invoice of an export: its number in the municipality's unbroken series of a year."""

    export = models.ForeignKey(Export, models.PROTECT, related_name="documents")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=ExportKind.choices)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    name = models.CharField(_("number as written"), max_length=40)
    period = models.PositiveSmallIntegerField(_("period"))
    on = models.DateField(_("day"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    counterparty = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counterparty"),
    )
    vat = models.CharField(_("VAT"), max_length=1, choices=Vat.choices, blank=True)
    net_ore = models.BigIntegerField(_("amount excluding VAT"))
    total_ore = models.BigIntegerField(_("amount"))

    class Meta:
        ordering = ["kind", "year", "number"]
        verbose_name = _("voucher or invoice")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="a_number_is_given_once",
                fields=["organisation", "kind", "year", "number"],
                said=_("The number is given already. Try again."),
            )
        ]

    def __str__(self) -> str:
        return self.name
