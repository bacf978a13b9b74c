"""Another key put to decision, with what it changes for each."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.fairness import actions
from samdrift.decisions.fairness.convert.alone import alone_figures
from samdrift.decisions.fairness.convert.judging import key_effects
from samdrift.decisions.fairness.convert.key_content import key_content
from samdrift.decisions.fairness.forms import ProposeKeyForm, TriedKeyForm, key_in
from samdrift.decisions.fairness.present.pages import effects, subject_cost
from samdrift.decisions.sharing.access import (
    kind_asked,
    require_costs,
    require_federation,
    year_asked,
)
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.convert.shared import SharedCost, shared_costs
from samdrift.decisions.sharing.present import rule_words
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import form_page


def joint_cost_key(request: HttpRequest, pk: int) -> HttpResponse:
    return _of_subject(request, (pk, None), "joint_cost_fairness")


def initiative_key(request: HttpRequest, pk: int) -> HttpResponse:
    return _of_subject(request, (None, pk), "initiative_fairness")


def _of_subject(request: HttpRequest, subject: Subject, name: str) -> HttpResponse:
    person = require_costs(request)
    cost = subject_cost(request, person, subject)
    address = reverse(name, args=[subject[0] or subject[1]])
    return _key_page(request, person, [cost], address)


def all_costs_key(request: HttpRequest) -> HttpResponse:
    """The key of everything that no agreement says otherwise of."""
    person = require_costs(request)
    year = year_asked(request)
    kind = kind_asked(request)
    found = shared_costs(joint_costs(person, year, kind), year, kind)
    return _key_page(request, person, found, reverse("fairness_overview"))


def _key_page(
    request: HttpRequest, person: Person, found: list[SharedCost], address: str
) -> HttpResponse:
    federation = require_federation(person, Permission.SHARE_COSTS)
    require_federation(person, Permission.MAKE_PROPOSAL)
    costs = [each for each in found if each.paid_ore]
    if not costs:
        raise Http404
    title = costs[0].title if len(costs) == 1 else _("All joint costs")
    form = ProposeKeyForm(
        request.POST or None,
        person=person,
        initial={**key_in(request.GET), "starts_on": dt.date(today().year + 1, 1, 1)},
    )
    tried = TriedKeyForm(request.POST or request.GET, person=person).current_values.get("rule")

    def save() -> str:
        rule = form.cleaned_data["rule"]
        effect = key_effects(costs, rule)
        if effect[-1].problem:
            raise ValidationError(effect[-1].problem)
        members = {
            each.organisation.pk: each.organisation for cost in costs for each in cost.taking_part
        }
        proposal = actions.propose_key(
            by=person,
            federation=federation,
            title=_("%(key)s for %(what)s") % {"key": rule_words(rule), "what": title},
            text=form.cleaned_data["text"],
            organisations=members.values(),
            content=key_content(
                costs,
                effect[0],
                effect[-1],
                alone_figures(person, costs),
                form.cleaned_data["starts_on"],
            ),
            source_path=address,
        )
        return reverse("proposal_page", args=[proposal.pk])

    context: dict[str, Any] = {
        "title": _("Propose another key for %(what)s") % {"what": title},
        "lead": _("Each municipality decides, with what the key changes for it before its eyes."),
        "submit_label": _("Propose"),
        "cancel_url": address,
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Does everyone gain?"), "url": address},
            {"label": _("Propose another key")},
        ],
        **effects(costs, tried),
    }
    return form_page(request, form, save, context, "fairness/fairness_key.html")
