"""What a view could not take is told in words: a verb's refusal, a value no database holds, a full disk."""

import errno
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from samdrift.foundation.ui.page import page

FULL_DISK = re.compile(r"disk is full|No space left|could not extend file", re.IGNORECASE)
NUL: Final = "%00"
LARGEST: Final = 2**63 - 1


class RefusalsInWords:
    """Answers 422 with the words of a refusal that no page caught, and 507 where nothing more can be stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            return _refusal_page(request, [_unreadable()], HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: object, _arguments: object, keywords: dict[str, object]
    ) -> None:
        if any(isinstance(each, int) and each > LARGEST for each in keywords.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        if isinstance(wrong, ValidationError):
            return _refusal_page(request, wrong.messages, HTTPStatus.UNPROCESSABLE_ENTITY)
        if isinstance(wrong, DataError | OverflowError | UnicodeError) or _is_odd_number(wrong):
            return _refusal_page(request, [_unreadable()], HTTPStatus.UNPROCESSABLE_ENTITY)
        if _is_full_disk(wrong):
            words = _("The disk is full, so nothing was saved. Tell whoever runs the service.")
            return _refusal_page(request, [words], HTTPStatus.INSUFFICIENT_STORAGE)
        return None


def _is_full_disk(wrong: Exception) -> bool:
    if isinstance(wrong, DatabaseError):
        return FULL_DISK.search(str(wrong)) is not None
    return isinstance(wrong, OSError) and wrong.errno in {errno.ENOSPC, errno.EDQUOT}


def _is_odd_number(wrong: Exception) -> bool:
    """A number of thousands of digits, as Python or Django's own key says it."""
    return isinstance(wrong, ValueError) and (
        "integer string conversion" in str(wrong) or "expected a number but got" in str(wrong)
    )


def _unreadable() -> str:
    return _("A value is too large, or holds characters that can't be stored.")


def _refusal_page(request: HttpRequest, words: list[str], status: HTTPStatus) -> HttpResponse:
    title = _("Nothing was changed")
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": title, "fields": {"": words}}, status=status)
    context = {"title": title, "refused": words, "back_url": request.path}
    return page(request, "ui/refused.html", context, status=status)
