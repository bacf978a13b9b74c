"""The start page: for the IT managers' group, for owners and system managers, for every employee."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.collaboration.models import OpportunityState
from samdrift.decisions.collaboration.opportunities_kept import kept_opportunities
from samdrift.decisions.collaboration.present import STATE_TONES, TRIGGER_WORDS, level_chart
from samdrift.decisions.collaboration.queries import (
    joint_applications,
    municipality_names,
    sees_collaboration,
)
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.notices.queries.notices import sees_notices
from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.entrances.portal.first_steps import first_steps, first_steps_of_member
from samdrift.entrances.portal.queries import (
    cost_share_chart,
    lacks_of_mine,
    own_cost_links,
    policy_summary,
    year_guides,
)
from samdrift.entrances.portal.queue import group_waiting
from samdrift.foundation.meetings.queries import visible_groups
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Appointment, Organisation, Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.organisations.waiting import waiting_for
from samdrift.foundation.ui.page import page
from samdrift.records.agreements.present import term_chart
from samdrift.records.agreements.queries import (
    AgreementRow,
    agreement_rows,
)
from samdrift.records.register.queries import visible_applications, without_owner

SHOWN_OPPORTUNITIES = 5
SHOWN_LEVELS = 12
SHOWN_OF_MINE = 10
MOST_WAITING = 8  # on the start page; the page of what waits has all


def start(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = federation_of(person)
    agreements = agreement_rows(person, today())
    waiting = waiting_for(person)
    mine = lacks_of_mine(person)
    context: dict[str, Any] = {
        "title": _("Overview"),
        "waiting": waiting[:MOST_WAITING],
        "queue": group_waiting(waiting[:MOST_WAITING]),
        "waiting_number": len(waiting),
        "lead": _("Signed in as %(name)s, %(organisation)s.")
        % {"name": person, "organisation": person.organisation or "–"},
        "guides": year_guides(person),
        "cost_links": own_cost_links(person),
        "mine": mine[:SHOWN_OF_MINE],
        "mine_count": len(mine),
        "groups": visible_groups(person)[:5],
        "sees_notices": sees_notices(person),
        "sees_costs": sees_costs(person),
        "own_count": visible_applications(person).used_by(person.organisation, today()).count()
        if person.organisation
        else 0,
        "proposals": list(visible_proposals(person).order_by("-pk")[:5]) if federation else [],
    }
    if federation is not None and sees_collaboration(person):
        context |= _for_the_group(person, federation, agreements)
    if federation is not None:
        policy = policy_summary(person)
        context["policy"] = policy
        context["first_steps"] = first_steps(person, federation, policy) or first_steps_of_member(
            person
        )
    return page(request, "portal/start.html", context)


def _for_the_group(
    person: Person, federation: Organisation, agreements: Sequence[AgreementRow]
) -> dict[str, Any]:
    """What the IT managers' group works with."""
    pressing = [row for row in agreements if row.needs_action]
    kept = kept_opportunities(person)
    seen = kept.rows if kept else []
    names = municipality_names()
    alive = visible_applications(person).on(today())
    joint = joint_applications(person, today())
    count, ownerless = alive.count(), without_owner(alive, person, today()).count()
    at_ease = "success" if count else "neutral"  # where there is nothing, nothing is well
    held = Appointment.objects.on(today()).filter(person=person, role=Role.IT_MANAGER)
    return {
        "title": _("Overview for the IT managers' group") if held.exists() else _("Overview"),
        "kpis": [
            _kpi(count, _("Applications in the register"), "application_list"),
            _kpi(
                len(pressing),
                _("Agreements to act on"),
                "agreement_list",
                tone="warning" if pressing else at_ease,
                query="?atgard=1",
            ),
            _kpi(len(seen), _("Opportunities to collaborate"), "opportunity_list", tone="info"),
            _kpi(
                ownerless,
                _("Applications without a system owner"),
                "application_list",
                tone="warning" if ownerless else at_ease,
                query="?utan_agare=1",
            ),
        ],
        "notice_chart": term_chart(agreements, most=8),
        "opportunities": [
            {
                "name": each.name,
                "url": reverse("opportunity_page", args=[each.address]),
                "municipalities": ", ".join(names.get(code, code) for code in each.municipalities),
                "address": each.address,
                "saving_ore": each.saving_ore,
                "state": OpportunityState(each.state).label,
                "tone": STATE_TONES[each.state],
                "triggers": [TRIGGER_WORDS[trigger] for trigger in each.triggers],
            }
            for each in seen[:SHOWN_OPPORTUNITIES]
        ],
        "opportunity_count": len(seen),
        "sought": kept,
        "share_chart": cost_share_chart(person),
        "level_chart": level_chart(list(joint[:SHOWN_LEVELS]), federation),
        "has_more_levels": joint.count() > SHOWN_LEVELS,
    }


def waiting_list(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the reader, with since when, by when and for whom."""
    person = signed_in(request)
    title = _("What waits for you")
    waiting = waiting_for(person)
    context = {
        "title": title,
        "lead": _("What is due first stands first; then what has waited longest."),
        "waiting": waiting,
        "queue": group_waiting(waiting),
    }
    return page(request, "portal/waiting.html", context)


def _kpi(
    value: int, label: str, name: str, *, tone: str = "neutral", query: str = ""
) -> dict[str, object]:
    return {"value": value, "label": label, "url": reverse(name) + query, "tone": tone}
