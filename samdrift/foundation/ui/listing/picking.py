"""Rows of a list that are picked by a box each, and what may be done with them together.

Everything is a form: the boxes belong to it wherever they stand, and each act is a button that sends their keys to its
own page by ``rad``. What is picked can be exported as well.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from samdrift.foundation.ui.listing.columns import Row, Words
from samdrift.foundation.ui.listing.sources import Rows, keep_matching, read

PICKED = "rad"
FORM = "picked"


@dataclass(frozen=True, slots=True)
class RowAct:
    """What may be done with the rows that are picked.

    address: of the page that asks how and shows what it leads to. opens: may the reader do so anywhere?
    """

    label: Words
    address: Callable[[], str]
    opens: Callable[[HttpRequest], bool]


def picked_keys(asked: QueryDict) -> list[int]:
    """The keys of the rows that are picked, each once; what is no key is passed over."""
    keys = [each for each in asked.getlist(PICKED) if each.isascii() and each.isdigit()]
    return list(dict.fromkeys(int(each) for each in keys if len(each) < 19))


def picked_rows(rows: Rows, asked: QueryDict) -> Rows:
    """The rows that are picked among these; all where none is."""
    keys = picked_keys(asked)
    if not keys:
        return rows
    if isinstance(rows, QuerySet):
        return rows.filter(pk__in=keys)
    return keep_matching(rows, "pk", lambda key: key in set(keys))


def box_drawer(heading: Callable[[Row], object]) -> Callable[[Row], str]:
    """A function that draws the cell with a row's box; heading: what the row is called."""

    def draw(row: Row) -> str:
        name = _("Pick %(name)s") % {"name": heading(row)}
        return format_html(
            '<td role="cell" class="pick"><input type="checkbox" name="{}" value="{}" form="{}" aria-label="{}"></td>',
            PICKED,
            read(row, "pk"),
            FORM,
            name,
        )

    return draw
