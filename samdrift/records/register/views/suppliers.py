"""Suppliers: what each sells, who of us uses it, and by which names it is known."""

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.undoable import change_set_of
from samdrift.foundation.ui.listing import Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import confirm_page, form_page, page
from samdrift.records.register import actions
from samdrift.records.register.actions.merging_suppliers import SUPPLIERS_MERGED
from samdrift.records.register.forms import SupplierAliasForm
from samdrift.records.register.listing import users_in_words
from samdrift.records.register.models import Participation, ProductStatus
from samdrift.records.register.present import supplier_crumbs
from samdrift.records.register.queries import (
    catalogue_kept_by,
    may_merge_suppliers,
    visible_applications,
    visible_products,
    visible_suppliers,
)
from samdrift.records.register.supplier_panels import SUPPLIER_PANELS

MOST_APPLICATIONS = 200


def _in_use(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return rows.filter(number_used__gt=0)  # type: ignore[misc]  # annotated by the list


SUPPLIERS = Listing(
    name="leverantorer",
    columns=[
        Column(
            "name",
            gettext_lazy("Supplier"),
            sort=("name",),
            link=row_link("supplier_page"),
            heading=True,
        ),
        Column("number_sold", gettext_lazy("Products"), kind=Kind.NUMBER, sort=("number_sold",)),
        Column(
            "number_used", gettext_lazy("Applications"), kind=Kind.NUMBER, sort=("number_used",)
        ),
        Column(
            "aliases",
            gettext_lazy("Other names"),
            value=lambda row: ", ".join(each.name for each in row.supplier_aliases.all()),
        ),
        Column("organisation_number", gettext_lazy("Organisation number"), visible=False),
    ],
    filters=[Flag("anvands", gettext_lazy("In use"), where=_in_use)],
    search=("name", "supplier_aliases__name", "organisation_number"),
    order=("name", "pk"),
    values=False,
)


def supplier_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    used = visible_applications(person).not_ended(today()).order_by().values("pk")
    sold = visible_products(person).exclude(status=ProductStatus.MERGED).order_by().values("pk")
    rows = visible_suppliers(person).prefetch_related("supplier_aliases")
    rows = rows.annotate(
        number_sold=Count("products", filter=Q(products__in=sold), distinct=True),
        number_used=Count(
            "products__applications", filter=Q(products__applications__in=used), distinct=True
        ),
    )
    context = {
        "title": _("Suppliers"),
        "actions": [{"label": _("Products"), "url": reverse("product_list"), "icon": ""}],
        "empty_title": _("No supplier yet"),
        "empty_text": _("Suppliers come with products and with registers that are read in."),
    }
    return SUPPLIERS.answer(request, rows, "ui/listing.html", context)


def supplier_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    supplier = _supplier(person, pk)
    using = Participation.objects.on(today()).select_related("organisation")
    used = visible_applications(person).not_ended(today()).filter(product__supplier=supplier)
    listed = used.select_related("product", "host").order_by("host__name", "name", "pk")
    listed = listed.prefetch_related(Prefetch("participations", using, to_attr="taking_part"))
    change_set = change_set_of(SUPPLIERS_MERGED, supplier)
    found = list(listed[: MOST_APPLICATIONS + 1])
    context = {
        "title": supplier.name,
        "breadcrumbs": supplier_crumbs(supplier, here=True),
        "supplier": supplier,
        "facts": [
            (_("Kind"), supplier.get_kind_display()),
            (_("Organisation number"), supplier.organisation_number or None),
        ],
        "aliases": supplier.supplier_aliases.all(),
        "products": visible_products(person).filter(supplier=supplier).select_related("area"),
        "applications": [
            {"application": each, "users": users_in_words(each)}
            for each in found[:MOST_APPLICATIONS]
        ],
        "has_more": len(found) > MOST_APPLICATIONS,
        "panels": SUPPLIER_PANELS.show(person, supplier),
        "may_keep": catalogue_kept_by(person) is not None,
        "may_merge": may_merge_suppliers(person),
        "can_be_parted": change_set is not None and change_set.undone_at is None,
        "events": history_for(person, supplier, most=30),
    }
    return page(request, "register/supplier_page.html", context)


def _supplier(person: Person, pk: int) -> Organisation:
    return get_object_or_404(visible_suppliers(person), pk=pk)


def supplier_alias_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    supplier = _supplier(person, pk)
    keeper = require_found(catalogue_kept_by(person))

    def save() -> str:
        name = form.cleaned_data["name"]
        actions.add_supplier_alias(by=person, about=keeper, supplier=supplier, name=name)
        return back

    back = reverse("supplier_page", args=[pk])
    form = SupplierAliasForm(request.POST or None)
    context = {
        "title": _("Another name for %(name)s") % {"name": supplier.name},
        "lead": _("Whoever writes this name, in a form or in a file, means the supplier."),
        "cancel_url": back,
        "breadcrumbs": supplier_crumbs(supplier),
    }
    return form_page(request, form, save, context)


def supplier_alias_remove(request: HttpRequest, pk: int, alias: int) -> HttpResponse:
    person = signed_in(request)
    supplier = _supplier(person, pk)
    keeper = require_found(catalogue_kept_by(person))
    row = get_object_or_404(supplier.supplier_aliases, pk=alias)

    def act() -> str:
        actions.remove_supplier_alias(by=person, about=keeper, alias=row)
        return back

    back = reverse("supplier_page", args=[pk])
    context = {
        "title": _("Remove the name %(name)s") % {"name": row.name},
        "lead": _("Whoever writes it then adds a supplier of that name."),
        "confirm_label": _("Remove"),
        "cancel_url": back,
        "breadcrumbs": supplier_crumbs(supplier),
    }
    return confirm_page(request, act, context, row=row)
