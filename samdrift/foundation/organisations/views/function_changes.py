"""Pages on which functions are named, merged and taken away, and given to units and taken from them."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import (
    organisation_ids_where,
    require,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    FunctionForm,
    GiveFunctionForm,
    MergeFunctionForm,
    ReasonForm,
    TakeAwayFunctionForm,
)
from samdrift.foundation.organisations.models import Function, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    keeper_of,
    keeps_functions,
    visible_functions,
    visible_unit_functions,
    visible_units,
)
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import confirm_page, form_page


def _kept_function(person: Person, pk: int) -> Function:
    """A function that the person may see; whoever does not keep the list is refused."""
    function = get_object_or_404(visible_functions(person), pk=pk)
    require_that(keeps_functions(person))
    return function


def _context(function: Function | None, title: str, **more: object) -> dict[str, object]:
    crumbs = [
        {"label": _("Organisations"), "url": reverse("organisation_list")},
        {"label": _("Functions"), "url": reverse("function_list")},
    ]
    back = reverse("function_list")
    if function is not None:
        back = reverse("function_page", args=[function.pk])
        crumbs.append({"label": str(function), "url": back})
    return {"title": title, "cancel_url": back, "breadcrumbs": crumbs, **more}


def function_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_that(keeps_functions(person))
    form = FunctionForm(request.POST or None)

    def save() -> str:
        made = actions.add_function(by=person, name=form.cleaned_data["name"])
        return reverse("function_page", args=[made.pk])

    return form_page(request, form, save, _context(None, _("New function")))


def function_rename(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    function = _kept_function(person, pk)
    title = _("Rename %(name)s") % {"name": function}
    form = FunctionForm(request.POST or None, instance=function)

    def save() -> str:
        actions.rename_function(by=person, function=function, name=form.cleaned_data["name"])
        return reverse("function_page", args=[pk])

    lead = _("Every unit that has it has it under the new name.")
    return form_page(request, form, save, _context(function, title, lead=lead))


def function_accept(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    function = _kept_function(person, pk)

    def accept() -> str:
        actions.accept_function(by=person, function=function)
        return reverse("function_page", args=[pk])

    title = _("Put %(name)s on the list?") % {"name": function}
    lead = _("Where it is another function written otherwise, merge it with that one instead.")
    context = _context(function, title, lead=lead, confirm_label=_("Put on the list"))
    return confirm_page(request, accept, context, row=function)


def function_merge(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    function = _kept_function(person, pk)
    others = visible_functions(person).exclude(pk=pk)
    form = MergeFunctionForm(request.POST or None, choices=others)

    def save() -> str:
        into = actions.merge_function(by=person, function=function, **form.cleaned_data)
        say_done(request, _("Everything is now with %(name)s.") % {"name": into})
        return reverse("function_page", args=[into.pk])

    title = _("Merge %(name)s with another") % {"name": function}
    held = function.held_by.select_related("unit__organisation")
    units = sorted({str(row.unit) for row in held}, key=swedish_key)
    lead = _("Everything follows, and it is gone. A merging can't be undone.")
    context = _context(function, title, lead=lead, submit_label=_("Merge"), counts=units)
    return form_page(request, form, save, context, "organisations/merge.html", row=function)


def function_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    function = _kept_function(person, pk)
    title = _("Take away %(name)s") % {"name": function}
    form = ReasonForm(request.POST or None)

    def save() -> str:
        actions.remove_function(by=person, function=function, **form.cleaned_data)
        say_done(request, _("%(name)s is taken away.") % {"name": function})
        return reverse("function_list")

    lead = _("For what no unit has or has had. Others are merged.")
    context = _context(function, title, lead=lead, submit_label=_("Take away"))
    return form_page(request, form, save, context, row=function)


def function_give(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit that the person keeps has the function from a day."""
    person = signed_in(request)
    function = get_object_or_404(visible_functions(person), pk=pk)
    kept = organisation_ids_where(person, Permission.MANAGE_UNITS)
    require_that(bool(kept))
    units = visible_units(person).filter(organisation__in=kept).existing(today())
    choices = units.exclude(pk__in=function.held_by.not_ended(today()).values("unit"))
    form = GiveFunctionForm(request.POST or None, choices=choices, initial={"starts_on": today()})

    def save() -> str:
        values = form.cleaned_data
        actions.give_function(
            by=person, unit=values["unit"], name=function.name, starts_on=values["starts_on"]
        )
        return reverse("function_page", args=[pk])

    title = _("Which unit has %(name)s?") % {"name": function}
    return form_page(request, form, save, _context(function, title))


def function_take_away(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    """A unit that the person keeps has the function no longer."""
    person = signed_in(request)
    row = get_object_or_404(visible_unit_functions(person).filter(function=pk), pk=held)
    require(person, Permission.MANAGE_UNITS, keeper_of(row.unit.organisation, person))
    yesterday = today() - dt.timedelta(days=1)
    form = TakeAwayFunctionForm(request.POST or None, initial={"ends_on": yesterday})

    def save() -> str:
        actions.take_away_function(by=person, held=row, **form.cleaned_data)
        return reverse("function_page", args=[pk])

    title = _("%(unit)s has %(name)s no longer") % {"unit": row.unit, "name": row.function}
    return form_page(request, form, save, _context(row.function, title), row=row)
