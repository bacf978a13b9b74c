"""One way to answer with a page: whole for the browser, only the part for htmx, at the same URL."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from samdrift.foundation.audit.versions import ChangedMeanwhileError, require_mark, version_of
from samdrift.foundation.ui.editing import carried_version, on_top, row_of, take_over_changes
from samdrift.foundation.ui.forms import holds


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; when it goes back in history it asks for the whole."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Request-Type", "partial") == "partial"
    )


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    part: str | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render `template` for the browser, or `part` when htmx asks and there is one.

    The whole page includes its part, so both come from the same context. A form that did not hold is
    answered with ``status=422``, which htmx swaps in as well.
    """
    chosen = part if part and wants_part(request) else template
    response = TemplateResponse(request, chosen, dict(context or {}), status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response.render()


def form_page(
    request: HttpRequest,
    form: BaseForm,
    save: Callable[[], str],
    context: Mapping[str, Any],
    template: str = "ui/form_page.html",
    *,
    row: Model | None = None,
    version: str = "",
) -> HttpResponse:
    """Show a form; when it is sent and holds, call `save`, which does what it says and tells where to go then.

    What was typed survives a refusal, whether the form's own or the verb's (ValidationError): status 422.
    The page carries the version of the row that is changed: a model form's own, or `row`, which `save` is about; or
    `version`, where which row it is is chosen in the form, and `save` compares it.
    """
    row = row or row_of(form)
    version = carried_version(request, row, version)
    if request.method == "POST" and holds(form):
        try:
            require_mark(row)
            return redirect(save())
        except ChangedMeanwhileError as faster:
            version = take_over_changes(form, faster)
            refuse(form, faster)
            form.add_error(None, on_top())
            form.overtaken = True  # type: ignore[attr-defined]
        except ValidationError as refusal:
            refuse(form, refusal)
    form.row_version = version  # type: ignore[attr-defined]
    status = 422 if form.is_bound else 200
    return page(request, template, {"form": form, **context}, status=status)


def confirm_page(
    request: HttpRequest,
    act: Callable[[], str],
    context: Mapping[str, Any],
    template: str = "ui/confirm.html",
    *,
    row: Model | None = None,
) -> HttpResponse:
    """Ask once more; when it is confirmed, call `act`, which does it and tells where to go then.

    A verb's refusal stands in words on the same page: status 422. `row`: what the act is about, whose version the page
    carries, so that the same page confirmed twice acts once.
    """
    version = carried_version(request, row)
    refused: list[str] = []
    if request.method == "POST":
        try:
            require_mark(row)
            return redirect(act())
        except ChangedMeanwhileError as faster:
            version, refused = version_of(faster.row), faster.messages
        except ValidationError as refusal:
            refused = refusal.messages
    shown = {**context, "row_version": version, "refused": refused}
    return page(request, template, shown, status=422 if refused else 200)


def act_and_return(request: HttpRequest, act: Callable[[], str], back: str) -> HttpResponse:
    """A button without a page of its own: do it and go where `act` says; a refusal is a page with a way `back`."""
    try:
        return redirect(act())
    except ValidationError as refusal:
        context = {"title": _("Nothing was changed"), "refused": refusal.messages, "back_url": back}
        return page(request, "ui/refused.html", context, status=422)


def refuse(form: BaseForm, refusal: ValidationError) -> None:
    """Say a verb's refusal beside what was typed."""
    form.add_error(None, _of_this_form(form, refusal))


def _of_this_form(form: BaseForm, refusal: ValidationError) -> ValidationError:
    """Errors of fields that the form does not show are said about the whole."""
    if not hasattr(refusal, "error_dict"):
        return refusal
    shown: dict[str, list[ValidationError]] = {}
    for name, errors in refusal.error_dict.items():
        shown.setdefault(name if name in form.fields else NON_FIELD_ERRORS, []).extend(errors)
    return ValidationError(shown)
