"""Functions: who may see and keep the list, and which units had which on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.actions import facts
from samdrift.foundation.audit.past import past_of, put_back_related
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Function,
    Kind,
    Organisation,
    Person,
    Unit,
    UnitFunction,
    UnitKind,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries.past import it_units_then, removed_dated
from samdrift.foundation.organisations.queries.visible import (
    circle_ids,
    federation_kept,
    visible_units,
)

#: From this likeness of a hundred a name is thought to be another's, written otherwise.
LIKE = 80


def visible_functions(person: Person) -> QuerySet[Function]:
    """Members see the whole list; others those that units of their own have or have had."""
    if person.federation_ids:
        return Function.objects.all()
    held = UnitFunction.objects.filter(unit__in=visible_units(person))
    return Function.objects.filter(pk__in=held.values("function"))


def visible_unit_functions(person: Person) -> QuerySet[UnitFunction]:
    """Which units have and have had which functions, of units that the person sees."""
    rows = UnitFunction.objects.filter(unit__in=visible_units(person))
    return rows.select_related("unit__organisation", "function")


def keeps_functions(person: Person) -> bool:
    """Whether the person keeps the list for the federation: names, accepts, merges and takes away."""
    return federation_kept(person, Permission.MANAGE_ORGANISATIONS) is not None


def last_day_of_unit(unit: Unit) -> dt.date:
    """Today; of a unit that is closed its last day."""
    return min(today(), unit.ends_on or today())


def functions_of(unit: Unit) -> list[str]:
    """The names of a unit's functions today, of a closed unit on its last day, in Swedish order."""
    held = unit.held_functions.on(last_day_of_unit(unit)).values_list("function__name", flat=True)
    return sorted(held, key=swedish_key)


def unit_facts(unit: Unit) -> dict[str, object]:
    """A unit's own fields and its functions, one a line, as the log keeps them."""
    return {**facts(unit), "functions": "\n".join(functions_of(unit))}


def functions_then(units: Iterable[Unit], on: dt.date) -> dict[int, list[UnitFunction]]:
    """Unit → the functions that it had on a day, with their names of that day; a fixed number of queries."""
    keys = {unit.pk for unit in units}
    rows = UnitFunction.objects.on(on).select_related("function")
    held = list(rows.filter(unit__in=keys) if on >= today() else rows)
    if on < today():
        past = past_of(UnitFunction, on)
        held = [past.put_back(row) for row in held] + removed_dated(UnitFunction, on)
        put_back_related(held, ("function",), on)
    found: dict[int, list[UnitFunction]] = defaultdict(list)
    for row in held:
        if row.unit_id in keys and row.holds_on(on):
            found[row.unit_id].append(row)
    return found


def similar_functions(name: str, among: Sequence[Function]) -> list[Function]:
    """Those of some functions that may be the same written otherwise, the likest first."""
    found = process.extract(
        name.casefold(),
        {each.pk: each.folded for each in among if each.folded != name.casefold()},
        scorer=fuzz.WRatio,
        score_cutoff=LIKE,
        limit=5,
    )
    by_key = {each.pk: each for each in among}
    return [by_key[key] for _name, _score, key in found]


@dataclass(frozen=True)
class FunctionMatrix:
    """Functions by organisations on a day: which IT units of each have which."""

    functions: list[Function]
    organisations: list[Organisation]
    units: list[Unit]
    held: dict[int, list[UnitFunction]]

    @cached_property
    def _having(self) -> dict[tuple[int, int], list[Unit]]:
        found: dict[tuple[int, int], list[Unit]] = defaultdict(list)
        for unit in self.units:
            for row in self.held.get(unit.pk, ()):
                found[row.function_id, unit.organisation_id].append(unit)
        return found

    def units_with(self, function: Function, organisation: Organisation) -> list[Unit]:
        """The organisation's IT units that have the function."""
        return self._having.get((function.pk, organisation.pk), [])

    def lacking(self, function: Function) -> list[Organisation]:
        """The organisations with no IT unit that has the function."""
        return [each for each in self.organisations if not self.units_with(function, each)]


def function_matrix(person: Person, on: dt.date) -> FunctionMatrix:
    """The matrix of the organisations whose IT units the person compares, as it was on a day.

    Today with every function on the list, on another day with those that some unit had.
    """
    circle = circle_ids(person)
    if on == today():
        rows = Unit.objects.filter(organisation__in=circle, kind=UnitKind.IT_UNIT).existing(on)
        units = sorted(rows.select_related("organisation"), key=lambda unit: swedish_key(unit.name))
    else:
        units = it_units_then(person, on)
    held = functions_then(units, on)
    named = {row.function_id: row.function for found in held.values() for row in found}
    if on == today():
        named = {each.pk: each for each in visible_functions(person)}
    return FunctionMatrix(
        functions=sorted(named.values(), key=lambda each: swedish_key(each.name)),
        organisations=_columns_of(circle, units),
        units=units,
        held=held,
    )


def _columns_of(circle: frozenset[int], units: Iterable[Unit]) -> list[Organisation]:
    """The municipalities of the circle, and whoever else of it has an IT unit, in the order of their codes."""
    found = {each.pk: each for each in Organisation.objects.filter(pk__in=circle)}
    having = {unit.organisation_id: unit.organisation for unit in units}
    seen = {
        pk: each for pk, each in found.items() if each.kind == Kind.MUNICIPALITY or pk in having
    } | having
    return sorted(
        seen.values(), key=lambda each: (each.municipality_code or "9", swedish_key(each.name))
    )
