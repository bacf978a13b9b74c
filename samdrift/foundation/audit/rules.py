"""A row that a verb stores holds to the rules of its fields, on every database; where it doesn't, each is told.

SQLite stores a text of any length and any choice, PostgreSQL says of a long text only that some value is too long.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

_STORING: ContextVar[bool] = ContextVar("a_verb_stores", default=False)
OURS = "samdrift."


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
    chosen = None if update_fields is None else set(update_fields)
    wrong = {
        field.name: messages
        for field in sender._meta.concrete_fields
        if (chosen is None or {field.name, field.attname} & chosen)
        and (messages := _broken(field, getattr(instance, field.attname)))
    }
    if wrong:
        raise ValidationError(wrong)


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
