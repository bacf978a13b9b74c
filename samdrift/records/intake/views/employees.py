"""Pages for lists of employees beside those that every file has."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import (
    require_anywhere,
    signed_in,
)
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.export import FORMATS, export_response
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing
from samdrift.foundation.ui.page import page
from samdrift.records.intake.actions import add_upload, carry_on
from samdrift.records.intake.convert.words import told_employee, told_employee_change
from samdrift.records.intake.forms import UploadForm
from samdrift.records.intake.models import About, Row, RowOutcome, Upload
from samdrift.records.intake.queries import receiving_organisations
from samdrift.records.intake.queries.employees import employee_heads, employee_rows
from samdrift.records.intake.views.costs import OUTCOME_COLOURS
from samdrift.records.intake.views.upload_context import step_address, upload_context

OUTCOMES = (
    RowOutcome.CREATED,
    RowOutcome.CHANGED,
    RowOutcome.LEAVES,
    RowOutcome.HANDS_OVER,
    RowOutcome.UNCHANGED,
    RowOutcome.LEFT_OUT,
)


def _plain(row: Row) -> str:
    if row.changes:
        return "; ".join(
            f"{label}: {old} → {new}" for label, old, new in map(told_employee_change, row.changes)
        )
    return "; ".join(f"{label}: {words}" for label, words in told_employee(row.values))


def _whole(row: Row) -> SafeString:
    """What a row says; a changed one also what it said; of somebody with open tasks, the way to hand them over."""
    if not row.changes:
        return format_html("{}", " · ".join(words for _label, words in told_employee(row.values)))
    changes = format_html_join(
        "", "<li>{}: <del>{}</del> → <ins>{}</ins></li>", map(told_employee_change, row.changes)
    )
    told = format_html('<ul class="history-changes">{}</ul>', changes)
    if row.outcome == RowOutcome.HANDS_OVER and "leaver" in row.values:
        url = reverse("employment_close", args=row.values["leaver"])
        told += format_html(
            '<a class="ds-link" href="{}">{}</a>', url, gettext("Choose who takes over")
        )
    return told


def _tick(row: Row) -> SafeString:
    label = gettext("Choose row %(number)s, %(name)s") % {"number": row.number, "name": row.name}
    return format_html(
        '<input type="checkbox" name="row" value="{}" form="row-choices" aria-label="{}">',
        row.number,
        label,
    )


EMPLOYEE_ROWS = Listing(
    name="rader",
    columns=[
        Column("tick", _("Choose"), value=lambda row: "", html=_tick),
        Column("number", _("Row"), kind=Kind.NUMBER, sort=("number",)),
        Column(
            "name",
            _("Name"),
            sort=("name",),
            heading=True,
            note=lambda row: gettext("Not in the file") if "leaver" in row.values else "",
        ),
        Column(
            "outcome",
            _("What happens"),
            value=lambda row: row.get_outcome_display(),
            sort=("outcome",),
            tag=lambda row: OUTCOME_COLOURS[row.outcome],
        ),
        Column("changes", _("In detail"), value=_plain, html=_whole),
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


def employee_figures(rows: QuerySet[Row], faulty: int) -> list[dict[str, Any]]:
    """Joiners, movers, leavers, those who hand over first, and those who stay as they are."""
    shown = [
        ("?handelse=created", gettext("Join"), "success", rows.filter(outcome=RowOutcome.CREATED)),
        (
            "?handelse=changed",
            gettext("Move or change"),
            "warning",
            rows.filter(outcome=RowOutcome.CHANGED),
        ),
        ("?handelse=leaves", gettext("Leave"), "warning", rows.filter(outcome=RowOutcome.LEAVES)),
        (
            "?handelse=hands_over",
            gettext("Must hand over first"),
            "danger",
            rows.filter(outcome=RowOutcome.HANDS_OVER),
        ),
        (
            "?handelse=unchanged",
            gettext("Unchanged"),
            "neutral",
            rows.filter(outcome=RowOutcome.UNCHANGED),
        ),
    ]
    figures = [(found.count(), label, url, tone) for url, label, tone, found in shown]
    figures.append(
        (faulty, gettext("Rows with faults"), "?fel=1", "danger" if faulty else "neutral")
    )
    return [
        {"value": value, "label": label, "url": f"{url}#rader" if value else "", "tone": tone}
        for value, label, url, tone in figures
    ]


def employee_upload_new(request: HttpRequest) -> HttpResponse:
    """Choose employer and a list of employees, and say from which day changes hold and whether the list is whole."""
    person = signed_in(request)
    require_anywhere(person, Permission.KEEP_PEOPLE)
    form = UploadForm(
        request.POST or None, request.FILES or None, person=person, about=About.EMPLOYEES
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = add_upload(
            by=person,
            organisation=form.cleaned_data["organisation"],
            file_name=file.name,
            content=file.read(),
            about=About.EMPLOYEES,
            changes_from=form.cleaned_data["changes_from"],
            leavers_on=form.cleaned_data["leavers_on"],
        )
        carry_on(upload)
        stored = Upload.objects.defer("content").get(pk=upload.pk)
        return HttpResponseRedirect(step_address(stored) or reverse("upload", args=[upload.pk]))
    title = gettext("Read in employees")
    context = {
        **upload_context(None, title, has_products=False),
        "form": form,
        "submit_label": gettext("Read the file"),
        "cancel_url": reverse("upload_list"),
        "employers": receiving_organisations(person, About.EMPLOYEES),
    }
    return page(
        request, "intake/employee_upload_new.html", context, status=422 if form.is_bound else 200
    )


def employee_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """An employer's employees, in the columns that can be read back; for those who keep its people."""
    person = signed_in(request)
    if kind not in FORMATS:
        raise Http404
    kept = receiving_organisations(person, About.EMPLOYEES)
    organisation = get_object_or_404(Organisation.objects.filter(pk__in=kept.values("pk")), pk=pk)
    name = gettext("employees-%(organisation)s") % {"organisation": organisation}
    return export_response(kind, name, employee_heads(), employee_rows(organisation))
