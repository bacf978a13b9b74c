"""What is wrong with a problem before it is solved: every finding at once, each with its path in `samdrift-plan/1`."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from samdrift.core.findings import Finding, InvalidInput, Severity, errors, gettext_noop
from samdrift.core.planning.problem import Area, Numbers, Option, Problem

_FIRST = 10  # findings shown of one array
_SMALLEST = 1e-6  # of a weight
_LARGEST = 1e12  # beyond which sums of costs lose the small ones


def check(problem: Problem) -> None:
    """Raises InvalidInput when the problem can't be computed on."""
    wrong = errors(findings(problem))
    if wrong:
        raise InvalidInput(wrong)


def findings(problem: Problem) -> tuple[Finding, ...]:
    """Everything worth saying about a problem."""
    return (
        *_periods(problem),
        *_least_saving(problem),
        *_units(problem),
        *_municipalities(problem),
        *_find_repeated("areas", [area.id for area in problem.areas]),
        *(
            finding
            for number, area in enumerate(problem.areas)
            for finding in _area(problem, area, f"areas[{number}]")
        ),
    )


def _periods(problem: Problem) -> Iterator[Finding]:
    if not problem.periods:
        yield Finding("periods", gettext_noop("there must be at least one period"), rule="missing")
    if problem.periods_per_year < 1:
        yield _finding("periods_per_year", "negative")
    yield from _find_repeated("periods", problem.periods, field="")


def _least_saving(problem: Problem) -> Iterator[Finding]:
    if problem.min_saving is not None:
        yield from _amount(problem.min_saving, "min_saving", _LARGEST)


def _amount(amount: float, where: str, largest: float = np.inf) -> Iterator[Finding]:
    """One number that is finite and not negative."""
    if not np.isfinite(amount):
        yield _finding(where, "not-finite")
    elif amount < 0:
        yield _finding(where, "negative")
    elif amount > largest:
        yield _finding(where, "too-large")


def _units(problem: Problem) -> Iterator[Finding]:
    known = {municipality.id for municipality in problem.municipalities}
    yield from _find_repeated("units", [unit.id for unit in problem.units])
    for number, unit in enumerate(problem.units):
        where = f"units[{number}]"
        if unit.municipality is not None and unit.municipality not in known:
            yield _finding(f"{where}.municipality", "unknown-municipality", value=unit.municipality)
        yield from _limit(unit.capacity_fte, problem, f"{where}.capacity_fte")


def _municipalities(problem: Problem) -> Iterator[Finding]:
    yield from _find_repeated(
        "municipalities", [municipality.id for municipality in problem.municipalities]
    )
    for number, municipality in enumerate(problem.municipalities):
        where = f"municipalities[{number}]"
        yield from _limit(municipality.budget, problem, f"{where}.budget")
        yield from _limit(municipality.change_days, problem, f"{where}.change_days")
        if (municipality.max_changes_per_department or 0) < 0:
            yield _finding(f"{where}.max_changes_per_department", "negative")
        if municipality.max_cost is not None:
            yield from _amount(municipality.max_cost, f"{where}.max_cost")
        if not (np.isfinite(municipality.weight) and municipality.weight > 0):
            yield _finding(f"{where}.weight", "not-more-than-nothing")
        elif municipality.weight < _SMALLEST:
            yield _finding(f"{where}.weight", "too-small")
        elif municipality.weight > _LARGEST:
            yield _finding(f"{where}.weight", "too-large")


def _limit(amounts: Numbers | None, problem: Problem, where: str) -> Iterator[Finding]:
    if amounts is not None:
        yield from _array(amounts, (len(problem.periods),), where, null=True, largest=np.inf)


def _area(problem: Problem, area: Area, where: str) -> Iterator[Finding]:
    known = {municipality.id for municipality in problem.municipalities}
    units = {unit.id for unit in problem.units}
    shape = (len(area.members),)
    if not area.members:
        yield Finding(
            f"{where}.members", gettext_noop("an area needs at least one member"), rule="missing"
        )
    yield from _find_repeated(f"{where}.members", area.members, field="")
    for number, member in enumerate(area.members):
        if member not in known:
            yield _finding(f"{where}.members[{number}]", "unknown-municipality", value=member)
    for number, unit in enumerate(area.current_unit):
        if unit is not None and unit not in units:
            yield _finding(f"{where}.current_unit[{number}]", "unknown-unit", value=unit)
    if len(area.current_unit) != len(area.members):
        yield _wrong_length(f"{where}.current_unit", len(area.current_unit), len(area.members))
    yield from _find_repeated(f"{where}.options", [option.id for option in area.options])
    own = [
        *_array(area.stay_cost, shape, f"{where}.stay_cost", null=True),
        *_array(area.current_load_fte, shape, f"{where}.current_load_fte"),
        *(
            ()
            if area.stay_paid is None
            else _array(area.stay_paid, shape, f"{where}.stay_paid", null=area.stay_cost)
        ),
        *(
            finding
            for number, option in enumerate(area.options)
            for finding in _option(problem, area, option, f"{where}.options[{number}]")
        ),
    ]
    yield from own
    if not errors(own):
        yield from _nobody_is_stuck(area, where)


def _option(problem: Problem, area: Area, option: Option, where: str) -> Iterator[Finding]:
    members, periods = len(area.members), len(problem.periods)
    if option.unit is not None and option.unit not in {unit.id for unit in problem.units}:
        yield _finding(f"{where}.unit", "unknown-unit", value=option.unit)
    yield from _array(option.open_cost, (periods,), f"{where}.open_cost", null=True)
    yield from _array(
        option.open_investment, (periods,), f"{where}.open_investment", null=option.open_cost
    )
    yield from _array(np.array([option.load_fixed_fte]), (1,), f"{where}.load_fixed_fte")
    yield from _array(option.switch_cost, (members, periods), f"{where}.switch_cost", null=True)
    yield from _array(
        option.switch_investment,
        (members, periods),
        f"{where}.switch_investment",
        null=option.switch_cost,
    )
    yield from _array(option.switch_days, (members,), f"{where}.switch_days")
    yield from _array(option.load_fte, (members,), f"{where}.load_fte")
    if option.paid is not None:
        yield from _paid(problem, option, (members, periods), f"{where}.paid")
    if option.unit is None and (option.load_fixed_fte or np.nansum(option.open_investment)):
        yield Finding(
            where,
            gettext_noop(
                "no unit operates this option, so its fixed load and opening investment fall on nobody"
            ),
            Severity.WARNING,
            rule="falls-on-nobody",
        )


def _paid(
    problem: Problem, option: Option, shape: tuple[int, int], where: str
) -> Iterator[Finding]:
    paid = option.paid
    if paid is None:
        return
    yield from _array(paid.switch, shape, f"{where}.switch", null=option.switch_cost)
    yield from _array(paid.shared, shape[1:], f"{where}.shared")
    yield from _array(paid.users, shape[1:], f"{where}.users", null=option.open_cost)
    yield from _array(paid.host_pays, shape[1:], f"{where}.host_pays", null=option.open_cost)
    if paid.host is not None and paid.host not in {one.id for one in problem.municipalities}:
        yield _finding(f"{where}.host", "unknown-municipality", value=paid.host)


def _nobody_is_stuck(area: Area, where: str) -> Iterator[Finding]:
    """Who can't stay must be allowed somewhere when that can be open; an area that nobody may leave is told."""
    way_out = np.zeros(len(area.members), dtype=bool)
    for option in area.options:
        openable = np.logical_or.accumulate(~np.isnan(option.open_cost))
        way_out |= (~np.isnan(option.switch_cost) & openable).any(axis=1)
    if area.members and not way_out.any() and not np.isnan(area.stay_cost).any():
        yield Finding(
            where,
            gettext_noop("nobody can go over to anything in %(area)s: there is nothing to plan"),
            Severity.WARNING,
            values={"area": area.id},
            rule="nobody-can-leave",
        )
    for number in np.flatnonzero(np.isnan(area.stay_cost) & ~way_out):
        yield Finding(
            f"{where}.members[{number}]",
            gettext_noop("%(member)s can't stay in %(area)s and is allowed on no option"),
            values={"member": area.members[number], "area": area.id},
            rule="no-way-out",
        )


def _array(
    array: Numbers,
    shape: tuple[int, ...],
    where: str,
    *,
    null: bool | Numbers = False,
    largest: float = _LARGEST,
) -> Iterator[Finding]:
    """Length, nulls where none may be (`null` an array: only where that has one too), infinities, bounds."""
    if array.shape != shape:
        needed = " × ".join(map(str, shape))
        yield _wrong_length(where, " × ".join(map(str, array.shape)), needed)
        return
    if not isinstance(null, bool):
        null_may_stand = np.isnan(null) if null.shape == shape else np.ones(shape, dtype=bool)
    else:
        null_may_stand = np.full(shape, null)
    yield from _places(np.isnan(array) & ~null_may_stand, where, "missing")
    yield from _places(np.isinf(array), where, "not-finite")
    yield from _places(array < 0, where, "negative")
    yield from _places((array > largest) & np.isfinite(array), where, "too-large")


def _places(wrong: NDArray[np.bool_], where: str, rule: str) -> Iterator[Finding]:
    """A finding for each of the first places that are wrong, and how many more there are."""
    if not wrong.any():
        return
    places = np.argwhere(wrong)
    single = wrong.shape == (1,) and where.endswith("load_fixed_fte")
    for place in places[:_FIRST]:
        yield _finding(
            where if single else where + "".join(f"[{number}]" for number in place), rule
        )
    if len(places) > _FIRST:
        yield Finding(
            where,
            gettext_noop("and %(count)s more of the same kind"),
            values={"count": len(places) - _FIRST},
            rule=rule,
        )


def _find_repeated(where: str, names: Sequence[str], field: str = ".id") -> Iterator[Finding]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield _finding(f"{where}[{number}]{field}", "repeated", value=name)
        seen.add(name)


_WHAT = {
    "unknown-unit": gettext_noop("there is no unit %(value)s"),
    "unknown-municipality": gettext_noop("there is no municipality %(value)s"),
    "repeated": gettext_noop("%(value)s has been used before"),
    "missing": gettext_noop("this is missing"),
    "not-finite": gettext_noop("a finite number is needed here"),
    "negative": gettext_noop("this must not be negative"),
    "too-small": gettext_noop("this must be at least 0.000001"),
    "too-large": gettext_noop(
        "this is more than a million millions: null says what is not possible"
    ),
    "not-more-than-nothing": gettext_noop("this must be more than 0"),
}


def _finding(where: str, rule: str, **values: object) -> Finding:
    return Finding(where, _WHAT[rule], values=values, rule=rule)


def _wrong_length(where: str, found: object, needed: object) -> Finding:
    return Finding(
        where,
        gettext_noop("%(found)s values where %(needed)s are needed"),
        values={"found": found, "needed": needed},
        rule="wrong-length",
    )
