"""An act undone as a whole, and what was kept for that let go of in time."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import event_of, record, store_events
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.models import AuditEvent, Change, ChangeSet
from samdrift.foundation.audit.putting_back import put_back
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.undoable import may_undo, thing_of, undoable_act


@verb
def undo_changes(*, by: Person, change_set: ChangeSet, why: str) -> ChangeSet:
    """Put back everything that an act changed, all of it or nothing; each thing's history tells that it was undone.

    Raises ChangedSinceError where a row is no longer as the act left it, ValidationError where it is undone already,
    what was before is no longer kept, or the act's room says why it can't be.
    """
    lock_for_act(change_set)
    require_that(may_undo(by, change_set))
    if refusal := why_not_undone(change_set):
        raise ValidationError(refusal, code="cannot-be-undone")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is undone.")})
    act = undoable_act(change_set)
    put_back(change_set)
    act.afterwards(change_set)
    change_set.undone_at, change_set.undone_why = now(), why
    change_set.undone_by_id, change_set.undone_by_name = by.pk, str(by)[:200]
    told = ["undone_at", "undone_why", "undone_by_id", "undone_by_name"]
    change_set.save(update_fields=told)
    store_events(_undone(change_set, act.undone, by, why))
    record(act.undone, thing_of(change_set) or change_set, by=by, why=why)
    return change_set


def why_not_undone(change_set: ChangeSet) -> str:
    """Why an act can't be undone whoever asks, before its rows are looked at; empty where it may be tried."""
    if change_set.undone_at is not None:
        return _("It has been undone already.")
    if change_set.dropped_at is not None or change_set.at < _oldest():
        words = _(
            "It can't be undone any more: what was before is kept for %(days)s days, or until a person in it is erased."
        )
        return words % {"days": settings.UNDO_DAYS}
    if not change_set.changes.exists():
        return _("There is nothing to undo: nothing was changed.")
    return undoable_act(change_set).why_not(change_set)


def _undone(change_set: ChangeSet, event: str, by: Person, why: str) -> Iterator[AuditEvent]:
    """What the log told of the act, told backwards: so that an earlier day still reads as it was."""
    told = AuditEvent.objects.filter(change_set_id=change_set.pk).order_by("-pk")
    for each in told.iterator():
        back = event_of(event, change_set, by=by, before=each.after, after=each.before, why=why)
        for name in ("about_kind", "about_id", "about_name", "parent_kind", "parent_id"):
            setattr(back, name, getattr(each, name))
        yield back


def drop_old_values() -> int:
    """Let go of the values of acts that are too old to be undone; returns how many change sets."""
    old = ChangeSet.objects.filter(at__lt=_oldest(), dropped_at=None)
    return drop_values(list(old.values_list("pk", flat=True)))


def drop_values(change_sets: list[int]) -> int:
    """Let go of the values before and after; which rows were changed, and what the log tells of them, is kept."""
    Change.objects.filter(change_set__in=change_sets).update(before={}, after={}, left_as="")
    return ChangeSet.objects.filter(pk__in=change_sets, dropped_at=None).update(dropped_at=now())


def _oldest() -> dt.datetime:
    return now() - dt.timedelta(days=settings.UNDO_DAYS)
