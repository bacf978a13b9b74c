"""A plan's explanation as tables: the same on the page, in the workbook and in the report."""

from samdrift.decisions.planning.convert.tables.measures import (
    loads_sheet,
    measures_sheet,
    target_sheet,
)
from samdrift.decisions.planning.convert.tables.money import (
    fairness_sheet,
    municipalities_sheet,
    years_sheet,
)
from samdrift.decisions.planning.convert.tables.reasons import (
    alternatives_sheet,
    assumption_name,
    assumptions_sheet,
    pins_sheet,
    prices_sheet,
    rules_sheet,
    sensitivity_sheet,
    steps_sheet,
)
from samdrift.decisions.planning.convert.tables.sheet import (
    FigureColumn,
    FigureSheet,
    cell_in_words,
)

__all__ = [
    "FigureColumn",
    "FigureSheet",
    "alternatives_sheet",
    "assumption_name",
    "assumptions_sheet",
    "cell_in_words",
    "fairness_sheet",
    "loads_sheet",
    "measures_sheet",
    "municipalities_sheet",
    "pins_sheet",
    "prices_sheet",
    "rules_sheet",
    "sensitivity_sheet",
    "steps_sheet",
    "target_sheet",
    "years_sheet",
]
