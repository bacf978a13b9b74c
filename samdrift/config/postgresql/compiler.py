"""Django's compilers for PostgreSQL, with texts in Swedish order and long lists as one parameter."""

from django.db.backends.postgresql import compiler

from samdrift.config.long_lists import LongLists
from samdrift.config.swedish import SwedishOrdering

SQLInsertCompiler = compiler.SQLInsertCompiler


class SQLCompiler(LongLists, SwedishOrdering, compiler.SQLCompiler):
    """Writes queries."""


class SQLAggregateCompiler(LongLists, compiler.SQLAggregateCompiler):
    """Writes counts and sums of queries."""


class SQLDeleteCompiler(LongLists, compiler.SQLDeleteCompiler):
    """Writes deletions."""


class SQLUpdateCompiler(LongLists, compiler.SQLUpdateCompiler):
    """Writes changes of many rows."""
