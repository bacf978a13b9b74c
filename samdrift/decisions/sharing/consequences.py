"""What ending an application means for the shares of its cost."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.decisions.sharing.queries.visible import visible_shares
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.consequences import TouchedThing
from samdrift.records.register.models import Application


def shared_when_retired(
    person: Person, application: Application, on: dt.date
) -> Iterator[TouchedThing]:
    """What is shared of its cost in the year it ends and later."""
    for share in visible_shares(person).filter(application=application, year__gte=on.year):
        words = _("%(amount)s kr is shared between its users %(year)s.")
        told = words % {"amount": format_kronor(share.total_ore), "year": share.year}
        yield TouchedThing(told, reverse("share_page", args=[share.pk]))
