"""What several pages say of the register's things."""

from django.urls import reverse

from samdrift.foundation.organisations.models import Person
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
