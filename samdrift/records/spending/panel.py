"""What an application costs this year, on its page."""

from typing import Any

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application, FieldGroup
from samdrift.records.register.panels import Panel
from samdrift.records.spending.models import CostKind
from samdrift.records.spending.queries import visible_cost_lines


def _costs(person: Person, application: Application) -> dict[str, Any] | None:
    """None for who sees no line: whether there are any is not told either."""
    year = today().year
    seen = visible_cost_lines(person).filter(application=application, year=year)
    lines = list(seen.filter(kind=CostKind.BUDGET).select_related("bearer"))
    if not lines:
        return None
    return {"lines": lines, "year": year, "total": sum(line.amount_ore for line in lines)}


COSTS_PANEL = Panel("spending/_of_application.html", _costs, FieldGroup.COSTS, order=2)
