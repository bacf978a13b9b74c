"""The steps of a pagination, made on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import QueryDict

from samdrift.foundation.ui.address import with_parameters

Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number, a gap between numbers, or an arrow (`rel`) that has no address at the ends."""

    number: int = 0
    url: str = ""
    current: bool = False
    rel: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Paged(Generic[Thing]):
    """What one page shows of all there is, and the steps to the other pages."""

    shown: Sequence[Thing]
    steps: list[PageLink]


@overload
def paginate(asked: QueryDict, things: QuerySet[Row], size: int) -> Paged[Row]: ...


@overload
def paginate(asked: QueryDict, things: Sequence[Thing], size: int) -> Paged[Thing]: ...


def paginate(asked: QueryDict, things: Any, size: int) -> Paged[Any]:
    """The page that `sida` asks for; the first or the last where there is no such page."""
    pages = Paginator(things, size)
    found = pages.get_page(asked.get("sida"))
    return Paged(list(found.object_list), page_steps(asked, found.number, pages.num_pages))


def page_steps(asked: QueryDict, current: int, last: int) -> list[PageLink]:
    """First, last, current and its neighbours, with arrows round them; nothing where there is one page."""
    if last <= 1:
        return []

    def url(number: int) -> str:
        return with_parameters(asked, {"sida": number if number > 1 else None})

    near = sorted({1, *range(max(1, current - 1), min(last, current + 1) + 1), last})
    steps = [PageLink(current - 1, url(current - 1) if current > 1 else "", rel="prev")]
    before = 0
    for number in near:
        if number - before == 2:
            steps.append(PageLink(number - 1, url(number - 1)))
        elif number - before > 2:
            steps.append(PageLink(gap=True))
        steps.append(PageLink(number, url(number), current=number == current))
        before = number
    steps.append(PageLink(current + 1, url(current + 1) if current < last else "", rel="next"))
    return steps
