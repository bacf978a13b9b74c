"""What comes after an act: each room says it of its own events, counted when the answer is given.

Who is asked now, from which day it holds, what is still lacking. An event that nothing follows has no entry.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from samdrift.core.naming import name_each_once
from samdrift.foundation.audit.models import AuditEvent

#: (the event, the row that it is about or None where that is gone, the reader) → a sentence, or nothing.
Follows = Callable[[AuditEvent, Any, Any], str]
_FOLLOWS: dict[str, Follows] = {}


def add_next_steps(follows: Mapping[str, Follows]) -> None:
    """Called by a room when it is made ready."""
    _FOLLOWS.update(follows)


def events_with_next_steps() -> frozenset[str]:
    """The events after which something comes."""
    return frozenset(_FOLLOWS)


def next_step(events: Sequence[AuditEvent], reader: Any) -> str:
    """What comes after the last of these events after which anything does, as a sentence; else empty."""
    for event in reversed(events):
        follows = _FOLLOWS.get(event.event)
        if follows is not None and (words := follows(event, _row(event), reader)):
            return words
    return ""


def rows_in_words(rows: Iterable[models.Model]) -> str:
    """The names of rows, each once, with commas between."""
    return name_each_once(str(row) for row in rows)


def _row(event: AuditEvent) -> Any:
    try:
        model = apps.get_model(event.about_kind)
    except LookupError:
        return None
    return model._default_manager.filter(pk=event.about_id).first()
