"""Pages about units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    UnitForm,
)
from samdrift.foundation.organisations.models import (
    Organisation,
    Person,
    Unit,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    circle_ids,
    functions_then,
    it_units_then,
    keeper_of,
    visible_functions,
    visible_organisations,
    visible_units,
)
from samdrift.foundation.ui.days import day_of_page
from samdrift.foundation.ui.page import form_page, page


def unit_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    organisation = get_object_or_404(visible_organisations(person), pk=pk)
    require(person, Permission.MANAGE_UNITS, keeper_of(organisation, person))
    form = UnitForm(
        request.POST or None, organisation=organisation, functions=visible_functions(person)
    )
    return _unit_form(
        request,
        person,
        form,
        organisation,
        title=_("New unit in %(name)s") % {"name": organisation},
    )


def unit_change(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    person = signed_in(request)
    row = get_object_or_404(visible_units(person).filter(organisation=pk), pk=unit)
    require(person, Permission.MANAGE_UNITS, keeper_of(row.organisation, person))
    form = UnitForm(
        request.POST or None,
        organisation=row.organisation,
        functions=visible_functions(person),
        instance=row,
    )
    return _unit_form(
        request, person, form, row.organisation, title=_("Change %(name)s") % {"name": row}
    )


def _unit_form(
    request: HttpRequest, person: Person, form: UnitForm, organisation: Organisation, *, title: str
) -> HttpResponse:
    back = reverse("organisation_page", args=[organisation.pk])

    def save() -> str:
        actions.save_unit(by=person, unit=form.save(commit=False), functions=form.names())
        return back

    links = []
    if form.instance.pk:
        links = [
            {"label": words, "url": reverse(name, args=[organisation.pk, form.instance.pk])}
            for name, words in (
                ("unit_close", _("Close")),
                ("unit_move", _("Move to another organisation")),
                ("unit_merge", _("Merge")),
                ("unit_remove", _("Take away")),
            )
        ]
    context = {"title": title, "cancel_url": back, "actions": links}
    return form_page(request, form, save, context)


def it_unit_comparison(request: HttpRequest) -> HttpResponse:
    """IT units side by side, function by function, today or on another day."""
    person = signed_in(request)
    as_of = day_of_page(request)
    units = list(
        Unit.objects.filter(organisation__in=circle_ids(person), kind="it_unit")
        .existing(today())
        .select_related("organisation")
    )
    if as_of.is_other:
        units = it_units_then(person, as_of.day)
    held = functions_then(units, as_of.day)
    named = {unit.pk: {str(row.function) for row in held.get(unit.pk, ())} for unit in units}
    functions = sorted(set().union(*named.values()), key=swedish_key)
    context = {
        "title": _("IT units side by side"),
        "as_of": as_of,
        "actions": [{"label": _("Functions"), "url": reverse("function_list")}],
        "breadcrumbs": [
            {"label": _("Organisations"), "url": reverse("organisation_list")},
            {"label": _("IT units side by side")},
        ],
        "units": units,
        "rows": [
            (function, [function in named[unit.pk] for unit in units]) for function in functions
        ],
    }
    return page(request, "organisations/it_unit_comparison.html", context)
