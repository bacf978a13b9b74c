"""Views of lists that are kept in the demonstration: one's own, a municipality's, the federation's."""

from samdrift.foundation.saved_views.actions import add_view
from samdrift.journey.organisations import Society


def save_views(society: Society) -> None:
    """Åmål's IT manager keeps one for herself and one for Åmål; the administrator one for all."""
    by, amal = society.it_manager("amal"), society.organisations["amal"]
    add_view(
        by=by, name="Gemensamma utan ägare", address="/applikationer/?gemensamma=1&utan_agare=1"
    )
    add_view(
        by=by,
        name="Våra efter ägare",
        address=f"/applikationer/?kommun={amal.pk}&sortera=owner",
        organisation=amal,
    )
    add_view(
        by=society.administrator,
        name="Gemensamma efter område",
        address="/applikationer/?gemensamma=1&sortera=area",
        organisation=society.federation,
    )
