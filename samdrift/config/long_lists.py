"""A list in a query is one parameter, however long: what both database backends of ours do when they write IN.

A database takes a limited number of parameters (SQLite 32 766 or 250 000, PostgreSQL 65 535), and a federation may have
more applications than that. Here the whole list is one, so `filter(application__in=keys)`, a prefetch and an update of
many rows can be asked wherever they are written, for as many rows as there are.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models.expressions import ColPairs
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

#: Lists up to this long are written as the backend itself writes them.
SHORT = 20


class LongLists:
    """Mixed into each of a backend's compilers."""

    connection: Any

    def compile(self, node: Any) -> Any:
        if type(node) in (In, RelatedIn) and _is_long(node):
            lhs, lhs_params = node.process_lhs(self, self.connection)
            placeholders, values = node.process_rhs(self, self.connection)
            if _are_alike(values) and placeholders.count("%s") == len(values) > SHORT:
                condition, parameter = self._one_parameter(values)
                return f"{lhs} {condition}", [*lhs_params, parameter]
        return super().compile(node)  # type: ignore[misc]  # the backend's own compiler stands after this class

    def _one_parameter(self, values: Sequence[Any]) -> tuple[str, Any]:
        """What stands after the column, and its parameter."""
        is_number = isinstance(values[0], int)
        if self.connection.vendor == "sqlite":
            return "IN (SELECT value FROM json_each(%s))", json.dumps(list(values))
        kind = "bigint" if is_number else "text"
        return f"= ANY(%s::{kind}[])", [int(each) if is_number else each for each in values]


def _is_long(node: Any) -> bool:
    if isinstance(node.lhs, ColPairs) or not node.rhs_is_direct_value():
        return False
    return hasattr(node.rhs, "__len__") and len(node.rhs) > SHORT


def _are_alike(values: Sequence[Any]) -> bool:
    """Are they all whole numbers, or all texts? Other lists are as long as somebody wrote them."""
    return all(isinstance(each, int) and not isinstance(each, bool) for each in values) or all(
        isinstance(each, str) for each in values
    )
