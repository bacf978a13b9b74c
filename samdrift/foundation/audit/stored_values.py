"""The values that a row is stored with, read as they stand and written so that nothing of them is lost."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import models

Values = tuple[Any, ...]


def columns_of(model: type[models.Model]) -> list[str]:
    """The names of a model's stored values."""
    return [field.attname for field in model._meta.concrete_fields]


def stored_rows(rows: models.QuerySet[Any]) -> dict[Any, Values]:
    """Key → stored values in the order of `columns_of`; one query."""
    columns = columns_of(rows.model)
    key = columns.index(rows.model._meta.pk.attname)
    return {
        values[key]: tuple(bytes(each) if isinstance(each, memoryview) else each for each in values)
        for values in rows.order_by().values_list(*columns)
    }


def written(
    model: type[models.Model], values: Values, only: Iterable[int] | None = None
) -> dict[str, Any]:
    """Stored values as JSON can hold them: {name: value}, all or those at some places."""
    columns = columns_of(model)
    places = range(len(columns)) if only is None else only
    return {columns[place]: _written(values[place]) for place in places}


def _written(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case dt.date() | dt.time():  # a moment is a date as well
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode("ascii")
    raise TypeError(f"no way to keep {type(value).__name__}")


def read_back(model: type[models.Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """What `written` wrote, as the fields hold it."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: _read_back(fields[name], value) for name, value in said.items()}


def _read_back(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(field, models.BinaryField) and value is not None:
        return base64.b64decode(value)
    return field.to_python(value)


def digest_of(values: Sequence[Any]) -> str:
    """Two rows with the same digest are stored alike in every column."""
    whole = orjson.dumps([_written(each) for each in values], option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(whole, digest_size=10).hexdigest()
