"""The agreements that bind an application, on its page."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.queries import may_add_agreement_for, visible_agreements
from samdrift.records.register.consequences import Consequence
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.panels import Panel


def _agreements(person: Person, application: Application) -> dict[str, Any]:
    return {
        "agreements": visible_agreements(person).filter(applications=application).order_by("kind"),
        "may_add": may_add_agreement_for(person, application),
    }


def left_by_retiring(
    person: Person, application: Application, on: dt.date
) -> Iterator[Consequence]:
    """Agreements that still hold when an application is retired, each for itself."""
    for agreement in visible_agreements(person).filter(applications=application).in_force(on):
        if agreement.notice_given_on is not None:
            words = _("%(title)s holds until %(day)s; notice is given.")
        elif not agreement.rolling:
            words = _("%(title)s holds until %(day)s.")
        elif agreement.ends_on is not None:
            words = _("%(title)s holds until %(day)s and is not given notice on.")
        else:
            words = _("%(title)s holds until further notice and is not given notice on.")
        told = words % {"title": agreement, "day": agreement.current_end}
        yield Consequence(told, reverse("agreement_page", args=[agreement.pk]))


AGREEMENTS_PANEL = Panel(
    "agreements/_of_application.html", _agreements, FieldGroup.AGREEMENTS, order=1
)
