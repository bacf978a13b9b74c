"""A row that a verb stores holds to the rules of its fields, on every database; where it doesn't, each is told.

SQLite stores a text of any length and any choice, PostgreSQL says of a long text only that some value is too long.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import ModelSignal
from django.utils.translation import gettext as _

_STORING: ContextVar[bool] = ContextVar("a_verb_stores", default=False)
OURS = "samdrift."
#: Sent with `rows` when many rows of one model were stored at once, as `post_save` is for one.
rows_stored = ModelSignal()
Row = TypeVar("Row", bound=models.Model)


@contextmanager
def rules_are_kept() -> Iterator[None]:
    """Meanwhile every row that is stored is looked at first."""
    token = _STORING.set(True)
    try:
        yield
    finally:
        _STORING.reset(token)


def a_verb_stores() -> bool:
    """Whether what is stored now is stored by a verb."""
    return _STORING.get()


def refuse_broken_rules(
    sender: type[models.Model],
    instance: models.Model,
    update_fields: Iterable[str] | None = None,
    raw: bool = False,
    **_more: Any,
) -> None:
    """Receives `pre_save`: raises ValidationError with every field that breaks a rule of its own."""
    if raw or not a_verb_stores() or not sender.__module__.startswith(OURS):
        return
    require_rules_of_fields([instance], update_fields)


def create_rows(rows: Iterable[Row], *, batch_size: int = 500, **conflicts: Any) -> list[Row]:
    """Store many new rows of one model at once, each looked at first; returns them with their keys.

    conflicts: what Django's `bulk_create` takes where a row like one stands already.
    """
    listed = list(rows)
    if not listed:
        return []
    require_rules_of_fields(listed, None)
    manager = listed[0].__class__._default_manager
    made = manager.bulk_create(listed, batch_size=batch_size, **conflicts)
    rows_stored.send(type(listed[0]), rows=made)
    return made


def change_rows(
    rows: Iterable[models.Model], fields: Iterable[str], *, batch_size: int = 200
) -> int:
    """Store these fields of many rows of one model at once, each looked at first; returns how many were stored."""
    listed, named = list(rows), list(fields)
    if not listed or not named:
        return 0
    require_rules_of_fields(listed, named)
    manager = listed[0].__class__._default_manager
    number = manager.bulk_update(listed, named, batch_size=batch_size)
    rows_stored.send(type(listed[0]), rows=listed)
    return number


def require_rules_of_fields(rows: Sequence[models.Model], only: Iterable[str] | None) -> None:
    """Raise ValidationError for the first row that breaks rules of its fields, with all that it breaks."""
    chosen = None if only is None else set(only)
    for row in rows:
        wrong = {
            field.name: messages
            for field in row._meta.concrete_fields
            if (chosen is None or {field.name, field.attname} & chosen)
            and (messages := _broken(field, _value_of(row, field)))
        }
        if wrong:
            raise ValidationError(wrong)


def _value_of(row: models.Model, field: models.Field[Any, Any]) -> Any:
    """What will be stored; among many rows one may refer to a row that was stored after it was made."""
    value = getattr(row, field.attname)
    if value is None and isinstance(field, models.ForeignKey) and field.is_cached(row):
        referred = field.get_cached_value(row)
        return None if referred is None else referred.pk
    return value


def _broken(field: models.Field[Any, Any], value: Any) -> list[str]:
    """What is wrong with a value, in words. Whether a key is of a row that exists, the database knows."""
    if hasattr(value, "resolve_expression") or isinstance(field, models.AutoField):
        return []
    if value is None:
        blank = not field.null and not getattr(field, "auto_now", False)
        blank = blank and not getattr(field, "auto_now_add", False)
        return [str(field.error_messages["blank"])] if blank else []
    if isinstance(field, models.ForeignKey):
        return []
    if isinstance(value, str) and not _can_be_stored(value):
        return [_("It holds characters that can't be stored.")]
    choices = dict(field.flatchoices)
    if choices and value not in choices and value not in field.empty_values:
        return [str(field.error_messages["invalid_choice"]) % {"value": value}]
    try:
        field.run_validators(field.to_python(value))
    except ValidationError as refusal:
        return refusal.messages
    return []


def _can_be_stored(text: str) -> bool:
    """No database holds a NUL; half a surrogate pair is no character."""
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
