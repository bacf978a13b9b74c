"""The shared catalogue: areas and products."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record, store_events
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.actions.named_suppliers import NamedSuppliers
from samdrift.records.register.models import (
    Application,
    Area,
    AreaStatus,
    Product,
    ProductAlias,
    ProductStatus,
)
from samdrift.records.register.queries import shipped_products


@verb
def add_area(*, by: Person, about: Organisation, name: str, status: str = AreaStatus.OPEN) -> Area:
    """Add an area to the catalogue; `about` is the organisation on whose behalf."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    area = Area(name=name, status=status)
    area.full_clean()
    area.save()
    record("register.area_added", area, by=by, after=facts(area))
    return area


@verb
def change_area(*, by: Person, about: Organisation, area: Area) -> Area:
    """Change an area's name or status."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    stored = lock_for_edit(area)
    area.full_clean()
    save_changes(area, stored)
    record("register.area_changed", area, by=by, before=facts(stored), after=facts(area))
    return area


@verb
def add_product(
    *,
    by: Person,
    about: Organisation,
    name: str,
    vendor: str = "",
    area: Area | None = None,
    status: str = ProductStatus.CONCEPT,
    source: str = "",
) -> Product:
    """Add a product; it stands as proposed until somebody approves it. `vendor`: any name of its supplier."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    supplier = _named_supplier(by, vendor)
    product = Product(name=name, supplier=supplier, area=area, status=status, source=source)
    product.full_clean()
    product.save()
    record("register.product_added", product, by=by, after=facts(product))
    return product


@verb
def change_product(
    *, by: Person, about: Organisation, product: Product, vendor: str | None = None
) -> Product:
    """Change what is written about a product. `vendor`: any name of its supplier; None leaves the supplier as it is."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    stored = lock_for_edit(product)
    if vendor is not None:
        product.supplier = _named_supplier(by, vendor)
    product.full_clean()
    save_changes(product, stored)
    record("register.product_changed", product, by=by, before=facts(stored), after=facts(product))
    return product


def _named_supplier(by: Person, text: str) -> Organisation | None:
    """The supplier that a text means, added where none is known by it."""
    suppliers = NamedSuppliers()
    named = suppliers.of(text)
    store_events(suppliers.write(by))
    return named


@verb
def add_alias(*, by: Person, about: Organisation, product: Product, name: str) -> ProductAlias:
    """Remember another name, so that the next register that uses it is matched."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    alias = ProductAlias(product=product, name=name)
    alias.full_clean()
    alias.save()
    record("register.alias_added", alias, by=by, after=facts(alias), parent=product)
    return alias


@verb
def load_shipped_catalogue(*, by: Person, about: Organisation) -> int:
    """Fill the catalogue with the products that come with the package; returns how many are new.

    Real products with their sources (data/README.md). What stands in the catalogue already is left as it is.
    """
    require(by, Permission.MANAGE_CATALOGUE, about)
    rows = list(shipped_products())
    create_rows(
        [Area(name=name) for name in {row.area: None for row in rows}], ignore_conflicts=True
    )
    areas = {area.name: area for area in Area.objects.all()}
    Area.store_words(areas.values())  # those that were there already did not come back with a key
    suppliers = NamedSuppliers()
    sold_by = {row.vendor: suppliers.of(row.vendor) for row in rows}
    store_events(suppliers.write(by))
    known = set(Product.objects.values_list("name", "supplier"))
    fresh = [
        Product(
            name=row.name,
            supplier=sold_by[row.vendor],
            area=areas[row.area],
            status=ProductStatus.APPROVED,
            source=row.source,
        )
        for row in rows
        if (row.name, getattr(sold_by[row.vendor], "pk", None)) not in known
    ]
    create_rows(fresh)
    products = {product.name: product for product in Product.objects.all()}
    aliases = [
        ProductAlias(product=products[row.name], name=alias)
        for row in rows
        for alias in row.aliases
    ]
    known_names = ProductAlias.objects.count()
    create_rows(aliases, ignore_conflicts=True)
    names = ProductAlias.objects.count() - known_names
    if fresh or names:
        after = {"products": len(fresh), "names": names}
        record("register.catalogue_loaded", about, by=by, after=after)
    return len(fresh)


@verb
def merge_product(
    *, by: Person, about: Organisation, product: Product, into: Product, why: str = ""
) -> Product:
    """Make one product of two: applications, other names and the name itself move to `into`."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    lock_for_act(product)
    if product.status == ProductStatus.MERGED:
        raise ValidationError(_("The product is merged already."))
    before = facts(product)
    Application.objects.filter(product=product).update(product=into)
    product.aliases.update(product=into)
    ProductAlias.objects.get_or_create(name=product.name, defaults={"product": into})
    product.status, product.merged_into = ProductStatus.MERGED, into
    product.full_clean()
    product.save()
    Product.store_words([product, into])
    record(
        "register.product_merged",
        product,
        by=by,
        before=before,
        after=facts(product),
        parent=into,
        why=why,
    )
    return product
