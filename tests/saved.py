"""A view of the list of applications that somebody has saved."""

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.saved_views.actions import add_view
from samdrift.foundation.saved_views.models import SavedView

LIST = "/applikationer/"


def saved_view(
    by: Person, name: str = "Utan ägare", organisation: Organisation | None = None
) -> SavedView:
    return add_view(
        by=by, name=name, address=f"{LIST}?utan_agare=1&sida=2", organisation=organisation
    )
