"""What is settled beforehand: keep a product, let a unit operate, not before a day, stay out, forbid a host, a level.

Pins are a small document, `samdrift-pins/1`, beside the problem: [{"kind": "keep_product", "area": "telefoni",
"product": "TRIO"}, …]. They narrow the problem; the planner itself knows nothing of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

import numpy as np

from samdrift.core.findings import Finding, gettext_noop
from samdrift.core.planning.problem import Area, Numbers, Option, Problem

PINS_FORMAT = "samdrift-pins/1"


class PinKind(StrEnum):
    """What can be settled."""

    KEEP_PRODUCT = "keep_product"  # nobody goes over to another product
    OPERATED_BY = "operated_by"  # nobody goes over to another unit, and who is operated elsewhere may not stay
    NOT_BEFORE = "not_before"  # nobody goes over before a period
    NOT_AFTER = "not_after"  # nobody goes over after a period
    STAYS_OUT = "stays_out"  # a municipality keeps what it has
    GOES_OVER = "goes_over"  # a municipality may not stay as it is
    FORBID_HOST = "forbid_host"  # nothing more is operated for others by a unit
    LOWEST_LEVEL = "lowest_level"  # nobody collaborates less
    HIGHEST_LEVEL = "highest_level"  # nobody goes over to closer collaboration


@dataclass(frozen=True, slots=True)
class Pin:
    """One thing settled. area, municipality: empty for all of them. period: its name; level: 0-5."""

    kind: PinKind
    area: str = ""
    municipality: str = ""
    unit: str = ""
    product: str = ""
    period: str = ""
    level: int | None = None

    def as_values(self) -> dict[str, Any]:
        """The pin as it is written in the document: only what is said."""
        return {name: value for name, value in asdict(self).items() if value not in {"", None}}


_NEEDED = {
    PinKind.KEEP_PRODUCT: ("area", "product"),
    PinKind.OPERATED_BY: ("area", "unit"),
    PinKind.NOT_BEFORE: ("period",),
    PinKind.NOT_AFTER: ("period",),
    PinKind.STAYS_OUT: ("municipality",),
    PinKind.GOES_OVER: ("area", "municipality"),
    PinKind.FORBID_HOST: ("unit",),
    PinKind.LOWEST_LEVEL: ("area", "level"),
    PinKind.HIGHEST_LEVEL: ("area", "level"),
}
_NOT_A_LIST = gettext_noop("The pins are a list of objects")
_NO_KIND = gettext_noop("%(value)s is not a kind of pin")
_UNKNOWN_FIELD = gettext_noop("A pin has no field %(value)s")
_NOT_TEXT = gettext_noop("%(field)s must be text")
_NOT_A_LEVEL = gettext_noop("The level is a whole number from 0 to 9")
_MISSING = gettext_noop("A pin of this kind must say %(field)s")
_NOWHERE = gettext_noop("%(value)s is not in the problem")
_NO_WAY = gettext_noop("%(municipality)s can't stay in %(area)s and has nothing to go over to")


def read_pins(document: Any) -> tuple[tuple[Pin, ...], tuple[Finding, ...]]:
    """The pins of a document, and everything wrong with it; pins with faults are left out."""
    if not isinstance(document, list) or not all(isinstance(each, Mapping) for each in document):
        return (), (Finding("pins", _NOT_A_LIST, rule="not-pins"),)
    pins: list[Pin] = []
    findings: list[Finding] = []
    for number, row in enumerate(document):
        faults = list(_faults(f"pins[{number}]", row))
        findings += faults
        if not faults:
            pins.append(Pin(PinKind(row["kind"]), **{k: v for k, v in row.items() if k != "kind"}))
    return tuple(pins), tuple(findings)


def _faults(where: str, row: Mapping[str, Any]) -> list[Finding]:
    if not isinstance(row.get("kind"), str) or row["kind"] not in set(PinKind):
        return [Finding(where, _NO_KIND, values={"value": row.get("kind")}, rule="pin-kind")]
    known = {each.name for each in fields(Pin)}
    found = [
        Finding(f"{where}.{name}", _UNKNOWN_FIELD, values={"value": name}, rule="pin-field")
        for name in row
        if name not in known
    ]
    found += [
        Finding(f"{where}.{name}", _NOT_TEXT, values={"field": name}, rule="pin-text")
        for name in sorted(known - {"kind", "level"})
        if not isinstance(row.get(name, ""), str)
    ]
    level = row.get("level")
    if level is not None and (type(level) is not int or not 0 <= level <= 9):
        found.append(Finding(f"{where}.level", _NOT_A_LEVEL, rule="pin-level"))
    found += [
        Finding(f"{where}.{name}", _MISSING, values={"field": name}, rule=f"pin-needs-{name}")
        for name in _NEEDED[PinKind(row["kind"])]
        if row.get(name) is None or row[name] == ""
    ]
    return found


def apply_pins(
    problem: Problem,
    pins: Sequence[Pin],
    levels: Mapping[tuple[str, str], int] | None = None,
    joint: Collection[str] = (),
) -> tuple[Problem, tuple[Finding, ...]]:
    """The problem narrowed by pins, and what can't be: names that are not there, members left without a way.

    levels: at which a municipality collaborates in an area today, by (area, municipality); 0 where not said.
    joint: areas that are known but have nothing to plan, because all share one installation: pins on them are kept.
    """
    findings = [
        finding for pin in pins if pin.area not in joint for finding in _nowhere(problem, pin)
    ]
    areas = []
    for area in problem.areas:
        narrowed = area
        for pin in pins:
            if pin.area in {"", area.id}:
                narrowed = _narrow(problem, narrowed, pin, levels or {})
        findings += list(_stuck(narrowed))
        areas.append(narrowed)
    return replace(problem, areas=tuple(areas)), tuple(findings)


def _nowhere(problem: Problem, pin: Pin) -> list[Finding]:
    there = {
        "area": {area.id for area in problem.areas},
        "municipality": {one.id for one in problem.municipalities},
        "unit": {unit.id for unit in problem.units},
        "period": set(problem.periods),
        "product": {
            option.product
            for area in problem.areas
            if pin.area in {"", area.id}
            for option in area.options
        },
    }
    return [
        Finding(f"pins.{pin.kind}.{name}", _NOWHERE, values={"value": value}, rule="pin-nowhere")
        for name, names in there.items()
        if (value := getattr(pin, name)) and value not in names
    ]


def _narrow(problem: Problem, area: Area, pin: Pin, levels: Mapping[tuple[str, str], int]) -> Area:
    members = np.array([pin.municipality in {"", member} for member in area.members], dtype=bool)
    options = tuple(
        replace(option, switch_cost=_switch(problem, option, pin, members))
        for option in area.options
    )
    leaves = np.zeros(len(area.members), dtype=bool)
    for at, member in enumerate(area.members):
        level = levels.get((area.id, member), 0)
        leaves[at] = members[at] and {
            PinKind.OPERATED_BY: area.current_unit[at] != pin.unit,
            PinKind.GOES_OVER: True,
            PinKind.LOWEST_LEVEL: level < (pin.level or 0),
        }.get(pin.kind, False)
    return replace(area, options=options, stay_cost=np.where(leaves, np.nan, area.stay_cost))


def _switch(problem: Problem, option: Option, pin: Pin, members: Numbers) -> Numbers:
    """The costs of going over, with NaN where the pin does not allow it."""
    periods = np.array(problem.periods)
    everywhen = np.ones(len(periods), dtype=bool)
    level = 0 if option.level is None else option.level
    stopped = {
        PinKind.KEEP_PRODUCT: everywhen & (option.product != pin.product),
        PinKind.OPERATED_BY: everywhen & (option.unit != pin.unit),
        PinKind.FORBID_HOST: everywhen & (option.unit == pin.unit),
        PinKind.STAYS_OUT: everywhen,
        PinKind.NOT_BEFORE: periods < pin.period,
        PinKind.NOT_AFTER: periods > pin.period,
        PinKind.LOWEST_LEVEL: everywhen & (level < (pin.level or 0)),
        PinKind.HIGHEST_LEVEL: everywhen & (level > (9 if pin.level is None else pin.level)),
    }.get(pin.kind, ~everywhen)
    narrowed: Numbers = np.where(members[:, None] & stopped[None, :], np.nan, option.switch_cost)
    return narrowed


def _stuck(area: Area) -> list[Finding]:
    """Members that can't stay and have nothing to go over to."""
    return [
        Finding(
            f"areas.{area.id}",
            _NO_WAY,
            values={"municipality": member, "area": area.id},
            rule="pin-no-way",
        )
        for at, member in enumerate(area.members)
        if np.isnan(area.stay_cost[at])
        and all(
            np.isnan(option.switch_cost[at] + option.open_cost).all() for option in area.options
        )
    ]
