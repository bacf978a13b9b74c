"""A policy that is written on pages: the template to begin from, its chapters, clauses and goals."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.policy import actions
from samdrift.decisions.policy.convert import read_policy, template_policy
from samdrift.decisions.policy.forms import ClauseForm, GoalForm, PolicyForm
from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries import CHECKS, visible_policies
from samdrift.decisions.policy.queries.drafts import is_draft
from samdrift.foundation.organisations.access import (
    may_in_group,
    require,
    require_found,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_kept
from samdrift.foundation.ui.page import confirm_page, form_page, page

Row = TypeVar("Row", Clause, Goal)


def _draft(request: HttpRequest, pk: int) -> tuple[Person, Policy]:
    person = signed_in(request)
    policy = get_object_or_404(visible_policies(person), pk=pk)
    require(person, Permission.EDIT_POLICY, policy)
    return person, policy


def _row(request: HttpRequest, model: type[Row], pk: int) -> tuple[Person, Row]:
    """A clause or a goal, for who writes its policy; 404 for who does not know of it."""
    person = signed_in(request)
    rows = model._default_manager.filter(policy__in=visible_policies(person))
    row = get_object_or_404(rows.select_related("policy"), pk=pk)
    require(person, Permission.EDIT_POLICY, row.policy)
    return person, row


def _draft_url(policy: Policy) -> str:
    return reverse("policy_draft", args=[policy.pk])


def _crumbs(policy: Policy, last: str = "") -> list[dict[str, str]]:
    own = {"label": policy.title, "url": _draft_url(policy)} if last else {"label": policy.title}
    found = [{"label": _("The policy"), "url": reverse("policy")}, own]
    return [*found, {"label": last}] if last else found


def policy_template(request: HttpRequest) -> HttpResponse:
    """The template's text, and a button that makes it the federation's own, to be written on and decided."""
    person = signed_in(request)
    federation = require_found(federation_kept(person, Permission.EDIT_POLICY))
    document = template_policy(today())
    text = read_policy(document, CHECKS)

    def take() -> str:
        if any(each.title == text.title and is_draft(each) for each in visible_policies(person)):
            raise ValidationError(
                _("The template is taken already: write on that policy, or put it to decision.")
            )
        policy = actions.adopt_policy(by=person, federation=federation, document=document)
        return _draft_url(policy)

    context = {
        "title": _("A policy from the template"),
        "lead": _(
            "%(clauses)s clauses in %(chapters)s chapters. Take it, change what you want, and put it to decision."
        )
        % {"clauses": len(text.clauses), "chapters": len(text.chapters)},
        "confirm_label": _("Take the template"),
        "cancel_url": reverse("policy"),
        "chapters": [
            (
                chapter,
                [
                    (each, _what_is_measured(each.check))
                    for each in text.clauses
                    if each.chapter == chapter["number"]
                ],
            )
            for chapter in text.chapters
        ],
        "goals": text.goals,
    }
    return confirm_page(request, take, context, "policy/template_page.html")


def _what_is_measured(check: str) -> str:
    """What a check counts, in words; "" where people follow the clause up."""
    found = CHECKS.get(check)
    return f"{found.of} {found.fulfilling}" if found else ""


def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The policy's text with a way to change each part of it, until it is put to decision."""
    person, policy = _draft(request, pk)
    writes = is_draft(policy)
    clauses = list(policy.clauses.all())
    documents = [
        {"row": each, "body": each.get_decided_by_display()} for each in policy.documents.all()
    ]
    context = {
        "title": policy.title,
        "lead": _("Valid %(first)s – %(last)s.")
        % {"first": policy.valid_from, "last": policy.valid_until},
        "breadcrumbs": _crumbs(policy),
        "actions": _ways(policy) if writes else [],
        "policy": policy,
        "writes": writes,
        "documents": documents,
        "may_propose": writes and may_in_group(person, Permission.MAKE_PROPOSAL, policy.federation),
        "chapters": [
            (
                chapter,
                [
                    (each, _what_is_measured(each.check_name))
                    for each in clauses
                    if each.chapter == chapter["number"]
                ],
            )
            for chapter in policy.chapters
        ],
        "goals": policy.goals.select_related("clause"),
        "events": history_for(person, policy),
    }
    return page(request, "policy/draft_page.html", context)


def _ways(policy: Policy) -> list[dict[str, Any]]:
    return [
        {
            "label": _("New clause"),
            "url": reverse("draft_clause_add", args=[policy.pk]),
            "icon": "plus",
        },
        {
            "label": _("New goal"),
            "url": reverse("draft_goal_add", args=[policy.pk]),
            "icon": "plus",
        },
        {
            "label": _("Title, days and chapters"),
            "url": reverse("policy_draft_change", args=[policy.pk]),
        },
    ]


def draft_change(request: HttpRequest, pk: int) -> HttpResponse:
    person, policy = _draft(request, pk)
    form = PolicyForm(request.POST or None, instance=policy)

    def save() -> str:
        return _draft_url(actions.change_policy(by=person, policy=form.instance))

    title = _("Title, days and chapters")
    context = {
        "title": title,
        "breadcrumbs": _crumbs(policy, title),
        "cancel_url": _draft_url(policy),
    }
    return form_page(request, form, save, context)


def clause_add(request: HttpRequest, pk: int) -> HttpResponse:
    person, policy = _draft(request, pk)
    form = ClauseForm(
        request.POST or None, policy=policy, instance=Clause(policy=policy, target=100)
    )

    def save() -> str:
        actions.add_clause(by=person, policy=policy, **form.cleaned_data)
        return _draft_url(policy)

    title = _("New clause")
    context = {
        "title": title,
        "breadcrumbs": _crumbs(policy, title),
        "cancel_url": _draft_url(policy),
    }
    return form_page(request, form, save, context)


def clause_change(request: HttpRequest, clause: int) -> HttpResponse:
    person, row = _row(request, Clause, clause)
    back = _draft_url(row.policy)
    form = ClauseForm(request.POST or None, policy=row.policy, instance=row)

    def save() -> str:
        actions.change_clause(by=person, clause=form.instance)
        return back

    context = {
        "title": _("Change clause %(code)s") % {"code": row.code},
        "breadcrumbs": _crumbs(row.policy, row.code),
        "cancel_url": back,
    }
    return form_page(request, form, save, context)


def clause_remove(request: HttpRequest, clause: int) -> HttpResponse:
    person, row = _row(request, Clause, clause)
    back = _draft_url(row.policy)

    def act() -> str:
        actions.remove_clause(by=person, clause=row)
        return back

    context = {
        "title": _("Remove clause %(code)s?") % {"code": row.code},
        "lead": row.text,
        "breadcrumbs": _crumbs(row.policy, row.code),
        "danger": True,
        "confirm_label": _("Remove"),
        "cancel_url": back,
    }
    return confirm_page(request, act, context, row=row)


def goal_add(request: HttpRequest, pk: int) -> HttpResponse:
    person, policy = _draft(request, pk)
    form = GoalForm(request.POST or None, policy=policy, instance=Goal(policy=policy))

    def save() -> str:
        actions.add_goal(by=person, policy=policy, **form.cleaned_data)
        return _draft_url(policy)

    title = _("New goal")
    context = {
        "title": title,
        "breadcrumbs": _crumbs(policy, title),
        "cancel_url": _draft_url(policy),
    }
    return form_page(request, form, save, context)


def goal_change(request: HttpRequest, goal: int) -> HttpResponse:
    person, row = _row(request, Goal, goal)
    back = _draft_url(row.policy)
    form = GoalForm(request.POST or None, policy=row.policy, instance=row)

    def save() -> str:
        actions.change_goal(by=person, goal=form.instance)
        return back

    title = _("Change the goal")
    context = {"title": title, "breadcrumbs": _crumbs(row.policy, title), "cancel_url": back}
    return form_page(request, form, save, context)


def goal_remove(request: HttpRequest, goal: int) -> HttpResponse:
    person, row = _row(request, Goal, goal)
    back = _draft_url(row.policy)

    def act() -> str:
        actions.remove_goal(by=person, goal=row)
        return back

    context = {
        "title": _("Remove the goal?"),
        "lead": row.text,
        "breadcrumbs": _crumbs(row.policy, _("Remove")),
        "danger": True,
        "confirm_label": _("Remove"),
        "cancel_url": back,
    }
    return confirm_page(request, act, context, row=row)
