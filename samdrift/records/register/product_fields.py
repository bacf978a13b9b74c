"""The fields of a product of the catalogue, each declared once; the API's shape follows from them."""

from samdrift.foundation.ui.listing.list_fields import declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, declare_field
from samdrift.records.register.models import Product, ProductStatus

PRODUCT_FIELDS = (
    declare_field(StoredField, Product, "name"),
    declare_field(StoredField, Product, "supplier"),
    declare_field(StoredField, Product, "area"),
    declare_field(StoredField, Product, "status", choices=ProductStatus),
    declare_field(StoredField, Product, "merged_into"),
)
PRODUCT = declare_noun(
    Product,
    PRODUCT_FIELDS,
    internal={
        "id": "the key, by which the API and the pages name it",
        "source": "which file or system the row came from; shown on its page, written by the reading itself",
    },
)
