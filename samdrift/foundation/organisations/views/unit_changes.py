"""Pages on which those who keep an organisation's units close, move, merge and take them away."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import (
    organisation_ids_where,
    require,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    ClosingForm,
    MergeForm,
    MoveUnitForm,
    ReasonForm,
    typed_day,
)
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of, parts_of, visible_units
from samdrift.foundation.organisations.references import asked_of, count_references, say_counts
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page


def _kept_unit(person: Person, pk: int, unit: int) -> Unit:
    """A unit that the person may see; whoever does not keep it is refused."""
    row = get_object_or_404(visible_units(person).filter(organisation=pk), pk=unit)
    require(person, Permission.MANAGE_UNITS, keeper_of(row.organisation, person))
    return row


def _context(unit: Unit, title: str, **more: object) -> dict[str, object]:
    back = reverse("organisation_page", args=[unit.organisation_id])
    crumbs = [
        {"label": _("Organisations"), "url": reverse("organisation_list")},
        {"label": str(unit.organisation), "url": back},
    ]
    return {"title": title, "cancel_url": back, "breadcrumbs": crumbs, **more}


def _kept_units(person: Person, unit: Unit) -> list[int]:
    """Units that the person keeps and that are no part of this one."""
    kept = organisation_ids_where(person, Permission.MANAGE_UNITS) | {unit.organisation_id}
    own_parts = {each.pk for each in parts_of(unit)}
    rows = visible_units(person).filter(organisation__in=kept).existing(today())
    return [pk for pk in rows.values_list("pk", flat=True) if pk not in own_parts]


def unit_close(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    person = signed_in(request)
    row = _kept_unit(person, pk, unit)
    others = visible_units(person).filter(pk__in=_kept_units(person, row))
    yesterday = today() - dt.timedelta(days=1)
    form = ClosingForm(
        request.POST or None,
        choices=others,
        standing=asked_of(row, typed_day(request.POST.get("ends_on"), yesterday)),
        initial={"ends_on": yesterday},
    )

    def save() -> str:
        actions.close_unit(by=person, unit=row, **form.answers())
        say_done(request, _("%(name)s is closed.") % {"name": row})
        return reverse("organisation_page", args=[pk])

    lead = _(
        "What was stays with it. What goes on after its last day is taken over by another unit, or by nobody."
    )
    title = _("Close %(name)s") % {"name": row}
    context = _context(row, title, lead=lead, submit_label=_("Close"))
    return form_page(request, form, save, context, row=row)


def unit_move(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    person = signed_in(request)
    row = _kept_unit(person, pk, unit)
    kept = organisation_ids_where(person, Permission.MANAGE_UNITS) - {pk}
    others = Organisation.objects.filter(pk__in=kept).existing(today())
    form = MoveUnitForm(request.POST or None, choices=others, initial={"starts_on": today()})

    def save() -> str:
        moved = actions.move_unit(by=person, unit=row, **form.cleaned_data)
        say_done(
            request,
            _("%(name)s belongs to %(organisation)s.")
            % {"name": moved.name, "organisation": moved.organisation},
        )
        return reverse("organisation_page", args=[moved.organisation_id])

    lead = _("With its parts and all that goes on. What was stays where it was.")
    title = _("Move %(name)s to another organisation") % {"name": row}
    context = _context(
        row, title, lead=lead, submit_label=_("Move"), counts=say_counts(count_references(row))
    )
    return form_page(request, form, save, context, "organisations/merge.html", row=row)


def unit_merge(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    person = signed_in(request)
    row = _kept_unit(person, pk, unit)
    others = visible_units(person).filter(pk__in=_kept_units(person, row), organisation=pk)
    form = MergeForm(request.POST or None, choices=others)

    def save() -> str:
        into = actions.merge_unit(by=person, unit=row, **form.cleaned_data)
        say_done(request, _("Everything is now with %(name)s.") % {"name": into})
        return reverse("organisation_page", args=[pk])

    lead = _("Everything follows, and it is gone. A merging can't be undone.")
    title = _("Merge %(name)s with another") % {"name": row}
    context = _context(
        row, title, lead=lead, submit_label=_("Merge"), counts=say_counts(count_references(row))
    )
    return form_page(request, form, save, context, "organisations/merge.html", row=row)


def unit_remove(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    person = signed_in(request)
    row = _kept_unit(person, pk, unit)
    form = ReasonForm(request.POST or None)

    def save() -> str:
        actions.remove_unit(by=person, unit=row, **form.cleaned_data)
        say_done(request, _("%(name)s is taken away.") % {"name": row})
        return reverse("organisation_page", args=[pk])

    lead = _("For what was added by mistake. Refused while anything is registered on it.")
    title = _("Take away %(name)s") % {"name": row}
    context = _context(row, title, lead=lead, submit_label=_("Take away"))
    return form_page(request, form, save, context, row=row)
