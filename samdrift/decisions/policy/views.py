"""The policy's own text with its status in the margin, clause by clause, and what to do about it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samdrift.core.findings import InvalidInput
from samdrift.decisions.policy import actions
from samdrift.decisions.policy.forms import PolicyFileForm
from samdrift.decisions.policy.models import Policy, Reading
from samdrift.decisions.policy.queries import (
    ChapterStatus,
    Status,
    goal_statuses,
    judge,
    policy_status,
    read_facts,
    visible_clauses,
    visible_policy,
)
from samdrift.foundation.organisations.access import may, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.charts import Series, StackedBars, stacked_bars
from samdrift.foundation.ui.page import form_page, page

STATUS_WORDS = {
    Status.FULFILLED: gettext_lazy("Fulfilled"),
    Status.PARTLY: gettext_lazy("Partly fulfilled"),
    Status.NOT: gettext_lazy("Not fulfilled"),
    Status.NO_DATA: gettext_lazy("Nothing to judge by"),
    Status.BY_HAND: gettext_lazy("Followed up by people"),
}
STATUS_TONES = {
    Status.FULFILLED: "success",
    Status.PARTLY: "warning",
    Status.NOT: "danger",
    Status.NO_DATA: "neutral",
    Status.BY_HAND: "neutral",
}
#: Green, amber, red, and two that judge nothing, as places in the charts' palette.
STATUS_COLOURS = {
    Status.FULFILLED: 2,
    Status.PARTLY: 1,
    Status.NOT: 5,
    Status.NO_DATA: 3,
    Status.BY_HAND: 4,
}
SHOWN_EVIDENCE = 200


def _federation(person: Person) -> Organisation:
    federation = federation_of(person)
    if federation is None:
        raise Http404
    return federation


def policy_page(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _federation(person)
    status = policy_status(person)
    may_adopt = may(person, Permission.EDIT_POLICY, federation)
    adopt = {"label": _("Read in a policy"), "url": reverse("policy_adopt")}
    context: dict[str, Any] = {
        "title": status.policy.title if status else _("The policy"),
        "actions": [adopt] if may_adopt else [],
        "status": status,
        "has_policy": status is not None,
    }
    if status is not None:
        context |= {
            "lead": _("Valid %(first)s – %(last)s. The status is computed from the register today.")
            % {"first": status.policy.valid_from, "last": status.policy.valid_until},
            "chart": _chart(status.chapters),
            "goals": goal_statuses(status.policy),
            "has_read": Reading.objects.filter(policy=status.policy, person=person).exists(),
            "words": STATUS_WORDS,
            "tones": STATUS_TONES,
            "may_record": may(person, Permission.SEE_COLLABORATION, person),
        }
    return page(request, "policy/policy_page.html", context)


def _chart(chapters: Sequence[ChapterStatus]) -> object:
    return stacked_bars(
        StackedBars(
            name="policylage",
            title=_("The policy's clauses by chapter"),
            description=_("Each bar is a chapter's clauses, by what the register says of them."),
            groups=[f"{each.number} {each.title}" for each in chapters],
            group_head=_("Chapter"),
            series=[
                Series(
                    STATUS_WORDS[status],
                    [each.counts[status] for each in chapters],
                    STATUS_COLOURS[status],
                )
                for status in Status
            ],
            unit=_("clauses"),
        )
    )


def clause_page(request: HttpRequest, code: str) -> HttpResponse:
    """A clause with its figure, and every row behind it."""
    person = signed_in(request)
    clause = get_object_or_404(visible_clauses(person).select_related("policy"), code=code)
    judged = judge(clause, read_facts(clause.policy, today()))
    evidence = list(judged.result.evidence) if judged.result else []
    context = {
        "title": _("Clause %(code)s") % {"code": clause.code},
        "breadcrumbs": [
            {"label": _("The policy"), "url": reverse("policy")},
            {"label": clause.code},
        ],
        "clause": clause,
        "judged": judged,
        "status_words": STATUS_WORDS[judged.status],
        "tone": STATUS_TONES[judged.status],
        "evidence": evidence[:SHOWN_EVIDENCE],
        "left_out": max(0, len(evidence) - SHOWN_EVIDENCE),
        "results": clause.results.all()[:24],
        "words": STATUS_WORDS,
    }
    return page(request, "policy/clause_page.html", context)


def _policy(person: Person) -> Policy:
    policy = visible_policy(person)
    if policy is None:
        raise Http404
    return policy


@require_POST
def policy_read(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    actions.acknowledge_reading(by=person, policy=_policy(person))
    return redirect("policy")


@require_POST
def results_record(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    actions.record_results(by=person, policy=_policy(person))
    return redirect("policy")


def policy_adopt(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _federation(person)
    if not may(person, Permission.EDIT_POLICY, federation):
        raise PermissionDenied

    def save() -> str:
        document = form.cleaned_data["file"]
        try:
            actions.adopt_policy(by=person, federation=federation, document=document)
        except InvalidInput as wrong:
            told = [f"{each.where}: {_(each.what) % each.values}" for each in wrong.findings]
            raise ValidationError(told) from wrong
        return reverse("policy")

    form = PolicyFileForm(request.POST or None, request.FILES or None)
    context = {
        "title": _("Read in a policy"),
        "lead": _("The policy that is followed now stays with its history."),
        "cancel_url": reverse("policy"),
    }
    return form_page(request, form, save, context)
