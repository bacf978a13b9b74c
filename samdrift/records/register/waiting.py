"""Products that somebody has proposed for the catalogue, for those who keep it."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_kept
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind
from samdrift.records.register.models import Product, ProductStatus


def _concepts(person: Person, _on: dt.date) -> QuerySet[Product] | None:
    if not may_anywhere(person, Permission.MANAGE_CATALOGUE):
        return None
    return Product.objects.filter(status=ProductStatus.CONCEPT)


def _to_approve(person: Person, _on: dt.date) -> Iterable[Waiting]:
    if federation_kept(person, Permission.MANAGE_CATALOGUE) is None:
        return
    number = Product.objects.filter(status=ProductStatus.CONCEPT).count()
    if number:
        words = ngettext(
            "Approve or merge %(number)s proposed product",
            "Approve or merge %(number)s proposed products",
            number,
        )
        address = f"{reverse('product_list')}?status={ProductStatus.CONCEPT}"
        yield Waiting(words % {"number": number}, address)


WAITING = WaitingKind(
    "products",
    gettext_lazy("Products proposed"),
    _to_approve,
    act=gettext_lazy("Look through"),
    why=gettext_lazy("Until then the product is on nobody's list."),
    icon="list",
    rows=_concepts,
)
