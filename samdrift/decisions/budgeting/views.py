"""Budget requests: what does not fit a unit's frame, and what became of asking for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.budgeting import actions
from samdrift.decisions.budgeting.actions import may_note
from samdrift.decisions.budgeting.forms import DecideRequestForm, SendRequestForm
from samdrift.decisions.budgeting.models import BudgetRequest, RequestStatus
from samdrift.decisions.budgeting.present import STATUS_TONES, shown_needs
from samdrift.decisions.budgeting.queries import (
    may_handle_request,
    visible_requests,
)
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.sharing.access import require_costs
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page


def _municipalities(request: HttpRequest) -> list[tuple[str, str]]:
    rows = visible_requests(signed_in(request)).order_by("organisation__municipality_code")
    return [
        (str(pk), name)
        for pk, name in rows.values_list("organisation", "organisation__name").distinct()
    ]


def _years(request: HttpRequest) -> list[tuple[str, str]]:
    rows = visible_requests(signed_in(request)).order_by("-year")
    return [(str(year), str(year)) for year in rows.values_list("year", flat=True).distinct()]


REQUESTS = Listing(
    name="budgetbegaran",
    columns=[
        Column(
            "proposal",
            gettext_lazy("Proposal"),
            sort=("proposal__title",),
            heading=True,
            value=lambda row: row.proposal,
            link=row_link("budget_request_page"),
        ),
        Column(
            "organisation",
            gettext_lazy("Municipality"),
            sort=("organisation__municipality_code",),
            value=lambda row: row.organisation,
            note=lambda row: row.unit.name if row.unit else "",
        ),
        Column("year", gettext_lazy("Year"), sort=("year",)),
        Column(
            "needed_ore",
            gettext_lazy("Needed"),
            kind=Kind.KRONOR,
            sort=("needed_ore",),
            visible=False,
            figure="costs.request.{pk}.needed",
        ),
        Column(
            "asked_ore",
            gettext_lazy("Asked for"),
            kind=Kind.KRONOR,
            sort=("asked_ore",),
            figure="costs.request.{pk}.asked",
        ),
        Column(
            "granted_ore",
            gettext_lazy("Granted"),
            kind=Kind.KRONOR,
            sort=("granted_ore",),
            figure="costs.request.{pk}.granted",
        ),
        Column(
            "status",
            gettext_lazy("Status"),
            value=lambda row: row.get_status_display(),
            sort=("status",),
            tag=lambda row: STATUS_TONES[row.status],
        ),
        Column("decision", gettext_lazy("Decision"), visible=False),
        Column("reference", gettext_lazy("Case number"), visible=False),
    ],
    filters=[
        Choices(
            "lage", gettext_lazy("Status"), RequestStatus.choices, field="status", counted=True
        ),
        Choices("kommun", gettext_lazy("Municipality"), _municipalities, field="organisation"),
        Choices("ar", gettext_lazy("Year"), _years, field="year"),
    ],
    search=("proposal__title", "unit__name", "decision", "reference"),
    order=("-year", "organisation__municipality_code", "pk"),
    values=False,
)


def _crumbs(*labels: str) -> list[dict[str, str]]:
    start = [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Budget requests"), "url": reverse("budget_request_list")},
    ]
    return [*start, *({"label": label} for label in labels)]


def request_list(request: HttpRequest) -> HttpResponse:
    person = require_costs(request)
    context = {
        "title": _("Budget requests"),
        "lead": cite_clauses(
            _(
                "What a proposal needs beyond a unit's frame is taken in the municipality's own budget process."
            ),
            Duty.BUDGET_PROCESS,
            person.federation_ids,
        ),
        "breadcrumbs": [*_crumbs()[:1], {"label": _("Budget requests")}],
        "empty_title": _("Nothing has to be asked for"),
        "empty_text": _("A proposal that does not fit a unit's frame becomes a request here."),
    }
    return REQUESTS.answer(request, visible_requests(person), "ui/listing.html", context)


def _request(person: Person, pk: int) -> BudgetRequest:
    return get_object_or_404(visible_requests(person), pk=pk)


def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is needed, what there is, what was asked for and what was granted."""
    person = require_costs(request)
    asked = _request(person, pk)
    handles = may_handle_request(person, asked.organisation)
    send = {
        "label": _("Send into the budget process"),
        "url": reverse("budget_request_send", args=[pk]),
    }
    decide = {"label": _("Record the decision"), "url": reverse("budget_request_decide", args=[pk])}
    step = send if asked.status == RequestStatus.NEEDED else decide
    context: dict[str, Any] = {
        "title": str(asked),
        "breadcrumbs": _crumbs(str(asked)),
        "actions": [{**step, "primary": True}] if handles else [],
        "asked": asked,
        "tone": STATUS_TONES[RequestStatus(asked.status)],
        "events": history_of(asked),
    }
    return page(request, "budgeting/request_page.html", context)


def request_send(request: HttpRequest, pk: int) -> HttpResponse:
    person, asked = _request_to_handle(request, pk)
    form = SendRequestForm(request.POST or None, initial={"asked_ore": asked.asked_ore})

    def save() -> str:
        actions.send_budget_request(by=person, request=asked, **form.cleaned_data)
        return reverse("budget_request_page", args=[pk])

    context = {
        "title": _("Send into the budget process"),
        "lead": str(asked),
        "breadcrumbs": _crumbs(str(asked)),
        "submit_label": _("It is sent"),
        "cancel_url": reverse("budget_request_page", args=[pk]),
    }
    return form_page(request, form, save, context, row=asked)


def request_decide(request: HttpRequest, pk: int) -> HttpResponse:
    person, asked = _request_to_handle(request, pk)
    form = DecideRequestForm(request.POST or None, initial={"on": today()})

    def save() -> str:
        actions.decide_budget_request(by=person, request=asked, **form.cleaned_data)
        return reverse("budget_request_page", args=[pk])

    context = {
        "title": _("Record the decision"),
        "lead": str(asked),
        "breadcrumbs": _crumbs(str(asked)),
        "cancel_url": reverse("budget_request_page", args=[pk]),
    }
    return form_page(request, form, save, context, row=asked)


def _request_to_handle(request: HttpRequest, pk: int) -> tuple[Person, BudgetRequest]:
    person = require_costs(request)
    asked = _request(person, pk)
    require_that(may_handle_request(person, asked.organisation))
    return person, asked


def proposal_fits(request: HttpRequest, pk: int) -> HttpResponse:
    """Does a proposal fit the frames? FrameNeed as they are now; what does not fit is noted with a button."""
    person = require_costs(request)
    proposal = get_object_or_404(visible_proposals(person), pk=pk)
    may = may_note(person, proposal)
    if request.method == "POST":
        actions.note_budget_needs(by=person, proposal=proposal)
        return redirect("proposal_fits", pk)
    context = {
        "title": _("Does it fit the budget?"),
        "lead": proposal.title,
        "breadcrumbs": [
            {"label": _("Proposals and decisions"), "url": reverse("proposal_list")},
            {"label": proposal.title, "url": reverse("proposal_page", args=[pk])},
            {"label": _("Does it fit the budget?")},
        ],
        "proposal": proposal,
        "rows": shown_needs(person, proposal),
        "may_note": may,
    }
    return page(request, "budgeting/proposal_fits.html", context)
