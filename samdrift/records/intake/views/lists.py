"""Lists of uploads, of an upload's rows as they will be, and of what was found in it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import Severity
from samdrift.foundation.organisations.access import may_anywhere, require_that, signed_in
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.records.intake.convert.summing import sentence_of
from samdrift.records.intake.convert.words import label_of, values_in_words, words_of
from samdrift.records.intake.models import (
    BROUGHT_IN,
    PERMISSIONS,
    About,
    Row,
    RowOutcome,
    Status,
    Upload,
)
from samdrift.records.intake.queries import brings_in_something, visible_uploads
from samdrift.records.intake.views.costs import OUTCOME_COLOURS
from samdrift.records.intake.views.keyed import SLUGS, TITLES
from samdrift.records.intake.views.upload_context import (
    step_address,
    upload_context,
    visible_upload,
)

SEVERITIES = {
    Severity.ERROR: _("Fault"),
    Severity.WARNING: _("Warning"),
    Severity.NOTE: pgettext_lazy("severity", "Note"),
}
SEVERITY_COLOURS = {Severity.ERROR: "danger", Severity.WARNING: "warning", Severity.NOTE: "info"}
STATUS_COLOURS = {
    Status.DONE: "success",
    Status.UNREADABLE: "danger",
    Status.ABANDONED: "neutral",
    Status.UNDONE: "neutral",
}


def _status_colour(upload: Upload) -> str:
    return STATUS_COLOURS.get(Status(upload.status), "info")


UPLOADS = Listing(
    name="inlasningar",
    columns=[
        Column("file_name", _("File"), sort=("file_name",), link=row_link("upload"), heading=True),
        Column(
            "organisation",
            _("Organisation"),
            value=lambda row: str(row.organisation),
            sort=("organisation__name",),
        ),
        Column("about", _("Contents"), value=lambda row: row.get_about_display(), sort=("about",)),
        Column(
            "status",
            _("Status"),
            value=lambda row: row.get_status_display(),
            tag=_status_colour,
        ),
        Column("created", _("New"), kind=Kind.NUMBER),
        Column("changed", _("Changed"), kind=Kind.NUMBER),
        Column("unchanged", _("Unchanged"), kind=Kind.NUMBER),
        Column("left_out", _("Left out"), kind=Kind.NUMBER),
        Column("by", _("Uploaded by")),
        Column("at", _("When"), kind=Kind.DAY, sort=("at",)),
    ],
    order=("-at",),
    values=False,
)


def _whole_row(row: Row) -> SafeString:
    """New rows folded together with everything they say; changed ones field by field; nothing for the unchanged."""
    if row.outcome == RowOutcome.CREATED:
        facts = values_in_words(row.values)
        lines = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", facts)
        count = ngettext("%(count)s field", "%(count)s fields", len(facts)) % {"count": len(facts)}
        return format_html(
            '<details><summary class="nowrap">{}</summary><dl class="facts">{}</dl></details>',
            count,
            lines,
        )
    if row.outcome == RowOutcome.CHANGED:
        changes = [
            (label_of(field), words_of(field, old), words_of(field, new))
            for field, old, new in row.changes
        ]
        return format_html(
            '<ul class="history-changes">{}</ul>',
            format_html_join("", "<li>{}: <del>{}</del> → <ins>{}</ins></li>", changes),
        )
    return format_html("{}", _why_not(row))


def _why_not(row: Row) -> str:
    """Why a row is not brought in, and what its cells say; nothing for a row that is."""
    if row.outcome in BROUGHT_IN:
        return ""
    cells = "; ".join(row.values.get("cells", {}).values())
    reason = (
        gettext(row.values["reason"])
        if row.outcome == RowOutcome.NOT_A_SYSTEM
        else row.values.get("reason", "")
    )
    if row.outcome == RowOutcome.JOINED:
        reason = gettext("row %(number)s") % {"number": reason}
    return " · ".join(part for part in (reason, cells) if part)


def _tick(row: Row) -> SafeString:
    """A box to choose the row by; the forms that use it stand above the list."""
    label = gettext("Choose row %(number)s, %(name)s") % {"number": row.number, "name": row.name}
    return format_html(
        '<input type="checkbox" name="row" value="{}" form="row-choices" aria-label="{}">',
        row.number,
        label,
    )


def _belongs_to(row: Row) -> str:
    return str(row.organisation) if row.organisation is not None else ""


def _plain_row(row: Row) -> str:
    if row.outcome not in BROUGHT_IN:
        return _why_not(row)
    if row.outcome == RowOutcome.CHANGED:
        return "; ".join(
            f"{label_of(f)}: {words_of(f, old)} → {words_of(f, new)}" for f, old, new in row.changes
        )
    return (
        "; ".join(f"{label}: {words}" for label, words in values_in_words(row.values))
        if row.outcome == RowOutcome.CREATED
        else ""
    )


def _product(row: Row) -> str:
    return words_of("product", row.values["product"]) if "product" in row.values else ""


ROWS = Listing(
    name="rader",
    columns=[
        Column("tick", _("Choose"), value=lambda row: "", html=_tick),
        Column("number", _("Row"), kind=Kind.NUMBER, sort=("number",)),
        Column("name", _("Name"), sort=("name",), heading=True, note=_belongs_to),
        Column(
            "outcome",
            _("What happens"),
            value=lambda row: row.get_outcome_display(),
            tag=lambda row: OUTCOME_COLOURS[row.outcome],
            note=lambda row: gettext("Has faults") if row.has_fault else "",
            sort=("outcome",),
        ),
        Column("product", _("Product"), value=_product),
        Column("changes", _("In detail"), value=_plain_row, html=_whole_row),
    ],
    filters=[
        Choices(
            "handelse",
            _("What happens"),
            options=RowOutcome.choices,
            field="outcome",
            counted=True,
        ),
        Flag("fel", _("Only rows with faults"), where=lambda rows: rows.filter(has_fault=True)),
    ],
    search=("name",),
    order=("number",),
    values=False,
)
FINDINGS = Listing(
    name="anmarkningar",
    columns=[
        Column(
            "severity",
            _("Severity"),
            value=lambda row: SEVERITIES[Severity(row.severity)],
            tag=lambda row: SEVERITY_COLOURS[Severity(row.severity)],
        ),
        Column("row", _("Row"), kind=Kind.NUMBER, sort=("row",)),
        Column("column", _("Column"), sort=("column",)),
        Column("value", _("Value")),
        Column("what", _("What is wrong"), value=sentence_of, heading=True),
        Column("rule", _("Rule"), sort=("rule",), visible=False),
    ],
    filters=[
        Choices(
            "allvar",
            _("Severity"),
            options=list(SEVERITIES.items()),
            field="severity",
            counted=True,
        )
    ],
    order=("pk",),
    values=False,
)


def upload_list(request: HttpRequest) -> HttpResponse:
    """Earlier uploads, and the way to a new one."""
    person = signed_in(request)
    registers = may_anywhere(person, Permission.IMPORT_REGISTER)
    costs = may_anywhere(person, Permission.EDIT_COSTS)
    people = may_anywhere(person, Permission.KEEP_PEOPLE)
    require_that(brings_in_something(person))
    lists = [about for about in TITLES if may_anywhere(person, PERMISSIONS[about])]
    context: dict[str, Any] = {
        "title": gettext("Bring in registers"),
        "lead": gettext(
            "Give the municipality's own list of systems as it is. You see what happens before it happens."
        ),
        "actions": _ways_in(lists, registers=registers, costs=costs, people=people),
        "empty_title": gettext("No file has been brought in yet"),
        "empty_text": gettext("Begin with the register as it is: the columns are recognised."),
        "empty_url": reverse("upload_new") if registers else reverse("cost_upload_new"),
        "empty_label": gettext("Choose a file"),
    }
    return UPLOADS.answer(request, visible_uploads(person), "ui/listing.html", context)


def _ways_in(
    lists: Iterable[About], *, registers: bool, costs: bool, people: bool
) -> list[dict[str, Any]]:
    """The templates and the pages where a file is given, for what the person may bring in."""
    found: list[dict[str, Any]] = []
    if registers:
        for kind, label in (
            ("xlsx", gettext("Template, Excel")),
            ("csv", gettext("Template, CSV")),
        ):
            url = reverse("upload_template", args=[kind])
            found.append({"label": label, "url": url, "icon": "download"})
    if costs:
        label = gettext("New file of costs")
        found.append({"label": label, "url": reverse("cost_upload_new"), "icon": "upload"})
    if people:
        label = gettext("New list of employees")
        found.append({"label": label, "url": reverse("employee_upload_new"), "icon": "upload"})
    slugs = {about: slug for slug, about in SLUGS.items()}
    for about in lists:
        url = reverse("list_upload_new", args=[slugs[about]])
        found.append({"label": str(TITLES[about]), "url": url, "icon": "upload"})
    if registers:
        label = gettext("New file")
        new = {"label": label, "url": reverse("upload_new"), "icon": "upload", "primary": True}
        found.append(new)
    return found


def upload_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything found in the file, to search, filter and export."""
    upload = visible_upload(request, pk)
    context = upload_context(upload, gettext("What was found in %(file)s") % {"file": upload})
    back = step_address(upload) or reverse("upload", args=[upload.pk])
    context |= {
        "actions": [{"label": gettext("Back to the file"), "url": back, "icon": "arrow-left"}],
        "empty_title": gettext("Nothing was found to remark on"),
    }
    return FINDINGS.answer(request, upload.findings.all(), "ui/listing.html", context)
