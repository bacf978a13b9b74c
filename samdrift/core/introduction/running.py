"""What it costs to run the old and the new, and what other dates change in that."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Running:
    """What running costs one municipality in one area, whole öre a year: today's, and the plan's."""

    today_ore: int
    planned_ore: int


@dataclass(frozen=True, slots=True)
class Turning:
    """The last day that the old is paid for, and the last day before the new is: None where there is none."""

    introduced_on: dt.date | None
    retired_on: dt.date | None


def extra_ore(running: Running, before: Turning, after: Turning) -> int:
    """What the later dates cost more than the earlier, whole öre; negative where they cost less.

    The old is paid for until it is retired, the new from when it is introduced: each day that the old lasts longer
    costs a 365th of today's year, each day that the new is later saves a 365th of the plan's.
    """
    old = Fraction(running.today_ore * _days(before.retired_on, after.retired_on), DAYS_A_YEAR)
    new = Fraction(
        running.planned_ore * _days(before.introduced_on, after.introduced_on), DAYS_A_YEAR
    )
    return round(old - new)


def double_days(turning: Turning) -> int:
    """Days during which both the old and the new are paid for."""
    return max(0, _days(turning.introduced_on, turning.retired_on))


def _days(first: dt.date | None, last: dt.date | None) -> int:
    return 0 if first is None or last is None else (last - first).days


def running_by_area(
    problem: Mapping[str, Any],
    areas: Sequence[Mapping[str, Any]],
    running_today: Mapping[str, Sequence[int]],
    weights: Mapping[str, int] | None = None,
) -> dict[tuple[str, str], Running]:
    """(area, municipality) → what running costs, for everyone who goes over.

    problem: a document `samdrift-plan/1`; areas: those of its answer. running_today: öre a year by municipality, for
    all the areas together. The document has the work at IT units, and cost follows work: a municipality's cost is
    divided on its areas as the work with them, and the new costs as much per full-time employee as the old.
    weights: by which a joint installation's fixed cost is divided among its users; equally where there are none.
    A municipality without any work in the document is left out: its cost can't be divided.
    """
    work: dict[str, float] = {}
    by_id = {area["id"]: area for area in problem["areas"]}
    for area in problem["areas"]:
        for code, load in zip(area["members"], area["current_load_fte"], strict=True):
            work[code] = work.get(code, 0.0) + load
    found: dict[tuple[str, str], Running] = {}
    for answer in areas:
        area = by_id[answer["id"]]
        options = {option["id"]: option for option in area["options"]}
        for move in answer["moves"]:
            code, option = move["municipality"], options[move["option"]]
            if not work.get(code) or code not in running_today:
                continue
            price = running_today[code][0] / work[code]
            place = area["members"].index(code)
            fixed = (option.get("load_fixed_fte") or 0.0) * _share(move, answer["moves"], weights)
            found[area["id"], code] = Running(
                round(price * area["current_load_fte"][place]),
                round(price * (option["load_fte"][place] + fixed)),
            )
    return found


def _share(
    move: Mapping[str, str],
    moves: Sequence[Mapping[str, str]],
    weights: Mapping[str, int] | None,
) -> float:
    """The part of an option's fixed cost that falls on one of those who go over to it."""
    together = [other["municipality"] for other in moves if other["option"] == move["option"]]
    if weights and all(weights.get(code) for code in together):
        return weights[move["municipality"]] / sum(weights[code] for code in together)
    return 1 / len(together)
