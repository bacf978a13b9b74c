"""An employer's employees as a list that can be read back."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, Organisation, Unit


def unit_names(organisation: Organisation) -> dict[int, list[str]]:
    """Every way to write each unit that exists: its name, and its name after what it is part of."""
    units = {
        unit.pk: unit for unit in Unit.objects.filter(organisation=organisation).existing(today())
    }
    found = {}
    for pk, unit in units.items():
        path, above = [unit.name], units.get(unit.parent_id or 0)
        while above is not None and len(path) < 20:
            path.insert(0, above.name)
            above = units.get(above.parent_id or 0)
        found[pk] = list(dict.fromkeys([unit.name, " / ".join(path)]))
    return found


def unit_written(organisation: Organisation) -> dict[int, str]:
    """Each unit's name, with what it is part of where several have the name."""
    names = unit_names(organisation)
    alike: dict[str, int] = {}
    for written in names.values():
        alike[written[0].casefold()] = alike.get(written[0].casefold(), 0) + 1
    return {
        pk: written[-1 if alike[written[0].casefold()] > 1 else 0] for pk, written in names.items()
    }


def employee_heads() -> list[str]:
    return [
        _("Employee number"),
        _("Name"),
        _("E-mail"),
        _("Organisation"),
        _("Unit"),
        pgettext("person", "Title"),
        _("Manager"),
        _("From"),
        _("Last day"),
    ]


def employee_rows(organisation: Organisation) -> list[list[Any]]:
    """Everybody employed today or from a coming day, in the columns of `employee_heads`."""
    written = unit_written(organisation)
    rows = Employment.objects.not_ended(today()).filter(organisation=organisation)
    rows = rows.select_related("person", "manager").order_by("person__name", "person", "starts_on")
    numbers = {
        each.person_id: each.external_number
        for each in Employment.objects.not_ended(today()).filter(organisation=organisation)
        if each.external_number
    }
    return [
        [
            each.external_number,
            each.person.name,
            each.person.email or "",
            str(organisation),
            written.get(each.unit_id or 0, ""),
            each.title,
            (each.manager.email or numbers.get(each.manager_id or 0, "")) if each.manager else "",
            each.starts_on if each.start_is_recorded else "",
            each.ends_on or "",
        ]
        for each in rows
    ]
