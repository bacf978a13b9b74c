"""Every refusal of the API is JSON with words: whatever refuses, and whether or not there is such an operation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as BadRequest

from samdrift.entrances.api.answers import VersionMissingError, json_response, with_version
from samdrift.entrances.api.field_rules import sentences_by_field
from samdrift.foundation.audit.versions import ChangedMeanwhileError

NO_SUCH_THING = gettext_noop("There is no such thing here.")
NO_PERMISSION = gettext_noop("You may not do this.")
#: What a status says where nothing more is known than the status.
WORDS = {
    400: gettext_noop("What was sent can't be read: send JSON in UTF-8."),
    401: gettext_noop("Sign in, or send a token."),
    403: NO_PERMISSION,
    404: NO_SUCH_THING,
    405: gettext_noop("This address does not take %(method)s, only %(allowed)s."),
    406: gettext_noop("The API answers with JSON and nothing else."),
    413: gettext_noop("What was sent is too large."),
    415: gettext_noop("The API reads JSON and nothing else."),
    429: gettext_noop("Too many requests: wait a while."),
}
_OTHERWISE = gettext_noop("The request can't be answered.")


def problem(status: int, detail: str, fields: dict[str, list[str]] | None = None) -> HttpResponse:
    """The answer that refuses: words, and words of each field."""
    return json_response({"detail": detail, "fields": fields or {}}, status)


def tell_problems(api: NinjaAPI) -> None:
    """401, 403, 404, 409 where the verb refuses, 412 and 428 of versions, 422 and 400 for a malformed request."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _ask_who(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    response = problem(401, _(WORDS[401]))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _refuse_by_status(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, _(WORDS.get(error.status_code, _OTHERWISE)))


def _refuse_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem(413, _(WORDS[413]))


def _refuse_permission(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problem(403, _(NO_PERMISSION))


def _tell_not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, _(NO_SUCH_THING))


def _ask_for_version(_request: HttpRequest, _error: VersionMissingError) -> HttpResponse:
    words = _("Send the ETag of what you read in If-Match, so that nobody's change is overwritten.")
    return problem(428, words)


def _tell_overtaken(_request: HttpRequest, error: ChangedMeanwhileError) -> HttpResponse:
    words = _("Somebody has changed it since you read it.")
    return with_version(problem(412, words, {"": error.messages}), error.row)


def _refuse_verb(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return problem(409, _("Nothing was changed: see the fields."), fields)


def _refuse_malformed(_request: HttpRequest, error: BadRequest) -> HttpResponse:
    fields = sentences_by_field(error.errors)
    named = ", ".join(name for name in fields if name)
    if not named:
        return problem(422, _("The request is not as the API says."), fields)
    words = _("The request is not as the API says: %(fields)s.") % {"fields": named}
    return problem(422, words, fields)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    AuthenticationError: _ask_who,
    HttpError: _refuse_by_status,
    RequestDataTooBig: _refuse_large,
    PermissionDenied: _refuse_permission,
    Http404: _tell_not_found,
    VersionMissingError: _ask_for_version,
    ChangedMeanwhileError: _tell_overtaken,
    ValidationError: _refuse_verb,
    BadRequest: _refuse_malformed,
}


def answers_in_words(view: Callable[..., Any] | None) -> Callable[..., HttpResponseBase]:
    """The view of an address; where it does not take the method, that is said as every other refusal."""

    if view is None:
        raise TypeError("an address without a view")

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, *args, **named)
        if response.status_code != 405:
            return response
        allowed = ", ".join(sorted(response["Allow"].split(", ")))
        words = _(WORDS[405]) % {"method": request.method, "allowed": allowed}
        told = problem(405, words)
        told["Allow"] = allowed
        return told

    return answer
