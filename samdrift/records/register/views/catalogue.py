"""Products and areas: what can be used, shared by everyone."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.forms import AliasForm, AreaForm, MergeForm, ProductForm
from samdrift.records.register.models import AreaStatus, Product, ProductStatus
from samdrift.records.register.present import linked_supplier
from samdrift.records.register.queries import (
    catalogue_kept_by,
    visible_applications,
    visible_areas,
    visible_products,
)


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    seen = visible_areas(signed_in(request))
    return [(str(pk), name) for pk, name in seen.values_list("pk", "name")]


def _in_use(rows: QuerySet[Product]) -> QuerySet[Product]:
    return rows.filter(number_used__gt=0)  # type: ignore[misc]  # annotated by the list


PRODUCTS = Listing(
    name="produkter",
    columns=[
        Column(
            "name",
            gettext_lazy("Product"),
            sort=("name",),
            link=row_link("product_page"),
            heading=True,
        ),
        Column(
            "vendor",
            gettext_lazy("Supplier"),
            value=lambda row: row.vendor,
            sort=("supplier__name",),
        ),
        Column("area", gettext_lazy("Area"), value=lambda row: row.area, sort=("area__name",)),
        Column(
            "number_used", gettext_lazy("Applications"), kind=Kind.NUMBER, sort=("number_used",)
        ),
        Column(
            "status",
            gettext_lazy("Status"),
            value=lambda row: row.get_status_display(),
            sort=("status",),
        ),
        Column("source", gettext_lazy("Source"), visible=False),
    ],
    filters=[
        Choices("omrade", gettext_lazy("Area"), _areas, field="area"),
        Choices(
            "status", gettext_lazy("Status"), ProductStatus.choices, field="status", counted=True
        ),
        Flag("anvands", gettext_lazy("In use"), where=_in_use),
    ],
    search=("name", "supplier__name", "supplier__supplier_aliases__name", "aliases__name"),
    order=("name", "pk"),
    values=False,
)

AREAS = Listing(
    name="omraden",
    columns=[
        Column(
            "name", gettext_lazy("Area"), sort=("name",), link=row_link("area_page"), heading=True
        ),
        Column(
            "number_used", gettext_lazy("Applications"), kind=Kind.NUMBER, sort=("number_used",)
        ),
        Column(
            "status",
            gettext_lazy("Status"),
            value=lambda row: row.get_status_display(),
            sort=("status",),
        ),
    ],
    filters=[
        Choices("status", gettext_lazy("Status"), AreaStatus.choices, field="status", counted=True)
    ],
    search=("name",),
    order=("name",),
    values=False,
)


def _keeper(person: Person) -> Organisation:
    return require_found(catalogue_kept_by(person))


def _count_used(person: Person) -> Count:
    seen = visible_applications(person).not_ended(today())
    return Count("applications", filter=Q(applications__in=seen.values("pk")))


def product_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    rows = visible_products(person).select_related("area", "supplier")
    rows = rows.annotate(number_used=_count_used(person))
    add = {"label": _("New product"), "url": reverse("product_add"), "icon": "plus"}
    load = {"label": _("Load the catalogue"), "url": reverse("catalogue_load"), "icon": ""}
    suppliers = {"label": _("Suppliers"), "url": reverse("supplier_list"), "icon": ""}
    kept = [load, {**add, "primary": True}] if catalogue_kept_by(person) else []
    context = {
        "title": _("Products"),
        "actions": [suppliers, *kept],
        "empty_title": _("No product yet"),
        "empty_text": _("Products come with the catalogue and with registers that are read in."),
    }
    return PRODUCTS.answer(request, rows, "register/product_list.html", context)


def product_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    product = _product(person, pk)
    used = visible_applications(person).filter(product=product).select_related("host")
    context = {
        "title": product.name,
        "breadcrumbs": _product_crumbs(product, here=True),
        "product": product,
        "facts": [
            (_("Supplier"), linked_supplier(person, product)),
            (_("Area"), product.area),
            (_("Status"), product.get_status_display()),
            (_("Source"), product.source or None),
        ],
        "aliases": product.aliases.all(),
        "applications": used.order_by("name", "pk"),
        "may_keep": catalogue_kept_by(person) is not None,
        "events": history_of(product),
    }
    return page(request, "register/product_page.html", context)


def _product(person: Person, pk: int) -> Product:
    rows = visible_products(person).select_related("area", "merged_into", "supplier")
    return get_object_or_404(rows, pk=pk)


def _product_crumbs(product: Product, *, here: bool = False) -> list[dict[str, str]]:
    last = {"label": product.name}
    if not here:
        last["url"] = reverse("product_page", args=[product.pk])
    return [{"label": _("Products"), "url": reverse("product_list")}, last]


def product_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    keeper = _keeper(person)

    def save() -> str:
        product = actions.add_product(by=person, about=keeper, **form.cleaned_data)
        return reverse("product_page", args=[product.pk])

    form = ProductForm(request.POST or None)
    context = {"title": _("New product"), "cancel_url": reverse("product_list")}
    return form_page(request, form, save, context)


def product_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    product = _product(person, pk)
    keeper = _keeper(person)

    def save() -> str:
        changed, vendor = form.save(commit=False), form.cleaned_data["vendor"]
        actions.change_product(by=person, about=keeper, product=changed, vendor=vendor)
        return back

    back = reverse("product_page", args=[pk])
    form = ProductForm(request.POST or None, instance=product)
    title = _("Change %(name)s") % {"name": product.name}
    context = {"title": title, "cancel_url": back, "breadcrumbs": _product_crumbs(product)}
    return form_page(request, form, save, context)


def alias_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    product = _product(person, pk)
    keeper = _keeper(person)

    def save() -> str:
        name = form.cleaned_data["name"]
        actions.add_alias(by=person, about=keeper, product=product, name=name)
        return back

    back = reverse("product_page", args=[pk])
    form = AliasForm(request.POST or None)
    context = {
        "title": _("Another name for %(name)s") % {"name": product.name},
        "lead": _("Registers that use this name are matched to the product when they are read in."),
        "cancel_url": back,
        "breadcrumbs": _product_crumbs(product),
    }
    return form_page(request, form, save, context)


def product_merge(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    product = _product(person, pk)
    keeper = _keeper(person)

    def save() -> str:
        into = form.cleaned_data["into"]
        why = form.cleaned_data["why"]
        actions.merge_product(by=person, about=keeper, product=product, into=into, why=why)
        return reverse("product_page", args=[into.pk])

    form = MergeForm(request.POST or None, person=person, product=product)
    context = {
        "title": _("Merge %(name)s with another product") % {"name": product.name},
        "lead": _("Its applications and other names move to the product that stays."),
        "cancel_url": reverse("product_page", args=[pk]),
        "breadcrumbs": _product_crumbs(product),
    }
    return form_page(request, form, save, context, row=product)


def catalogue_load(request: HttpRequest) -> HttpResponse:
    """The catalogue that comes with the package, for a federation that begins with an empty one."""
    person = signed_in(request)
    keeper = _keeper(person)
    if request.method == "POST":
        actions.load_shipped_catalogue(by=person, about=keeper)
        return redirect("product_list")
    context = {
        "title": _("Load the catalogue that comes with Samdrift"),
        "consequences": [
            _("Products that are missing are added, with their areas and other names."),
            _("What is there already is left as it is."),
        ],
        "confirm_label": _("Load the catalogue"),
        "cancel_url": reverse("product_list"),
    }
    return page(request, "ui/confirm.html", context)


def area_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    may_keep = catalogue_kept_by(person) is not None
    rows = visible_areas(person).annotate(number_used=_count_used(person))
    add = {"label": _("New area"), "url": reverse("area_add"), "icon": "plus", "primary": True}
    context = {
        "title": _("Areas"),
        "actions": [add] if may_keep else [],
        "empty_title": _("No area yet"),
        "empty_text": _("Areas come with the catalogue and with registers that are read in."),
    }
    return AREAS.answer(request, rows, "register/area_list.html", context)


def area_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    area = get_object_or_404(visible_areas(person), pk=pk)
    alive = visible_applications(person).not_ended(today()).filter(area=area)
    change = {"label": _("Change"), "url": reverse("area_change", args=[pk])}
    context = {
        "title": capfirst(area.name),
        "breadcrumbs": [
            {"label": _("Areas"), "url": reverse("area_list")},
            {"label": area.name},
        ],
        "actions": [change] if catalogue_kept_by(person) else [],
        "area": area,
        "applications": alive.select_related("host", "product"),
        "products": visible_products(person).filter(area=area).select_related("supplier"),
        "events": history_of(area),
    }
    return page(request, "register/area_page.html", context)


def area_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    keeper = _keeper(person)

    def save() -> str:
        actions.add_area(by=person, about=keeper, **form.cleaned_data)
        return reverse("area_list")

    form = AreaForm(request.POST or None)
    context = {"title": _("New area"), "cancel_url": reverse("area_list")}
    return form_page(request, form, save, context)


def area_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    keeper = _keeper(person)
    area = get_object_or_404(visible_areas(person), pk=pk)

    def save() -> str:
        actions.change_area(by=person, about=keeper, area=form.save(commit=False))
        return back

    back = reverse("area_page", args=[pk])
    form = AreaForm(request.POST or None, instance=area)
    title = _("Change %(name)s") % {"name": area.name}
    return form_page(request, form, save, {"title": title, "cancel_url": back})
