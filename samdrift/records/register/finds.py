"""Applications, products and suppliers as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.finding import Find, FindKind
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.register.models import Application, Product, ProductStatus
from samdrift.records.register.queries import (
    search_applications,
    search_products,
    visible_applications,
    visible_products,
    visible_suppliers,
)


def _tell_application(application: Application) -> Find:
    page = reverse("application_page", args=[application.pk])
    said = [str(each) for each in (application.host, application.product) if each]
    return Find(
        application.name, page, ", ".join(each for each in said if each != application.name)
    )


def _tell_product(product: Product) -> Find:
    page = reverse("product_page", args=[product.pk])
    return Find(product.name, page, str(product.supplier or ""))


def _tell_supplier(supplier: Organisation) -> Find:
    return Find(supplier.name, reverse("supplier_page", args=[supplier.pk]))


def _names_of_supplier(supplier: Organisation) -> list[str]:
    aliases = supplier.supplier_aliases.values_list("name", flat=True)
    return [supplier.name, supplier.short_name, *aliases]


FINDS = [
    FindKind(
        "application",
        _("Applications"),
        rows=lambda reader: (
            visible_applications(reader).not_ended(today()).select_related("host", "product")
        ),
        tell=_tell_application,
        search=search_applications,
        list_page="application_list",
        order=10,
    ),
    FindKind(
        "product",
        _("Products"),
        rows=lambda reader: (
            visible_products(reader).exclude(status=ProductStatus.MERGED).select_related("supplier")
        ),
        tell=_tell_product,
        search=search_products,
        list_page="product_list",
        order=30,
    ),
    FindKind(
        "supplier",
        _("Suppliers"),
        rows=lambda reader: visible_suppliers(reader).existing(today()),
        tell=_tell_supplier,
        model="organisations.Organisation",
        texts=_names_of_supplier,
        others=(("register.SupplierAlias", lambda alias: [alias.organisation]),),
        list_page="supplier_list",
        order=35,
    ),
]
