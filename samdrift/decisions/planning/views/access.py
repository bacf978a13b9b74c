"""What the pages of the room share: who may plan, where one is, and the pages of one plan."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.planning.convert.naming import STATUS_WORDS
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.decisions.planning.queries import visible_plans, visible_scenarios
from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where

STATUS_TONES = {"optimal": "success", "within_gap": "success", "feasible": "info"}
PAGES = [
    ("plan_page", gettext_lazy("Summary")),
    ("plan_target", gettext_lazy("Today and target")),
    ("plan_measures", gettext_lazy("Measures")),
    ("plan_costs", gettext_lazy("Costs")),
    ("plan_limits", gettext_lazy("Limits and rules")),
    ("plan_alternatives", gettext_lazy("Alternatives")),
    ("plan_assumptions", gettext_lazy("Assumptions")),
    ("plan_proof", gettext_lazy("Proof")),
]


def plans_for(person: Person) -> Organisation | None:
    """The federation that the person may plan for."""
    return federation_where(person, Permission.MAKE_PLAN)


def planner(person: Person) -> Organisation:
    """The same; raises PermissionDenied where there is none."""
    return require_found(plans_for(person))


def crumbs(*labels: tuple[str, str]) -> list[dict[str, str]]:
    """(label, url) after the overview; an empty url for where one is."""
    rest = [{"label": label, "url": url} if url else {"label": label} for label, url in labels]
    return [{"label": _("Plans"), "url": reverse("plan_overview")}, *rest]


def visible_scenario(person: Person, pk: int) -> Scenario:
    return get_object_or_404(visible_scenarios(person), pk=pk)


def visible_plan(person: Person, pk: int) -> Plan:
    plan: Plan = get_object_or_404(visible_plans(person), pk=pk)
    return plan


def plan_context(request: HttpRequest, plan: Plan, current: str) -> dict[str, Any]:
    """What every page of a plan shows; the pages that only a solved plan has are left out of others."""
    person = signed_in(request)
    may_plan = plans_for(person) == plan.scenario.federation
    label = str(dict(PAGES)[current])
    here = [(label, "")] if current != "plan_page" else []
    pages = PAGES if plan.is_solved else [PAGES[0], PAGES[6], PAGES[7]]
    return {
        "title": str(plan.scenario) if current == "plan_page" else label,
        "breadcrumbs": crumbs(
            (str(plan), reverse("plan_page", args=[plan.pk]) if here else ""), *here
        ),
        "plan": plan,
        "pages": [
            {"label": words, "url": reverse(name, args=[plan.pk]), "current": name == current}
            for name, words in pages
        ],
        "status_words": STATUS_WORDS.get(plan.status, plan.status),
        "tone": STATUS_TONES.get(plan.status, "warning"),
        "may_plan": may_plan,
        "may_propose": plan.proposal_id is None and plan.is_solved and may_plan,
        "may_open_scenario": visible_scenarios(person).filter(pk=plan.scenario_id).exists(),
    }
