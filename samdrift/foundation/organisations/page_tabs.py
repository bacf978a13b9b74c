"""Tabs of the page of one thing: pages with addresses, of which only the one that is opened is computed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.utils.functional import Promise

from samdrift.foundation.organisations.models import Person

Subject = TypeVar("Subject")
#: The rows whose number stands beside a tab, of those that the person may see.
Counted = Callable[[Person, Subject], QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class PageTab(Generic[Subject]):
    """A page of the page of one subject.

    key: the last part of its address. group: who sees it is the federation's choice for that group of fields.
    is_own: holds something of the room that has the page; otherwise it stands only where some panel lies on it.
    counts: what is counted beside what its panels count.
    """

    key: str
    label: str | Promise
    group: str | None = None
    is_own: bool = True
    counts: tuple[Counted[Subject], ...] = ()

    def is_for(self, groups: Collection[str] | None) -> bool:
        """Whether somebody who sees these groups of fields sees it; None where the page has none."""
        return self.group is None or groups is None or self.group in groups


class RowsCounted(Subquery):
    """How many rows a question has, as a value of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted_rows)"
    output_field = IntegerField()


def numbers_of(subject: Model, asked: Mapping[str, QuerySet[Any, Any]]) -> dict[str, int]:
    """How many rows each question has: one query for all of them."""
    if not asked:
        return {}
    row = type(subject)._default_manager.filter(pk=subject.pk).order_by()
    numbers = row.values_list(
        *(RowsCounted(rows.order_by().values("pk")) for rows in asked.values())
    )
    return {key: number or 0 for key, number in zip(asked, numbers[0], strict=True)}
