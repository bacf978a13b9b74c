"""Every act from a page is answered with what happened and what comes next, on the page that follows."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from samdrift.foundation.audit.actions import noted_events
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import next_step
from samdrift.foundation.audit.queries import event_in_words

#: Not told to whoever has just done it: it is plain to see, or happens beside what was done.
BESIDE = {"organisations.signed_in", "organisations.file_taken_out"}


def say_done(request: HttpRequest, words: str) -> None:
    """A better word for what was done than the history's; what comes next is added."""
    said = getattr(request, "done_in_words", [])
    request.done_in_words = [*said, words]  # type: ignore[attr-defined]  # read by ActsAreTold


class ActsAreTold:
    """After a form or button that led on to a page: what happened, as the history says it, and what comes next."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.answer(request)
        with noted_events() as noted:
            response = self.answer(request)
        if response.status_code == 302:
            _tell(request, [event for event in noted if event.event not in BESIDE])
        return response


def _tell(request: HttpRequest, noted: Sequence[AuditEvent]) -> None:
    said = list(getattr(request, "done_in_words", []))
    told_otherwise = getattr(messages.get_messages(request), "added_new", True)
    if not said and noted and not told_otherwise:
        said = [f"{event_in_words(noted[-1])}."]
    if said:
        messages.success(request, " ".join(filter(None, [*said, next_step(noted, request.user)])))
