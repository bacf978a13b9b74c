"""Kept shares: the list, one with its workings, and what is done with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from samdrift.core.money import ORE_A_KRONA
from samdrift.decisions.sharing import actions
from samdrift.decisions.sharing.access import (
    kind_asked,
    require_federation,
    sharing_federation,
    year_asked,
)
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.convert.share_calculation import kept_rule, recalculation_agrees
from samdrift.decisions.sharing.forms.shares import ProposeForm, ShareForm
from samdrift.decisions.sharing.models import DepartmentLine, KeyKind, Share
from samdrift.decisions.sharing.present import cost_rows, rule_words
from samdrift.decisions.sharing.queries.visible import (
    key_dates,
    sees_costs,
    visible_department_lines,
    visible_shares,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import members_of
from samdrift.foundation.ui.charts import (
    Flow,
    FlowChart,
    flow_chart,
)
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import confirm_page, form_page, page
from samdrift.records.spending.models import CostKind

SHARES = Listing(
    name="andelar",
    columns=[
        Column(
            "title",
            gettext_lazy("What the cost is for"),
            sort=("title",),
            link=row_link("share_page"),
            heading=True,
        ),
        Column("year", gettext_lazy("Year"), sort=("year",)),
        Column(
            "total_ore",
            gettext_lazy("Total"),
            kind=Kind.KRONOR,
            sort=("total_ore",),
            figure="costs.share.{pk}",
        ),
        Column("key", gettext_lazy("Key"), value=lambda row: row.get_key_display(), sort=("key",)),
        Column("made_on", gettext_lazy("Made on"), kind=Kind.DAY, sort=("made_on",)),
        Column("made_by", pgettext_lazy("cost", "Made by"), value=lambda row: row.made_by),
        Column(
            "proposed",
            gettext_lazy("Proposed"),
            kind=Kind.YES,
            value=lambda row: row.proposal_id is not None,
        ),
    ],
    filters=[Choices("nyckel", gettext_lazy("Key"), KeyKind.choices, field="key", counted=True)],
    search=("title", "application__name"),
    order=("-year", "-made_on", "-pk"),
    values=False,
)


def share_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    add = {"label": _("Share an amount"), "url": reverse("share_add"), "icon": "plus"}
    context = {
        "title": _("Kept shares"),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Kept shares")},
        ],
        "actions": [{**add, "primary": True}] if sharing_federation(person) else [],
        "empty_title": _("No share is kept yet"),
        "empty_text": _("Open a joint application's cost and keep its share, or share an amount."),
    }
    return SHARES.answer(request, visible_shares(person), "sharing/share_list.html", context)


def _share(person: Person, pk: int) -> Share:
    return get_object_or_404(visible_shares(person), pk=pk)


def share_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept share with every figure that it was computed from, counted once more."""
    person = signed_in(request)
    share = _share(person, pk)
    lines = list(share.lines.select_related("organisation"))
    departments = list(
        visible_department_lines(person)
        .filter(line__share=share)
        .select_related("line", "unit")
        .prefetch_related("line__departments")
        .order_by("line__code", "stays_with_it", "name")
    )
    federation = sharing_federation(person)
    context = {
        "title": str(share),
        "breadcrumbs": [*_share_crumbs(), {"label": str(share)}],
        "actions": [
            {"label": _("Does everyone gain?"), "url": reverse("share_fairness", args=[pk])}
        ]
        if sees_costs(person)
        else [],
        "share": share,
        "lines": lines,
        "total_ore": share.total_ore,
        "key_words": rule_words(kept_rule(share)),
        "holds_again": recalculation_agrees(share, lines),
        "departments": departments,
        "chart": _department_chart(share, departments),
        "cost_lines": cost_rows(request, share),
        "may_propose": federation == share.federation and share.proposal_id is None,
        "events": history_for(person, share),
    }
    return page(request, "sharing/share_page.html", context)


def _department_chart(share: Share, departments: list[DepartmentLine]) -> SafeString | None:
    """From municipality to department; None where no department is said to use it."""
    if not any(part.unit_id for part in departments) or share.total_ore < 0:
        return None
    sources = list(dict.fromkeys(part.line.name for part in departments))
    targets = [f"{part.name} ({part.line.name})" for part in departments]
    return flow_chart(
        FlowChart(
            name="forvaltningar",
            title=_("From municipality to department"),
            description=_("Each band is what a department bears of its municipality's share."),
            sources=sources,
            targets=targets,
            flows=[
                Flow(sources.index(part.line.name), place, max(0, part.amount_ore))
                for place, part in enumerate(departments)
            ],
            unit=_("kronor"),
            scale=ORE_A_KRONA,
            source_head=_("Municipality"),
            target_head=_("Department"),
        )
    )


def _share_crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Kept shares"), "url": reverse("share_list")},
    ]


def share_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = require_federation(person, Permission.SHARE_COSTS)

    def save() -> str:
        share = actions.share_cost(by=person, federation=federation, **form.cleaned_data)
        return reverse("share_page", args=[share.pk])

    days = key_dates()
    form = ShareForm(
        request.POST or None,
        person=person,
        initial={
            "year": today().year,
            "participants": [member.pk for member in members_of(federation)],
            "key_date": days[0].isoformat() if days else "",
        },
    )
    context = {
        "title": _("Share an amount"),
        "lead": _("The shares add up to the amount to the öre; every figure is kept."),
        "submit_label": _("Share and keep"),
        "cancel_url": reverse("cost_overview"),
    }
    return form_page(request, form, save, context)


def share_all(request: HttpRequest) -> HttpResponse:
    """Share every joint cost of a year whose lines are approved, after a look at what that is."""
    person = signed_in(request)
    federation = require_federation(person, Permission.SHARE_COSTS)
    year, kind = year_asked(request), kind_asked(request)

    def act() -> str:
        made = actions.share_all(by=person, federation=federation, year=year, cost_kind=kind)
        text = ngettext("%(number)s cost is shared.", "%(number)s costs are shared.", len(made))
        say_done(request, text % {"number": len(made)})
        return f"{reverse('cost_overview')}?ar={year}&slag={kind}"

    costs = joint_costs(person, year, kind)
    context = {
        "title": _("Share what is approved, %(kind)s %(year)s")
        % {"kind": CostKind(kind).label.lower(), "year": year},
        "lead": cite_clauses(
            _("Each cost is shared by its own rule. What is not approved is left out."),
            Duty.OWNER_APPROVES,
            person.federation_ids,
        ),
        "breadcrumbs": [*_share_crumbs(), {"label": _("Share what is approved")}],
        "costs": costs,
        "ready": any(each.is_shareable for each in costs),
        "confirm_label": _("Share and keep"),
        "cancel_url": f"{reverse('cost_overview')}?ar={year}&slag={kind}",
    }
    return confirm_page(request, act, context, "sharing/share_all.html")


def share_propose(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    share = _share(person, pk)
    require_federation(person, Permission.SHARE_COSTS)

    def save() -> str:
        text = form.cleaned_data["text"]
        proposal = actions.propose_share(by=person, share=share, text=text)
        return reverse("proposal_page", args=[proposal.pk])

    form = ProposeForm(request.POST or None)
    context = {
        "title": _("Propose the share of %(title)s") % {"title": share},
        "lead": _("The share is frozen and put to each participant for decision."),
        "submit_label": _("Propose"),
        "cancel_url": reverse("share_page", args=[pk]),
        "breadcrumbs": [*_share_crumbs(), {"label": str(share)}],
    }
    return form_page(request, form, save, context, row=share)


def share_discard(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    share = _share(person, pk)
    require_federation(person, Permission.SHARE_COSTS)

    def act() -> str:
        actions.discard_share(by=person, share=share, why="")
        return reverse("share_list")

    context = {
        "title": _("Throw away the share of %(title)s") % {"title": share},
        "consequences": [_("The share and its figures are removed; the history says that it was.")],
        "danger": True,
        "confirm_label": _("Throw away"),
        "cancel_url": reverse("share_page", args=[pk]),
    }
    return confirm_page(request, act, context, row=share)
