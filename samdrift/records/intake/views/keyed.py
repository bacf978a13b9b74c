"""Pages for lists with keys beside those that every file has."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import may_anywhere, require_that, signed_in
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.ui.export import FORMATS, export_response
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing
from samdrift.foundation.ui.listing.columns import plain_value
from samdrift.foundation.ui.listing.list_fields import KEY, KEY_LABEL
from samdrift.foundation.ui.page import page
from samdrift.records.intake.actions import add_upload, carry_on
from samdrift.records.intake.actions.lists import LISTS, KeyedList
from samdrift.records.intake.forms import UploadForm
from samdrift.records.intake.models import PERMISSIONS, About, Row, RowOutcome, Upload
from samdrift.records.intake.queries import receiving_organisations
from samdrift.records.intake.views.costs import OUTCOME_COLOURS
from samdrift.records.intake.views.upload_context import step_address, upload_context

#: In the address → what it holds.
SLUGS = {
    "avtal": About.AGREEMENTS,
    "deltaganden": About.PARTICIPATIONS,
    "organisationer": About.ORGANISATIONS,
    "enheter": About.UNITS,
}
TITLES: dict[About, str | Promise] = {
    About.AGREEMENTS: _("Read in agreements"),
    About.PARTICIPATIONS: _("Read in participations"),
    About.ORGANISATIONS: _("Read in organisations"),
    About.UNITS: _("Read in units"),
}
OUTCOMES = (
    RowOutcome.CREATED,
    RowOutcome.CHANGED,
    RowOutcome.LEAVES,
    RowOutcome.UNCHANGED,
    RowOutcome.LEFT_OUT,
)


def _changes_in_words(kind: KeyedList, row: Row) -> list[tuple[str, str, str]]:
    return [
        (str(each.label), each.words(before), each.words(after))
        for name, before, after in row.changes
        if (each := kind.by_name.get(name)) is not None
    ]


def _values_in_words(kind: KeyedList, row: Row) -> list[tuple[str, str]]:
    """A row as (field, words); a refused row as (heading, what its cell says)."""
    if "cells" in row.values:
        return [(heading, words) for heading, words in row.values["cells"].items() if words]
    said = row.values.get("said", {})
    return [
        (str(each.label), each.words(said[each.name])) for each in kind.fields if each.name in said
    ]


def _plain(kind: KeyedList) -> Callable[[Row], str]:
    def plain(row: Row) -> str:
        if row.changes:
            return "; ".join(
                f"{label}: {old} → {new}" for label, old, new in _changes_in_words(kind, row)
            )
        return "; ".join(f"{label}: {words}" for label, words in _values_in_words(kind, row))

    return plain


def _whole(kind: KeyedList) -> Callable[[Row], SafeString]:
    def whole(row: Row) -> SafeString:
        if not row.changes:
            return format_html(
                "{}", " · ".join(words for _label, words in _values_in_words(kind, row))
            )
        changes = format_html_join(
            "", "<li>{}: <del>{}</del> → <ins>{}</ins></li>", _changes_in_words(kind, row)
        )
        return format_html('<ul class="history-changes">{}</ul>', changes)

    return whole


def _tick(row: Row) -> SafeString:
    label = gettext("Choose row %(number)s, %(name)s") % {"number": row.number, "name": row.name}
    return format_html(
        '<input type="checkbox" name="row" value="{}" form="row-choices" aria-label="{}">',
        row.number,
        label,
    )


def _row_listing(kind: KeyedList) -> Listing:
    """The rows of a file of such a list, with what becomes of each."""
    return Listing(
        name="rader",
        columns=[
            Column("tick", _("Choose"), value=lambda row: "", html=_tick),
            Column("number", _("Row"), kind=Kind.NUMBER, sort=("number",)),
            Column("name", _("Name"), sort=("name",), heading=True),
            Column(
                "outcome",
                _("What happens"),
                value=lambda row: row.get_outcome_display(),
                sort=("outcome",),
                tag=lambda row: OUTCOME_COLOURS[row.outcome],
            ),
            Column("changes", _("In detail"), value=_plain(kind), html=_whole(kind)),
        ],
        filters=[
            Choices(
                "handelse",
                _("What happens"),
                options=[(each.value, each.label) for each in OUTCOMES],
                field="outcome",
                counted=True,
            ),
            Flag("fel", _("Only rows with faults"), where=lambda rows: rows.filter(has_fault=True)),
        ],
        search=("name",),
        order=("number",),
        values=False,
    )


KEYED_LISTINGS = {about: _row_listing(kind) for about, kind in LISTS.items()}


def keyed_figures(rows: QuerySet[Row], faulty: int) -> list[dict[str, Any]]:
    """New, changed, ended and unchanged rows, and those with faults, each with the way to them."""
    shown = [
        (RowOutcome.CREATED, gettext("New"), "success"),
        (RowOutcome.CHANGED, gettext("Changed"), "warning"),
        (RowOutcome.LEAVES, gettext("Over from a day"), "warning"),
        (RowOutcome.UNCHANGED, gettext("Unchanged"), "neutral"),
    ]
    figures = [
        (rows.filter(outcome=outcome).count(), label, f"?handelse={outcome}", tone)
        for outcome, label, tone in shown
    ]
    figures.append(
        (faulty, gettext("Rows with faults"), "?fel=1", "danger" if faulty else "neutral")
    )
    return [
        {"value": value, "label": label, "url": f"{url}#rader" if value else "", "tone": tone}
        for value, label, url, tone in figures
    ]


def list_upload_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose municipality and a file of such a list, or take the list out."""
    person, about = signed_in(request), _about(slug)
    require_that(may_anywhere(person, PERMISSIONS[about]))
    form = UploadForm(request.POST or None, request.FILES or None, person=person, about=about)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = add_upload(
            by=person,
            organisation=form.cleaned_data["organisation"],
            file_name=file.name,
            content=file.read(),
            about=about,
        )
        carry_on(upload)
        stored = Upload.objects.defer("content").get(pk=upload.pk)
        return HttpResponseRedirect(step_address(stored) or reverse("upload", args=[upload.pk]))
    context = {
        **upload_context(None, str(TITLES[about]), has_products=False),
        "form": form,
        "submit_label": gettext("Read the file"),
        "cancel_url": reverse("upload_list"),
        "slug": slug,
        "keepers": receiving_organisations(person, about),
    }
    return page(
        request, "intake/list_upload_new.html", context, status=422 if form.is_bound else 200
    )


def list_export(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """An organisation's rows in the columns that can be read back; for those who may change them."""
    person, about = signed_in(request), _about(slug)
    if kind not in FORMATS:
        raise Http404
    kept = receiving_organisations(person, about)
    organisation = get_object_or_404(Organisation.objects.filter(pk__in=kept.values("pk")), pk=pk)
    columns = [
        Column(KEY, KEY_LABEL, source="pk"),
        *(each.column() for each in LISTS[about].fields),
    ]
    rows = [
        [plain_value(column, column.reader(row)(row)) for column in columns]
        for row in LISTS[about].rows(person, organisation)
    ]
    heads = [str(column.label) for column in columns]
    return export_response(kind, f"{slug}-{organisation}", heads, rows)


def _about(slug: str) -> About:
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]
