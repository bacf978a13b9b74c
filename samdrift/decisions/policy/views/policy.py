"""The policy that is followed: its status, where it holds, who has read it, and reading in another."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.core.findings import InvalidInput
from samdrift.decisions.policy import actions
from samdrift.decisions.policy.forms import PolicyFileForm
from samdrift.decisions.policy.models import Policy, PolicyDocument, Reading
from samdrift.decisions.policy.present import (
    STATUS_COLOURS,
    STATUS_WORDS,
    validity_sentence,
)
from samdrift.decisions.policy.queries import (
    ChapterStatus,
    CheckStatus,
    figures_kept_or_now,
    read_facts,
    visible_policies,
    visible_policy,
)
from samdrift.decisions.policy.queries.drafts import may_write
from samdrift.foundation.organisations.access import (
    may,
    may_in_group,
    require,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.charts import Series, StackedBars, stacked_bars
from samdrift.foundation.ui.page import form_page, page


def _federation(person: Person) -> Organisation:
    federation = federation_of(person)
    if federation is None:
        raise Http404
    return federation


def policy_page(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _federation(person)
    policy = visible_policy(person)
    links: list[dict[str, Any]] = []
    if policy is not None and may_write(person, policy):
        links.append(
            {"label": _("Write on the policy"), "url": reverse("policy_draft", args=[policy.pk])}
        )
    if may(person, Permission.EDIT_POLICY, federation):
        if policy is None:
            links.append(
                {
                    "label": _("Take the template"),
                    "url": reverse("policy_template"),
                    "primary": True,
                }
            )
        links.append({"label": _("Read in a policy"), "url": reverse("policy_adopt")})
    others = visible_policies(person).exclude(pk=policy.pk if policy else 0).order_by("-pk")
    if others:
        links.append({"label": _("Other policies"), "url": reverse("policy_list")})
    context: dict[str, Any] = {
        "title": policy.title if policy else _("The policy"),
        "actions": links,
        "policy": policy,
        "newer": [each for each in others if policy and each.pk > policy.pk],
    }
    if policy is not None:
        context |= _status(person, policy) | validity_context(person, policy)
    return page(request, "policy/policy_page.html", context)


def _status(person: Person, policy: Policy) -> dict[str, Any]:
    found = figures_kept_or_now(policy)
    return {
        "counted": found,
        "status": found.status,
        "chart": _chart(found.status.chapters),
        "goals": found.goals,
        "has_read": Reading.objects.filter(policy=policy, person=person).exists(),
        "may_record": may(person, Permission.SEE_COLLABORATION, person),
    }


def validity_context(person: Person, policy: Policy) -> dict[str, Any]:
    """Where a policy holds, and whether the person may put its documents to decision."""
    facts = read_facts(policy, today())
    found = facts.validities
    return {
        "lead": validity_sentence(policy, found, facts.policy_state),
        "documents": facts.documents,
        "validities": found,
        "may_propose": may_in_group(person, Permission.MAKE_PROPOSAL, policy.federation),
    }


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
                for status in CheckStatus
                if any(each.counts[status] for each in chapters)
            ],
            unit=_("clauses"),
            one=_("clause"),
        )
    )


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


@require_POST
def document_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one of the policy's documents to the members for decision."""
    person = signed_in(request)
    rows = PolicyDocument.objects.filter(policy__in=visible_policies(person))
    document = get_object_or_404(rows.select_related("policy__federation"), pk=pk)
    proposal = actions.propose_document(by=person, document=document)
    return redirect("proposal_page", proposal.pk)


def policy_adopt(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _federation(person)
    require(person, Permission.EDIT_POLICY, federation)

    def save() -> str:
        document = form.cleaned_data["file"]
        try:
            policy = actions.adopt_policy(by=person, federation=federation, document=document)
        except InvalidInput as wrong:
            found = [f"{each.where}: {_(each.what) % each.values}" for each in wrong.findings]
            raise ValidationError(found) from wrong
        if form.is_written:
            return reverse("policy_draft", args=[policy.pk])
        if policy == visible_policy(person):
            return reverse("policy")
        return reverse("earlier_policy_page", args=[policy.pk])

    form = PolicyFileForm(request.POST or None, request.FILES or None)
    context = {
        "title": _("Read in a policy"),
        "lead": _(
            "The policy that is followed now goes on until a municipality has adopted the new one."
        )
        if visible_policy(person)
        else "",
        "cancel_url": reverse("policy"),
    }
    return form_page(request, form, save, context)
