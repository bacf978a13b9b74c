"""What to decide anew next: where most is lost against the bound, or where a limit is broken."""

from collections.abc import Callable

import numpy as np

from samdrift.core.planning.columns import Indices
from samdrift.core.planning.decompose.lagrange import Point, value
from samdrift.core.planning.decompose.partial_plan import (
    Mask,
    SearchContext,
    Selection,
    choice_of,
    excess_over_limits,
    keeps_limits,
)
from samdrift.core.planning.decompose.search import PART_COLUMNS, SIDE_BY_SIDE, Search
from samdrift.core.planning.problem import Numbers, Rule
from samdrift.core.planning.solver import Effort

_DEARER = 1.5  # how much dearer a limit becomes each time that it is still broken
_MOST_DEAR = 1e3  # times what breaking it costs at first
_TOWN_SHARE = 0.35  # of the tries that take a municipality rather than areas


class Losses:
    """What the areas of a plan cost beyond what the bound gives them."""

    def __init__(self, context: SearchContext, point: Point) -> None:
        self.context, self.found = context, value(context.grid, context.capacity, point)
        grid = context.grid
        self.areas = len(grid.columns.problem.areas)
        self.openings = self.found.left + np.add.reduceat(
            np.maximum(point.seats[grid.seat] - self.found.onwards, 0.0), grid.first_pair, axis=1
        )
        option = np.minimum(self.found.left.min(axis=0), 0.0)
        self.floor = np.bincount(
            context.area_of_option[grid.options], weights=option, minlength=self.areas
        ) + np.bincount(grid.columns.seats.area, weights=point.seats, minlength=self.areas)

    def of(self, selection: Selection) -> Numbers:
        """(areas,) what each area of the plan costs beyond the bound, at the bound's prices."""
        grid, choice = self.context.grid, choice_of(self.context, selection)
        moves = self.found.moves[choice.period, choice.pair]
        opened = self.openings[choice.opened, choice.option]
        seats = grid.columns.seats.area[grid.seat[choice.pair]]
        options = self.context.area_of_option[grid.options[choice.option]]
        paid = np.bincount(seats, weights=moves, minlength=self.areas)
        paid += np.bincount(options, weights=opened, minlength=self.areas)
        lost: Numbers = np.maximum(paid - self.floor, 0.0)
        return lost


def improve(
    search: Search, point: Point, effort: Effort, *, rounds: int, stop: Callable[[], bool]
) -> None:
    """Decide one neighbourhood after another anew, until stopped or until that many in a row gain next to nothing."""
    losses = Losses(search.context, point)
    idle = 0
    most = _MOST_DEAR * search.penalty
    while idle < rounds and not stop():
        frees: list[Mask] = []
        broken = excess_over_limits(search.context, search.now) > 0
        search.penalty = np.where(
            broken, np.minimum(search.penalty * _DEARER, most), search.penalty
        )
        for _place in range(SIDE_BY_SIDE):
            free = _next(search, losses)
            free &= ~np.logical_or.reduce([np.zeros_like(free), *frees])
            if free.any():
                frees.append(free)
        gained = search.decide(frees, effort)
        enough = gained > 1e-6 * abs(search.merit_of(search.now))
        idle = 0 if enough else idle + len(frees)


def _next(search: Search, losses: Losses) -> Mask:
    broken = excess_over_limits(search.context, search.now)
    if broken.any() and not keeps_limits(search.context, search.now):
        return _round_a_broken_limit(search, broken)
    if search.random.random() < _TOWN_SHARE:
        return _of_a_municipality(search)
    return _where_most_is_lost(search, losses.of(search.now))


def _where_most_is_lost(search: Search, lost: Numbers) -> Mask:
    """Areas drawn by what they lose, and some of the same department, for they share its patience."""
    columns = search.context.columns
    weight = lost + 0.02 * max(float(lost.mean()), 1e-9)
    order = search.random.choice(weight.size, weight.size, replace=False, p=weight / weight.sum())
    if search.random.random() < 0.4:
        names = [area.department for area in columns.problem.areas]
        same = np.array([names[area] == names[order[0]] for area in order])
        order = np.concatenate([order[same], order[~same]])
    free: Mask = np.isin(columns.seats.area, _fill_part(search, order))
    return free


def _fill_part(search: Search, order: Indices) -> Indices:
    """The first areas whose candidates fill a part."""
    columns = search.context.columns
    area = columns.seats.area[columns.moves.seat[search.kept.moves]]
    areas = len(columns.problem.areas)
    candidates = np.bincount(area, minlength=areas)[order]
    return order[: max(1, int((np.cumsum(candidates) <= PART_COLUMNS).sum()))]


def _of_a_municipality(search: Search) -> Mask:
    """All seats of one municipality, or of some, as many as fill a part."""
    columns = search.context.columns
    towns = len(columns.problem.municipalities)
    kept = columns.moves.municipality[search.kept.moves]
    order = search.random.permutation(towns)
    candidates = np.bincount(kept, minlength=towns)[order]
    selection = order[: max(1, int((np.cumsum(candidates) <= PART_COLUMNS).sum()))]
    free: Mask = np.isin(search.context.municipality_of_seat, selection)
    return free


def _round_a_broken_limit(search: Search, broken: Numbers) -> Mask:
    """The seats that use a broken limit: the municipality's own, or those that the unit operates for."""
    context, columns = search.context, search.context.columns
    row = int(
        search.random.choice(broken.size, p=broken * search.penalty / (broken @ search.penalty))
    )
    limit = context.capacity.names[row]
    towns = {one.id: number for number, one in enumerate(columns.problem.municipalities)}
    if limit.rule is Rule.MIN_SAVING:
        area = [one.id for one in columns.problem.areas].index(limit.part)
        there: Mask = columns.seats.area == area
        return there
    if limit.rule is not Rule.UNIT_CAPACITY:
        own: Mask = context.municipality_of_seat == towns[limit.of]
        return own
    units = [unit.id for unit in columns.problem.units]
    moves, unit = columns.moves, units.index(limit.of)
    here = search.now.moves[moves.unit[search.now.moves] == unit]
    areas = search.random.permutation(np.unique(columns.seats.area[moves.seat[here]]))
    some = np.isin(columns.seats.area, _fill_part(search, areas))
    owner = towns.get(columns.problem.units[unit].municipality or "", -1)
    free: Mask = some | (context.municipality_of_seat == owner)
    return free
