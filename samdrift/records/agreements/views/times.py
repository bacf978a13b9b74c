"""How long before the end procurement begins: what the federation has settled, and from which day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.agreement_state import LEAD_TIMES
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import may, require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.agreements import actions
from samdrift.records.agreements.forms import ProcurementTimesForm
from samdrift.records.agreements.lead_times import ProcurementTimes


def _federation(person: Person) -> Organisation:
    federation = federation_of(person)
    if federation is None:
        raise Http404
    return federation


def procurement_times(request: HttpRequest) -> HttpResponse:
    """What holds today, what held before and what is to hold, the latest first."""
    person = signed_in(request)
    federation = _federation(person)
    settled = list(ProcurementTimes.objects.filter(federation=federation))
    holding = next((each for each in settled if each.starts_on <= today()), None)
    usual = ProcurementTimes(federation=federation, starts_on=LEAD_TIMES[0].starts_on)
    may_settle = may(person, Permission.MANAGE_ORGANISATIONS, federation)
    add = {
        "label": _("Settle other times"),
        "url": reverse("procurement_times_add"),
        "icon": "plus",
    }
    context = {
        "title": _("When procurement should begin"),
        "lead": _(
            "So many months before an agreement ends, where the agreement itself says nothing."
        ),
        "breadcrumbs": [
            {"label": _("Agreements"), "url": reverse("agreement_list")},
            {"label": _("When procurement should begin")},
        ],
        "rows": [(each, each == holding, True) for each in settled]
        + [(usual, holding is None, False)],
        "may_settle": may_settle,
        "actions": [{**add, "primary": True}] if may_settle else [],
        "events": [event for each in settled for event in history_of(each)],
    }
    return page(request, "agreements/procurement_times.html", context)


def procurement_times_add(request: HttpRequest) -> HttpResponse:
    """Other times from a day on, beginning with those that hold."""
    person = signed_in(request)
    federation = _federation(person)
    require(person, Permission.MANAGE_ORGANISATIONS, federation)

    def save() -> str:
        times = form.save(commit=False)
        times.federation = federation
        actions.settle_procurement_times(by=person, times=times)
        return reverse("procurement_times")

    form = ProcurementTimesForm(request.POST or None, initial={"starts_on": today()})
    context = {"title": _("Settle other times"), "cancel_url": reverse("procurement_times")}
    return form_page(request, form, save, context)


def procurement_times_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what has been settled."""
    person = signed_in(request)
    federation = _federation(person)
    times = get_object_or_404(ProcurementTimes, federation=federation, pk=pk)
    require(person, Permission.MANAGE_ORGANISATIONS, federation)

    def save() -> str:
        actions.change_procurement_times(by=person, times=form.save(commit=False))
        return reverse("procurement_times")

    form = ProcurementTimesForm(request.POST or None, instance=times)
    context = {"title": _("Change the times"), "cancel_url": reverse("procurement_times")}
    return form_page(request, form, save, context)
