"""What would become of each row, what is asked about some of them, and the decision to bring them in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from samdrift.core.findings import Severity
from samdrift.foundation.organisations.access import signed_in
from samdrift.records.intake.actions import answer_introductions, approve_upload, carry_on
from samdrift.records.intake.convert.summing import sum_findings
from samdrift.records.intake.forms import ConfirmForm
from samdrift.records.intake.models import BROUGHT_IN, About, Row, RowOutcome, Status, Upload
from samdrift.records.intake.queries.introductions import introduced_rows
from samdrift.records.intake.views.costs import COST_ROWS
from samdrift.records.intake.views.employees import EMPLOYEE_ROWS, employee_figures
from samdrift.records.intake.views.keyed import KEYED_LISTINGS, keyed_figures
from samdrift.records.intake.views.lists import ROWS
from samdrift.records.intake.views.upload_context import (
    step_address,
    upload_context,
    visible_upload,
)

WHO_ANSWERS = {"owner", "managers"}
MOST_ROWS_TOLD, MOST_ASIDES = 100, 50
LISTINGS = {
    About.REGISTER: ROWS,
    About.COSTS: COST_ROWS,
    About.EMPLOYEES: EMPLOYEE_ROWS,
    **KEYED_LISTINGS,
}


def _answer(request: HttpRequest, upload: Upload) -> str:
    """Keep what is said about rows that are introduced now; why not, where it can't be."""
    if "all" in request.POST:
        rows = [one.row.number for one in introduced_rows(upload) if not one.is_answered]
    else:
        said = request.POST.getlist("row")
        rows = [int(number) for number in said if number.isdecimal() and len(number) < 10]
    if not rows:
        return gettext("Tick the rows first, and then say what holds for them.")
    try:
        answer_introductions(
            by=signed_in(request),
            upload=upload,
            rows=rows,
            in_use=request.POST["introduced"] == "in_use",
            because=request.POST.get("because", ""),
        )
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def upload_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What would become of each row, and the decision to bring them in."""
    upload = visible_upload(request, pk)
    if upload.status != Status.PREVIEW:
        return HttpResponseRedirect(step_address(upload) or reverse("upload", args=[upload.pk]))
    rows = upload.rows.select_related("organisation")
    faulty = rows.filter(has_fault=True).count()
    brought_in = {*BROUGHT_IN, RowOutcome.LEAVES} if upload.is_keyed else BROUGHT_IN
    sound = rows.filter(outcome__in=brought_in).count() - (faulty if upload.is_register else 0)
    asked = faulty if upload.is_register else 0  # elsewhere a row with a fault is never brought in
    handed_over = _handed_over(upload)
    form = ConfirmForm(None, sound=sound, faulty=asked, handed_over=handed_over)
    not_kept, is_answer = "", "introduced" in request.POST
    if is_answer:
        not_kept = _answer(request, upload)
        if not not_kept:
            return HttpResponseRedirect(f"{request.path}#introduced")
    elif request.method == "POST":
        form = ConfirmForm(request.POST, sound=sound, faulty=asked, handed_over=handed_over)
        if form.is_valid():
            try:
                approved = approve_upload(
                    by=signed_in(request),
                    upload=upload,
                    only_sound=form.only_sound,
                    changes_from=form.cleaned_data.get("changes_from"),
                )
                carry_on(approved)
                return HttpResponseRedirect(reverse("upload", args=[upload.pk]))
            except ValidationError as refused:
                form.add_error(None, refused)
    findings = sum_findings(upload.findings.all())
    faults = [one for one in findings if one.severity == Severity.ERROR]
    remarks = [one for one in findings if one.severity != Severity.ERROR]
    introduced = introduced_rows(upload)
    context = upload_context(upload, gettext("Look through before it is brought in"))
    context |= {
        "form": form,
        "kpis": _figures(upload, rows, faulty),
        "faults": faults,
        "fault_count": sum(one.count for one in faults),
        "remarks": remarks,
        "other_count": sum(one.count for one in remarks),
        "most_rows": MOST_ROWS_TOLD,
        "asides": list(rows.filter(outcome=RowOutcome.NOT_A_SYSTEM)[:MOST_ASIDES]),
        "introduced": introduced[:MOST_ASIDES],
        "introduced_count": len(introduced),
        "introduced_refused": not_kept,
        "because": request.POST.get("because", ""),
        "ticked": request.POST.getlist("row") if is_answer else [],
        "sound": sound,
        "faulty": faulty,
    }
    listing = LISTINGS[About(upload.about)]
    response = listing.answer(request, rows, "intake/upload_preview.html", context)
    if form.is_bound or not_kept:
        response.status_code = 422
    return response


def _handed_over(upload: Upload) -> int:
    """For how many known applications the file changes who answers."""
    if not upload.is_register:
        return 0
    changed = upload.rows.filter(outcome=RowOutcome.CHANGED).values_list("changes", flat=True)
    return sum(
        any(name in WHO_ANSWERS and before for name, before, _after in changes)
        for changes in changed.iterator()
    )


def _figures(upload: Upload, rows: QuerySet[Row], faulty: int) -> list[dict[str, Any]]:
    """How many rows of each kind, in the words of what the file holds, with the way to them."""
    if upload.is_employees:
        return employee_figures(rows, faulty)
    if upload.is_keyed:
        return keyed_figures(rows, faulty)
    aside = rows.filter(outcome=RowOutcome.NOT_A_SYSTEM).count()
    new = gettext("New cost lines") if upload.is_costs else gettext("New applications")
    figures = [
        (upload.created, new, "?handelse=created", "success"),
        (upload.changed, gettext("Changed"), "?handelse=changed", "warning"),
        (upload.unchanged, gettext("Unchanged"), "?handelse=unchanged", "neutral"),
        (
            faulty,
            gettext("Rows with faults"),
            "?fel=1",
            "danger" if faulty else "neutral",
        ),
    ]
    if aside and upload.is_register:
        label = gettext("Not counted as systems")
        figures.append((aside, label, f"?handelse={RowOutcome.NOT_A_SYSTEM}", "info"))
    return [
        {"value": value, "label": label, "url": f"{url}#rader" if value else "", "tone": tone}
        for value, label, url, tone in figures
    ]
