"""The agreements that bind an application, on its page."""

from typing import Any

from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.panels import Panel


def _agreements(person: Person, application: Application) -> dict[str, Any]:
    return {
        "agreements": visible_agreements(person).filter(applications=application).order_by("kind"),
        "may_add": may_anywhere(person, Permission.EDIT_AGREEMENT),
    }


AGREEMENTS_PANEL = Panel(
    "agreements/_of_application.html", _agreements, FieldGroup.AGREEMENTS, order=1
)
