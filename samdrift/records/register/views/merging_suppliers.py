"""Suppliers that are the same become one, and can be parted again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.actions import undo_changes
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.undoable import change_set_of
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page
from samdrift.records.register import actions
from samdrift.records.register.actions.merging_suppliers import SUPPLIERS_MERGED
from samdrift.records.register.forms import ReasonForm, SupplierMergeForm
from samdrift.records.register.present import supplier_crumbs
from samdrift.records.register.queries import (
    SupplierNames,
    may_merge_suppliers,
    visible_suppliers,
    what_follows,
    why_not_merged,
)


def _supplier(person: Person, pk: int) -> Organisation:
    """A supplier that the person may see; refuses who may not merge it."""
    supplier = get_object_or_404(visible_suppliers(person), pk=pk)
    require_that(may_merge_suppliers(person))
    return supplier


def supplier_merge_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which other is the same supplier? Those of a similar name stand first."""
    person = signed_in(request)
    kept = _supplier(person, pk)
    others = visible_suppliers(person).exclude(pk=pk).filter(kind=Kind.SUPPLIER)
    near = [each for each in SupplierNames().near(kept.name) if each.pk != pk]
    form = SupplierMergeForm(request.POST or None, others=others.existing(today()))

    def choose() -> str:
        return reverse("supplier_merge", args=[pk, form.cleaned_data["merged"].pk])

    context = {
        "title": _("Merge another supplier into %(name)s") % {"name": kept.name},
        "lead": _("%(label)s is kept.") % {"label": kept.name},
        "submit_label": _("Look at what follows"),
        "cancel_url": reverse("supplier_page", args=[pk]),
        "breadcrumbs": supplier_crumbs(kept),
        "kept": kept,
        "near": near,
    }
    return form_page(request, form, choose, context, "register/supplier_merge_choose.html")


def supplier_merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What follows, in numbers, and what stands against it, before it is done."""
    person = signed_in(request)
    kept, merged = _supplier(person, pk), _supplier(person, other)
    form = ReasonForm(request.POST or None)

    def save() -> str:
        name = merged.name
        actions.merge_suppliers(by=person, kept=kept, merged=merged, **form.cleaned_data)
        say_done(request, _("%(name)s is another name of the supplier now.") % {"name": name})
        return reverse("supplier_page", args=[pk])

    names = {"merged": merged.name, "kept": kept.name}
    context = {
        "title": _("Merge %(merged)s into %(kept)s?") % names,
        "lead": _("%(merged)s becomes another name of %(kept)s. It can be undone.") % names,
        "submit_label": _("Merge"),
        "cancel_url": reverse("supplier_page", args=[pk]),
        "breadcrumbs": supplier_crumbs(kept),
        "counts": what_follows(merged),
        "objections": why_not_merged(kept, merged),
    }
    return form_page(request, form, save, context, "register/supplier_merge.html", row=merged)


def supplier_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest merging is undone: everything is as it was, or it is said what has changed since."""
    person = signed_in(request)
    kept = _supplier(person, pk)
    change_set = change_set_of(SUPPLIERS_MERGED, kept)
    if change_set is None or change_set.undone_at is not None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def save() -> str:
        undo_changes(by=person, change_set=change_set, **form.cleaned_data)
        say_done(request, _("The two are suppliers of their own again."))
        return back

    back = reverse("supplier_page", args=[pk])
    context = {
        "title": _("Undo the merging into %(name)s") % {"name": kept.name},
        "lead": _(
            "Everything is put back as it was. Where something has changed since, nothing is."
        ),
        "submit_label": _("Undo the merging"),
        "cancel_url": back,
        "breadcrumbs": supplier_crumbs(kept),
    }
    return form_page(request, form, save, context, row=change_set)
