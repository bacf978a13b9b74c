"""The file format `samdrift-plan/1` → the values of `problem`. Reading finds everything that is wrong, at once."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from samdrift.core.findings import Finding, InvalidInput, errors, gettext_noop
from samdrift.core.planning import checks
from samdrift.core.planning.problem import (
    FORMAT,
    Area,
    Municipality,
    Numbers,
    Option,
    Paid,
    Problem,
    Unit,
    numbers,
)
from samdrift.core.planning.reader import NOT_AN_OBJECT, Reader


def read_problem(document: Mapping[str, Any]) -> Problem:
    """`samdrift-plan/1` → Problem.

    Raises InvalidInput with every finding that stops, each naming its path, e.g. ``areas[2].options[0].switch_cost``.
    """
    problem, findings = examine(document)
    if errors(findings):
        raise InvalidInput(errors(findings))
    return problem


def examine(document: object) -> tuple[Problem, tuple[Finding, ...]]:
    """The problem and everything found in its document, warnings too; usable only where no finding stops."""
    reader = Reader()
    if not isinstance(document, Mapping):
        reader.add_finding("", "not-an-object", NOT_AN_OBJECT)
        document = {}
    elif document.get("format") != FORMAT:
        reader.add_finding(
            "format",
            "unknown-format",
            gettext_noop("%(value)s is not the format %(format)s"),
            value=repr(document.get("format")),
            format=FORMAT,
        )
    reader.only(
        document, "", "format periods periods_per_year units municipalities areas min_saving"
    )
    periods = tuple(
        reader.text(period, f"periods[{number}]", default=str(number))
        for number, period in enumerate(reader.sequence(document, "periods", ""))
    )
    areas = tuple(
        _area(reader, row, where, len(periods))
        for row, where in reader.objects(document, "areas", "")
    )
    problem = Problem(
        periods=periods,
        periods_per_year=reader.whole(
            document.get("periods_per_year", 1), "periods_per_year", least=1
        ),
        units=_units(reader, document, areas, len(periods)),
        municipalities=_municipalities(reader, document, areas, len(periods)),
        areas=areas,
        min_saving=_amount(reader, document, "min_saving", "min_saving"),
    )
    known = {finding.where for finding in reader.findings}
    later = (finding for finding in checks.findings(problem) if finding.where not in known)
    return problem, (*reader.findings, *later)


def _units(
    reader: Reader, document: Mapping[str, Any], areas: tuple[Area, ...], periods: int
) -> tuple[Unit, ...]:
    """The units; where the document leaves them all out, those it mentions, without limits."""
    if document.get("units") is None:
        named = {unit for area in areas for unit in area.current_unit}
        named |= {option.unit for area in areas for option in area.options}
        return tuple(Unit(unit) for unit in sorted(unit for unit in named if unit is not None))
    units = []
    for row, where in reader.objects(document, "units", ""):
        reader.only(row, where, "id municipality capacity_fte")
        units.append(
            Unit(
                id=reader.text(row.get("id"), f"{where}.id", default=""),
                municipality=reader.optional_text(row.get("municipality"), f"{where}.municipality"),
                capacity_fte=_limit(reader, row, "capacity_fte", where, periods),
            )
        )
    return tuple(units)


def _municipalities(
    reader: Reader, document: Mapping[str, Any], areas: tuple[Area, ...], periods: int
) -> tuple[Municipality, ...]:
    """The municipalities; where the document leaves them all out, the members, without limits."""
    if document.get("municipalities") is None:
        return tuple(
            Municipality(name) for name in sorted({name for area in areas for name in area.members})
        )
    municipalities = []
    for row, where in reader.objects(document, "municipalities", ""):
        reader.only(row, where, "id budget change_days max_changes_per_department max_cost weight")
        most = row.get("max_changes_per_department")
        municipalities.append(
            Municipality(
                id=reader.text(row.get("id"), f"{where}.id", default=""),
                budget=_limit(reader, row, "budget", where, periods),
                change_days=_limit(reader, row, "change_days", where, periods),
                max_changes_per_department=None
                if most is None
                else reader.whole(most, f"{where}.max_changes_per_department", least=0),
                max_cost=_amount(reader, row, "max_cost", f"{where}.max_cost"),
                weight=_amount(reader, row, "weight", f"{where}.weight", otherwise=1.0) or 0.0,
            )
        )
    return tuple(municipalities)


def _amount(
    reader: Reader,
    row: Mapping[str, Any],
    name: str,
    where: str,
    otherwise: float | None = None,
) -> float | None:
    return otherwise if row.get(name) is None else reader.number(row[name], where)


def _limit(
    reader: Reader, row: Mapping[str, Any], name: str, where: str, periods: int
) -> Numbers | None:
    return None if row.get(name) is None else reader.array(row[name], (periods,), f"{where}.{name}")


def _or_zeros(
    reader: Reader, row: Mapping[str, Any], name: str, where: str, shape: tuple[int, ...]
) -> Numbers:
    """What an option uses of a limit: nothing where it isn't said."""
    return (
        numbers(np.zeros(shape))
        if row.get(name) is None
        else reader.array(row[name], shape, f"{where}.{name}")
    )


def _area(reader: Reader, row: Mapping[str, Any], where: str, periods: int) -> Area:
    reader.only(
        row,
        where,
        "id department members stay_cost current_unit current_load_fte options stay_paid",
    )
    members = tuple(
        reader.text(member, f"{where}.members[{number}]", default="")
        for number, member in enumerate(reader.sequence(row, "members", where))
    )
    return Area(
        id=reader.text(row.get("id"), f"{where}.id", default=""),
        department=reader.optional_text(row.get("department"), f"{where}.department"),
        members=members,
        stay_cost=reader.array(row.get("stay_cost"), (len(members),), f"{where}.stay_cost"),
        current_unit=_current_units(reader, row, where, len(members)),
        current_load_fte=_or_zeros(reader, row, "current_load_fte", where, (len(members),)),
        options=tuple(
            _option(reader, option, path, len(members), periods)
            for option, path in reader.objects(row, "options", where)
        ),
        stay_paid=None
        if row.get("stay_paid") is None
        else reader.array(row["stay_paid"], (len(members),), f"{where}.stay_paid"),
    )


def _current_units(
    reader: Reader, row: Mapping[str, Any], where: str, members: int
) -> tuple[str | None, ...]:
    if row.get("current_unit") is None:
        return (None,) * members
    units = reader.sequence(row, "current_unit", where)
    if len(units) != members:
        reader.array(list(units), (members,), f"{where}.current_unit")
        return (None,) * members
    return tuple(
        reader.optional_text(unit, f"{where}.current_unit[{number}]")
        for number, unit in enumerate(units)
    )


def _option(
    reader: Reader, row: Mapping[str, Any], where: str, members: int, periods: int
) -> Option:
    reader.only(
        row,
        where,
        "id product unit level open_cost open_investment load_fixed_fte"
        " switch_cost switch_investment switch_days load_fte paid",
    )
    name = reader.text(row.get("id"), f"{where}.id", default="")
    level, fixed = row.get("level"), row.get("load_fixed_fte")
    switch_cost = reader.array(row.get("switch_cost"), (members, periods), f"{where}.switch_cost")
    investment = _or_zeros(reader, row, "switch_investment", where, (members, periods))
    return Option(
        id=name,
        product=reader.optional_text(row.get("product"), f"{where}.product") or name,
        unit=reader.optional_text(row.get("unit"), f"{where}.unit"),
        level=None if level is None else reader.whole(level, f"{where}.level", least=0),
        open_cost=reader.array(row.get("open_cost"), (periods,), f"{where}.open_cost"),
        open_investment=_or_zeros(reader, row, "open_investment", where, (periods,)),
        load_fixed_fte=0.0 if fixed is None else reader.number(fixed, f"{where}.load_fixed_fte"),
        switch_cost=switch_cost,
        switch_investment=investment,
        switch_days=_or_zeros(reader, row, "switch_days", where, (members,)),
        load_fte=_or_zeros(reader, row, "load_fte", where, (members,)),
        paid=None
        if row.get("paid") is None
        else _paid(reader, row["paid"], f"{where}.paid", (members, periods)),
    )


def _paid(reader: Reader, row: Any, where: str, shape: tuple[int, int]) -> Paid | None:
    """Who pays what for an option; what is left out is nothing, but what each pays itself must be said."""
    if not isinstance(row, Mapping):
        reader.add_finding(where, "not-an-object", NOT_AN_OBJECT)
        return None
    reader.only(row, where, "switch shared users host host_pays")
    return Paid(
        switch=reader.array(row.get("switch"), shape, f"{where}.switch"),
        shared=_or_zeros(reader, row, "shared", where, shape[1:]),
        users=_or_zeros(reader, row, "users", where, shape[1:]),
        host=reader.optional_text(row.get("host"), f"{where}.host"),
        host_pays=_or_zeros(reader, row, "host_pays", where, shape[1:]),
    )
