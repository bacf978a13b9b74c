"""Every act from a page is answered with what happened and what comes next, on the page that follows.

What is taken away by an act is not found when the same form is sent once more: that is told to be done already, and led
on to where the act led.
"""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import noted_events
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import next_step
from samdrift.foundation.audit.queries import event_in_words

#: Not told to whoever has just done it: it is plain to see, or happens beside what was done.
BESIDE = {"organisations.signed_in", "organisations.file_taken_out"}

ACTS_DONE, MOST_KEPT = "acts_done", 10


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
            _say_what_happened(request, [event for event in noted if event.event not in BESIDE])
            if noted:
                _remember(request, response["Location"])
        if response.status_code == 404 and (after := _done_before(request)):
            messages.info(request, _("It is done already."))
            return redirect(after)
        return response


def _remember(request: HttpRequest, after: str) -> None:
    """Keep for the session where each of the latest acts led on."""
    kept = dict(request.session.get(ACTS_DONE, {}))
    kept.pop(request.path, None)
    latest = list(kept.items())[-MOST_KEPT:]
    request.session[ACTS_DONE] = {**dict(latest), request.path: after}


def _done_before(request: HttpRequest) -> str:
    """Where the same act led on when it was done earlier in the session; empty where it was not.

    Read anew: of two clicks at once the second began before the first was done.
    """
    stored = request.session.__class__(request.session.session_key).get(ACTS_DONE, {})
    return str(stored.get(request.path, ""))


def _say_what_happened(request: HttpRequest, noted: Sequence[AuditEvent]) -> None:
    said = list(getattr(request, "done_in_words", []))
    told_otherwise = getattr(messages.get_messages(request), "added_new", True)
    if not said and noted and not told_otherwise:
        said = [f"{event_in_words(noted[-1])}."]
    if said:
        messages.success(request, " ".join(filter(None, [*said, next_step(noted, request.user)])))
