"""The start page: for the IT managers' group, for owners and system managers, for every employee."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.periods import add_months
from samdrift.decisions.collaboration.models import OpportunityState
from samdrift.decisions.collaboration.queries import sees_collaboration, visible_opportunities
from samdrift.decisions.collaboration.views import STATE_TONES, TRIGGER_WORDS, level_chart
from samdrift.decisions.costs.queries import sees_costs
from samdrift.decisions.costs.queries.ours import waiting_for
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.entrances.portal.queries import (
    cost_share_chart,
    lacks_of_mine,
    own_cost_links,
    policy_summary,
    steps_of_mine,
    year_guides,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.page import page
from samdrift.records.agreements.queries import visible_agreements, with_notice_within
from samdrift.records.agreements.views import notice_chart
from samdrift.records.register.queries import visible_applications, without_owner

SHOWN_OPPORTUNITIES = 5


def start(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = federation_of(person)
    context: dict[str, Any] = {
        "title": _("Overview"),
        "lead": _("Signed in as %(name)s, %(organisation)s.")
        % {"name": person, "organisation": person.organisation or "–"},
        "guides": year_guides(person),
        "cost_links": own_cost_links(person),
        "mine": lacks_of_mine(person),
        "my_steps": steps_of_mine(person),
        "told": waiting_for(person),
        "sees_costs": sees_costs(person),
        "own_count": visible_applications(person).used_by(person.organisation, today()).count()
        if person.organisation
        else 0,
        "proposals": list(visible_proposals(person).order_by("-pk")[:5]) if federation else [],
    }
    if federation is not None and sees_collaboration(person):
        context |= _for_the_group(person, federation)
    if federation is not None:
        context["policy"] = policy_summary(person)
    return page(request, "portal/start.html", context)


def _for_the_group(person: Person, federation: Organisation) -> dict[str, Any]:
    """What the IT managers' group works with."""
    agreements = visible_agreements(person).in_force(today())
    pressing = with_notice_within(agreements, add_months(today(), 6))
    seen, _assumed = visible_opportunities(person)
    names = {
        row.code: str(row) for row in Organisation.objects.filter(municipality_code__isnull=False)
    }
    alive = visible_applications(person).on(today())
    ownerless = without_owner(alive, person, today()).count()
    return {
        "title": _("Overview for the IT managers' group"),
        "notice_alert": ngettext(
            "%(number)s agreement must be given notice on within six months, or it is prolonged",
            "%(number)s agreements must be given notice on within six months, or they are prolonged",
            len(pressing),
        ) % {"number": len(pressing)} if pressing else "",
        "kpis": [
            _kpi(alive.count(), _("Applications in the register"), "application_list"),
            _kpi(len(pressing), _("Agreements to act on within six months"), "agreement_list",
                 tone="danger" if pressing else "success"),
            _kpi(len(seen), _("Opportunities to collaborate"), "opportunity_list", tone="info"),
            _kpi(ownerless, _("Applications without a system owner"), "application_list",
                 tone="warning" if ownerless else "success", query="?utan_agare=1"),
        ],
        "notice_chart": notice_chart(visible_agreements(person), most=8),
        "opportunities": [
            {
                "name": each.found.name,
                "url": reverse("opportunity_page", args=[each.address]),
                "municipalities": ", ".join(names.get(code, code) for code in each.found.municipalities),
                "address": each.address,
                "saving_ore": each.found.saving.amount_ore,
                "state": OpportunityState(each.state).label,
                "tone": STATE_TONES[each.state],
                "triggers": [TRIGGER_WORDS[trigger] for trigger in each.found.triggers],
            }
            for each in seen[:SHOWN_OPPORTUNITIES]
        ],
        "opportunity_count": len(seen),
        "share_chart": cost_share_chart(person),
        "level_chart": level_chart(person, federation),
    }  # fmt: skip


def _kpi(
    value: int, label: str, name: str, *, tone: str = "neutral", query: str = ""
) -> dict[str, object]:
    return {"value": value, "label": label, "url": reverse(name) + query, "tone": tone}
