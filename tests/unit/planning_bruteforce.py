"""Every plan of a tiny problem, one by one, straight from the words of the format: the planner's judge."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from samdrift.core.planning import AreaPlan, Move, Opening

Choice = tuple[int, int] | None  # option and period, or staying


def cheapest(document: Mapping[str, Any]) -> float | None:
    """The cost of the cheapest plan that keeps every limit; None where there is none."""
    costs = [cost for plan in plans(document) if (cost := kept_cost(document, plan)) is not None]
    return min(costs, default=None)


def plans(
    document: Mapping[str, Any],
) -> Iterator[tuple[tuple[tuple[Choice, ...], tuple[int | None, ...]], ...]]:
    """For each area what each member does and when each option opens."""
    periods = range(len(document["periods"]))
    per_area = []
    for area in document["areas"]:
        options = range(len(area["options"]))
        acts = [None, *itertools.product(options, periods)]
        choices = itertools.product(acts, repeat=len(area["members"]))
        openings = list(itertools.product([None, *periods], repeat=len(area["options"])))
        per_area.append(
            [(c, o) for c, o in itertools.product(choices, openings) if _possible(area, c, o)]
        )
    return itertools.product(*per_area)


def as_areas(document: Mapping[str, Any], plan: Any) -> tuple[AreaPlan, ...]:
    """One of `plans` as the planner writes its answer."""
    periods = document["periods"]
    return tuple(
        AreaPlan(
            area["id"],
            tuple(
                Opening(area["options"][option]["id"], periods[at])
                for option, at in enumerate(openings)
                if at is not None
            ),
            tuple(
                Move(member, area["options"][choice[0]]["id"], periods[choice[1]])
                for member, choice in zip(area["members"], choices, strict=True)
                if choice is not None
            ),
            tuple(
                member
                for member, choice in zip(area["members"], choices, strict=True)
                if choice is None
            ),
        )
        for area, (choices, openings) in zip(document["areas"], plan, strict=True)
    )


def _possible(
    area: Mapping[str, Any], choices: tuple[Choice, ...], openings: tuple[int | None, ...]
) -> bool:
    for member, choice in enumerate(choices):
        if choice is None:
            if area["stay_cost"][member] is None:
                return False
        else:
            option, period = choice
            opened = openings[option]
            if (
                opened is None
                or opened > period
                or area["options"][option]["switch_cost"][member][period] is None
            ):
                return False
    used = {choice[0] for choice in choices if choice is not None}
    return used == {option for option, opened in enumerate(openings) if opened is not None}


def kept_cost(document: Mapping[str, Any], plan: Any) -> float | None:
    """What a plan costs; None where it breaks a limit."""
    last, per_year = len(document["periods"]), document["periods_per_year"]
    town_of = {unit["id"]: unit["municipality"] for unit in document["units"]}
    load, days, spent, changes = Counter(), Counter(), Counter(), Counter()
    costs = []
    for area, (choices, openings) in zip(document["areas"], plan, strict=True):
        for option, opened in zip(area["options"], openings, strict=True):
            if opened is not None:
                costs.append(option["open_cost"][opened])
                if option["unit"] is not None:
                    spent[town_of[option["unit"]], opened] += option["open_investment"][opened]
                    for at in range(opened, last):
                        load[option["unit"], at] += option["load_fixed_fte"]
        for member, choice in enumerate(choices):
            town, old = area["members"][member], area["current_unit"][member]
            gone = last if choice is None else choice[1]
            for at in range(gone):
                load[old, at] += area["current_load_fte"][member]
            if choice is None:
                costs.append(area["stay_cost"][member])
                continue
            option = area["options"][choice[0]]
            own = next(unit for unit, owner in town_of.items() if owner == town)
            for at in range(gone, last):
                load[option["unit"] or own, at] += option["load_fte"][member]
            days[town, gone] += option["switch_days"][member]
            spent[town, gone] += option["switch_investment"][member][gone]
            changes[town, area["department"], gone // per_year] += 1
            costs.append(option["switch_cost"][member][gone])
    return math.fsum(costs) if _keeps(document, load, days, spent, changes) else None


def _keeps(
    document: Mapping[str, Any], load: Counter, days: Counter, spent: Counter, changes: Counter
) -> bool:
    for unit in document["units"]:
        for at, most in enumerate(unit.get("capacity_fte") or []):
            if most is not None and load[unit["id"], at] > most:
                return False
    for town in document["municipalities"]:
        for name, used in (("change_days", days), ("budget", spent)):
            if any(
                most is not None and used[town["id"], at] > most
                for at, most in enumerate(town.get(name) or [])
            ):
                return False
        most = town.get("max_changes_per_department")
        if most is not None and any(
            count > most for key, count in changes.items() if key[0] == town["id"]
        ):
            return False
    return True
