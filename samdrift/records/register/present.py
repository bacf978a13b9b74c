"""What several pages say of the register's things."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui.facts import LinkedFact
from samdrift.records.register.models import Product
from samdrift.records.register.queries import visible_suppliers


def linked_supplier(person: Person, product: Product | None) -> LinkedFact | str | None:
    """The name of a product's supplier, which leads to its page where the person may open it."""
    supplier = product.supplier if product is not None else None
    if supplier is None:
        return None
    if not visible_suppliers(person).filter(pk=supplier.pk).exists():
        return supplier.name
    return LinkedFact(supplier.name, reverse("supplier_page", args=[supplier.pk]))


def supplier_crumbs(supplier: Organisation, *, here: bool = False) -> list[dict[str, str]]:
    """The way to a supplier's page."""
    last = {"label": supplier.name}
    if not here:
        last["url"] = reverse("supplier_page", args=[supplier.pk])
    return [{"label": _("Suppliers"), "url": reverse("supplier_list")}, last]
