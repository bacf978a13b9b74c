"""The terms of one agreement in words, as its page shows them today and on another day."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import Hides, HistoryEntry
from samdrift.foundation.files.queries import hides_attachments
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.models import Agreement, Renewal
from samdrift.records.agreements.queries import known_applications, sees_price

PRICE, COVERS = "price_per_year_ore", ("applications", "application_ids")


def left_open(agreement: Agreement) -> str:
    """What the terms leave open, so that somebody looks in the agreement itself."""
    if agreement.renewal == Renewal.ENDS and agreement.notice_months:
        return _(
            "A notice period is recorded, but not whether the agreement is prolonged: look in the agreement."
        )
    return ""


def facts_about(agreement: Agreement, on: dt.date) -> list[tuple[str, object]]:
    """The terms with their labels, and the days that follow from them on a day."""

    def months(number: int) -> str:
        words = ngettext("%(number)s month", "%(number)s months", number)
        return words % {"number": number} if number else _("none")

    days = agreement.days_as_of(on)
    end, latest = days["current_end"], days["latest_end_with_options"]
    facts: list[tuple[str, object]] = [
        (_("Kind"), agreement.get_kind_display()),
        (_("Kept by"), agreement.responsible),
        (_("From"), agreement.starts_on.isoformat() if agreement.starts_on else _("day not known")),
        (
            _("Ends"),
            end.isoformat() if end else _("until notice"),
        ),
        (_("When the term is over"), agreement.get_renewal_display()),
        (_("Period of notice"), months(agreement.notice_months)),
    ]
    if agreement.renewal == Renewal.TACIT:
        facts.append((_("Prolonged by"), months(agreement.renews_months)))
    if agreement.extension_options and latest:
        words = _("%(options)s of %(months)s, until %(day)s at most") % {
            "options": agreement.extension_options,
            "months": months(agreement.extension_months),
            "day": latest.isoformat(),
        }
        facts.append((_("Extension options left"), words))
    if agreement.renewal in {Renewal.ENDS, Renewal.OPTION}:
        facts.append(
            (_("Procurement begins, before the end"), months(agreement.months_to_procure_on(on)))
        )
    if agreement.includes_support:
        facts.append((_("Product support"), _("included")))
    if agreement.binding_until:
        facts.append((_("Can't be left before"), agreement.binding_until.isoformat()))
    if agreement.notice_given_on:
        facts.append((_("Notice given on"), agreement.notice_given_on.isoformat()))
    if agreement.end_in_words:
        facts.append((_("End as the source writes it"), agreement.end_in_words))
    return facts


def history_seen(
    person: Person, agreement: Agreement, until: dt.date | None = None
) -> Sequence[HistoryEntry] | None:
    """What has happened to an agreement, until a day where one is said, without what the reader may not see of it.

    Prices, also those that it had before, for who may see none of it; and what it covers, where some of it is hidden.
    """
    return history_for(person, agreement, hides=_hides(person, agreement), until=until)


def latest_seen(person: Person, agreement: Agreement, number: int) -> Sequence[HistoryEntry]:
    """The latest of it, without what changed."""
    hides = _hides(person, agreement)
    told = history_for(person, agreement, hides=hides, most=3 * number, in_short=True)
    return (told or [])[:number]


def _hides(person: Person, agreement: Agreement) -> Hides:
    hides_price = not sees_price(person, agreement)
    hides_files = hides_attachments(person, agreement)
    hides_covered = len(known_applications(person, agreement)) < agreement.applications.count()

    def hides(event: AuditEvent, field: str) -> bool:
        if hides_files(event, field):
            return True
        return (hides_price and field == PRICE) or (hides_covered and field in COVERS)

    return hides
