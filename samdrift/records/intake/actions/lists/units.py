"""The list of an organisation's units: their names, what they are part of, their staff and their functions."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.findings import gettext_noop
from samdrift.core.swedish import swedish_key
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.list_fields import (
    BETWEEN_FUNCTIONS,
    UNIT_FIELDS,
    unit_path,
)
from samdrift.foundation.organisations.models import Function, Organisation, Person, Unit
from samdrift.foundation.organisations.models.function import fold_name, tidy_name
from samdrift.foundation.organisations.queries import visible_units
from samdrift.records.intake.actions.lists.kind import KeyedList, Values, own_organisation_meant
from samdrift.records.intake.models import About

OWN = ("name", "kind", "serves")
FULL_TIME = ("staff_fte", "capacity_fte")


def _rows(person: Person, organisation: Organisation) -> list[Unit]:
    """Every unit of the organisation, the closed ones too, each with the units that it is part of."""
    rows = visible_units(person).filter(organisation=organisation)
    rows = rows.select_related("organisation", "successor__organisation")
    units = {unit.pk: unit for unit in rows.prefetch_related("held_functions__function")}
    for unit in units.values():
        unit.parent = units.get(unit.parent_id or 0)
    return sorted(units.values(), key=lambda unit: swedish_key(unit_path(unit)))


def _seen(person: Person, keys: Sequence[int]) -> Collection[int]:
    return set(visible_units(person).filter(pk__in=keys).values_list("pk", flat=True))


def _name(values: Values) -> str:
    return str(values.get("name") or "")


def _identity(values: Values) -> str:
    return fold(_name(values))


def _find_units(person: Person, organisation: Organisation, text: str) -> list[Unit]:
    """The units, not closed, that a text may mean: by their whole path, else by their name."""
    units = [
        unit for unit in _rows(person, organisation) if not unit.ends_on or unit.ends_on >= today()
    ]
    by_path = [unit for unit in units if fold(unit_path(unit)) == fold(text)]
    return by_path or [unit for unit in units if fold(unit.name) == fold(text)]


def _parent_meant(person: Person, organisation: Organisation, text: str) -> str:
    """The whole path of the unit; a name that no unit has stays: a row above may add it."""
    named = _find_units(person, organisation, text)
    return unit_path(named[0]) if len(named) == 1 else text


def _parent(person: Person, organisation: Organisation, text: str) -> Unit:
    named = _find_units(person, organisation, text)
    if len(named) == 1:
        return named[0]
    words = _(
        "%(employer)s has no unit called %(value)s. A new unit stands in the file above those that are part of it."
    )
    if named:
        words = _("%(count)s units are called %(value)s: write what it is part of, as «%(path)s».")
    said = {
        "employer": organisation,
        "value": text,
        "count": len(named),
        "path": unit_path(named[0]) if named else "",
    }
    raise ValidationError({"parent": words % said})


def _functions_meant(_person: Person, _organisation: Organisation, text: str) -> str:
    """Each as the list of functions writes it, once, in the order of the alphabet."""
    said = {fold_name(name): tidy_name(name) for name in text.split(";") if fold_name(name)}
    said |= dict(Function.objects.filter(folded__in=list(said)).values_list("folded", "name"))
    return BETWEEN_FUNCTIONS.join(sorted(said.values(), key=swedish_key))


def _save(by: Person, unit: Unit, values: Values) -> Unit:
    fields: dict[str, Any] = {name: values[name] for name in OWN if name in values}
    fields |= {name: Decimal(values[name]) for name in FULL_TIME if values.get(name)}
    if values.get("parent"):
        fields["parent"] = _parent(by, unit.organisation, values["parent"])
    for name, value in fields.items():
        setattr(unit, name, value)
    functions = values["functions"].split(";") if values.get("functions") else None
    return actions.save_unit(by=by, unit=unit, functions=functions)


def _add(by: Person, organisation: Organisation, values: Values, _why: str) -> Unit:
    return _save(by, Unit(organisation=organisation), values)


def _change(by: Person, row: Unit, values: Values) -> Unit:
    return _save(by, Unit.objects.select_related("organisation", "parent").get(pk=row.pk), values)


UNITS = KeyedList(
    about=About.UNITS,
    fields=UNIT_FIELDS,
    needed=("name",),
    naming=("name",),
    rows=_rows,
    seen=_seen,
    name_of=_name,
    identity=_identity,
    telling=(),
    placing=("parent",),
    meant={
        "organisation": own_organisation_meant,
        "parent": _parent_meant,
        "functions": _functions_meant,
    },
    add=_add,
    change=lambda by, _organisation, row, values, _why: _change(by, cast("Unit", row), values),
    ends="ends_on",
    elsewhere={
        "ends_on": gettext_noop(
            "A unit is closed on its page, where it is asked who takes over; nothing is closed by a file"
        ),
        "successor": gettext_noop(
            "Who took a unit over is said where the unit is closed, not by a file"
        ),
    },
    builds=True,
)
