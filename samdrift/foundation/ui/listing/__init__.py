"""The one list engine: declare a `Listing` once, and every list page filters, sorts, pages and exports alike.

    APPLICATIONS = Listing(
        name="applikationer",
        columns=[
            Column("name", _("Application"), sort=("name",), link=row_link("register:application"), heading=True),
            Column("owner", _("System owner"), source="owner__name", sort=("owner__name",)),
            Column("cost_ore", _("Cost per year"), kind=Kind.KRONOR, sort=("cost_ore",)),
        ],
        filters=[Choices("omrade", _("Area"), options=area_options, field="area_id")],
        search=("name", "product__name"),
        order=("name",),
    )

    def application_list(request):
        rows = visible_applications(request.user)
        return APPLICATIONS.answer(request, rows, "register/application_list.html", {"title": _("Applications")})

The template extends ``ui/listing.html``. A list costs one query for the count and one for the rows, and one more for
each filter whose options come from the database or are counted; never one for a row. Rows are read with `values()`,
so a column names a field path (`source`) or an annotation. Lists of mappings or objects work as well.

The address is the state: ``q`` search, ``sida`` page, ``sortera`` column (a minus before it: descending),
``kolumner`` chosen columns, ``exportera`` xlsx or csv, ``vy`` the whole list or a saved view, and each filter's own
name.
"""

from samdrift.foundation.ui.listing.columns import Column, Kind, row_link
from samdrift.foundation.ui.listing.declared import DECLARED, Listing
from samdrift.foundation.ui.listing.filters import Choices, Days, Filter, Flag
from samdrift.foundation.ui.listing.list_page import ListPage
from samdrift.foundation.ui.listing.picking import RowAct, picked_keys
from samdrift.foundation.ui.listing.tabs import NOT_PART_OF_A_VIEW

__all__ = [
    "DECLARED",
    "NOT_PART_OF_A_VIEW",
    "Choices",
    "Column",
    "Days",
    "Filter",
    "Flag",
    "Kind",
    "ListPage",
    "Listing",
    "RowAct",
    "picked_keys",
    "row_link",
]
