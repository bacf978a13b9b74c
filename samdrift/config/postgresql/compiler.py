"""Django's compilers for PostgreSQL, with texts in Swedish order, long lists as one parameter, and writes seen."""

from django.db.backends.postgresql import compiler

from samdrift.config.long_lists import LongLists
from samdrift.config.swedish import SwedishOrdering
from samdrift.foundation.audit.watching import WatchedChanges, WatchedInsertions


class SQLInsertCompiler(WatchedInsertions, compiler.SQLInsertCompiler):  # type: ignore[misc]  # answers as Django's own
    """Writes new rows."""


class SQLCompiler(LongLists, SwedishOrdering, compiler.SQLCompiler):
    """Writes queries."""


class SQLAggregateCompiler(LongLists, compiler.SQLAggregateCompiler):
    """Writes counts and sums of queries."""


class SQLDeleteCompiler(WatchedChanges, LongLists, compiler.SQLDeleteCompiler):
    """Writes deletions."""


class SQLUpdateCompiler(WatchedChanges, LongLists, compiler.SQLUpdateCompiler):
    """Writes changes of many rows."""
