"""Shares computed by the rules, with every figure kept, down to the departments."""

from fractions import Fraction
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samdrift.core.money import format_exactly, format_kronor, format_number
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.sharing.models.rule import DepartmentKey, KeyKind, Vat
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostType, JointInitiative


class Share(models.Model):
    """A joint cost shared among participants, with everything that it was computed from.

    Once proposed it is frozen: its figures stand in the proposal too, under the proposal's digest.
    """

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="shares")
    title = models.CharField(_("title"), max_length=160)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name=_("application"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name=_("joint initiative"),
    )
    cost_kind = models.CharField(_("kind"), max_length=20, choices=CostKind.choices, blank=True)
    cost_type = models.CharField(_("type"), max_length=30, choices=CostType.choices, blank=True)
    cost_lines = models.JSONField(_("cost lines shared"), default=list, blank=True)
    total_ore = models.BigIntegerField(_("total"))
    key = models.CharField(_("key"), max_length=20, choices=KeyKind.choices)
    rule = models.JSONField(_("the rule in full"), default=dict, blank=True)
    vat = models.CharField(_("VAT"), max_length=1, choices=Vat.choices, default=Vat.OUTSIDE)
    key_date = models.DateField(_("key date"), null=True, blank=True)
    unit_ore = models.PositiveIntegerField(_("rounded to"), default=1)
    origin = models.CharField(_("the rule comes from"), max_length=250)
    made_by = models.ForeignKey(
        Person, models.PROTECT, related_name="shares", verbose_name=pgettext_lazy("cost", "made by")
    )
    made_on = models.DateField(pgettext_lazy("cost", "made"))
    proposal = models.OneToOneField(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="share",
        verbose_name=_("proposal"),
    )

    class Meta:
        ordering = ["-year", "-made_on", "-pk"]
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="population_has_its_key_date",
                condition=~models.Q(key="population") | models.Q(key_date__isnull=False),
                violation_error_message=_("Population is counted on a key date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class ShareLine(models.Model):
    """One participant's line: figure, exact share, what it was rounded down to, and the öre that were left over.

    The name and the figure are those of the day it was computed; later population never changes them.
    """

    share = models.ForeignKey(Share, models.CASCADE, related_name="lines")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="share_lines", verbose_name=_("municipality")
    )
    code = models.CharField(_("municipality code"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    weight = models.CharField(_("figure"), max_length=60)
    figures = models.JSONField(_("figures used"), default=dict, blank=True)
    source_table = models.CharField(_("source table"), max_length=20, blank=True)
    perturbed = models.BooleanField(_("perturbed"), default=False)
    fraction = models.CharField(_("exact share"), max_length=130)
    exact_ore = models.CharField(_("exact amount"), max_length=130)
    floor_ore = models.BigIntegerField(_("rounded down"))
    extra_ore = models.BigIntegerField(_("öre given"))
    amount_ore = models.BigIntegerField(_("amount"))

    class Meta:
        ordering = ["code"]
        verbose_name = _("line of a share")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_line_a_participant",
                fields=["share", "organisation"],
                said=_("The municipality has a line in the share already."),
            ),
            models.CheckConstraint(
                name="amount_is_floor_and_extra",
                condition=models.Q(amount_ore=models.F("floor_ore") + models.F("extra_ore")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {format_kronor(self.amount_ore)} kr"

    @property
    def remainder(self) -> Fraction:
        """What rounding down cut off, in öre, exactly."""
        return Fraction(self.exact_ore) - self.floor_ore

    @property
    def exact_words(self) -> str:
        """The exact amount in kronor, cut off after six decimals: ``22127,950067…``."""
        return format_exactly(Fraction(self.exact_ore) / 100, 6)

    @property
    def remainder_words(self) -> str:
        """The remainder in öre, cut off after four decimals."""
        return format_exactly(self.remainder, 4)

    @property
    def weight_words(self) -> str:
        weight = Fraction(self.weight)
        return format_number(weight.numerator) if weight.denominator == 1 else str(weight)


class DepartmentLine(models.Model):
    """A part of a participant's share that one of its departments bears; no department: it stays with IT."""

    line = models.ForeignKey(ShareLine, models.CASCADE, related_name="departments")
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="department_lines",
        verbose_name=_("department"),
    )
    name = models.CharField(_("name"), max_length=120)
    weight = models.CharField(_("figure"), max_length=60)
    key = models.CharField(_("split"), max_length=10, choices=DepartmentKey.choices)
    amount_ore = models.BigIntegerField(_("amount"))
    stays_with_it = models.BooleanField(_("stays with the IT unit"), default=False)

    class Meta:
        ordering = ["line", "stays_with_it", "name"]
        verbose_name = _("department's part of a share")

    def __str__(self) -> str:
        return f"{self.name}: {format_kronor(self.amount_ore)} kr"

    @property
    def weight_words(self) -> str:
        """The figure with what it counts; a dash where there was nothing to split by. Prefetch `line__departments`."""
        weight = int(self.weight)
        if self.key == DepartmentKey.FIXED:
            whole = sum(int(each.weight) for each in self.line.departments.all())
            return gettext("%(part)s of %(whole)s") % {
                "part": format_number(weight),
                "whole": format_number(whole),
            }
        if self.key == DepartmentKey.ONE or self.splits_nothing:
            return "–"
        return ngettext("%(number)s user-day", "%(number)s user-days", weight) % {
            "number": format_number(weight)
        }

    @property
    def splits_nothing(self) -> bool:
        """Whether no department said that it uses what is paid for, so that all of it stays with the IT unit."""
        return self.stays_with_it and self.weight == "1"
