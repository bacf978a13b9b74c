"""Policies that are not followed now: those before and those to come, with what was read and kept of them, compared."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries import followed_among, visible_policies
from samdrift.decisions.policy.queries.drafts import may_write
from samdrift.decisions.policy.queries.earlier import changed_clauses, policies_with_figures
from samdrift.decisions.policy.views.policy import validity_context
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import page


def policy_list(request: HttpRequest) -> HttpResponse:
    """Every policy that is or has been followed; members' employees have the page also before the first."""
    person = signed_in(request)
    if not person.federation_ids:
        raise Http404
    policies = list(policies_with_figures(visible_policies(person)))
    context = {
        "title": _("Policies through the years"),
        "lead": _(
            "The latest that a municipality has adopted is followed. The others stay with their readings and results."
        ),
        "breadcrumbs": _crumbs(_("Through the years")),
        "policies": policies,
        "followed": followed_among(policies),
    }
    return page(request, "policy/policy_list.html", context)


def _crumbs(*rest: str | tuple[str, str]) -> list[dict[str, str]]:
    found = [{"label": _("The policy"), "url": reverse("policy")}]
    for each in rest:
        if isinstance(each, tuple):
            found.append({"label": each[0], "url": each[1]})
        else:
            found.append({"label": each})
    return found


def _through_the_years() -> tuple[str, str]:
    return _("Through the years"), reverse("policy_list")


def _policy(person: Person, pk: int) -> Policy:
    return get_object_or_404(visible_policies(person), pk=pk)


def earlier_policy_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy's text, where it holds, and what was last kept of each clause; nothing is judged on today's register."""
    person = signed_in(request)
    policy = _policy(person, pk)
    clauses = list(policy.clauses.prefetch_related("results"))
    context = {
        "title": policy.title,
        **validity_context(person, policy),
        "breadcrumbs": _crumbs(_through_the_years(), policy.title),
        "actions": [
            {"label": _("Write on the policy"), "url": reverse("policy_draft", args=[policy.pk])}
        ]
        if may_write(person, policy)
        else [],
        "policy": policy,
        "chapters": [
            (chapter, [each for each in clauses if each.chapter == chapter["number"]])
            for chapter in policy.chapters
        ],
        "readings": policy.readings.count(),
    }
    return page(request, "policy/earlier_policy_page.html", context)


def earlier_clause_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A clause of an earlier policy with every result that was kept of it."""
    person = signed_in(request)
    policy = _policy(person, pk)
    clause = get_object_or_404(policy.clauses, code=code)
    own = reverse("earlier_policy_page", args=[policy.pk])
    context = {
        "title": _("Clause %(code)s") % {"code": clause.code},
        "lead": policy.title,
        "breadcrumbs": _crumbs(_through_the_years(), (policy.title, own), clause.code),
        "clause": clause,
        "results": clause.results.all(),
    }
    return page(request, "policy/earlier_clause_page.html", context)


def policy_comparison(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """What one policy says that another doesn't, clause by clause."""
    person = signed_in(request)
    before, after = _policy(person, old), _policy(person, new)
    context = {
        "title": _("What has changed"),
        "lead": _("From %(before)s to %(after)s.") % {"before": before, "after": after},
        "breadcrumbs": _crumbs(_through_the_years(), _("What has changed")),
        "changes": changed_clauses(before, after),
    }
    return page(request, "policy/policy_comparison.html", context)
