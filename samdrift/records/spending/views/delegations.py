"""Who approves on an owner's behalf, and from which amount each municipality wants two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.audit.versions import version_now
from samdrift.foundation.organisations.access import (
    may,
    require,
    require_anywhere,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.editing import VERSION
from samdrift.foundation.ui.listing import Column, Flag, Kind, Listing
from samdrift.foundation.ui.page import form_page, page
from samdrift.foundation.ui.templatetags.ui import kronor
from samdrift.records.spending import actions
from samdrift.records.spending.forms import ApprovalRuleForm, DelegationForm, EndDelegationForm
from samdrift.records.spending.models import ApprovalDelegation, ApprovalRule
from samdrift.records.spending.queries import (
    organisations_with_rules,
    owns,
    owns_something,
    visible_delegations,
)
from samdrift.records.spending.views.access import require_seeing


def _trail(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Cost lines"), "url": reverse("cost_line_list")},
        {"label": _("Approve costs"), "url": reverse("cost_approval")},
        {"label": title},
    ]


def _state(row: ApprovalDelegation) -> str:
    if row.holds_on(today()):
        return _("Holds")
    return _("Not yet") if row.starts_on > today() else _("Over")


DELEGATIONS = Listing(
    name="delegationer",
    columns=[
        Column(
            "about",
            gettext_lazy("Costs of"),
            heading=True,
            sort=("application__name", "initiative__name"),
            value=lambda row: row.application or row.initiative,
        ),
        Column("delegate", gettext_lazy("Delegate"), sort=("delegate__name",)),
        Column(
            "up_to_ore",
            gettext_lazy("Up to"),
            kind=Kind.KRONOR,
            sort=("up_to_ore",),
            note=lambda row: "" if row.up_to_ore is not None else _("Any amount"),
        ),
        Column("starts_on", gettext_lazy("From"), kind=Kind.DAY, sort=("starts_on",)),
        Column("ends_on", gettext_lazy("To"), kind=Kind.DAY, sort=("ends_on",)),
        Column("decision", gettext_lazy("Decision")),
        Column(
            "state",
            gettext_lazy("Status"),
            value=_state,
            link=lambda row: reverse("delegation_end", args=[row.pk]),
            tag=lambda row: "success" if row.holds_on(today()) else "neutral",
        ),
    ],
    filters=[Flag("galler", gettext_lazy("Holds today"), lambda rows: rows.on(today()))],
    search=("application__name", "initiative__name", "delegate__name"),
    order=("-starts_on", "pk"),
    values=False,
)


def delegation_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_seeing(person)
    new = {"label": _("New delegation"), "url": reverse("delegation_add"), "icon": "plus"}
    title = _("Delegations of approval")
    context = {
        "title": title,
        "lead": _(
            "A system owner may let somebody else approve costs, up to an amount and for a time."
        ),
        "breadcrumbs": _trail(title),
        "actions": [{**new, "primary": True}] if owns_something(person) else [],
        "empty_title": _("No delegations yet"),
        "empty_text": _("Who owns an application or a joint initiative delegates here."),
    }
    rows = visible_delegations(person)
    return DELEGATIONS.answer(request, rows, "ui/listing.html", context)


def delegation_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_that(owns_something(person))
    form = DelegationForm(request.POST or None, person=person, initial={"starts_on": today()})

    def save() -> str:
        actions.delegate_approval(by=person, **form.delegation)
        return reverse("delegation_list")

    title = _("New delegation")
    context = {
        "title": title,
        "breadcrumbs": _trail(title),
        "cancel_url": reverse("delegation_list"),
    }
    return form_page(request, form, save, context)


def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """One delegation with its history; who owns what it is about may end it."""
    person = signed_in(request)
    delegation = get_object_or_404(visible_delegations(person), pk=pk)
    may_end = owns(person, application=delegation.application, initiative=delegation.initiative)
    form = EndDelegationForm(request.POST or None, initial={"ends_on": today()})
    require_that(may_end or request.method != "POST")

    def save() -> str:
        actions.end_delegation(by=person, delegation=delegation, **form.cleaned_data)
        return reverse("delegation_list")

    title = _("Delegation to %(name)s") % {"name": delegation.delegate}
    context: dict[str, Any] = {
        "title": title,
        "breadcrumbs": _trail(title),
        "facts": [
            (_("Costs of"), delegation.application or delegation.initiative),
            (
                _("Up to"),
                _("Any amount") if delegation.up_to_ore is None else kronor(delegation.up_to_ore),
            ),
            (_("From"), delegation.starts_on),
            (_("To"), delegation.ends_on or "–"),
            (_("Decision"), delegation.decision),
        ],
        "may_end": may_end and (delegation.ends_on is None or delegation.ends_on >= today()),
        "submit_label": _("End the delegation"),
        "cancel_url": reverse("delegation_list"),
        "events": history_of(delegation),
    }
    return form_page(request, form, save, context, "spending/delegation_page.html", row=delegation)


def approval_rule_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_anywhere(person, Permission.SEE_COSTS)
    title = _("Approval rules")
    context = {
        "title": title,
        "lead": _("From which amount each municipality wants two who approve."),
        "breadcrumbs": _trail(title),
        "rows": [
            {
                "organisation": organisation,
                "rule": rule,
                "may_set": may(person, Permission.SET_APPROVAL_RULE, organisation),
            }
            for organisation, rule in organisations_with_rules(person)
        ],
    }
    return page(request, "spending/approval_rule_list.html", context)


def approval_rule_set(request: HttpRequest, pk: int) -> HttpResponse:
    """From which amount a municipality wants two; empty takes the rule away."""
    person = signed_in(request)
    found = {
        organisation.pk: (organisation, rule)
        for organisation, rule in organisations_with_rules(person)
    }
    if pk not in found:
        raise Http404
    organisation, rule = found[pk]
    require(person, Permission.SET_APPROVAL_RULE, organisation)
    form = ApprovalRuleForm(request.POST or None, initial=_as_typed(rule))

    def save() -> str:
        actions.set_approval_rule(
            by=person,
            organisation=organisation,
            seen=request.POST.get(VERSION, ""),
            **form.cleaned_data,
        )
        return reverse("approval_rule_list")

    title = _("Approval rule of %(name)s") % {"name": organisation}
    context = {
        "title": title,
        "lead": _("It holds for what is approved from now on; what is approved already stands."),
        "breadcrumbs": _trail(title),
        "cancel_url": reverse("approval_rule_list"),
    }
    return form_page(request, form, save, context, row=rule, version=version_now())


def _as_typed(rule: ApprovalRule | None) -> dict[str, Any]:
    return {"two_from_ore": rule.two_from_ore, "decision": rule.decision} if rule else {}
