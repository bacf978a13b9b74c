"""Small problems for the planner's tests: whole numbers, so that every sum is exact."""

from typing import Any

from hypothesis import strategies as st

TOWNS = ("1438", "1460")
UNITS = ("u1438", "u1460")


def document(**changes: Any) -> dict[str, Any]:
    """Two municipalities, one area, one option at the first one's unit, two years, no limits."""
    whole = {
        "format": "samdrift-plan/1",
        "periods": ["2009", "2010"],
        "periods_per_year": 1,
        "units": [{"id": "u1438", "municipality": "1438"}, {"id": "u1460", "municipality": "1460"}],
        "municipalities": [{"id": "1438"}, {"id": "1460"}],
        "areas": [area()],
    }
    return {**whole, **changes}


def area(**changes: Any) -> dict[str, Any]:
    """Both stay for 100 + 100, or share one system for 20 + 50 + 50, or 20 + 60 + 60 a year later."""
    whole = {
        "id": "gis",
        "department": "teknik",
        "members": ["1438", "1460"],
        "stay_cost": [100, 100],
        "current_unit": ["u1438", "u1460"],
        "current_load_fte": [2, 2],
        "options": [option()],
    }
    return {**whole, **changes}


def option(**changes: Any) -> dict[str, Any]:
    """QGIS at the first one's unit."""
    whole = {
        "id": "qgis",
        "product": "QGIS",
        "unit": "u1438",
        "level": 4,
        "open_cost": [20, 20],
        "open_investment": [8, 8],
        "load_fixed_fte": 1,
        "switch_cost": [[50, 60], [50, 60]],
        "switch_investment": [[5, 5], [5, 5]],
        "switch_days": [10, 12],
        "load_fte": [1, 1],
    }
    return {**whole, **changes}


def _numbers(length: int, most: int, *, null: bool = False) -> st.SearchStrategy[list[int | None]]:
    one = st.integers(0, most)
    return st.lists(st.none() | one if null else one, min_size=length, max_size=length)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Random problems with every kind of limit, small enough to try every plan."""
    periods = draw(st.integers(1, 2))
    limit = st.none() | _numbers(periods, 12, null=True)
    areas = [_area(draw, number, periods) for number in range(draw(st.integers(1, 2)))]
    return {
        "format": "samdrift-plan/1",
        "periods": [f"p{number}" for number in range(periods)],
        "periods_per_year": draw(st.integers(1, 2)),
        "units": [
            {
                "id": unit,
                "municipality": town,
                "capacity_fte": draw(st.none() | _numbers(periods, 9, null=True)),
            }
            for unit, town in zip(UNITS, TOWNS, strict=True)
        ],
        "municipalities": [
            {
                "id": town,
                "budget": draw(limit),
                "change_days": draw(limit),
                "max_changes_per_department": draw(st.none() | st.integers(0, 2)),
            }
            for town in TOWNS
        ],
        "areas": areas,
    }


def _area(draw: st.DrawFn, number: int, periods: int) -> dict[str, Any]:
    members = draw(st.sampled_from([list(TOWNS), list(TOWNS), ["1438"], ["1460"]]))
    size = len(members)
    options = [_option(draw, choice, size, periods) for choice in range(draw(st.integers(1, 2)))]
    stay_cost = draw(_numbers(size, 30, null=True))
    for member in range(size):  # whoever has no way out may stay
        if all(cost is None for choice in options for cost in choice["switch_cost"][member]):
            stay_cost[member] = stay_cost[member] or 7
    return {
        "id": f"a{number}",
        "department": draw(st.sampled_from(["skola", "teknik"])),
        "members": members,
        "stay_cost": stay_cost,
        "current_unit": draw(
            st.lists(st.none() | st.sampled_from(UNITS), min_size=size, max_size=size)
        ),
        "current_load_fte": draw(_numbers(size, 4)),
        "options": options,
    }


def _option(draw: st.DrawFn, number: int, size: int, periods: int) -> dict[str, Any]:
    costs = draw(st.lists(_numbers(periods, 20, null=True), min_size=size, max_size=size))
    return {
        "id": f"k{number}",
        "product": f"P{number}",
        "unit": draw(st.none() | st.sampled_from(UNITS)),
        "level": None,
        "open_cost": draw(_numbers(periods, 15)),
        "open_investment": draw(_numbers(periods, 6)),
        "load_fixed_fte": draw(st.integers(0, 3)),
        "switch_cost": costs,
        "switch_investment": draw(st.lists(_numbers(periods, 8), min_size=size, max_size=size)),
        "switch_days": draw(_numbers(size, 8)),
        "load_fte": draw(_numbers(size, 4)),
    }
