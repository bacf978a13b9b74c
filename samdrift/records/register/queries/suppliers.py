"""Which supplier a text means, and what a person may see of suppliers."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from samdrift.core.matching import company_key, near_companies
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.models.organisation import OrganisationQuerySet
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    federation_kept,
    federation_of,
    visible_organisations,
)
from samdrift.foundation.organisations.references import (
    Counts,
    count_references,
    references_to,
    say_counts,
)
from samdrift.records.register.models import Product, ProductStatus, SupplierAlias
from samdrift.records.register.models.suppliers import fold_spelling
from samdrift.records.register.supplier_panels import SUPPLIER_PANELS

#: The keys to an organisation that say that it sells something, and nothing else.
SUPPLIED = {"register.Product.supplier", "register.SupplierAlias.organisation"}


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


def may_merge_suppliers(person: Person) -> bool:
    """Who keeps the catalogue for the whole federation: the agreements of all its members follow."""
    return federation_kept(person, Permission.MANAGE_CATALOGUE) is not None


def why_not_merged(kept: Organisation, merged: Organisation) -> list[str]:
    """What stands against letting one supplier be another, in words; nothing where they may be merged."""
    if kept.pk == merged.pk:
        return [_("Choose another supplier.")]
    if merged.kind != Kind.SUPPLIER:
        words = _("%(name)s is not only a supplier: keep it, and merge the other into it.")
        return [words % {"name": merged}]
    return [
        *_used_otherwise(merged),
        *_with_other_number(kept, merged),
        *_products_of_both(kept, merged),
    ]


def what_follows(merged: Organisation) -> list[str]:
    """How much of which kind follows when a supplier is merged: «3 produkter»."""
    return say_counts(count_references(merged))


def _used_otherwise(merged: Organisation) -> Iterator[str]:
    """People, units, memberships: whatever does not belong to what is sold."""
    counts: Counts = Counter()
    following = {*SUPPLIED, *(panel.follows for panel in SUPPLIER_PANELS)}
    for reference in references_to(Organisation):
        if reference.key not in following:
            counts[reference.model] += reference.rows(merged).count()
    if +counts:
        words = _("%(name)s is more than a supplier. On it stand: %(counts)s.")
        yield words % {"name": merged, "counts": ", ".join(say_counts(+counts))}


def _with_other_number(kept: Organisation, merged: Organisation) -> Iterator[str]:
    one, other = (each.organisation_number.replace("-", "") for each in (kept, merged))
    if one and other and one != other:
        yield _("They have different organisation numbers, so they are two companies.")


def _products_of_both(kept: Organisation, merged: Organisation) -> Iterator[str]:
    """A product that stands with both is first merged itself, so that its applications come together."""
    theirs = Product.objects.filter(supplier=kept).exclude(status=ProductStatus.MERGED)
    both = Product.objects.filter(supplier=merged, name__in=theirs.values("name"))
    names = both.exclude(status=ProductStatus.MERGED).values_list("name", flat=True)
    if names:
        words = _("Both have a product of the same name: merge these products first: %(names)s.")
        yield words % {"names": ", ".join(names)}
