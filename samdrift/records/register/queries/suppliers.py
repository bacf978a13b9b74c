"""Which supplier a text means, and what a person may see of suppliers."""

from collections.abc import Iterable

from django.db.models import Q

from samdrift.core.matching import company_key, near_companies
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.models.organisation import OrganisationQuerySet
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, visible_organisations
from samdrift.records.register.models import Product, SupplierAlias
from samdrift.records.register.models.suppliers import fold_spelling


class SupplierNames:
    """Every name that something can be bought under, so that many texts are looked up with two queries.

    A name as it is written goes before another name, and both before one that differs by its legal form alone. A
    municipality or an authority that develops what others use is found by its name as it is written.
    """

    def __init__(self) -> None:
        self._exact: dict[str, Organisation] = {}
        self._alike: dict[str, Organisation] = {}
        organisations = {each.pk: each for each in Organisation.objects.order_by("pk")}
        own = [(each.name, each) for each in organisations.values() if each.kind == Kind.SUPPLIER]
        rows = SupplierAlias.objects.order_by("pk").values_list("name", "organisation_id")
        self._named = [*own, *((name, organisations[pk]) for name, pk in rows)]
        for name, each in self._named:
            self.add(name, each)
        for each in organisations.values():
            for name in filter(None, (each.name, each.short_name)):
                self._exact.setdefault(fold_spelling(name), each)

    def add(self, name: str, supplier: Organisation) -> None:
        """Know a name, where no other supplier has it."""
        self._exact.setdefault(fold_spelling(name), supplier)
        self._alike.setdefault(company_key(name), supplier)

    def of(self, text: str) -> Organisation | None:
        """The supplier that a text means; None where none is known by it."""
        if not fold_spelling(text):
            return None
        return self._exact.get(fold_spelling(text)) or self._alike.get(company_key(text))

    def near(self, text: str) -> list[Organisation]:
        """Suppliers that a text may mean though none is known by it, the most alike first."""
        names = near_companies(text, [name for name, _each in self._named])
        by_name = dict(reversed(self._named))
        return list({by_name[name].pk: by_name[name] for name in names}.values())


def visible_suppliers(person: Person) -> OrganisationQuerySet:
    """Organisations that sell something or are suppliers by their kind, among those that the person may see."""
    sold = Product.objects.filter(supplier__isnull=False).order_by().values("supplier")
    return visible_organisations(person).filter(Q(kind=Kind.SUPPLIER) | Q(pk__in=sold))


def catalogue_kept_by(person: Person) -> Organisation | None:
    """For which organisation the person keeps the catalogue; None if it may not."""
    federation = federation_of(person)
    mine: Iterable[Organisation] = [each for each in (federation, person.organisation) if each]
    kept = (each for each in mine if may(person, Permission.MANAGE_CATALOGUE, each))
    return next(kept, None) if federation else None
