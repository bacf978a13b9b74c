"""The way of a file into the register, one page a step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import (
    require_anywhere,
    signed_in,
)
from samdrift.foundation.organisations.actions.undoing import why_not_undone
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.undoable import change_set_of
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.export import CONTENT_TYPES
from samdrift.foundation.ui.page import page, wants_part
from samdrift.foundation.ui.pages import page_steps
from samdrift.records.intake.actions import (
    abandon_upload,
    add_upload,
    carry_on,
    choose_columns,
    choose_products,
    choose_rows,
    compare_upload,
    propose_new_products,
    stop_work,
)
from samdrift.records.intake.convert.template import template_csv, template_xlsx
from samdrift.records.intake.forms import ColumnsForm, ProductsForm, UploadForm
from samdrift.records.intake.models import About, Decision, RowChoice, Status, Upload
from samdrift.records.intake.undoable import BROUGHT_IN_FILE
from samdrift.records.intake.views.keyed import SLUGS
from samdrift.records.intake.views.lists import FINDINGS
from samdrift.records.intake.views.upload_context import (
    step_address,
    upload_context,
    visible_upload,
)
from samdrift.records.register.models import Product, ProductStatus

NAMES_A_PAGE = 50


def _go_on(upload: Upload) -> HttpResponseRedirect:
    """Do the work that is asked for, or leave it to the background, and go where the upload then stands."""
    carry_on(upload)
    stored = Upload.objects.defer("content").get(pk=upload.pk)
    return HttpResponseRedirect(step_address(stored) or reverse("upload", args=[upload.pk]))


def _to_its_step(upload: Upload) -> HttpResponseRedirect:
    return HttpResponseRedirect(step_address(upload) or reverse("upload", args=[upload.pk]))


def upload_new(request: HttpRequest) -> HttpResponse:
    """Choose municipality and file."""
    person = signed_in(request)
    require_anywhere(person, Permission.IMPORT_REGISTER)
    form = UploadForm(request.POST or None, request.FILES or None, person=person)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = add_upload(
            by=person,
            organisation=form.cleaned_data["organisation"],
            file_name=file.name,
            content=file.read(),
            owners_from=form.cleaned_data["owners_from"],
        )
        return _go_on(upload)
    title = _("Bring in a register")
    context = {**upload_context(None, title), "form": form, "submit_label": _("Read the file")}
    context |= {"cancel_url": reverse("upload_list")}
    return page(request, "intake/upload_new.html", context, status=422 if form.is_bound else 200)


def upload_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the upload stands: sent on to what it waits for, or how far the work has come, or how it ended."""
    upload = visible_upload(request, pk)
    address = step_address(upload)
    is_polled = wants_part(request) and "framdrift" in request.GET
    if address is not None:
        return HttpResponseClientRedirect(address) if is_polled else HttpResponseRedirect(address)
    if upload.is_working:
        context = {
            **upload_context(upload, upload.get_status_display()),
            "may_stop": upload.status != Status.WRITING or upload.is_silent,
        }
        return page(request, "intake/upload_progress.html", context, part="intake/_progress.html")
    if is_polled:
        return HttpResponseClientRedirect(request.path)
    change_set = change_set_of(BROUGHT_IN_FILE.act, upload)
    context = upload_context(upload, _title_of_end(upload)) | {
        "empty_title": _("Nothing was found to remark on"),
        "slug": next((slug for slug, about in SLUGS.items() if about == upload.about), ""),
        "change_set": change_set,
        "may_undo": change_set is not None and not why_not_undone(change_set),
    }
    return FINDINGS.answer(request, upload.findings.all(), "intake/upload_end.html", context)


def _title_of_end(upload: Upload) -> str:
    titles = {
        Status.DONE: {
            About.COSTS: _("The costs have been brought in"),
            About.EMPLOYEES: _("The employees have been brought in"),
            About.AGREEMENTS: _("The agreements have been brought in"),
            About.PARTICIPATIONS: _("The participations have been brought in"),
            About.ORGANISATIONS: _("The organisations have been brought in"),
            About.UNITS: _("The units have been brought in"),
        }.get(About(upload.about), _("The register has been brought in")),
        Status.ABANDONED: _("The file was abandoned"),
        Status.UNDONE: _("The file was undone"),
    }
    return titles.get(Status(upload.status)) or _("The file could not be read")


def upload_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column means; what was recognised is chosen beforehand."""
    upload = visible_upload(request, pk)
    if upload.status not in {Status.COLUMNS, Status.PRODUCTS, Status.PREVIEW}:
        return _to_its_step(upload)
    form = ColumnsForm(request.POST or None, upload=upload)
    if request.method == "POST" and form.is_valid():
        try:
            return _go_on(
                choose_columns(by=signed_in(request), upload=upload, columns=form.columns_chosen)
            )
        except ValidationError as refused:
            form.add_error(None, refused)
    reasons = {column: (field, reason) for column, field, _score, reason in upload.guesses}
    samples = upload.described.get("samples", [])
    rows = [
        {
            "field": form[f"column_{at}"],
            "samples": samples[at] if at < len(samples) else [],
            "guess": reasons.get(heading, ("", ""))[1],
        }
        for at, heading in enumerate(upload.header)
    ]
    context = upload_context(upload, _("What do the columns mean?"), current=2)
    context |= {
        "form": form,
        "rows": rows,
        "findings": FINDINGS.page_for(request, upload.findings.all()),
    }
    context |= {"recognised": sum(1 for heading in upload.header if upload.columns.get(heading))}
    return page(
        request, "intake/upload_columns.html", context, status=422 if form.is_bound else 200
    )


def upload_products(request: HttpRequest, pk: int) -> HttpResponse:
    """Which product each name is, the doubtful ones first, some names a page."""
    upload = visible_upload(request, pk)
    if upload.status not in {Status.PRODUCTS, Status.PREVIEW}:
        return _to_its_step(upload)
    person = signed_in(request)
    ordered = upload.name_matches.select_related("product").order_by(
        "is_remembered", F("score").asc(nulls_first=True), "name", "pk"
    )
    pages = Paginator(ordered, NAMES_A_PAGE)
    asked = pages.get_page(request.GET.get("sida"))
    matches = list(asked.object_list)
    products = (
        Product.objects.exclude(status=ProductStatus.MERGED).select_related("supplier").in_bulk()
    )
    form = ProductsForm(request.POST or None, matches=matches, products=products)
    if request.method == "POST" and form.is_valid():
        try:
            choose_products(by=person, upload=upload, choices=form.products_chosen)
            if "next_page" in request.POST and asked.has_next():
                return HttpResponseRedirect(f"{request.path}?sida={asked.next_page_number()}")
            return _go_on(compare_upload(by=person, upload=upload))
        except ValidationError as refused:
            form.add_error(None, refused)
    counts = {decision.value: ordered.filter(decision=decision).count() for decision in Decision}
    context = upload_context(upload, _("Which products are they?"), current=3)
    context |= {
        "form": form,
        "rows": [
            (match, form[f"choice_{match.pk}"], form[f"other_{match.pk}"]) for match in matches
        ],
        "catalogue": sorted({product.name for product in products.values()}, key=swedish_key),
        "counts": counts,
        "total": pages.count,
        "unmatched": ordered.filter(
            decision=Decision.NONE, candidates=[], is_remembered=False
        ).count(),
        "asked": asked,
        "pages": page_steps(request.GET, asked.number, pages.num_pages),
    }
    return page(
        request, "intake/upload_products.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def upload_new_products(request: HttpRequest, pk: int) -> HttpResponse:
    """Let every name that nothing resembles become a new product."""
    upload = visible_upload(request, pk)
    try:
        propose_new_products(by=signed_in(request), upload=upload)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _to_its_step(upload)


@require_POST
def upload_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave single rows out, take them in anyway, or join them with the earlier row of the same system."""
    upload = visible_upload(request, pk)
    chosen = [
        int(number)
        for number in request.POST.getlist("row")
        if number.isdecimal() and len(number) < 10
    ]
    choice = request.POST.get("choice", "")
    if not chosen or choice not in RowChoice.Choice.values:
        messages.error(request, _("Tick the rows first, and then say what becomes of them."))
        return _to_its_step(upload)
    try:
        settled = choose_rows(
            by=signed_in(request), upload=upload, choices=dict.fromkeys(chosen, choice)
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return _to_its_step(upload)
    say_done(
        request,
        ngettext(
            "%(count)s row: %(choice)s. It is remembered for the next time the same row comes.",
            "%(count)s rows: %(choice)s. It is remembered for the next time the same rows come.",
            len(chosen),
        )
        % {"count": len(chosen), "choice": RowChoice.Choice(choice).label},
    )
    return _go_on(settled)


@require_POST
def upload_stop(request: HttpRequest, pk: int) -> HttpResponse:
    upload = visible_upload(request, pk)
    stop_work(by=signed_in(request), upload=upload)
    say_done(request, _("The work stops as soon as it can. Nothing has been written."))
    return _to_its_step(upload)


def upload_abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the file away, after saying what that means."""
    upload = visible_upload(request, pk)
    if request.method == "POST":
        try:
            abandon_upload(by=signed_in(request), upload=upload)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return _to_its_step(upload)
        say_done(
            request, _("%(file)s was abandoned. The register is as it was.") % {"file": upload}
        )
        return HttpResponseRedirect(reverse("upload_list"))
    context = upload_context(upload, _("Abandon %(file)s?") % {"file": upload}, current=0) | {
        "consequences": [
            _("The file and everything read from it are deleted."),
            _("Nothing in the register changes."),
            _("What the columns mean is remembered until next time, if you have settled it."),
        ],
        "confirm_label": _("Abandon the file"),
        "cancel_url": reverse("upload", args=[upload.pk]),
        "danger": True,
    }
    return page(request, "ui/confirm.html", context)


def upload_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty register to fill in."""
    makers = {"xlsx": template_xlsx, "csv": template_csv}
    if kind not in makers:
        raise Http404
    response = HttpResponse(makers[kind](), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="systemregister-mall.{kind}"'
    return response
