"""Pages for files of costs beside those that every file has."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import (
    require_anywhere,
    signed_in,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.export import export_response
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing
from samdrift.foundation.ui.page import page
from samdrift.records.intake.actions import add_upload, carry_on
from samdrift.records.intake.convert.words import told_cost, told_cost_change
from samdrift.records.intake.forms import UploadForm
from samdrift.records.intake.models import About, Row, RowOutcome, Upload
from samdrift.records.intake.views.upload_context import (
    step_address,
    upload_context,
    visible_upload,
)

OUTCOME_COLOURS = {
    RowOutcome.CREATED: "success",
    RowOutcome.CHANGED: "warning",
    RowOutcome.UNCHANGED: "neutral",
    RowOutcome.LEFT_OUT: "danger",
    RowOutcome.NOT_A_SYSTEM: "info",
    RowOutcome.ELSEWHERE: "info",
    RowOutcome.JOINED: "info",
    RowOutcome.LEAVES: "warning",
    RowOutcome.HANDS_OVER: "danger",
}


def _plain(row: Row) -> str:
    if row.outcome == RowOutcome.CHANGED:
        return "; ".join(
            f"{label}: {old} → {new}" for label, old, new in map(told_cost_change, row.changes)
        )
    return "; ".join(f"{label}: {words}" for label, words in told_cost(row.values))


def _whole(row: Row) -> SafeString:
    """What a row says; a changed one also what it said."""
    if row.outcome == RowOutcome.CHANGED:
        changes = format_html_join(
            "", "<li>{}: <del>{}</del> → <ins>{}</ins></li>", map(told_cost_change, row.changes)
        )
        return format_html('<ul class="history-changes">{}</ul>', changes)
    return format_html("{}", " · ".join(words for _label, words in told_cost(row.values)))


COST_ROWS = Listing(
    name="rader",
    columns=[
        Column("number", _("Row"), kind=Kind.NUMBER, sort=("number",)),
        Column("name", _("What the cost is for"), sort=("name",), heading=True),
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
            options=RowOutcome.choices[:4],
            field="outcome",
            counted=True,
        ),
        Flag("fel", _("Only rows with faults"), where=lambda rows: rows.filter(has_fault=True)),
    ],
    search=("name",),
    order=("number",),
    values=False,
)


def cost_upload_new(request: HttpRequest) -> HttpResponse:
    """Choose municipality and a file of costs."""
    person = signed_in(request)
    require_anywhere(person, Permission.EDIT_COSTS)
    form = UploadForm(request.POST or None, request.FILES or None, person=person, about=About.COSTS)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = add_upload(
            by=person,
            organisation=form.cleaned_data["organisation"],
            file_name=file.name,
            content=file.read(),
            about=About.COSTS,
        )
        carry_on(upload)
        stored = Upload.objects.defer("content").get(pk=upload.pk)
        return HttpResponseRedirect(step_address(stored) or reverse("upload", args=[upload.pk]))
    title = gettext("Read in costs")
    context = {
        **upload_context(None, title, has_products=False),
        "form": form,
        "submit_label": gettext("Read the file"),
        "cancel_url": reverse("upload_list"),
    }
    return page(
        request, "intake/cost_upload_new.html", context, status=422 if form.is_bound else 200
    )


def upload_refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that were left out, as they stood in the file, each with its faults in words: to mend and bring in."""
    upload = visible_upload(request, pk)
    faults: dict[int, list[str]] = {}
    for finding in upload.findings.filter(severity="error", row__isnull=False):
        assert finding.row is not None
        told = gettext(finding.what) % finding.values if finding.values else gettext(finding.what)
        faults.setdefault(finding.row, []).append(
            f"{finding.column}: {told}" if finding.column else told
        )
    heads = [*upload.header, gettext("What is wrong")]
    rows = []
    for row in upload.rows.filter(has_fault=True):
        cells = row.values.get("cells", {})
        told = [str(cells.get(heading, "")) for heading in upload.header]
        rows.append([*told, "; ".join(faults.get(row.number, []))])
    return export_response(
        "csv", f"{upload.file_name.rpartition('.')[0]}-rader-med-fel", heads, rows
    )
