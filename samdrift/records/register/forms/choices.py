"""What can be chosen, limited to what the person may see."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person, UnitKind
from samdrift.foundation.organisations.queries import visible_people, visible_units
from samdrift.records.register.models import Product, ProductStatus
from samdrift.records.register.queries import visible_products

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TEXT = forms.Textarea(attrs={"rows": 3})


def limit(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let only these rows be chosen in a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def choosable_products(person: Person) -> QuerySet[Product]:
    """Those that are not merged with another."""
    return visible_products(person).exclude(status=ProductStatus.MERGED)


def choosable_people(person: Person) -> QuerySet[Person]:
    return visible_people(person).active()


def choosable_it_units(person: Person, kept: int | None) -> QuerySet[Any]:
    """Those that are not closed, and the one that operates it already."""
    return visible_units(person).filter(kind=UnitKind.IT_UNIT).existing(today(), kept)
