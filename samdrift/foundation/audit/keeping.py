"""All that one act changes, kept so that it can be shown and undone: `changes_kept` round the writes of a verb."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models.sql import Query

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.models import Change, ChangeSet
from samdrift.foundation.audit.stored_values import (
    Values,
    columns_of,
    digest_of,
    stored_rows,
    written,
)
from samdrift.foundation.audit.watching import UnseenWriteError, watched_by

if TYPE_CHECKING:
    from samdrift.foundation.audit.actions import Actor

_CURRENT: ContextVar[ChangeSet | None] = ContextVar("change_set_that_is_kept", default=None)
SIZE = 500


def current_change_set() -> int | None:
    """The key of the change set that an event recorded now belongs to."""
    kept = _CURRENT.get()
    return kept.pk if kept is not None else None


@contextmanager
def changes_kept(
    act: str, *, about: models.Model, by: "Actor", why: str = ""
) -> Iterator[ChangeSet]:
    """Within a verb's transaction: every row that is added, changed or removed meanwhile is kept; gives the change set.

    act: the event that the verb records of itself, known by `add_undoable_act`. Events recorded meanwhile point to the
    set. An act within an act belongs to the outer one. SQL written by hand raises UnseenWriteError.
    """
    if (outer := _CURRENT.get()) is not None:
        yield outer
        return
    if not connection.in_atomic_block:
        raise UnseenWriteError("changes are kept within the transaction that makes them")
    kept = ChangeSet.objects.create(
        act=act,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        about_name=str(about)[:250],
        at=now(),
        by_id=by.pk,
        by_name=str(by)[:200],
        why=why,
    )
    keeper, token = _Keeper(), _CURRENT.set(kept)
    try:
        with watched_by(keeper):
            yield kept
    finally:
        _CURRENT.reset(token)
    Change.objects.bulk_create(keeper.changes(kept), batch_size=SIZE)


class _Keeper:
    """The rows that an act touches, each as it was before the first touch; None for one that it added."""

    def __init__(self) -> None:
        self.first: dict[type[models.Model], dict[Any, Values | None]] = {}

    def before_change(self, query: Any) -> None:
        found = query.chain(klass=Query)
        found.clear_ordering(force=True)
        found.set_annotation_mask(())
        rows: models.QuerySet[Any] = models.QuerySet(
            model=query.model, query=found
        ).select_for_update(of=("self",))
        self._note(query.model, stored_rows(rows))

    def before_insertion(self, query: Any) -> None:
        if query.on_conflict is not None:
            self._note(query.model, _stored_rows_met(query))

    def after_insertion(
        self, query: Any, returned: Sequence[models.Field[Any, Any]], rows: Sequence[Any]
    ) -> None:
        model, key = query.model, query.model._meta.pk
        if query.on_conflict is not None:
            keys = list(_stored_rows_met(query))
        elif key in returned:
            place = list(returned).index(key)
            keys = [row[place] for row in rows]
        else:
            keys = [each.pk for each in query.objs]
        if None in keys:
            raise UnseenWriteError(f"{model._meta.label}: the keys of the new rows are not known")
        self._note(model, dict.fromkeys(keys))

    def _note(self, model: type[models.Model], rows: dict[Any, Any]) -> None:
        first = self.first.setdefault(model, {})
        for key, values in rows.items():
            first.setdefault(key, values)

    def changes(self, kept: ChangeSet) -> Iterator[Change]:
        """What the act has done to each row, told by how it was and how it is now."""
        for model, first in self.first.items():
            now_stored = stored_rows(model._base_manager.filter(pk__in=list(first)))
            for key, before in first.items():
                after = now_stored.get(key)
                if before != after:
                    yield _change(kept, model, key, before, after)


def _change(
    kept: ChangeSet,
    model: type[models.Model],
    key: Any,
    before: Values | None,
    after: Values | None,
) -> Change:
    change = Change(change_set=kept, model=model._meta.label_lower, row_key=str(key))
    differing = None
    if before is None:
        change.kind = Change.Kind.ADDED
    elif after is None:
        change.kind = Change.Kind.REMOVED
    else:
        change.kind = Change.Kind.CHANGED
        differing = [place for place, value in enumerate(before) if value != after[place]]
    if before is not None:
        change.before = written(model, before, differing)
    if after is not None:
        change.after = written(model, after, differing)
        change.left_as = digest_of(after)
    return change


def _stored_rows_met(query: Any) -> dict[Any, Values]:
    """The stored rows that insertions meet, by the rule that says that each stands once."""
    model: type[models.Model] = query.model
    found: dict[Any, Values] = {}
    for names in _unique_over(query):
        wanted = {tuple(getattr(each, name) for name in names) for each in query.objs}
        among = {
            f"{name}__in": list({values[place] for values in wanted})
            for place, name in enumerate(names)
        }
        rows = model._base_manager.filter(**among)
        places = [columns_of(model).index(name) for name in names]
        found |= {
            key: values
            for key, values in stored_rows(rows).items()
            if tuple(values[place] for place in places) in wanted
        }
    return found


def _unique_over(query: Any) -> list[tuple[str, ...]]:
    meta = query.model._meta
    if query.unique_fields:
        return [tuple(field.attname for field in query.unique_fields)]
    over = [tuple(names) for names in meta.unique_together]
    over += [tuple(each.fields) for each in meta.total_unique_constraints]
    over += [(each.name,) for each in meta.concrete_fields if each.unique and not each.primary_key]
    if not over:
        raise UnseenWriteError(f"{meta.label}: rows alike are passed over, but no rule says which")
    return [tuple(meta.get_field(name).attname for name in names) for names in over]
