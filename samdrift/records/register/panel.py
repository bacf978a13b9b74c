"""What the register itself holds that ends when an application is retired."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.touched import TouchedThing
from samdrift.records.register.models import Application, Participation


def ended_by_retiring(
    person: Person, application: Application, on: dt.date
) -> Iterator[TouchedThing]:
    """Participations and responsibilities that end, and applications that lose what they need."""
    page = reverse("application_page", args=[application.pk])
    users = application.participations.not_ended(on).select_related("organisation")
    names = sorted({str(each.organisation) for each in users}, key=swedish_key)
    if names:
        words = ngettext(
            "%(number)s municipality stops using it: %(names)s.",
            "%(number)s municipalities stop using it: %(names)s.",
            len(names),
        )
        yield TouchedThing(words % {"number": len(names), "names": ", ".join(names)}, page)
    held = application.responsibilities.not_ended(on).count()
    if held:
        words = ngettext(
            "%(number)s responsibility ends.", "%(number)s responsibilities end.", held
        )
        line = reverse("responsibility_line", args=[application.pk])
        yield TouchedThing(words % {"number": held}, line)
    for need in application.needed_by.select_related("application").order_by("application__name"):
        words = _("%(name)s needs it.") % {"name": need.application}
        yield TouchedThing(words, reverse("application_page", args=[need.application_id]))


def left_using(_person: Person, part: Participation, on: dt.date) -> Iterator[TouchedThing]:
    """How many go on using the application, and that nobody does where it was the last."""
    application = part.application
    page = reverse("application_tab", kwargs={"pk": application.pk, "tab": "anvandning"})
    after = application.participations.not_ended(on + dt.timedelta(days=1)).exclude(pk=part.pk)
    number = after.values("organisation").distinct().count()
    if not number:
        yield TouchedThing(_("Nobody uses the application after that."), page)
        return
    words = ngettext(
        "%(number)s municipality goes on using it.",
        "%(number)s municipalities go on using it.",
        number,
    )
    yield TouchedThing(words % {"number": number}, page)
