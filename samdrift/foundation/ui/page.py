"""One way to answer with a page: whole for the browser, only the part for htmx, at the same URL."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers


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
) -> HttpResponse:
    """Show a form; when it is sent and holds, call `save`, which does what it says and tells where to go then.

    What was typed survives a refusal, whether the form's own or the verb's (ValidationError): status 422.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(save())
        except ValidationError as refusal:
            refuse(form, refusal)
    status = 422 if form.is_bound else 200
    return page(request, template, {"form": form, **context}, status=status)


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
