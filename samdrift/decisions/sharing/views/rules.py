"""The rules by which costs are shared: each in full words, changed or ended from a day, with its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.sharing import actions
from samdrift.decisions.sharing.access import require_costs, require_federation, sharing_federation
from samdrift.decisions.sharing.consequences import CHANGING_KEY
from samdrift.decisions.sharing.forms.rules import EndForm, RuleDecisionForm, RuleForm
from samdrift.decisions.sharing.forms.shown_rule import shown_rule
from samdrift.decisions.sharing.models import KeyKind, RuleState, SharingRule
from samdrift.decisions.sharing.present import key_words, rule_figures, rule_words
from samdrift.decisions.sharing.queries.agreed import rules_in_force, waits_for
from samdrift.decisions.sharing.queries.visible import (
    possible_participants,
    visible_rules,
    visible_shares,
)
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import form_page, page

MOST_SHARES = 20
TOUCHING = "ui/touching_form.html"


def rule_list(request: HttpRequest) -> HttpResponse:
    """What is agreed instead of population, what holds now first."""
    person = require_costs(request)
    add = {"label": _("New rule"), "url": reverse("sharing_rule_add"), "icon": "plus"}
    shares = {"label": _("Kept shares"), "url": reverse("share_list")}
    departments = {"label": _("Splits by department"), "url": reverse("department_rule_list")}
    in_force = set(rules_in_force(today()).values_list("pk", flat=True))
    rules = [
        {
            "rule": rule,
            "words": rule_words(rule.rule),
            "holds": rule.pk in in_force,
            "awaits": rule.state == RuleState.AWAITING and rule.pk not in in_force,
            "withdrawn": rule.state == RuleState.WITHDRAWN,
        }
        for rule in visible_rules(person).order_by(
            "application__name", "initiative__name", "-starts_on"
        )
    ]
    context = {
        "title": _("Sharing rules"),
        "lead": cite_clauses(
            _("Costs are shared by population unless something else is agreed."),
            Duty.SHARED_BY_POPULATION,
            person.federation_ids,
        ),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Sharing rules")},
        ],
        "actions": [shares, departments, {**add, "primary": True}]
        if sharing_federation(person)
        else [shares, departments],
        "rules": sorted(rules, key=lambda row: not row["holds"]),
    }
    return page(request, "sharing/rule_list.html", context)


def _crumbs(title: str, rule: SharingRule | None = None) -> list[dict[str, str]]:
    trail = [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Sharing rules"), "url": reverse("sharing_rule_list")},
    ]
    if rule is not None:
        trail.append({"label": str(rule), "url": reverse("sharing_rule_page", args=[rule.pk])})
    return [*trail, {"label": title}]


def _names(person: Person) -> dict[str, str]:
    return {each.code: str(each) for each in possible_participants(person)}


def rule_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule with its parameters, where it is agreed, what was shared by it, and its history."""
    person = require_costs(request)
    rule = get_object_or_404(visible_rules(person), pk=pk)
    may = sharing_federation(person) == rule.federation
    shares = visible_shares(person).filter(rule=rule.parameters, origin=rule.origin)
    if rule.application_id or rule.initiative_id:
        shares = shares.filter(application=rule.application_id, initiative=rule.initiative_id)
    missing = waits_for(rule)
    waiting = rule.state == RuleState.AWAITING
    context = {
        "title": str(rule),
        "breadcrumbs": _crumbs(str(rule)),
        "actions": _rule_actions(rule, waiting=waiting) if may else [],
        "may": may,
        "rule": rule,
        "waiting": waiting,
        "missing": missing,
        "holds": rules_in_force(today()).filter(pk=pk).exists(),
        "words": rule_words(rule.rule),
        "figures": rule_figures(_part_with_figures(rule), _names(person)),
        "shares": shares[:MOST_SHARES],
        "events": history_of(rule),
    }
    return page(request, "sharing/rule_page.html", context)


def _rule_actions(rule: SharingRule, *, waiting: bool) -> list[dict[str, str]]:
    if waiting or rule.state == RuleState.WITHDRAWN:
        return []
    return [
        {
            "label": _("Another key from a day"),
            "url": reverse("sharing_rule_change", args=[rule.pk]),
        },
        {"label": _("End the rule"), "url": reverse("sharing_rule_end", args=[rule.pk])},
    ]


def rule_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done with a rule that not everybody has agreed on: put it to decision, confirm it, take it back."""
    person = signed_in(request)
    require_federation(person, Permission.SHARE_COSTS)
    rule = get_object_or_404(visible_rules(person), pk=pk)
    form = RuleDecisionForm(request.POST or None)

    def save() -> str:
        match form.cleaned_data["act"]:
            case "propose":
                proposal = actions.propose_rule(by=person, rule=rule)
                return reverse("proposal_page", args=[proposal.pk])
            case "withdraw":
                actions.withdraw_rule(by=person, rule=rule, why=form.cleaned_data["why"])
            case _:
                actions.confirm_rule(by=person, rule=rule)
        return reverse("sharing_rule_page", args=[pk])

    title = _("Decide on the key")
    names = ", ".join(str(each) for each in waits_for(rule))
    context = {
        "title": title,
        "lead": _("Not agreed on yet by %(names)s.") % {"names": names}
        if names
        else _("Everybody who pays has agreed."),
        "cancel_url": reverse("sharing_rule_page", args=[pk]),
        "breadcrumbs": _crumbs(title, rule),
    }
    return form_page(request, form, save, context)


def _part_with_figures(rule: SharingRule) -> Any:
    """The part of the rule that has figures of its own: itself, or one of a mix's keys."""
    key = rule.rule
    return next((each for _part, each in key.parts if each.weights), key)


def _key_asked(request: HttpRequest) -> str:
    """The key that has been chosen, in the address or in the form."""
    key = request.POST.get("key") or request.GET.get("nyckel", "")
    return key if key in KeyKind.values else ""


def _choose_key(
    request: HttpRequest, title: str, crumbs: list[dict[str, str]], back: str, *, now: str = ""
) -> HttpResponse:
    """Every key in words, to choose among before its own form."""
    context = {
        "title": title,
        "lead": _("Choose a key first; then you fill in what just that key needs."),
        "breadcrumbs": crumbs,
        "keys": [
            {"key": key, "label": label, "words": key_words(key), "now": key == now}
            for key, label in KeyKind.choices
        ],
        "cancel_url": back,
    }
    return page(request, "sharing/key_choice.html", context)


def rule_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = require_federation(person, Permission.SHARE_COSTS)

    def save() -> str:
        made = actions.agree_on_rule(by=person, federation=federation, **form.cleaned_data)
        return reverse("sharing_rule_page", args=[made.pk])

    key = _key_asked(request)
    if not key:
        title = _("New sharing rule")
        return _choose_key(request, title, _crumbs(title), reverse("sharing_rule_list"))
    initial = {"starts_on": today(), "application": request.GET.get("applikation"), "key": key}
    form = RuleForm(request.POST or None, person=person, chosen=key, initial=initial)
    context = {
        "title": _("New sharing rule: %(key)s") % {"key": KeyKind(key).label.lower()},
        "lead": _("A rule before it for the same costs ends the day before."),
        "cancel_url": reverse("sharing_rule_list"),
        "breadcrumbs": _crumbs(_("New sharing rule")),
    }
    return form_page(request, form, save, context)


def rule_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another key for the same costs from a day; the rule ends the day before and stays in the history."""
    person = signed_in(request)
    federation = require_federation(person, Permission.SHARE_COSTS)
    rule = get_object_or_404(visible_rules(person), pk=pk)

    def save() -> str:
        made = actions.agree_on_rule(
            by=person,
            federation=federation,
            application=rule.application,
            initiative=rule.initiative,
            **form.cleaned_data,
        )
        return reverse("sharing_rule_page", args=[made.pk])

    key, title = _key_asked(request), _("Another key from a day")
    if not key:
        back = reverse("sharing_rule_page", args=[pk])
        return _choose_key(request, title, _crumbs(title, rule), back, now=rule.key)
    initial = shown_rule(rule, _names(person)) | {"starts_on": today(), "key": key}
    form = RuleForm(request.POST or None, person=person, chosen=key, former=rule, initial=initial)
    context = {
        "title": f"{title}: {KeyKind(key).label.lower()}",
        "lead": _("%(rule)s. It ends the day before the new one begins, and stays in the history.")
        % {"rule": rule},
        "consequences": CHANGING_KEY.list_touched(person, rule, today()),
        "cancel_url": reverse("sharing_rule_page", args=[pk]),
        "breadcrumbs": _crumbs(title, rule),
    }
    return form_page(request, form, save, context, template=TOUCHING, row=rule)


def rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    require_federation(person, Permission.SHARE_COSTS)
    rule = get_object_or_404(visible_rules(person), pk=pk)
    form = EndForm(request.POST or None, initial={"ends_on": today()})

    def save() -> str:
        actions.end_rule(by=person, rule=rule, ends_on=form.cleaned_data["ends_on"])
        return reverse("sharing_rule_page", args=[pk])

    title = _("End the rule")
    context = {
        "title": title,
        "lead": _("After its last day the rule for all joint costs holds, else population."),
        "consequences": CHANGING_KEY.list_touched(person, rule, today()),
        "submit_label": title,
        "cancel_url": reverse("sharing_rule_page", args=[pk]),
        "breadcrumbs": _crumbs(title, rule),
    }
    return form_page(request, form, save, context, template=TOUCHING, row=rule)
