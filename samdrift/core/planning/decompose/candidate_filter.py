"""Which moves and openings are worth looking at: those that add little to the bound when they must be made."""

import numpy as np

from samdrift.core.planning.decompose.lagrange import Point, reduced_costs, value
from samdrift.core.planning.decompose.partial_plan import SearchContext, Selection
from samdrift.core.planning.problem import Numbers


class CandidateFilter:
    """By how much the bound rises with each move and each opening of the columns."""

    def __init__(self, context: SearchContext, point: Point) -> None:
        grid, columns = context.grid, context.columns
        found = value(grid, context.capacity, point)
        moves, openings = reduced_costs(grid, point, found)
        self.bound = found.bound
        self.moves: Numbers = moves[columns.moves.period, grid.pair_of_move]
        place = np.searchsorted(grid.options, columns.openings.option)
        place = np.minimum(place, max(grid.options.size - 1, 0))
        self.openings: Numbers = np.full(columns.openings.option.size, np.inf)
        known = grid.options[place] == columns.openings.option if grid.options.size else place < 0
        self.openings[known] = openings[columns.openings.period[known], place[known]]

    def within(self, extra: float) -> Selection:
        """All that raise the bound by at most so much; a plan with any of the rest costs more than that above it."""
        return Selection(
            np.flatnonzero(self.moves <= extra), np.flatnonzero(self.openings <= extra)
        )

    def extra_for(self, count: int) -> float:
        """The rise within which about so many moves and openings are."""
        both = np.concatenate([self.moves, self.openings])
        if both.size <= count:
            return float("inf")
        return max(float(np.partition(both, count)[count]), 0.0)
