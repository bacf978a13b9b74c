"""Answers about a reader that hold while one page is read: the database is asked for each of them once.

Only while a page is read (GET): a request that changes something, a command and a test ask anew each time.
"""

import functools
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


def remembered_while_reading(
    question: Callable[Arguments, Answer],
) -> Callable[Arguments, Answer]:
    """Ask the question once a page for the same arguments; the answer must be a value that nobody changes."""

    @functools.wraps(question)
    def answer_once(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        answers = _answers.get()
        if answers is None:
            return question(*args, **kwargs)
        key = (question, *map(_key, args), *sorted(kwargs.items()))
        if key not in answers:
            answers[key] = question(*args, **kwargs)
        answer: Answer = answers[key]
        return answer

    return answer_once


def _key(argument: Any) -> Hashable:
    if isinstance(argument, Model):
        return type(argument), argument.pk
    hashable: Hashable = argument
    return hashable


class RememberWhileReading:
    """Middleware: begins an empty memory for each page that is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        token = _answers.set({})
        try:
            return self.get_response(request)
        finally:
            _answers.reset(token)
