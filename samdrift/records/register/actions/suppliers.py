"""By which names suppliers are known."""

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Product, SupplierAlias


@verb
def add_supplier_alias(
    *, by: Person, about: Organisation, supplier: Organisation, name: str
) -> SupplierAlias:
    """Remember another name of a supplier, so that whoever writes it means the supplier."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    alias = SupplierAlias(organisation=supplier, name=" ".join(name.split()))
    alias.full_clean()
    alias.save()
    Product.store_words(Product.objects.filter(supplier=supplier))
    record(
        "register.supplier_alias_added", alias, by=by, after={"name": alias.name}, parent=supplier
    )
    return alias


@verb
def remove_supplier_alias(*, by: Person, about: Organisation, alias: SupplierAlias) -> None:
    """Let a name mean the supplier no longer; what was entered by it stays."""
    require(by, Permission.MANAGE_CATALOGUE, about)
    supplier = lock_for_act(alias).organisation
    record(
        "register.supplier_alias_removed",
        alias,
        by=by,
        before={"name": alias.name},
        parent=supplier,
    )
    alias.delete()
    Product.store_words(Product.objects.filter(supplier=supplier))
