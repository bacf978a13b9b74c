"""Pages about proposals and what has been decided about them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.governance import actions
from samdrift.decisions.governance.agenda import may_take_up
from samdrift.decisions.governance.forms import DecisionForm, ProposalForm, WithdrawForm
from samdrift.decisions.governance.models import (
    Proposal,
    ProposalKind,
    ProposalStatus,
)
from samdrift.decisions.governance.panels import PROPOSAL_PANELS
from samdrift.decisions.governance.queries import (
    decisions_by_member,
    may_record_for,
    progress,
    visible_decisions,
    visible_proposals,
    waiting_on,
)
from samdrift.foundation.meetings import actions as meetings
from samdrift.foundation.meetings.forms import TakeUpForm
from samdrift.foundation.meetings.queries import meetings_to_add_to
from samdrift.foundation.organisations.access import (
    may_in_group,
    require_in_group,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Kind as OrganisationKind
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, federation_where
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page

STATUS_TONES = {
    ProposalStatus.WAITING: "warning",
    ProposalStatus.ADOPTED: "success",
    ProposalStatus.REJECTED: "danger",
    ProposalStatus.RETURNED: "warning",
    ProposalStatus.WITHDRAWN: "neutral",
}


def _with_progress(rows: list[Any]) -> list[Any]:
    told = progress([row["pk"] for row in rows])
    return [row | {"adopted": told[row["pk"]]} for row in rows]


def _adopted_words(row: Any) -> str:
    adopted, put_to = row["adopted"]
    return _("%(adopted)s of %(put_to)s") % {"adopted": adopted, "put_to": put_to}


def _waiting_on_own(request: HttpRequest) -> list[tuple[str, str]]:
    own = signed_in(request).organisation
    if own is None or own.kind == OrganisationKind.FEDERATION:
        return []
    return [(str(own.pk), _("Waiting for %(name)s") % {"name": own})]


def _waiting(rows: QuerySet[Proposal], values: list[str]) -> QuerySet[Proposal]:
    return waiting_on(rows, Organisation.objects.get(pk=values[0]))


PROPOSALS = Listing(
    name="forslag",
    columns=[
        Column(
            "title",
            gettext_lazy("Proposal"),
            heading=True,
            link=row_link("proposal_page"),
            sort=("title",),
        ),
        Column(
            "kind",
            gettext_lazy("About"),
            value=lambda row: ProposalKind(row["kind"]).label,
            needs=("kind",),
            sort=("kind",),
        ),
        Column("made_on", gettext_lazy("Made"), kind=Kind.DAY, sort=("made_on",)),
        Column("adopted", gettext_lazy("Adopted"), value=_adopted_words),
        Column(
            "status",
            gettext_lazy("Status"),
            value=lambda row: ProposalStatus(row["status"]).label,
            tag=lambda row: STATUS_TONES[row["status"]],
            needs=("status",),
            sort=("status",),
        ),
        Column("made_by", gettext_lazy("Made by"), source="made_by__name", visible=False),
        Column("digest", gettext_lazy("Digest"), visible=False),
    ],
    filters=[
        Choices("vantar", gettext_lazy("Decision"), _waiting_on_own, where=_waiting),
        Choices("lage", gettext_lazy("Status"), ProposalStatus.choices, field="status"),
        Choices("om", gettext_lazy("About"), ProposalKind.choices, field="kind"),
    ],
    search=("title", "content"),
    order=("-made_on", "-pk"),
    prepare=_with_progress,
)


def _reader(request: HttpRequest) -> Person:
    """Members' employees always have this page; others only when a proposal is put to them."""
    person = signed_in(request)
    if not person.federation_ids and not visible_proposals(person).exists():
        raise Http404
    return person


def _may_propose(person: Person) -> bool:
    return federation_where(person, Permission.MAKE_PROPOSAL) is not None


def proposal_list(request: HttpRequest) -> HttpResponse:
    person = _reader(request)
    new = {
        "label": _("New proposal"),
        "url": reverse("proposal_add"),
        "icon": "plus",
        "primary": True,
    }
    context = {
        "title": _("Proposals and decisions"),
        "lead": _("What has been put to the municipalities, and what each of them has decided."),
        "actions": [new] if _may_propose(person) else [],
        "empty_title": _("No proposals"),
        "empty_text": _("Proposals are made from an opportunity, a plan or a sharing of a cost."),
    }
    return PROPOSALS.answer(
        request, visible_proposals(person), "governance/proposal_list.html", context
    )


def _proposal(request: HttpRequest, pk: int) -> tuple[Person, Proposal]:
    person = signed_in(request)
    return person, get_object_or_404(visible_proposals(person), pk=pk)


def _crumbs(proposal: Proposal, here: str = "") -> list[dict[str, str]]:
    start = {"label": _("Proposals and decisions"), "url": reverse("proposal_list")}
    if not here:
        return [start, {"label": proposal.title}]
    own = {"label": proposal.title, "url": reverse("proposal_page", args=[proposal.pk])}
    return [start, own, {"label": here}]


def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen content, its digest, and who has decided what."""
    person, proposal = _proposal(request, pk)
    told = decisions_by_member(proposal)
    open_to_decide = proposal.status != ProposalStatus.WITHDRAWN and proposal.is_unchanged
    context = {
        "title": proposal.title,
        "breadcrumbs": _crumbs(proposal),
        "lead": ProposalKind(proposal.kind).label,
        "proposal": proposal,
        "document": proposal.document,
        "status_words": proposal.get_status_display(),
        "status_tone": STATUS_TONES[ProposalStatus(proposal.status)],
        "standings": told,
        "panels": PROPOSAL_PANELS.show(person, proposal),
        "corrected": visible_decisions(person).filter(
            proposal=proposal, corrected_by__isnull=False
        ),
        "may_decide": open_to_decide
        and any(may_record_for(person, each.organisation) for each in told),
        "may_withdraw": proposal.status != ProposalStatus.WITHDRAWN
        and may_in_group(person, Permission.MAKE_PROPOSAL, proposal.federation),
        "events": history_for(person, proposal),
    }
    return page(request, "governance/proposal_page.html", context)


def proposal_content(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen content byte for byte: its SHA-256 is the digest."""
    _person, proposal = _proposal(request, pk)
    response = HttpResponse(proposal.content.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="forslag-{proposal.pk}.json"'
    return response


def proposal_add(request: HttpRequest) -> HttpResponse:
    """Put a document to decision; proposals about costs, plans and opportunities are made from their own pages."""
    person = signed_in(request)
    federation = federation_of(person)
    if federation is None:
        raise Http404
    require_that(_may_propose(person))
    form = ProposalForm(request.POST or None, federation=federation)

    def save() -> str:
        proposal = actions.propose(
            by=person, federation=federation, kind=ProposalKind.DOCUMENT, **form.cleaned_data
        )
        return reverse("proposal_page", args=[proposal.pk])

    context = {
        "title": _("New proposal"),
        "lead": _("The proposal is frozen when it is made: what is decided on never changes."),
        "submit_label": _("Make the proposal"),
        "cancel_url": reverse("proposal_list"),
    }
    return form_page(request, form, save, context)


def decision_add(request: HttpRequest, pk: int) -> HttpResponse:
    person, proposal = _proposal(request, pk)
    require_that(any(may_record_for(person, each) for each in proposal.organisations.all()))
    form = DecisionForm(request.POST or None, proposal=proposal, person=person)

    def save() -> str:
        actions.record_decision(by=person, proposal=proposal, **form.cleaned_data)
        return reverse("proposal_page", args=[proposal.pk])

    context = {
        "title": _("Record a decision"),
        "lead": proposal.title,
        "breadcrumbs": _crumbs(proposal, _("Record a decision")),
        "submit_label": _("Record the decision"),
        "cancel_url": reverse("proposal_page", args=[proposal.pk]),
    }
    return form_page(request, form, save, context)


def proposal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person, proposal = _proposal(request, pk)
    require_in_group(person, Permission.MAKE_PROPOSAL, proposal.federation)
    form = WithdrawForm(request.POST or None)

    def save() -> str:
        actions.withdraw_proposal(by=person, proposal=proposal, **form.cleaned_data)
        return reverse("proposal_page", args=[proposal.pk])

    context = {
        "title": _("Withdraw the proposal"),
        "lead": proposal.title,
        "breadcrumbs": _crumbs(proposal, _("Withdraw")),
        "consequences": [
            _("No more decisions can be recorded on it."),
            _("The proposal and the decisions made until now stay to be read."),
        ],
        "danger": True,
        "confirm_label": _("Withdraw the proposal"),
        "cancel_url": reverse("proposal_page", args=[proposal.pk]),
    }
    return form_page(request, form, save, context, "ui/confirm.html", row=proposal)


def proposal_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the proposal on the agenda of a meeting to come."""
    person, proposal = _proposal(request, pk)
    require_that(may_take_up(person, proposal))
    form = TakeUpForm(request.POST or None, meetings=meetings_to_add_to(person))

    def save() -> str:
        item = meetings.add_item(
            by=person, title=proposal.title, about=proposal, **form.cleaned_data
        )
        return item.meeting.get_absolute_url()

    context = {
        "title": _("Take up at a meeting"),
        "lead": proposal.title,
        "breadcrumbs": _crumbs(proposal, _("Take up at a meeting")),
        "submit_label": _("Put on the agenda"),
        "cancel_url": reverse("proposal_page", args=[proposal.pk]),
    }
    return form_page(request, form, save, context)
