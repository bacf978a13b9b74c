"""Which version of a row a change was made from, so that nobody overwrites what another has written meanwhile.

A page or a program that shows a row for editing carries `version_of(row)`. When the edit comes back it is marked with
`edit_from(row, version)`, and the verb that stores it begins with `lock_for_edit(row)`, which refuses an edit of an
older version and says what has changed since. A verb that acts on a row (ends it, sends it, approves it) begins with
`lock_for_act(row)`: the act is refused where the row is no longer as the caller saw it, so that of eight acts at once
one is done.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import orjson
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import HistoryEntry, history, history_entries

Row = TypeVar("Row", bound=models.Model)
CHANGED = "changed-meanwhile"
GONE = "gone-meanwhile"
NEVER_EDITED = {"password", "last_login"}
MOST_TOLD = 5


class ChangedMeanwhileError(ValidationError):
    """The row is another than the one that the edit was made from; `events` are what happened since, oldest first."""

    def __init__(self, row: models.Model, events: Iterable[AuditEvent]) -> None:
        self.row = row
        self.events = list(events)
        super().__init__(
            [
                ValidationError(line, code=CHANGED)
                for line in _in_words(history_entries(self.events))
            ]
        )


def version_of(row: models.Model) -> str:
    """The row's version: a digest of every field that can be changed, and the last event about it.

    A model that is edited together with rows of its own names them in `edited_with`: they count.

    Two versions are of the same content where the digests, before the dash, are equal.
    """
    last = _events(row).order_by("-pk").values_list("pk", flat=True).first()
    return f"{_digest(row)}-{last or 0}"


def edit_from(row: Row, version: str) -> Row:
    """Mark a row that is to be changed with the version that whoever changes it saw; returns the row."""
    row.edited_from = version  # type: ignore[attr-defined]  # a mark, no field: any model can carry it
    return row


def lock_for_edit(row: Row) -> Row:
    """The row as it is stored, held until the transaction ends; `row` itself holds the edit.

    Raises ValidationError where the edit was made from an older version, or the row is gone.
    """
    stored = _locked_rows(row).filter(pk=row.pk).first()
    if stored is None:
        raise _gone()
    _require_version(row, stored)
    return stored


def lock_for_act(row: Row) -> Row:
    """Read the row again, held until the transaction ends; returns the same object.

    Raises ValidationError where it is no longer as the caller read it, or as the page that the caller acted on showed
    it, or gone.
    """
    as_read = _digest(row, many=False)
    try:
        row.refresh_from_db(from_queryset=_locked_rows(row))
    except ObjectDoesNotExist:
        raise _gone() from None
    _require_version(row, row)
    if _digest(row, many=False) != as_read:
        raise ChangedMeanwhileError(row, _events(row).order_by("-pk")[:1])
    return row


def require_mark(row: models.Model | None) -> None:
    """Refuse what comes from a page of an older version before its verb is asked, whatever the verb looks at.

    Under its lock the verb looks again (`lock_for_edit`, `lock_for_act`).
    """
    if row is not None and getattr(row, "edited_from", None) is not None:
        stored = row.__class__._base_manager.filter(pk=row.pk).first()
        if stored is None:
            raise _gone()
        _require_version(row, stored)


def version_now() -> str:
    """The version of whatever nobody has pointed out yet: as everything is at this moment."""
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"-{last or 0}"


def require_seen(stored: models.Model | None, version: str) -> None:
    """For what is set without the row in hand: refuse where it has been set since the caller looked.

    version: what the caller's page carried, of the row or of the moment (`version_now`); "" from who carries none.
    """
    if stored is not None and version and not same_version(version, _digest(stored)):
        since = _events(stored).filter(pk__gt=_event_number(version)).order_by("pk")
        if since.exists():
            raise ChangedMeanwhileError(stored, since)


def save_changes(row: models.Model, stored: models.Model) -> list[str]:
    """Store the fields in which `row` differs from `stored`, and no others; returns their names."""
    changed = [
        field.name
        for field in row._meta.concrete_fields
        if not field.primary_key and getattr(row, field.attname) != getattr(stored, field.attname)
    ]
    if changed:
        moments = [each.name for each in row._meta.concrete_fields if getattr(each, "auto_now", 0)]
        row.save(update_fields=[*changed, *moments])
    return changed


def same_version(one: str, other: str) -> bool:
    """Whether two versions are of the same content."""
    return one.partition("-")[0] == other.partition("-")[0]


def _require_version(row: models.Model, stored: models.Model) -> None:
    version = getattr(row, "edited_from", None)
    if version is None or same_version(version, _digest(stored)):
        return
    since = _events(stored).filter(pk__gt=_event_number(version)).order_by("pk")
    raise ChangedMeanwhileError(stored, since)


def _event_number(version: str) -> int:
    """The last event that a version knows of; 0 where it is none of ours."""
    known = version.partition("-")[2]
    return int(known) if known.isascii() and known.isdigit() and len(known) < 18 else 0


def _digest(row: models.Model, *, many: bool = True) -> str:
    values: dict[str, Any] = {
        field.attname: field.value_to_string(row)
        for field in row._meta.concrete_fields
        if not (
            field.primary_key
            or field.name in NEVER_EDITED
            or getattr(field, "auto_now", False)
            or isinstance(field, models.BinaryField)
        )
    }
    if many:
        for each in row._meta.many_to_many:
            chosen = getattr(row, each.name).order_by("pk").values_list("pk", flat=True)
            values[each.name] = list(chosen)
        for name in getattr(row, "edited_with", ()):
            related = getattr(row, name)
            columns = [each.attname for each in related.model._meta.concrete_fields]
            values[name] = list(related.order_by("pk").values_list(*columns))
    whole = orjson.dumps(values, option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.blake2b(whole, digest_size=10).hexdigest()


def _events(row: models.Model) -> models.QuerySet[AuditEvent]:
    return history(row).filter(about_kind=row._meta.label_lower, about_id=str(row.pk))


def _locked_rows(row: Row) -> models.QuerySet[Row]:
    return row.__class__._base_manager.select_for_update(of=("self",))


def _gone() -> ValidationError:
    return ValidationError(_("Somebody has removed this meanwhile."), code=GONE)


def _in_words(events: Sequence[HistoryEntry]) -> list[str]:
    """Who changed what and when, field by field, and what to do now."""
    lines = [] if events else [_("Somebody has changed this while you looked at it.")]
    for event in events[-MOST_TOLD:]:
        when = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M")
        lines.append(
            _("%(who)s has changed this while you looked at it (%(when)s).")
            % {"who": event.by, "when": when}
        )
        lines += [
            _("%(field)s: %(before)s → %(after)s")
            % {"field": each.label, "before": each.before or "–", "after": each.after or "–"}
            for each in event.changes
        ]
    return lines
