"""One's own calendar address: made, made anew and revoked on a page, read by whoever has it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from samdrift.entrances.portal import actions
from samdrift.entrances.portal.calendar_days import calendar_of_days, whose_calendar
from samdrift.entrances.portal.models import CalendarAddress
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import page


def calendar_page(request: HttpRequest) -> HttpResponse:
    """Whether one has an address; a new one is shown on the answer and never again."""
    person = signed_in(request)
    address, status = "", 200
    if request.method == "POST":
        _made, secret = actions.make_calendar_address(by=person)
        path = reverse("calendar_feed", args=[secret])
        address, status = f"{settings.SAMDRIFT_URL.rstrip('/')}{path}", 201
    context = {
        "title": _("My days in a calendar"),
        "lead": _("An address of your own, where your calendar fetches the days that matter."),
        "address": address,
        "known": CalendarAddress.objects.filter(person=person).first(),
    }
    return page(request, "portal/calendar.html", context, status=status)


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    actions.revoke_calendar_address(by=signed_in(request))
    say_done(request, _("The address answers nobody any more."))
    return redirect("calendar_page")


@require_safe
def calendar_feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The days as a file for whoever has the address; for any other there is nothing here."""
    person = whose_calendar(secret)
    if person is None:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        content = calendar_of_days(person)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
