"""What the API sends and takes of a noun's fields, as their room declares them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from django.db.models import NOT_PROVIDED, ForeignKey, Model
from pydantic import BaseModel, Field, create_model

from samdrift.entrances.api.answers import Day, Id, LongWords, Words
from samdrift.foundation.organisations.models import Kind
from samdrift.foundation.ui.listing.stored_fields import LARGEST_AMOUNT, StoredField
from samdrift.records.register.fields import APPLICATION_FIELDS, ApplicationField
from samdrift.records.register.models import Application, FieldGroup, Phase

Shape = TypeVar("Shape", bound=BaseModel)
#: An amount in whole öre.
Ore = Annotated[int, Field(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT)]
Fields = Mapping[str, tuple[Any, Any]]
_ANSWERED: Mapping[str, Any] = {
    "text": str,
    "number": int,
    "yes_no": bool,
    "date": dt.date,
    "reference": int,
    "amount": int,
    "decimal": Decimal,
}
#: What no page and no program chooses: retiring is a verb of its own, and a federation is founded.
_NEVER_CHOSEN = {"phase": {Phase.RETIRED.value}, "kind": {Kind.FEDERATION.value}}


def with_fields(fields: Fields) -> Callable[[type[Shape]], type[Shape]]:
    """Give a shape more fields than it says itself."""

    def extend(shape: type[Shape]) -> type[Shape]:
        more: dict[str, Any] = dict(fields)
        return create_model(shape.__name__, __base__=shape, __doc__=shape.__doc__, **more)

    return extend


def identity_fields() -> list[ApplicationField]:
    """What everyone sees who may know of the application."""
    return [each for each in APPLICATION_FIELDS if each.in_api and each.group is None]


def grouped_fields() -> list[ApplicationField]:
    """What is seen by those whom the federation has chosen."""
    return [each for each in APPLICATION_FIELDS if each.in_api and each.group is not None]


def values_seen(application: Application, groups: Iterable[FieldGroup]) -> dict[str, Any]:
    """The grouped fields of an application, null where its reader may not see the group."""
    seen = set(groups)
    return {
        each.attname: getattr(application, each.attname) if each.group in seen else None
        for each in grouped_fields()
    }


def answers_of(
    fields: Iterable[StoredField], *, seen: bool = False, of: type[Model] | None = None
) -> Fields:
    """The shapes of answers. seen: each may be hidden from the reader. of: another model that repeats the fields."""
    shapes = {}
    for each in fields:
        field: Any = each.model_field if of is None else of._meta.get_field(each.name)
        kind = _type_of(each)
        shapes[each.attname] = (kind | None if seen or field.null else kind, ...)
    return shapes


def _type_of(each: StoredField) -> Any:
    if each.choices is not None:
        return type(next(iter(each.choices)).value)
    return int if isinstance(each.model_field, ForeignKey) else _ANSWERED.get(each.kind, str)


def emptied_by_null(fields: Iterable[StoredField]) -> set[str]:
    """What a change takes away by sending null; null of the others says nothing."""
    return {each.attname for each in fields if each.to_change and each.model_field.null}


def taken_to_add(fields: Iterable[StoredField]) -> Fields:
    """What a new row may say, with what holds where it says nothing."""
    return {each.attname: (_taken(each), _default_of(each)) for each in fields if each.to_add}


def taken_to_change(fields: Iterable[StoredField]) -> Fields:
    """What a change may say; what it does not say stays as it is."""
    return {each.attname: (_taken(each) | None, None) for each in fields if each.to_change}


def changed_value(fields: Iterable[StoredField], name: str, value: Any) -> Any:
    """What is sent for a field, as the row stores it: null empties a text."""
    field = next(each for each in fields if each.attname == name)
    return "" if value is None and not field.model_field.null else value


def _taken(each: StoredField) -> Any:
    """What is sent of a field; nothing where the row may hold nothing."""
    may_be_nothing = each.model_field.null
    shape = _shape(each)
    return shape | None if may_be_nothing else shape


def _shape(each: StoredField) -> Any:
    if each.choices is not None:
        values = [one.value for one in each.choices]
        values = [one for one in values if one not in _NEVER_CHOSEN.get(each.name, set())]
        empty = [""] if each.model_field.blank and not each.model_field.null else []
        return Literal[(*empty, *values)]
    if isinstance(each.model_field, ForeignKey):
        return Id
    match each.kind:
        case "number" | "amount":
            return Annotated[int, Field(ge=each.least, le=each.most)]
        case "decimal":
            field: Any = each.model_field
            digits, places = field.max_digits, field.decimal_places
            return Annotated[Decimal, Field(ge=0, max_digits=digits, decimal_places=places)]
        case "yes_no":
            return bool
        case "date":
            return Day
        case _:
            return LongWords if each.is_long else Words


def _default_of(each: StoredField) -> Any:
    """What stands where nothing is sent; `...` where something must be."""
    field = each.model_field
    if field.default is not NOT_PROVIDED:
        return getattr(field.default, "value", field.default)
    if field.null:
        return None
    return "" if field.blank else ...
