"""Texts in Swedish order, in every query: what both database backends of ours do when they write ORDER BY.

A column of words is compared as Swedish is, whoever asks for the order and however: `order_by("name")`, a model's own
ordering, a relation's, an annotation. So a list can't be in another order by being written elsewhere.
"""

from typing import Any

from django.db.models import CharField, Func, TextField
from django.db.models.expressions import OrderBy, Ref
from django.db.models.sql.compiler import SQLCompiler


class SwedishOrder(Func):
    """A text as it is compared: by ICU's Swedish on PostgreSQL, by `core.swedish.swedish_key` on SQLite."""

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="swedish_key(%(expressions)s)", **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template='(%(expressions)s) COLLATE "sv-x-icu"', **extra
        )


class SwedishOrdering:
    """Mixed into a backend's SQLCompiler."""

    def compile(self, node: Any) -> Any:
        if isinstance(node, OrderBy) and _is_words(node.expression):
            node = node.copy()
            named = node.expression
            source = named.get_source_expressions()[0] if isinstance(named, Ref) else named
            node.set_source_expressions([SwedishOrder(source, output_field=TextField())])
        return super().compile(node)  # type: ignore[misc]  # the backend's own compiler stands after this class

    def get_order_by(self) -> list[Any]:
        """As written by the backend; where rows are distinct, what a text is compared by is selected beside it."""
        found: list[Any] = super().get_order_by()  # type: ignore[misc]  # as above
        if not self.query.distinct:  # type: ignore[attr-defined]  # as above
            return found
        return [
            (node, (sql, params, is_ref and not _is_words(node.expression)))
            for node, (sql, params, is_ref) in found
        ]


def _is_words(expression: Any) -> bool:
    """Is it a text that people read? Chosen values are codes, and keep their own order and index."""
    field = getattr(expression, "_output_field_or_none", None)
    is_text = isinstance(field, CharField | TextField) and not field.choices
    return is_text and not isinstance(expression, SwedishOrder)
