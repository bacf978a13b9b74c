"""What the limits of a plan are worth: the duals of the relaxed program."""

from samdrift.core.planning.model import LimitRow, Model
from samdrift.core.planning.problem import Price
from samdrift.core.planning.solver import Effort, relax

_NOTHING = 1e-7  # share of the cost that a whole limit must be worth to be named


def prices(model: Model, effort: Effort) -> tuple[Price, ...]:
    """The price of each limit that binds when nothing has to be whole; none where there is no optimum."""
    relaxed = relax(model.program, effort)
    if relaxed is None:
        return ()
    worth = {one: abs(float(relaxed.row_price[one.row])) / one.scale for one in model.limit_rows}
    return dearest_first(worth, relaxed.objective)


def dearest_first(worth: dict[LimitRow, float], cost: float) -> tuple[Price, ...]:
    """Prices worth naming, ordered by what the whole limit is worth, then by name."""
    least = _NOTHING * max(1.0, abs(cost))
    named = [
        (-price * max(row.amount, 1.0), row.limit, price)
        for row, price in worth.items()
        if price * max(row.amount, 1.0) > least
    ]
    return tuple(Price(limit, price) for _whole, limit, price in sorted(named))
