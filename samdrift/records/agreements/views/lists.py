"""The list of agreements, the most pressing first, and its picture."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.listing import Choices, Column, Days, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.listing.list_fields import KEY, KEY_LABEL
from samdrift.records.agreements.convert import STATE_TONES, STATE_WORDS, standing_words
from samdrift.records.agreements.list_fields import AGREEMENT_FIELDS
from samdrift.records.agreements.models import AgreementKind, Renewal
from samdrift.records.agreements.present import term_chart
from samdrift.records.agreements.queries import (
    AgreementRow,
    agreement_rows,
    may_add_agreements,
    names_on,
    parties_in_cells,
    rows_found,
)

#: Fields that the list has columns for anyway, by the same names as they are read back by.
SHOWN = {"title", "kind", "renewal", "starts_on", "price_per_year_ore", "responsible"}


def _rows_of_filter(rows: Sequence[AgreementRow], name: str) -> list[AgreementRow]:
    return [row for row in rows if getattr(row, name)]


AS_OF = Days(
    "dag", gettext_lazy("As the register was on"), hint=gettext_lazy("Written as 2009-01-31.")
)
AGREEMENTS = Listing(
    name="avtal",
    columns=[
        Column(
            "title",
            gettext_lazy("Agreement"),
            sort=("title",),
            link=row_link("agreement_page"),
            heading=True,
            note=lambda row: ", ".join(filter(None, [str(row.responsible), row.agreement.number])),
        ),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda row: STATE_WORDS[row.state],
            sort=("place", "day"),
            tag=lambda row: STATE_TONES[row.state],
            note=lambda row: standing_words(row.standing),
        ),
        Column(
            "own_roles",
            gettext_lazy("Your organisation's role"),
            value=lambda row: row.own_roles,
            sort=("own_roles",),
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            value=lambda row: row.agreement.get_kind_display(),
            sort=("kind",),
            visible=False,
        ),
        Column(
            "renewal",
            gettext_lazy("When the term is over"),
            value=lambda row: row.agreement.get_renewal_display(),
            sort=("renewal",),
            visible=False,
        ),
        Column(
            "applications",
            gettext_lazy("Applications"),
            value=lambda row: row.applications,
            many=ngettext_lazy("%(count)s application", "%(count)s applications", "count"),
        ),
        Column(
            "parties",
            gettext_lazy("Parties"),
            value=lambda row: row.parties,
            many=ngettext_lazy("%(count)s party", "%(count)s parties", "count"),
        ),
        Column("current_end", gettext_lazy("Ends"), kind=Kind.DAY, sort=("current_end",)),
        Column(
            "last_notice_on",
            gettext_lazy("Last day for notice"),
            kind=Kind.DAY,
            sort=("last_notice_on",),
        ),
        Column("day", gettext_lazy("Next day"), kind=Kind.DAY, sort=("day",), visible=False),
        Column(
            "reason",
            gettext_lazy("Why"),
            value=lambda row: standing_words(row.standing),
            visible=False,
        ),
        Column(
            "starts_on", gettext_lazy("From"), kind=Kind.DAY, sort=("starts_on",), visible=False
        ),
        Column(
            "price_per_year_ore",
            gettext_lazy("Price a year"),
            kind=Kind.KRONOR,
            value=lambda row: row.agreement.seen_price_ore,
            sort=("price",),
        ),
        Column(
            "responsible",
            gettext_lazy("Kept by"),
            value=lambda row: row.responsible,
            sort=("responsible",),
            visible=False,
        ),
        Column(KEY, KEY_LABEL, value=lambda row: row.pk, visible=False, in_export=True),
        *(
            each.column(attrgetter("agreement"))
            for each in AGREEMENT_FIELDS
            if each.name not in SHOWN
        ),
    ],
    filters=[
        Choices(
            "lage",
            gettext_lazy("State"),
            [(state.value, words) for state, words in STATE_WORDS.items()],
            field="state",
            counted=True,
        ),
        Flag(
            "atgard",
            gettext_lazy("To act on"),
            where=lambda rows: _rows_of_filter(rows, "needs_action"),
        ),
        Flag(
            "egna",
            gettext_lazy("Your own organisation's"),
            where=lambda rows: _rows_of_filter(rows, "is_own"),
        ),
        Flag(
            "mina",
            gettext_lazy("Of applications that you own"),
            where=lambda rows: _rows_of_filter(rows, "is_mine"),
        ),
        Choices("slag", gettext_lazy("Kind"), AgreementKind.choices, field="kind", counted=True),
        Choices(
            "slut",
            gettext_lazy("When the term is over"),
            Renewal.choices,
            field="renewal",
            counted=True,
        ),
        Flag(
            "galler", gettext_lazy("In force"), where=lambda rows: _rows_of_filter(rows, "in_force")
        ),
        AS_OF,
    ],
    order=("others", "calm", "day", "title"),
    values=False,
)


def _with_parts(person: Person, on: dt.date, rows: list[AgreementRow]) -> list[AgreementRow]:
    """What a page's rows show of parties and of the applications that the person may see; a fixed number of queries."""
    names = names_on(person, [row.pk for row in rows], on)
    in_cells = parties_in_cells([row.pk for row in rows], on)
    for row in rows:
        row.agreement.parties_in_cell = in_cells.get(row.pk, "")
    return [
        replace(row, applications=tuple(names[row.pk][0]), parties=tuple(names[row.pk][1]))
        for row in rows
    ]


def agreement_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    asked = AS_OF.day_asked(request)
    day = asked or today()
    rows = agreement_rows(person, day)
    listing = replace(
        AGREEMENTS, search=partial(rows_found, person), prepare=partial(_with_parts, person, day)
    )
    add = {"label": _("New agreement"), "url": reverse("agreement_add"), "icon": "plus"}
    times = {"label": _("When procurement should begin"), "url": reverse("procurement_times")}
    context = {
        "title": _("Agreements"),
        "actions": [
            *([times] if federation_of(person) is not None else []),
            *([{**add, "primary": True}] if may_add_agreements(person) else []),
        ],
        "chart": None if asked else term_chart(rows),
        "empty_title": _("No agreement yet"),
        "empty_text": _(
            "Add the agreements that bind the applications, so that nobody misses a day for notice."
        ),
    }
    if asked:
        context["lead"] = _("As the register was on %(day)s.") % {"day": asked}
    return listing.answer(request, rows, "agreements/agreement_list.html", context)
