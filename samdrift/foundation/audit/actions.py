"""The one verb: record what happened. It runs inside the transaction of the verb that made the change."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.keeping import current_change_set
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import one_at_a_time

SAME_ACT = dt.timedelta(seconds=60)
MOMENT = (models.DateTimeField,)
SECRET = {"id", "password", "last_login", "token_digest"}


class Actor(Protocol):
    """Who did it: a person."""

    pk: Any

    def __str__(self) -> str: ...


def facts(thing: models.Model) -> dict[str, Any]:
    """A row's own fields as plain values for `before` and `after`; secrets are left out."""
    return {
        field.attname: _plain(field.value_from_object(thing))
        for field in thing._meta.concrete_fields
        if field.name not in SECRET and not _is_frozen_document(field)
    }


def _is_frozen_document(field: models.Field[Any, Any]) -> bool:
    """Contents that are kept whole elsewhere, under a digest of their own; text that people change is told."""
    names = {each.name for each in field.model._meta.concrete_fields}
    return field.name == "content" and (isinstance(field, models.BinaryField) or "digest" in names)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case dt.datetime() | dt.date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return str(value)


def event_of(
    event: str,
    about: models.Model,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    parent: models.Model | None = None,
    why: str = "",
) -> AuditEvent:
    """One event, not stored yet: for verbs that change thousands of rows and store their events at once."""
    return AuditEvent(
        at=now(),
        event=event,
        by_id=by.pk,
        by_name=str(by)[:200],
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        about_name=str(about)[:250],
        parent_kind=parent._meta.label_lower if parent else "",
        parent_id=str(parent.pk) if parent else "",
        before=dict(before or {}),
        after=dict(after or {}),
        why=why,
        change_set_id=current_change_set(),
    )


def record(
    event: str,
    about: models.Model,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    parent: models.Model | None = None,
    why: str = "",
) -> AuditEvent:
    """Write one event. `event` is ``room.noun_past``; `parent` is the thing on whose page it also shows.

    A change that changed nothing is no event: where `before` and `after` are alike, nothing is written. A new row
    that is in every field like one that the same person added a moment ago is the same act again: ValidationError.
    """
    written = event_of(event, about, by=by, before=before, after=after, parent=parent, why=why)
    if not before and after and facts(about).items() <= dict(after).items():
        _require_first_time(written, about)
    if not before or not after or _without_moments(before) != _without_moments(after):
        written.save(force_insert=True)
    if (noting := _NOTED.get()) is not None:
        noting.append(written)
    return written


_NOTED: ContextVar[list[AuditEvent] | None] = ContextVar("noted_events", default=None)


@contextmanager
def noted_events() -> Iterator[list[AuditEvent]]:
    """The events that verbs record meanwhile, in their order: for a page that tells what has just happened."""
    noted: list[AuditEvent] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


@contextmanager
def noted_if_kept() -> Iterator[None]:
    """Around what may be taken back: where it is refused, what it had recorded has not happened and is not noted."""
    noting = _NOTED.get()
    before = len(noting) if noting is not None else 0
    try:
        yield
    except BaseException:
        if noting is not None:
            del noting[before:]
        raise


def _without_moments(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "changed_at"}


def record_without_person(
    event: str,
    about: models.Model,
    *,
    after: Mapping[str, Any],
    parent: models.Model | None = None,
) -> AuditEvent:
    """An event that nobody signed in made, such as a failed sign-in, or a virus that was found."""
    written = AuditEvent(
        at=now(),
        event=event,
        by_name=_("nobody signed in"),
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        about_name=str(about)[:250],
        parent_kind=parent._meta.label_lower if parent else "",
        parent_id=str(parent.pk) if parent else "",
        after=dict(after),
    )
    written.save(force_insert=True)
    return written


def _require_first_time(written: AuditEvent, about: models.Model) -> None:
    """Refuse a row like one of a moment ago: somebody pressed twice, or eight programs asked at once."""
    moments = {each.attname for each in about._meta.concrete_fields if isinstance(each, MOMENT)}

    def without_moments(after: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in after.items() if name not in moments}

    one_at_a_time(
        f"{written.event} {written.by_id} {written.parent_id} {sorted(without_moments(written.after))}"
    )
    alike = AuditEvent.objects.filter(
        at__gte=written.at - SAME_ACT,
        event=written.event,
        by_id=written.by_id,
        parent_kind=written.parent_kind,
        parent_id=written.parent_id,
    ).exclude(about_id=written.about_id)
    earlier = [
        each.about_id
        for each in alike
        if without_moments(each.after) == without_moments(written.after)
    ]
    if earlier and about.__class__._default_manager.filter(pk__in=earlier).exists():
        raise ValidationError(
            _("Exactly this was recorded a moment ago: it is done already."), code="done-already"
        )


def store_events(events: Iterable[AuditEvent]) -> None:
    """Write many events at once, within the transaction of the verb that made the changes."""
    AuditEvent.objects.bulk_create(events, batch_size=500)
