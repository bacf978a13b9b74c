"""Pages about what joint IT costs and how it is shared."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.costs import actions
from samdrift.decisions.costs.convert import JointCost, counted_again, joint_costs
from samdrift.decisions.costs.forms import ProposeForm, RuleForm, ShareForm
from samdrift.decisions.costs.models import KeyKind, Share
from samdrift.decisions.costs.queries import (
    cost_years,
    key_dates,
    sees_costs,
    visible_rules,
    visible_shares,
)
from samdrift.foundation.audit.queries import told_history
from samdrift.foundation.organisations.access import may_in_group, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, members_of
from samdrift.foundation.ui.charts import Series, StackedBars, stacked_bars
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.spending.models import CostKind

NAMED_IN_CHART = 5
THOUSAND_KRONOR = 100_000


def _year(request: HttpRequest, person: Person) -> tuple[int, list[int]]:
    """The year asked for, else this one; and those that have costs."""
    years = cost_years(person)
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isdecimal() and 1950 <= int(asked) <= 2200 else today().year
    return year, sorted({*years, year}, reverse=True)


def _kind(request: HttpRequest) -> str:
    asked = request.GET.get("slag", "")
    return asked if asked in CostKind.values else CostKind.BUDGET


def _require_costs(request: HttpRequest) -> Person:
    person = signed_in(request)
    if not sees_costs(person):
        raise PermissionDenied
    return person


def _shares_costs(person: Person) -> Organisation | None:
    """The federation whose costs the person may share."""
    federation = federation_of(person)
    may = federation is not None and may_in_group(person, Permission.SHARE_COSTS, federation)
    return federation if may else None


def cost_overview(request: HttpRequest) -> HttpResponse:
    """Every joint application of a year: what it costs, by which key, and what each pays."""
    person = _require_costs(request)
    year, years = _year(request, person)
    kind = _kind(request)
    costs = joint_costs(person, year, kind)
    shown = _columns(costs)
    actions_shown: list[dict[str, Any]] = [
        {"label": _("Kept shares"), "url": reverse("share_list")},
        {"label": _("Cost lines"), "url": reverse("cost_line_list")},
    ]
    if _shares_costs(person):
        add = {"label": _("Share an amount"), "url": reverse("share_add"), "icon": "plus"}
        actions_shown.append({**add, "primary": True})
    context = {
        "title": _("Joint costs %(year)s") % {"year": year},
        "lead": _("What the municipalities' joint applications cost, and what each pays."),
        "actions": actions_shown,
        "year": year,
        "years": years,
        "kind": kind,
        "kinds": CostKind.choices,
        "chart": _chart(costs, shown, year),
        "columns": shown,
        "rows": [
            {"cost": each, "amounts": [each.amounts_ore.get(who.pk) for who in shown]}
            for each in costs
        ],
        "sums": [sum(each.amounts_ore.get(who.pk, 0) for each in costs) for who in shown],
        "total": sum(each.facts.total_ore for each in costs if each.lines),
    }
    return page(request, "costs/cost_overview.html", context)


def _columns(costs: list[JointCost]) -> list[Organisation]:
    """Everyone who takes part in something, by municipality code."""
    everyone = {each.pk: each for cost in costs for each in cost.facts.participants}
    return sorted(everyone.values(), key=lambda each: (each.code, each.pk))


def _chart(costs: list[JointCost], columns: list[Organisation], year: int) -> SafeString | None:
    priced = sorted((each for each in costs if each.lines), key=lambda each: -each.facts.total_ore)
    if not priced:
        return None
    named, others = priced[:NAMED_IN_CHART], priced[NAMED_IN_CHART:]

    def paid(of: list[JointCost]) -> list[int]:
        return [sum(max(0, each.amounts_ore.get(who.pk, 0)) for each in of) for who in columns]

    series = [Series(str(each.facts.application), paid([each])) for each in named]
    if others:
        series.append(Series(_("Others"), paid(others)))
    return stacked_bars(
        StackedBars(
            name="kostnader",
            title=_("Joint costs %(year)s by municipality") % {"year": year},
            description=_("Each bar is what a municipality pays for the joint applications."),
            groups=[str(each) for each in columns],
            group_head=_("Municipality"),
            series=series,
            unit=_("thousand kronor"),
            scale=THOUSAND_KRONOR,
        )
    )


def joint_cost_chart(person: Person, year: int) -> SafeString | None:
    """What each municipality pays for joint applications in a year's budget; None where nobody may see or pays."""
    if not sees_costs(person):
        return None
    costs = joint_costs(person, year)
    return _chart(costs, _columns(costs), year)


def joint_cost_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How an application's cost was shared: every figure from the cost lines to the last öre."""
    person = _require_costs(request)
    year, years = _year(request, person)
    kind = _kind(request)
    found = joint_costs(person, year, kind, only=pk)
    if not found:
        raise Http404
    cost = found[0]
    federation = _shares_costs(person)

    if request.method == "POST":
        if federation is None:
            raise PermissionDenied
        kept = actions.share_cost(
            by=person,
            federation=federation,
            title=str(cost.facts.application),
            year=year,
            participants=cost.facts.participants,
            key=cost.agreed.key,
            key_date=cost.key_date,
            application=cost.facts.application,
            cost_kind=kind,
        )
        return redirect("share_page", kept.pk)
    title = _("The cost of %(name)s %(year)s") % {"name": cost.facts.application, "year": year}
    context = {
        "title": title,
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": str(cost.facts.application)},
        ],
        "cost": cost,
        "lines": cost.lines,
        "total_ore": cost.facts.total_ore,
        "key_words": cost.agreed.key.label,
        "year": year,
        "years": years,
        "kind": kind,
        "kinds": CostKind.choices,
        "may_share": federation is not None and bool(cost.lines),
    }
    return page(request, "costs/joint_cost_page.html", context)


SHARES = Listing(
    name="andelar",
    columns=[
        Column("title", gettext_lazy("What the cost is for"), sort=("title",), link=row_link("share_page"),
               heading=True),
        Column("year", gettext_lazy("Year"), sort=("year",)),
        Column("total_ore", gettext_lazy("Total"), kind=Kind.KRONOR, sort=("total_ore",)),
        Column("key", gettext_lazy("Key"), value=lambda row: row.get_key_display(), sort=("key",)),
        Column("made_on", gettext_lazy("Made"), kind=Kind.DAY, sort=("made_on",)),
        Column("made_by", gettext_lazy("Made by"), value=lambda row: row.made_by),
        Column("proposed", gettext_lazy("Proposed"), kind=Kind.YES, value=lambda row: row.proposal_id is not None),
    ],
    filters=[Choices("nyckel", gettext_lazy("Key"), KeyKind.choices, field="key", counted=True)],
    search=("title", "application__name"),
    order=("-year", "-made_on", "-pk"),
    values=False,
)  # fmt: skip


def share_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    add = {"label": _("Share an amount"), "url": reverse("share_add"), "icon": "plus"}
    context = {
        "title": _("Kept shares"),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Kept shares")},
        ],
        "actions": [{**add, "primary": True}] if _shares_costs(person) else [],
        "empty_title": _("No share is kept yet"),
        "empty_text": _("Open a joint application's cost and keep its share, or share an amount."),
    }
    return SHARES.answer(request, visible_shares(person), "costs/share_list.html", context)


def _share(person: Person, pk: int) -> Share:
    return get_object_or_404(visible_shares(person), pk=pk)


def share_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept share with every figure that it was computed from, counted once more."""
    person = signed_in(request)
    share = _share(person, pk)
    lines = list(share.lines.select_related("organisation"))
    federation = _shares_costs(person)
    context = {
        "title": str(share),
        "breadcrumbs": [*_share_crumbs(), {"label": str(share)}],
        "share": share,
        "lines": lines,
        "total_ore": share.total_ore,
        "key_words": share.get_key_display(),
        "holds_again": counted_again(share, lines),
        "may_propose": federation == share.federation and share.proposal_id is None,
        "events": told_history(share),
    }
    return page(request, "costs/share_page.html", context)


def _share_crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Kept shares"), "url": reverse("share_list")},
    ]


def _sharing_federation(person: Person) -> Organisation:
    federation = _shares_costs(person)
    if federation is None:
        raise PermissionDenied
    return federation


def share_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _sharing_federation(person)

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


def share_propose(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    share = _share(person, pk)
    _sharing_federation(person)

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
    return form_page(request, form, save, context)


def share_discard(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    share = _share(person, pk)
    _sharing_federation(person)
    if request.method == "POST":
        actions.discard_share(by=person, share=share, why="")
        return redirect("share_list")
    context = {
        "title": _("Throw away the share of %(title)s") % {"title": share},
        "consequences": [_("The share and its figures are removed; the history says that it was.")],
        "danger": True,
        "confirm_label": _("Throw away"),
        "cancel_url": reverse("share_page", args=[pk]),
    }
    return page(request, "ui/confirm.html", context)


def rule_list(request: HttpRequest) -> HttpResponse:
    person = _require_costs(request)
    add = {"label": _("New rule"), "url": reverse("sharing_rule_add"), "icon": "plus"}
    context = {
        "title": _("Sharing rules"),
        "lead": _("Costs are shared by population unless something else is agreed (P6.5)."),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Sharing rules")},
        ],
        "actions": [{**add, "primary": True}] if _shares_costs(person) else [],
        "rules": visible_rules(person),
    }
    return page(request, "costs/rule_list.html", context)


def rule_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _sharing_federation(person)

    def save() -> str:
        actions.agree_on_rule(by=person, federation=federation, **form.cleaned_data)
        return reverse("sharing_rule_list")

    form = RuleForm(request.POST or None, person=person, initial={"starts_on": today()})
    context = {
        "title": _("New sharing rule"),
        "lead": _("A rule before it for the same costs ends the day before."),
        "cancel_url": reverse("sharing_rule_list"),
    }
    return form_page(request, form, save, context)
