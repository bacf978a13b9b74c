"""Every row on its way to the database, seen where Django writes its SQL.

Signals miss what is stored many rows at once. The compilers of our two backends (`config.sqlite`,
`config.postgresql`) ask here, so that `save`, `bulk_create`, `bulk_update`, `update`, `delete` and what is added to a
many-to-many are seen alike. SQL that somebody has written by hand goes round them, and is refused meanwhile.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.apps import apps
from django.db import connection, models

#: The log, what is no part of any register, and what Django and its libraries keep for themselves.
_NOT_KEPT_APPS = {"audit", "sessions", "contenttypes", "auth", "sites", "django_tasks_database"}
_NOT_KEPT: set[str] = set()
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|COPY|WITH)\b", re.IGNORECASE)
_TABLES = re.compile(r'\b(?:INTO|UPDATE|FROM|TABLE|COPY)\s+(?:ONLY\s+)?"?(\w+)', re.IGNORECASE)


class UnseenWriteError(RuntimeError):
    """A row was to be stored in a way that can't be kept; a fault of the program's, never of who uses it."""


class Watcher(Protocol):
    """Told of each write, before and after; `query` is Django's own, an InsertQuery where rows are new."""

    def before_insertion(self, query: Any) -> None: ...

    def after_insertion(
        self, query: Any, returned: Sequence[models.Field[Any, Any]], rows: Sequence[Any]
    ) -> None: ...

    def before_change(self, query: Any) -> None: ...


_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher_of_writes", default=None)
_IS_SEEN: ContextVar[bool] = ContextVar("a_write_that_is_seen", default=False)


def leave_out_of_change_sets(*labels: str) -> None:
    """Called by a room for models whose rows are no part of what an act changes.

    They are what is read from a file before it is brought in, and what is made anew from other rows whenever those are
    stored. They may refer to a row that an undone act takes away: they let go of it, or go with it.
    """
    _NOT_KEPT.update(labels)


def is_kept(model: type[models.Model]) -> bool:
    """Whether what an act does to rows of a model is part of what the act changed."""
    meta = model._meta
    return meta.app_label not in _NOT_KEPT_APPS and meta.label_lower not in _NOT_KEPT


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Meanwhile the watcher is told of every write; one that it couldn't be told of is refused."""
    token = _WATCHER.set(watcher)
    try:
        with connection.execute_wrapper(_refuse_unseen):
            yield
    finally:
        _WATCHER.reset(token)


def _refuse_unseen(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    if not _IS_SEEN.get() and _WRITES.match(str(sql)):
        kept = {each._meta.db_table for each in _kept_models()}
        if unseen := kept & set(_TABLES.findall(str(sql))):
            raise UnseenWriteError(f"SQL by hand within changes_kept: {', '.join(sorted(unseen))}")
    return execute(sql, params, many, context)


def _kept_models() -> Iterator[type[models.Model]]:
    return (each for each in apps.get_models(include_auto_created=True) if is_kept(each))


@contextmanager
def _seen() -> Iterator[None]:
    token = _IS_SEEN.set(True)
    try:
        yield
    finally:
        _IS_SEEN.reset(token)


class WatchedInsertions:
    """Mixed into a backend's compiler of insertions."""

    query: Any

    def execute_sql(self, returning_fields: Any = None) -> Any:
        inner: Any = super()  # the backend's own compiler stands after this class
        watcher = _WATCHER.get()
        if watcher is None or not is_kept(self.query.model):
            return _run_unwatched(inner, returning_fields)
        watcher.before_insertion(self.query)
        with _seen():
            rows = inner.execute_sql(returning_fields)
        watcher.after_insertion(self.query, returning_fields or (), rows)
        return rows


class WatchedChanges:
    """Mixed into a backend's compilers of changes and removals."""

    query: Any

    def execute_sql(self, *arguments: Any, **keywords: Any) -> Any:
        inner: Any = super()
        watcher = _WATCHER.get()
        if watcher is not None and is_kept(self.query.model):
            watcher.before_change(self.query)
        return _run_unwatched(inner, *arguments, **keywords)


def _run_unwatched(compiler: Any, *arguments: Any, **keywords: Any) -> Any:
    with _seen():
        return compiler.execute_sql(*arguments, **keywords)
