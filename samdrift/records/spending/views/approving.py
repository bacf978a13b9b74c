"""Pages where the owner or a delegate approves costs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.spending import actions
from samdrift.records.spending.forms import ReturnForm
from samdrift.records.spending.queries import lines_to_approve, may_approve, visible_cost_lines

MOST_ON_A_PAGE = 200


def cost_approval(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, to approve in one go."""
    person = signed_in(request)
    waiting = (
        lines_to_approve(person)
        .select_related("application", "initiative", "bearer", "entered_by")
        .order_by("-year", "application__name", "initiative__name", "phase", "type", "pk")
    )
    if request.method == "POST":
        asked = [int(each) for each in request.POST.getlist("rad") if each.isdecimal()]
        chosen = list(visible_cost_lines(person).filter(pk__in=asked))
        done = actions.approve_cost_lines(by=person, lines=chosen)
        text = ngettext("%(number)s cost is approved.", "%(number)s costs are approved.", len(done))
        messages.success(request, text % {"number": len(done)})
        return redirect("cost_approval")
    number = waiting.count()
    lines = list(waiting[:MOST_ON_A_PAGE])
    context = {
        "title": _("Approve costs"),
        "lead": _(
            "Costs of what you own, or approve for the owner. What is not approved is not shared (P3.5)."
        ),
        "breadcrumbs": [
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
            {"label": _("Approve costs")},
        ],
        "lines": lines,
        "more": number - len(lines),
        "total": sum(line.amount_ore for line in lines),
    }
    return page(request, "spending/cost_approval.html", context)


@require_POST
def cost_line_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve one line from its own page."""
    person = signed_in(request)
    line = get_object_or_404(visible_cost_lines(person), pk=pk)
    done = actions.approve_cost_lines(by=person, lines=[line])
    text = _("The cost is approved.") if done else _("Another person has to approve it too.")
    messages.success(request, text)
    return redirect("cost_line_page", pk)


def cost_line_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a cost back with the reason."""
    person = signed_in(request)
    line = get_object_or_404(visible_cost_lines(person), pk=pk)
    if not may_approve(person, line):
        raise PermissionDenied
    form = ReturnForm(request.POST or None)

    def save() -> str:
        actions.return_cost_line(by=person, line=line, note=form.cleaned_data["note"])
        return reverse("cost_line_page", args=[pk])

    context = {
        "title": _("Return the cost"),
        "lead": str(line),
        "submit_label": _("Return"),
        "cancel_url": reverse("cost_line_page", args=[pk]),
    }
    return form_page(request, form, save, context)
