"""Agreements: parties of any number and kind, what they cover, how they end, and the last day to give notice."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.core.notice import Terms, current_end, earliest_end, last_notice_day
from samdrift.core.periods import add_months
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.records.register.models import Application


class AgreementKind(models.TextChoices):
    OPERATING = "operating", _("Operating agreement")
    SUPPLIER = "supplier", _("Supplier agreement")
    SUPPORT = "support", _("Support agreement")
    LICENCE = "licence", _("Licence agreement")
    COLLABORATION = "collaboration", _("Collaboration agreement")
    DATA_PROCESSING = "data_processing", _("Data processing agreement")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def in_force(self, on: dt.date) -> "AgreementQuerySet":
        """Begun and not over on that day; one that is prolonged by itself is in force until notice has been given."""
        return (
            self.filter(starts_on__lte=on)
            .exclude(ended_on__lt=on)
            .exclude(ended_on__isnull=True, renews_months=0, ends_on__lt=on)
        )

    def covering(self, application: Application) -> "AgreementQuerySet":
        return self.filter(applications=application)


class Agreement(models.Model):
    """What has been agreed; its `Terms` tell when it ends."""

    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    title = models.CharField(_("title"), max_length=160)
    number = models.CharField(_("case number"), max_length=60, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="agreements_kept",
        verbose_name=_("kept by"),
        help_text=_("The organisation that keeps the agreement and answers for it."),
    )
    applications = models.ManyToManyField(
        Application, related_name="agreements", blank=True, verbose_name=_("applications")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("last day of the term"), null=True, blank=True, help_text=_("Empty: until notice.")
    )
    notice_months = models.PositiveSmallIntegerField(_("notice, months"), default=0)
    renews_months = models.PositiveSmallIntegerField(
        _("prolonged by, months"),
        default=0,
        help_text=_("How far it is prolonged when nobody gives notice; 0: it ends."),
    )
    binding_until = models.DateField(_("can't be left before"), null=True, blank=True)
    extension_options = models.PositiveSmallIntegerField(_("extension options left"), default=0)
    extension_months = models.PositiveSmallIntegerField(_("months an option"), default=0)
    price_per_year_ore = models.BigIntegerField(_("price a year"), null=True, blank=True)
    ended_on = models.DateField(_("ends by notice on"), null=True, blank=True)
    notice_given_on = models.DateField(_("notice given on"), null=True, blank=True)
    end_in_words = models.CharField(_("end as the source writes it"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day can't be before the first."),
            ),
            models.CheckConstraint(
                name="notice_has_its_day_and_its_end",
                condition=models.Q(notice_given_on__isnull=True, ended_on__isnull=True)
                | models.Q(notice_given_on__isnull=False, ended_on__isnull=False),
                violation_error_message=_(
                    "Notice has both the day it was given and the day the agreement ends."
                ),
            ),
            models.CheckConstraint(
                name="agreement_without_term_is_not_prolonged",
                condition=models.Q(ends_on__isnull=False) | models.Q(renews_months=0),
                violation_error_message=_("An agreement until notice has no term to prolong."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.responsible_id,)

    @property
    def terms(self) -> Terms:
        return Terms(
            self.starts_on, self.ends_on, self.notice_months, self.renews_months, self.ended_on
        )

    @property
    def rolling(self) -> bool:
        return self.terms.rolling

    @property
    def current_end(self) -> dt.date | None:
        return current_end(self.terms, today())

    @property
    def last_notice_on(self) -> dt.date | None:
        """Last day to give notice; never stored, because it moves when the agreement is prolonged."""
        return last_notice_day(self.terms, today())

    @property
    def earliest_end(self) -> dt.date | None:
        """First day it can be over, its mandatory time counted."""
        end = earliest_end(self.terms, today())
        return max(end, self.binding_until) if end and self.binding_until else end

    @property
    def latest_end_with_options(self) -> dt.date | None:
        """Last day if every extension option is used."""
        end = self.current_end
        return add_months(end, self.extension_options * self.extension_months) if end else None


class PartyRole(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    SUPPLIER = "supplier", _("Supplier")
    OPERATOR = "operator", _("Operating IT unit")
    MEMBER = "member", _("Collaborating party")
    CONTROLLER = "controller", _("Personal data controller")
    PROCESSOR = "processor", _("Personal data processor")


class Party(models.Model):
    """An organisation, or one of its units, that the agreement binds."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="agreements")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole.choices)

    class Meta:
        ordering = ["role", "organisation__name"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="party_once",
                fields=["agreement", "organisation", "unit", "role"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"
