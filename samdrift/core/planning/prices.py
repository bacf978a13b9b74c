"""What the limits of a plan are worth: the duals of the relaxed program, or the prices of the best bound."""

from collections.abc import Mapping

from samdrift.core.planning.columns import ModelColumns
from samdrift.core.planning.model import Model, amounts_of
from samdrift.core.planning.problem import Limit, Price
from samdrift.core.planning.solver import Effort, relax
from samdrift.core.planning.ties import plainly

_NOTHING = 1e-7  # share of the cost that a whole limit must be worth to be named


def prices(model: Model, effort: Effort) -> tuple[Price, ...]:
    """The price of each limit that binds when nothing has to be whole; none where there is no optimum."""
    relaxed = relax(model.program, effort)
    if relaxed is None:
        return ()
    worth = {
        one.limit: abs(float(relaxed.row_price[one.row])) / one.scale for one in model.limit_rows
    }
    return dearest_first(worth, model.columns, relaxed.objective)


def dearest_first(
    worth: Mapping[Limit, float], variables: ModelColumns, cost: float
) -> tuple[Price, ...]:
    """Prices worth naming, ordered by what the whole limit is worth, then by name."""
    amounts = amounts_of(variables)
    least = _NOTHING * max(1.0, abs(cost))
    whole: dict[Limit, float] = {}
    for limit, price in worth.items():  # a limit may have several rows
        amounts.setdefault(plainly(limit), amounts[limit])
        whole[plainly(limit)] = whole.get(plainly(limit), 0.0) + price
    named = [
        (-price * max(amounts[limit], 1.0), limit, price)
        for limit, price in whole.items()
        if price * max(amounts[limit], 1.0) > least
    ]
    return tuple(Price(limit, price) for _whole, limit, price in sorted(named))
