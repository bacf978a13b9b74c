"""The API put together, its description as a page, and the tokens."""

import datetime as dt
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

import samdrift
from samdrift.entrances.api import (
    actions,
    agreements,
    attachments,
    calculations,
    change_sets,
    collaboration,
    competence,
    decisions,
    functions,
    introductions,
    letters,
    meetings,
    notices,
    people_changes,
    planning,
    register,
    responsibilities,
    settling,
    spending,
    suppliers,
    synonyms,
    unit_changes,
    waiting,
)
from samdrift.entrances.api.answers import json_response
from samdrift.entrances.api.authentication import Session, Token
from samdrift.entrances.api.forms import TokenForm
from samdrift.entrances.api.queries import visible_tokens
from samdrift.entrances.api.refusals import NO_SUCH_THING, problem, tell_problems
from samdrift.foundation.organisations.access import may, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import page

api = NinjaAPI(
    title="Samdrift",
    version=samdrift.__version__,
    description="Read and write what the portal shows, with the same rights. Amounts are whole öre.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=[Token(), Session()],
)
for room in (
    unit_changes,
    functions,
    people_changes,
    register,
    suppliers,
    synonyms,
    responsibilities,
    agreements,
    attachments,
    competence,
    spending,
    collaboration,
    planning,
    introductions,
    decisions,
    notices,
    calculations,
    settling,
    meetings,
    waiting,
    change_sets,
    letters,
):
    api.add_router("", room.router)
tell_problems(api)


def schema() -> dict[str, Any]:
    """What OpenAPI says of every operation, in the language of the request: `paths` and `components`."""
    return _schema_in(get_language())


@cache
def _schema_in(_language: str | None) -> dict[str, Any]:
    """Made once in a process: it takes a second, and nothing that is stored changes it."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@login_not_required
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines. It holds no data, so it is open."""
    return json_response(schema())


@csrf_exempt
@login_not_required
def nowhere(_request: HttpRequest) -> HttpResponse:
    """An address beneath the API's that is no operation's: told as every other refusal."""
    return problem(404, _(NO_SUCH_THING))


@login_not_required
def description(request: HttpRequest) -> HttpResponse:
    """The same for people, without any script."""
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in schema()["paths"].items()
        for method, operation in methods.items()
    ]
    return page(request, "api/description.html", {"title": _("The API"), "operations": operations})


def token_list(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and a form for a new one; the secret is shown on the answer and never again."""
    person = signed_in(request)
    form = TokenForm(request.POST or None, initial={"expires_on": today() + dt.timedelta(days=365)})
    secret, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _token, secret = actions.make_token(by=person, **form.cleaned_data)
                form, status = TokenForm(), 201
            except ValidationError as refusal:
                form.add_error(None, refusal)
    context = {
        "title": _("API tokens"),
        "form": form,
        "secret": secret,
        "tokens": visible_tokens(person),
        "may_make": may(person, Permission.USE_API_TOKEN, person),
    }
    return page(request, "api/token_list.html", context, status=status)


def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(visible_tokens(signed_in(request)), pk=pk)
    if request.method == "POST":
        actions.revoke_token(by=signed_in(request), token=token)
    return redirect("token_list")
