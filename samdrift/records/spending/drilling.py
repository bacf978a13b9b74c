"""The way from a figure on another page down to its cost lines: filters that show only where they are asked for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.foundation.ui.listing import Choices
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_cost_lines

MOST_ASKED = 20


def _options(key: str, model: Any, path: str) -> Callable[[HttpRequest], list[tuple[str, str]]]:
    """Options for the rows that the address asks for and the reader sees costs of; none where it asks for none."""

    def options(request: HttpRequest) -> list[tuple[str, str]]:
        words = request.GET.getlist(key)[:MOST_ASKED]
        asked = [
            int(each) for each in words if each.isascii() and each.isdigit() and len(each) < 19
        ]
        if not asked:
            return []
        seen = visible_cost_lines(signed_in(request)).order_by().filter(**{f"{path}__in": asked})
        return [(str(row.pk), str(row)) for row in model.objects.filter(pk__in=seen.values(path))]

    return options


def _only_of_unit(rows: Any, values: list[str]) -> Any:
    return rows.filter(application=None, initiative=None, unit__in=values)


def _of_own_units(rows: Any, values: list[str]) -> Any:
    return rows.filter(application=None, initiative=None, unit__organisation__in=values)


DRILLED = [
    Choices(
        "applikation",
        _("Application"),
        _options("applikation", Application, "application"),
        field="application",
    ),
    Choices(
        "satsning",
        _("Joint initiative"),
        _options("satsning", JointInitiative, "initiative"),
        field="initiative",
    ),
    Choices("enhet", _("Unit"), _options("enhet", Unit, "unit"), field="unit"),
    Choices(
        "egen_enhet",
        _("Own costs of the unit"),
        _options("egen_enhet", Unit, "unit"),
        where=_only_of_unit,
    ),
    Choices(
        "enheter_i",
        _("Own units of"),
        _options("enheter_i", Organisation, "unit__organisation"),
        where=_of_own_units,
    ),
]
