"""The values of `problem` → the file format `samdrift-plan/1`, ready for JSON."""

from typing import Any

import numpy as np

from samdrift.core.planning.problem import FORMAT, Area, Numbers, Paid, Problem

_NULL = np.array(None, dtype=object)


def write_problem(problem: Problem) -> dict[str, Any]:
    """Problem → `samdrift-plan/1`, ready for JSON; what has no limit is left out."""
    return {
        "format": FORMAT,
        "periods": list(problem.periods),
        "periods_per_year": problem.periods_per_year,
        **_without_none(min_saving=problem.min_saving),
        "units": [
            _without_none(
                id=unit.id, municipality=unit.municipality, capacity_fte=_plain(unit.capacity_fte)
            )
            for unit in problem.units
        ],
        "municipalities": [
            _without_none(
                id=one.id,
                budget=_plain(one.budget),
                change_days=_plain(one.change_days),
                max_changes_per_department=one.max_changes_per_department,
                max_cost=one.max_cost,
                weight=None if one.weight == 1.0 else float(one.weight),
            )
            for one in problem.municipalities
        ],
        "areas": [_written_area(area) for area in problem.areas],
    }


def _written_area(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "department": area.department,
        "members": list(area.members),
        "stay_cost": _plain(area.stay_cost),
        "current_unit": list(area.current_unit),
        "current_load_fte": _plain(area.current_load_fte),
        **_without_none(stay_paid=_plain(area.stay_paid)),
        "options": [
            {
                "id": option.id,
                "product": option.product,
                "unit": option.unit,
                "level": option.level,
                "open_cost": _plain(option.open_cost),
                "open_investment": _plain(option.open_investment),
                "load_fixed_fte": float(option.load_fixed_fte),
                "switch_cost": _plain(option.switch_cost),
                "switch_investment": _plain(option.switch_investment),
                "switch_days": _plain(option.switch_days),
                "load_fte": _plain(option.load_fte),
                **_without_none(paid=None if option.paid is None else _written_paid(option.paid)),
            }
            for option in area.options
        ],
    }


def _written_paid(paid: Paid) -> dict[str, Any]:
    return _without_none(
        switch=_plain(paid.switch),
        shared=_plain(paid.shared),
        users=_plain(paid.users),
        host=paid.host,
        host_pays=_plain(paid.host_pays),
    )


def _without_none(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _plain(array: Numbers | None) -> Any:
    """Nested lists, NaN as None."""
    return (
        None if array is None else np.where(np.isnan(array), _NULL, array.astype(object)).tolist()
    )
