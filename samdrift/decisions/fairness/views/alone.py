"""What each would pay alone, kept with where the figures come from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.fairness import actions
from samdrift.decisions.fairness.forms import StandAloneForm, alone_in
from samdrift.decisions.fairness.present.pages import subject_cost, year_query
from samdrift.decisions.sharing.access import require_costs, require_federation
from samdrift.decisions.sharing.convert.shared import SharedCost, shared_of
from samdrift.decisions.sharing.queries.visible import visible_shares
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import form_page


def joint_cost_alone(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    cost = subject_cost(request, person, (pk, None))
    return _alone_page(request, person, cost, reverse("joint_cost_fairness", args=[pk]))


def initiative_alone(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    cost = subject_cost(request, person, (None, pk))
    return _alone_page(request, person, cost, reverse("initiative_fairness", args=[pk]))


def share_alone(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    share = get_object_or_404(visible_shares(person), pk=pk)
    cost = shared_of(share, list(share.lines.select_related("organisation")))
    return _alone_page(request, person, cost, reverse("share_fairness", args=[pk]))


def _alone_page(
    request: HttpRequest, person: Person, cost: SharedCost, address: str
) -> HttpResponse:
    federation = require_federation(person, Permission.SHARE_COSTS)
    back = f"{address}?{year_query(cost)}"

    def save() -> str:
        actions.say_stand_alone_costs(
            by=person,
            federation=federation,
            year=cost.year,
            amounts_ore=form.cleaned_data["amounts_ore"],
            origin=form.cleaned_data["origin"],
            application=cost.application,
            initiative=cost.initiative,
            share=cost.share,
        )
        return back

    form = StandAloneForm(request.POST or None, cost=cost, initial=alone_in(request.GET))
    what = {"name": cost.title, "year": cost.year}
    context = {
        "title": _("What %(name)s would cost alone %(year)s") % what,
        "lead": _("Kronor of the year, excluding VAT. What is left empty stays as it is."),
        "cancel_url": back,
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Does everyone gain?"), "url": back},
            {"label": _("Stand-alone costs")},
        ],
    }
    return form_page(request, form, save, context)
