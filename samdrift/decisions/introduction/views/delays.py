"""Moving a step: what follows is shown before it is done."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.delays import consequences_of_delay
from samdrift.decisions.introduction.forms import SlipForm
from samdrift.decisions.introduction.views.steps import found_step
from samdrift.decisions.introduction.views.words import of_step
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.editing import VERSION
from samdrift.foundation.ui.page import form_page, page


def step_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the day, shows what moves and costs, and does it when that is confirmed."""
    person, step = found_step(request, pk)
    require(person, Permission.INTRODUCE, step.move)
    form = SlipForm(request.POST or None, initial={"ends_on": step.ends_on})
    told = None
    if form.is_bound and form.is_valid() and step.is_open:
        told = consequences_of_delay(step, form.cleaned_data["ends_on"])

    def save() -> str:
        actions.delay_step(by=person, step=step, **form.cleaned_data)
        return reverse("step_page", args=[pk])

    title = _("Move the step")
    context = {
        "title": title,
        "lead": str(step),
        "breadcrumbs": of_step(step, title),
        "cancel_url": reverse("step_page", args=[pk]),
        "submit_label": _("Show what follows") if told is None else _("Move the steps"),
        "step": step,
        "told": told,
    }
    template = "introduction/step_slip.html"
    if told is not None and "bekrafta" not in request.POST:
        form.row_version = request.POST.get(VERSION, "")  # type: ignore[attr-defined]  # as `form_page` sets it
        return page(request, template, {"form": form, **context})
    return form_page(request, form, save, context, template, row=step)
