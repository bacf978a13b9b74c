"""Scenarios: the overview, one with its limits and what is settled, and how they are changed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.decisions.planning import actions
from samdrift.decisions.planning.convert.naming import RULES, STATUS_WORDS, UNITS_OF, pin_words
from samdrift.decisions.planning.convert.tables import cell_in_words
from samdrift.decisions.planning.forms import CopyForm, LimitForm, PinForm, ScenarioForm
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.planning.queries import (
    WITHOUT_DOCUMENTS,
    ScenarioChoices,
    choices_of,
    scenario_rows,
    visible_adopted_plans,
    visible_scenarios,
)
from samdrift.decisions.planning.views.access import (
    crumbs,
    planner,
    plans_for,
    visible_scenario,
)
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import confirm_page, form_page, page
from samdrift.foundation.ui.pages import page_steps

COMPARED, SCENARIOS_A_PAGE = 5, 50
Asked = TypeVar("Asked", PinForm, LimitForm)


def plan_overview(request: HttpRequest) -> HttpResponse:
    """Every scenario with its latest plan; the adopted plan first."""
    person = signed_in(request)
    require_that(sees_collaboration(person))
    add = {"label": _("New scenario"), "url": reverse("scenario_add"), "icon": "plus"}
    scenarios = visible_scenarios(person)
    pages = Paginator(scenarios, SCENARIOS_A_PAGE)
    asked = pages.get_page(request.GET.get("sida"))
    first = (asked.number - 1) * SCENARIOS_A_PAGE
    rows = scenario_rows(scenarios[first : first + SCENARIOS_A_PAGE])
    context = {
        "title": _("Plans"),
        "lead": _(
            "The computed way to the joint IT organisation: what it costs to get there and what it saves."
        ),
        "actions": [{**add, "primary": True}] if plans_for(person) else [],
        "rows": rows,
        "pages": page_steps(request.GET, asked.number, pages.num_pages),
        "adopted": visible_adopted_plans(person),
        "compare": [row.plan.pk for row in rows if row.plan and row.plan.is_solved][:COMPARED],
        "words": {key: str(value) for key, value in STATUS_WORDS.items()},
    }
    return page(request, "planning/plan_overview.html", context)


def scenario_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = planner(person)

    def save() -> str:
        scenario = form.save(commit=False)
        scenario.federation = federation
        return _address(actions.add_scenario(by=person, scenario=scenario))

    form = ScenarioForm(request.POST or None, initial={"first_year": today().year})
    context = {
        "title": _("New scenario"),
        "breadcrumbs": crumbs((_("New scenario"), "")),
        "cancel_url": reverse("plan_overview"),
    }
    return form_page(request, form, save, context, "planning/scenario_form.html")


def _address(scenario: Scenario) -> str:
    return reverse("scenario_page", args=[scenario.pk])


def scenario_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The assumptions, what is settled, and the plans computed from them."""
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    choices = choices_of(scenario)
    plans = list(scenario.plans.defer(*WITHOUT_DOCUMENTS).select_related("by", "proposal"))
    context = {
        "title": scenario.name,
        "breadcrumbs": crumbs((scenario.name, "")),
        "scenario": scenario,
        "groups": _groups(scenario),
        "pins": [pin_words(pin, choices.municipalities, choices.units) for pin in scenario.pins],
        "limits": [_limit_words(row, choices) for row in scenario.own_limits],
        "plans": plans,
        "run": scenario.runs.select_related("plan").first(),
        "words": {key: str(value) for key, value in STATUS_WORDS.items()},
        "may_plan": plans_for(person) == scenario.federation,
        "removable": not any(plan.proposal_id for plan in plans),
        "events": history_of(scenario),
    }
    return page(request, "planning/scenario_page.html", context)


def _groups(scenario: Scenario) -> list[tuple[str, list[tuple[str, object]]]]:
    """The form's groups as facts."""
    form = ScenarioForm(instance=scenario)
    found = []
    for label, names in form.groups:
        rows = []
        for name in names[1:] if "name" in names else names:
            shown_as = getattr(scenario, f"get_{name}_display", None)
            bound = form[name]
            value = shown_as() if shown_as else bound.field.prepare_value(bound.initial)
            rows.append((str(bound.label), _("no limit") if value in {None, ""} else value))
        found.append((str(label), rows))
    return found


def _limit_words(row: dict[str, Any], choices: ScenarioChoices) -> str:
    amount = (
        cell_in_words(row["amount"] * 100, "kronor")
        if row["rule"] == "budget"
        else cell_in_words(row["amount"], "number")
    )
    values = {
        "of": choices.municipalities.get(row["of"]) or choices.units.get(row["of"]) or row["of"],
        "rule": RULES[row["rule"]],
        "amount": f"{amount} {UNITS_OF[row['rule']]}",
        "year": row.get("year") or _("every year"),
    }
    return _("%(of)s: %(rule)s, at most %(amount)s, %(year)s") % values


def scenario_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    planner(person)

    def save() -> str:
        return _address(actions.change_scenario(by=person, scenario=form.save(commit=False)))

    form = ScenarioForm(request.POST or None, instance=scenario)
    title = _("Change %(name)s") % {"name": Scenario.objects.get(pk=pk).name}
    context = {"title": title, "cancel_url": reverse("scenario_page", args=[pk])}
    return form_page(request, form, save, context, "planning/scenario_form.html")


def scenario_copy(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    planner(person)

    def save() -> str:
        name = form.cleaned_data["name"]
        return _address(actions.copy_scenario(by=person, scenario=scenario, name=name))

    form = CopyForm(
        request.POST or None, initial={"name": _("%(name)s, variant") % {"name": scenario}}
    )
    context = {
        "title": _("Copy %(name)s") % {"name": scenario},
        "lead": _(
            "The copy has the same years, limits and settled things; change it and compare the plans."
        ),
        "submit_label": _("Copy"),
        "cancel_url": _address(scenario),
        "breadcrumbs": crumbs((scenario.name, _address(scenario)), (_("Copy"), "")),
    }
    return form_page(request, form, save, context)


def pin_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle something beforehand."""

    def add(person: Person, scenario: Scenario, form: PinForm) -> Scenario:
        assert form.pin is not None  # its kind is required
        return actions.add_pin(by=person, scenario=scenario, pin=form.pin)

    title, lead = (
        _("Settle something beforehand"),
        _("The plan is the cheapest that keeps to it; its page says what that costs."),
    )
    return _add_row(request, pk, PinForm, add, title, lead, _("Settle"))


def limit_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one municipality or IT unit can take."""

    def add(person: Person, scenario: Scenario, form: LimitForm) -> Scenario:
        asked = {name: form.cleaned_data[name] for name in ("rule", "of", "amount", "year")}
        return actions.set_limit(by=person, scenario=scenario, **asked)

    title, lead = _("A limit of its own"), _("It goes before the scenario's common limit.")
    return _add_row(request, pk, LimitForm, add, title, lead, _("Limit"))


def _add_row(  # noqa: PLR0917 - a form with what its page says
    request: HttpRequest,
    pk: int,
    kind: type[Asked],
    add: Callable[[Person, Scenario, Asked], Scenario],
    title: str,
    lead: str,
    crumb: str,
) -> HttpResponse:
    """A form that adds a row to a scenario."""
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    planner(person)
    form = kind(request.POST or None, choices=choices_of(scenario))

    def save() -> str:
        return _address(add(person, scenario, form))

    context = {
        "title": title,
        "lead": lead,
        "cancel_url": _address(scenario),
        "breadcrumbs": crumbs((scenario.name, _address(scenario)), (crumb, "")),
    }
    return form_page(request, form, save, context, row=scenario)


def scenario_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw it away with its plans, after saying what that means."""
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    planner(person)

    def act() -> str:
        actions.remove_scenario(by=person, scenario=scenario)
        say_done(request, _("%(name)s was removed.") % {"name": scenario})
        return reverse("plan_overview")

    context = {
        "title": _("Remove %(name)s?") % {"name": scenario},
        "consequences": [
            ngettext(
                "The scenario and its %(number)s plan are deleted.",
                "The scenario and its %(number)s plans are deleted.",
                scenario.plans.count(),
            )
            % {"number": scenario.plans.count()},
            _("Scenarios that vary it are kept."),
        ],
        "confirm_label": _("Remove the scenario"),
        "cancel_url": _address(scenario),
        "breadcrumbs": crumbs((scenario.name, _address(scenario)), (_("Remove"), "")),
        "danger": True,
    }
    return confirm_page(request, act, context, row=scenario)


@require_POST
def pin_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _remove_row(request, pk, number, actions.remove_pin)


@require_POST
def limit_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _remove_row(request, pk, number, actions.remove_limit)


def _remove_row(
    request: HttpRequest, pk: int, number: int, remove: Callable[..., Scenario]
) -> HttpResponse:
    person = signed_in(request)
    scenario = visible_scenario(person, pk)
    try:
        remove(by=person, scenario=scenario, number=number)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(_address(scenario))
