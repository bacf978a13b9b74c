"""Pages where the owner or a delegate approves costs or sends them back."""

import re
from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import may_anywhere, require_that, signed_in
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.forms import holds
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.spending import actions
from samdrift.records.spending.forms import ReturnForm
from samdrift.records.spending.models import CostLine
from samdrift.records.spending.queries import (
    approvals_given,
    approvals_needed,
    approvers_of,
    lines_to_approve,
    may_approve,
    returned_lines,
    visible_cost_lines,
)

MOST_ON_A_PAGE = 200
RELATED = ("application", "initiative", "unit__organisation", "bearer", "entered_by")


def cost_approval(request: HttpRequest) -> HttpResponse:
    """What waits for the reader: to approve or send back in one go; and what has been sent back to the reader."""
    person = signed_in(request)
    form = ReturnForm(request.POST if request.POST.get("gor") == "aterlamna" else None)
    status = 200
    if request.method == "POST":
        try:
            if _done(request, person, form):
                return redirect("cost_approval")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        status = 422
    waiting = lines_to_approve(person)
    number = waiting.count()
    lines = list(
        waiting.select_related(*RELATED).order_by(
            "-year", "application__name", "initiative__name", "unit__name", "phase", "type", "pk"
        )[:MOST_ON_A_PAGE]
    )
    title = _("Approve costs")
    context = {
        "title": title,
        "lead": cite_clauses(
            _(
                "Costs of what you own, manage or approve for the owner. What is not approved is not shared."
            ),
            Duty.OWNER_APPROVES,
            person.federation_ids,
        ),
        "breadcrumbs": [
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
            {"label": title},
        ],
        "actions": [
            {"label": _("What waits for whom"), "url": reverse("cost_waiting")},
            {"label": _("Delegations"), "url": reverse("delegation_list")},
            *_rules(person),
        ],
        "rows": _rows(lines, _ticked_lines(request)),
        "more": number - len(lines),
        "total": sum(line.amount_ore for line in lines),
        "returned": returned_lines(person).select_related(*RELATED).order_by("-year", "pk")[:50],
        "form": form,
    }
    return page(request, "spending/cost_approval.html", context, status=status)


def _rules(person: Person) -> list[dict[str, str]]:
    """The way to the municipalities' rules, for who sees a municipality's costs."""
    if not may_anywhere(person, Permission.SEE_COSTS):
        return []
    return [{"label": _("Approval rules"), "url": reverse("approval_rule_list")}]


def _rows(lines: list[CostLine], chosen: dict[int, int]) -> list[dict[str, object]]:
    needed, given = approvals_needed(lines), approvals_given(lines)
    return [
        {
            "line": line,
            "needed": needed[line.pk],
            "given": given[line.pk],
            "is_chosen": line.pk in chosen or not chosen,
        }
        for line in lines
    ]


def _ticked_lines(request: HttpRequest) -> dict[int, int]:
    """The lines ticked, each with the amount that stood beside it."""
    pairs = (re.fullmatch(r"(\d{1,18}):(-?\d{1,18})", each) for each in request.POST.getlist("rad"))
    return {int(found[1]): int(found[2]) for found in pairs if found}


def _done(request: HttpRequest, person: Person, form: ReturnForm) -> bool:
    """Approve or return what is ticked. False where something is lacking; raises ValidationError as the verbs do."""
    seen = _ticked_lines(request)
    lines = list(visible_cost_lines(person).filter(pk__in=seen).select_related("unit"))
    if not lines:
        raise ValidationError(_("Choose at least one cost."))
    if not form.is_bound:
        done = actions.approve_cost_lines(by=person, lines=lines, seen_ore=seen)
        _tell_approved(request, person, lines, done)
        return True
    if not holds(form):
        return False
    returned = actions.return_cost_lines(by=person, lines=lines, note=form.cleaned_data["note"])
    text = ngettext("%(number)s cost is returned.", "%(number)s costs are returned.", len(returned))
    say_done(request, text % {"number": len(returned)})
    return True


def _tell_approved(
    request: HttpRequest, person: Person, asked: Iterable[CostLine], done: Iterable[CostLine]
) -> None:
    """How many are wholly approved; of the rest, that the approval is kept and who else has to give theirs."""
    wholly = {line.pk for line in done}
    waiting = [line for line in asked if line.pk not in wholly]
    if wholly:
        text = ngettext(
            "%(number)s cost is approved.", "%(number)s costs are approved.", len(wholly)
        )
        say_done(request, text % {"number": len(wholly)})
    if waiting:
        say_done(request, _waiting_words(person, waiting))


def _waiting_words(person: Person, waiting: list[CostLine]) -> str:
    others = {
        each.name or each.reason
        for found in approvers_of(waiting, person).values()
        for each in found
        if each.person.pk != person.pk
    }
    if not others:
        return _(
            "Your approval is kept. Another person has to approve too, and nobody else may yet."
        )
    names = {"names": get_text_list(sorted(others, key=swedish_key), _("or"))}
    return _("Your approval is kept. Another person has to approve too: %(names)s.") % names


@require_POST
def cost_line_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve one line from its own page, at the amount that stood there."""
    person = signed_in(request)
    line = get_object_or_404(visible_cost_lines(person), pk=pk)
    seen = request.POST.get("sett", "")
    try:
        done = actions.approve_cost_lines(
            by=person,
            lines=[line],
            seen_ore={pk: int(seen)} if re.fullmatch(r"-?\d{1,18}", seen) else None,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("cost_line_page", pk)
    text = _("The cost is approved.") if done else _waiting_words(person, [line])
    say_done(request, text)
    return redirect("cost_line_page", pk)


def cost_line_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a cost back with the reason."""
    person = signed_in(request)
    seen = visible_cost_lines(person).select_related(*RELATED)
    line = get_object_or_404(seen, pk=pk)
    require_that(may_approve(person, line))
    form = ReturnForm(request.POST or None)

    def save() -> str:
        actions.return_cost_lines(by=person, lines=[line], note=form.cleaned_data["note"])
        return reverse("cost_line_page", args=[pk])

    context = {
        "title": _("Return the cost"),
        "lead": str(line),
        "submit_label": _("Return"),
        "cancel_url": reverse("cost_line_page", args=[pk]),
    }
    return form_page(request, form, save, context)
