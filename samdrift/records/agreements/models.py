"""Agreements: parties of any number and kind, what they cover, how they end, and the last day to give notice."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.agreement_state import Ending, LeadTime, usual_procurement_months
from samdrift.core.agreement_state import Renewal as RenewalKind
from samdrift.core.notice import (
    Terms,
    current_end,
    earliest_end,
    end_after_months,
    last_notice_day,
)
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.lead_times import lead_times_of
from samdrift.records.register.models import Application, Responsibility

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class AgreementKind(models.TextChoices):
    OPERATING = "operating", _("Operating agreement")
    SUPPLIER = "supplier", _("Supplier agreement")
    SUPPORT = "support", _("Support agreement")
    LICENCE = "licence", _("Licence agreement")
    COLLABORATION = "collaboration", _("Collaboration agreement")
    DATA_PROCESSING = "data_processing", _("Data processing agreement")


class Renewal(models.TextChoices):
    """What happens at the end of a term: the choices of core's `Renewal`, in words."""

    TACIT = RenewalKind.TACIT.value, _("Prolonged unless notice is given")
    OPTION = RenewalKind.OPTION.value, _("Prolonged only by an option")
    ENDS = RenewalKind.ENDS.value, _("Ends")
    UNTIL_NOTICE = RenewalKind.UNTIL_NOTICE.value, _("Runs until notice")


EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
MOST_MONTHS = 600


def _months(label: "StrPromise", **more: Any) -> "models.PositiveSmallIntegerField[Any, Any]":
    limit = MaxValueValidator(MOST_MONTHS)
    return models.PositiveSmallIntegerField(label, validators=[limit], **more)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def begun_by(self, on: dt.date) -> "AgreementQuerySet":
        """Those that begin no later than a day; one whose first day is not known is taken to have begun."""
        return self.filter(models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=on))

    def in_force(self, on: dt.date) -> "AgreementQuerySet":
        """Begun and not over on that day; one that is prolonged by itself is in force until notice has been given."""
        return (
            self.begun_by(on)
            .exclude(ended_on__lt=on)
            .exclude(ended_on__isnull=True, renews_months=0, ends_on__lt=on)
        )

    def covering(self, application: Application) -> "AgreementQuerySet":
        return self.filter(applications=application)


class Agreement(models.Model):
    """What has been agreed; its `Terms` tell when it ends."""

    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    title = models.CharField(pgettext_lazy("agreement", "title"), max_length=160)
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
    starts_on = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: not known."))
    renewal = models.CharField(
        _("when the term is over"),
        max_length=20,
        choices=Renewal.choices,
        blank=True,
        help_text=_("Empty: told by the days and months below."),
    )
    ends_on = models.DateField(
        _("last day of the term"), null=True, blank=True, help_text=_("Empty: until notice.")
    )
    first_ends_on = models.DateField(
        _("last day of the first term"), null=True, blank=True, editable=False
    )
    notice_months = _months(_("notice, months"), default=0)
    renews_months = _months(
        _("prolonged by, months"),
        default=0,
        help_text=_("How far it is prolonged when nobody gives notice; 0: it ends."),
    )
    binding_until = models.DateField(_("can't be left before"), null=True, blank=True)
    extension_options = models.PositiveSmallIntegerField(
        _("extension options left"), default=0, validators=[MaxValueValidator(20)]
    )
    extension_months = _months(_("months an option"), default=0)
    procurement_months = _months(
        _("procurement begins, months before the end"),
        null=True,
        blank=True,
        help_text=_("Empty: the usual time for the kind and the price."),
    )
    includes_support = models.BooleanField(_("product support is included"), default=False)
    price_per_year_ore = models.BigIntegerField(_("price a year"), null=True, blank=True)
    ended_on = models.DateField(_("ends by notice on"), null=True, blank=True)
    notice_given_on = models.DateField(_("notice given on"), null=True, blank=True)
    deviates = models.CharField(_("deviates from the terms"), max_length=300, blank=True)
    deviates_because = models.TextField(_("why it deviates"), blank=True)
    end_in_words = models.CharField(_("end as the source writes it"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    #: What the federation has settled, where it has been asked for many at once; None: it is asked when needed.
    lead_times: Sequence[LeadTime] | None = None

    #: Its parties with their roles as one cell, where a list has asked for many at once.
    parties_in_cell: str | None = None

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
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
            models.CheckConstraint(
                name="agreement_renewal_is_what_the_terms_say",
                condition=models.Q(renewal=Renewal.UNTIL_NOTICE, ends_on__isnull=True)
                | models.Q(renewal=Renewal.TACIT, ends_on__isnull=False, renews_months__gt=0)
                | models.Q(
                    renewal__in=[Renewal.OPTION, Renewal.ENDS],
                    ends_on__isnull=False,
                    renews_months=0,
                ),
                violation_error_message=_(
                    "What happens when the term is over does not agree with its days and months."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *arguments: Any, **keywords: Any) -> None:
        self.renewal = self.renewal or self.renewal_of_terms
        super().save(*arguments, **keywords)

    def clean(self) -> None:
        """Each rule beside the field that breaks it."""
        self.renewal = self.renewal or self.renewal_of_terms
        errors = dict(self._contradictions()) | dict(self._days_out_of_reach())
        if errors:
            raise ValidationError(errors)

    def _contradictions(self) -> "Iterator[tuple[str, StrPromise]]":
        """What the days and months say against what happens when the term is over."""
        kind, has_end, options = self.renewal, self.ends_on is not None, self.extension_options
        rules = (
            (
                "ends_on",
                has_end or kind == Renewal.UNTIL_NOTICE,
                _("Say the last day of the term."),
            ),
            (
                "ends_on",
                not has_end or kind != Renewal.UNTIL_NOTICE,
                _("An agreement until notice has no last day of a term."),
            ),
            (
                "renews_months",
                self.renews_months or kind != Renewal.TACIT,
                _("Say by how many months."),
            ),
            (
                "renews_months",
                not self.renews_months or kind == Renewal.TACIT,
                _("Only one that is prolonged unless notice is given has these months."),
            ),
            (
                "extension_options",
                not options or kind not in {Renewal.UNTIL_NOTICE, Renewal.ENDS},
                _("Only one that has a term and can be prolonged has options."),
            ),
            (
                "extension_months",
                not options or self.extension_months,
                _("Say how many months an option is."),
            ),
        )
        return ((field, message) for field, holds, message in rules if not holds)

    def _days_out_of_reach(self) -> "Iterator[tuple[str, StrPromise]]":
        for name in ("starts_on", "ends_on", "binding_until", "notice_given_on", "ended_on"):
            day = getattr(self, name)
            if isinstance(day, dt.date) and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
                yield name, _("The year must be between 1900 and 2200.")

    @property
    def renewal_of_terms(self) -> Renewal:
        """What the days and months say of what happens when the term is over."""
        if self.ends_on is None:
            return Renewal.UNTIL_NOTICE
        if self.renews_months:
            return Renewal.TACIT
        return Renewal.OPTION if self.extension_options else Renewal.ENDS

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.responsible_id,)

    def roles_held_by(self, person: Person, on: dt.date) -> frozenset[Role]:
        """The owner's or deputy's role of who is one of every application that it covers."""
        return _roles_over_covered(self, person, on)

    @property
    def terms(self) -> Terms:
        return Terms(
            self.starts_on,
            self.ends_on,
            self.notice_months,
            self.renews_months,
            self.ended_on,
            self.first_ends_on,
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

    def days_as_of(self, day: dt.date) -> dict[str, dt.date | None]:
        """The days that follow from the terms, as they follow on a day."""
        end = current_end(self.terms, day)
        months = self.extension_options * self.extension_months
        may_be_longer = self.ends_on is not None and self.ended_on is None and months
        return {
            "last_notice_on": last_notice_day(self.terms, day),
            "current_end": end,
            "latest_end_with_options": end_after_months(self.terms, months)
            if may_be_longer
            else end,
        }

    @property
    def earliest_end(self) -> dt.date | None:
        """First day it can be over, its mandatory time counted."""
        end = earliest_end(self.terms, today())
        return max(end, self.binding_until) if end and self.binding_until else end

    @property
    def latest_end_with_options(self) -> dt.date | None:
        """Last day if every extension option is used."""
        return self.days_as_of(today())["latest_end_with_options"]

    @property
    def months_to_procure(self) -> int:
        return self.months_to_procure_on(today())

    def months_to_procure_on(self, on: dt.date) -> int:
        """How long before the end procurement begins, the time settled for a day where the agreement says nothing."""
        if self.procurement_months is not None:
            return int(self.procurement_months)
        settled = self.lead_times
        if settled is None:
            settled = lead_times_of([self.responsible_id]).get(self.responsible_id, [])
        return usual_procurement_months(self.kind, self.price_per_year_ore, on, settled)

    def ending(self, on: dt.date, *, uncovered: bool = False) -> Ending:
        """What decides where it stands on a day. uncovered: see core's `Ending`."""
        return Ending(
            terms=self.terms,
            renewal=RenewalKind(self.renewal or self.renewal_of_terms),
            options=self.extension_options,
            option_months=self.extension_months,
            procurement_months=self.months_to_procure_on(on),
            uncovered=uncovered,
        )


@remembered_while_reading
def _roles_over_covered(agreement: Agreement, person: Person, on: dt.date) -> frozenset[Role]:
    """Asked for each permission that a page asks about; the database once."""
    return roles_over_all(person, agreement.applications.values_list("pk", flat=True), on)


def roles_over_all(person: Person, applications: Iterable[int], on: dt.date) -> frozenset[Role]:
    """The weaker of owner and deputy that a person holds over each of some applications; none if one is not hers."""
    wanted = set(applications)
    if not wanted:
        return frozenset()
    held = dict[int, set[str]]()
    owning = Responsibility.objects.on(on).filter(
        person=person, application__in=wanted, role__in=[Role.SYSTEM_OWNER, Role.DEPUTY_OWNER]
    )
    for application, role in owning.values_list("application", "role"):
        held.setdefault(application, set()).add(role)
    if set(held) != wanted:
        return frozenset()
    is_owner = all(Role.SYSTEM_OWNER in roles for roles in held.values())
    return frozenset({Role.SYSTEM_OWNER if is_owner else Role.DEPUTY_OWNER})


class PartyRole(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    SUPPLIER = "supplier", _("Supplier")
    OPERATOR = "operator", _("Operating IT unit")
    MEMBER = "member", _("Collaborating party")
    CONTROLLER = "controller", _("Personal data controller")
    PROCESSOR = "processor", _("Personal data processor")


class Party(NamesOwnUnit):
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
            Once(
                name="party_once",
                fields=["agreement", "organisation", "unit", "role"],
                said=_("The organisation has that role in the agreement already."),
            ),
            Once(  # SQLite holds two rows without a unit to be different
                name="party_without_unit_once",
                fields=["agreement", "organisation", "role"],
                condition=models.Q(unit=None),
                said=_("The organisation has that role in the agreement already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"
