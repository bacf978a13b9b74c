"""What every page about one application begins with."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications


def require_application(person: Person, pk: int) -> Application:
    """The application, or 404 for who may not know of it."""
    rows = visible_applications(person).select_related(
        "product__supplier", "area", "host", "operating_unit__organisation"
    )
    return get_object_or_404(rows, pk=pk)


def breadcrumbs(application: Application, *, here: bool = False) -> list[dict[str, str]]:
    """The way to the application; to its own page without a link."""
    last = {"label": application.name}
    if not here:
        last["url"] = reverse("application_page", args=[application.pk])
    return [{"label": _("Applications"), "url": reverse("application_list")}, last]


def whom_to_ask(*, manager: bool, owner: bool) -> str:
    """Who tells how to get access where nothing is written: nobody is sent to a person who is not appointed."""
    if manager:
        return _("Ask the system manager.")
    if owner:
        return _("Ask the system owner.")
    return _("Ask the IT unit.")
