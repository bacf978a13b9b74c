"""A declaration of a field whose words, kind, choices and limits are those of its model."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.text import capfirst

from samdrift.foundation.ui.listing.list_fields import ListField

Words = str | Promise
LARGEST_NUMBER = 100_000_000
LARGEST_AMOUNT = 10**15
LARGEST_SMALL = 32_767
KINDS: dict[str, type[Any]] = {
    "reference": models.ForeignKey,
    "yes_no": models.BooleanField,
    "date": models.DateField,
    "decimal": models.DecimalField,
    "number": models.IntegerField,
}


@dataclass(frozen=True, slots=True)
class StoredField(ListField):
    """A field that one attribute of a row holds. kind: also reference, for what points at another noun.

    model: whose row. least, most: of a number or an amount. in_form, in_api: whether forms edit it and the API
    answers it; to_add, to_change: whether the API takes it.
    """

    model: type[models.Model] = models.Model
    least: int = 0
    most: int = LARGEST_NUMBER
    in_form: bool = True
    in_api: bool = True
    to_add: bool = True
    to_change: bool = True

    @property
    def model_field(self) -> "models.Field[Any, Any]":
        field = self.model._meta.get_field((self.stored_in or (self.name,))[0])
        assert isinstance(field, models.Field)
        return field

    @property
    def attname(self) -> str:
        """How the row itself, the history and the API name it: `host_id` for what points at another noun."""
        return self.model_field.attname

    @property
    def is_long(self) -> bool:
        """A text of several lines."""
        return isinstance(self.model_field, models.TextField)

    def as_stored(self, value: Any) -> Any:
        """A value fit for JSON as the row stores it."""
        if value is None:
            return None if self.model_field.null else ""
        return dt.date.fromisoformat(value) if self.kind == "date" else value

    def put(self, row: models.Model, value: Any) -> None:
        """Let the row hold a value that a file says."""
        setattr(row, self.attname, self.as_stored(value))


Declared = TypeVar("Declared", bound=StoredField)


def declare_field(
    shape: type[Declared], model: type[models.Model], name: str, label: Words = "", **more: Any
) -> Declared:
    """A field whose label, kind and limits are those of the model, unless others are said."""
    field: Any = model._meta.get_field(more.get("stored_in", (name,))[0])
    more.setdefault("kind", _kind_of(field, more.get("choices")))
    more.setdefault("longest", getattr(field, "max_length", None) or 4000)
    is_amount = more["kind"] == "amount"
    least, most = (-LARGEST_AMOUNT, LARGEST_AMOUNT) if is_amount else (0, _largest(field))
    more.setdefault("least", max([least, *_limits(field, MinValueValidator)]))
    more.setdefault("most", min([most, *_limits(field, MaxValueValidator)]))
    words = label or capfirst(getattr(field, "verbose_name", name))
    return shape(name, words, model=model, **more)


def answered_fields(fields: Iterable[ListField]) -> list[StoredField]:
    """Those of a noun's fields that the API answers: all that one attribute holds and nothing keeps inside."""
    return [each for each in fields if isinstance(each, StoredField) and each.in_api]


def _kind_of(field: Any, choices: type[Choices] | None) -> str:
    if choices is not None:
        return "choice"
    return next((kind for kind, of in KINDS.items() if isinstance(field, of)), "text")


def _limits(field: Any, validator: type[Any]) -> list[int]:
    return [int(each.limit_value) for each in field.validators if type(each) is validator]


def _largest(field: Any) -> int:
    small = isinstance(field, models.PositiveSmallIntegerField)
    return LARGEST_SMALL if small else LARGEST_NUMBER
