"""Pages where next year's budget is made: copied forward with an index, or out of agreements' prices."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.templatetags.ui import whole_kronor
from samdrift.records.spending import actions
from samdrift.records.spending.convert import (
    CopyPlan,
    DerivedOutcome,
    derived_lines,
    planned_copies,
)
from samdrift.records.spending.forms import CopyForm, YearForm
from samdrift.records.spending.models import CostKind
from samdrift.records.spending.queries import budgets_something

MOST_SHOWN = 200
OUTCOME_WORDS = {
    DerivedOutcome.NEW: (gettext_lazy("New line"), "success"),
    DerivedOutcome.CHANGED: (gettext_lazy("New amount"), "warning"),
    DerivedOutcome.LINKED: (gettext_lazy("Gets the agreement as source"), "info"),
    DerivedOutcome.SAME: (gettext_lazy("Stands already"), "neutral"),
    DerivedOutcome.LEFT_OUT: (gettext_lazy("Is left out"), "danger"),
}


def _budgeting(request: HttpRequest) -> Person:
    person = signed_in(request)
    require_that(budgets_something(person))
    return person


def _trail(title: str) -> list[dict[str, str]]:
    return [{"label": _("Cost lines"), "url": reverse("cost_line_list")}, {"label": title}]


def cost_copy(request: HttpRequest) -> HttpResponse:
    """Choose lines and an index, look at what would be made and what is left out and why, then make it."""
    person = _budgeting(request)
    asked = request.POST if request.method == "POST" else request.GET
    form = CopyForm(asked if "ar" in asked else None, person=person, initial=_usual_years())
    title = _("Copy cost lines forward")
    context: dict[str, Any] = {"title": title, "breadcrumbs": _trail(title), "form": form}
    if not form.is_bound:
        return page(request, "spending/cost_copy.html", context)
    if not form.is_valid():
        return page(request, "spending/cost_copy.html", context, status=422)
    chosen = form.cleaned_data
    lines = form.lines
    if request.method == "POST":
        try:
            made = actions.copy_forward(
                by=person,
                lines=lines,
                year=chosen["till_ar"],
                kind=chosen["till_slag"],
                index_percent=chosen["index"],
                expected=request.POST.get("sett", ""),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            text = ngettext(
                "%(number)s cost line was made.", "%(number)s cost lines were made.", len(made)
            )
            say_done(request, text % {"number": len(made)})
            address = f"?ar={chosen['till_ar']}&slag={chosen['till_slag']}"
            return redirect(reverse("cost_line_list") + address)
    plan = planned_copies(
        lines, year=chosen["till_ar"], kind=chosen["till_slag"], index_percent=chosen["index"]
    )
    context |= _shown_plan(plan, chosen["till_ar"]) | {"sent": _sent(asked)}
    status = 422 if request.method == "POST" else 200
    return page(request, "spending/cost_copy.html", context, status=status)


def _usual_years() -> dict[str, Any]:
    year, kind = today().year, CostKind.BUDGET
    return {"ar": year, "slag": kind, "till_ar": year + 1, "till_slag": kind, "index": "0"}


def _sent(asked: QueryDict) -> list[tuple[str, str]]:
    """The question once more, as hidden fields of the form that confirms."""
    names = CopyForm.base_fields
    return [(name, value) for name in names for value in asked.getlist(name)]


def _shown_plan(plan: CopyPlan, year: int) -> dict[str, Any]:
    made, left_out = plan.lines_to_make, plan.left_out
    before = sum(row.source.amount_ore for row in made)
    figures = [
        (len(made), _("Lines that are made"), "success" if made else "neutral"),
        (len(left_out), _("Is left out"), "warning" if left_out else "neutral"),
        (whole_kronor(plan.total_ore), _("Sum %(year)s") % {"year": year}, "info"),
        (whole_kronor(plan.total_ore - before), _("More than before"), "neutral"),
    ]
    return {
        "plan": plan,
        "kpis": [{"value": value, "label": label, "tone": tone} for value, label, tone in figures],
        "made": made[:MOST_SHOWN],
        "made_more": max(0, len(made) - MOST_SHOWN),
        "left_out": left_out[:MOST_SHOWN],
        "left_out_more": max(0, len(left_out) - MOST_SHOWN),
    }


def cost_derive(request: HttpRequest) -> HttpResponse:
    """What agreements cost in a year, beside the budget that stands; chosen rows become lines."""
    person = _budgeting(request)
    asked = YearForm(request.GET if "ar" in request.GET else None, initial={"ar": today().year})
    year = asked.cleaned_data["ar"] if asked.is_bound and asked.is_valid() else today().year
    title = _("Budget from agreements' prices")
    context: dict[str, Any] = {
        "title": title,
        "breadcrumbs": _trail(title),
        "form": asked,
        "year": year,
        "refusal": "",
    }
    if request.method == "POST":
        chosen = [_key(each) for each in request.POST.getlist("rad")]
        try:
            made = actions.derive_from_agreements(
                by=person, year=year, chosen=[each for each in chosen if each is not None]
            )
        except ValidationError as refusal:
            context["refusal"] = " ".join(refusal.messages)
        else:
            text = ngettext(
                "%(number)s cost line was made or changed.",
                "%(number)s cost lines were made or changed.",
                len(made),
            )
            say_done(request, text % {"number": len(made)})
            return redirect(f"{reverse('cost_derive')}?ar={year}")
    rows = derived_lines(person, year).rows
    context["rows"] = [
        {
            "derived": row,
            "words": str(OUTCOME_WORDS[row.outcome][0]),
            "tone": OUTCOME_WORDS[row.outcome][1],
        }
        for row in rows
    ]
    context["can_make"] = any(row.can_be_made for row in rows)
    return page(
        request, "spending/cost_derive.html", context, status=422 if context["refusal"] else 200
    )


def _key(text: str) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"(\d{1,18})-(\d{1,18})-(-?\d{1,18})", text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
