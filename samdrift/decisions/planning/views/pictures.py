"""The pictures of a plan."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samdrift.core.money import ORE_A_THOUSAND_KRONOR
from samdrift.core.planning import first_day
from samdrift.core.swedish import swedish_key
from samdrift.decisions.planning.convert.naming import Names, period_words
from samdrift.decisions.planning.convert.tables.money import ONCE, years_of
from samdrift.decisions.planning.models import Plan, Run
from samdrift.foundation.ui.charts import (
    Cell,
    LineChart,
    Matrix,
    MatrixRow,
    Series,
    Span,
    StackedBars,
    Tile,
    TileMap,
    Timeline,
    level_matrix,
    line_chart,
    stacked_bars,
    tile_map,
    time_axis,
)

#: (column, row) on a rough map; municipalities that are not here are laid out in order after these.
PLACES = {
    "1765": (1, 0),
    "1785": (2, 0),
    "1438": (0, 1),
    "1460": (1, 1),
    "1492": (2, 1),
    "1439": (0, 2),
    "1461": (1, 2),
}
BUCKETS = (0, 1, 3, 6, 10, 15)  # areas operated for others, from which each colour begins


def _by_area(having: dict[str, Any]) -> list[tuple[str, Any]]:
    """What each area has, area by area in Swedish order."""
    return sorted(having.items(), key=lambda pair: swedish_key(pair[0]))


def areas_moved(plan: Plan) -> list[str]:
    """The areas in which somebody goes over, in the order in which they begin."""
    first: dict[str, str] = {}
    for each in plan.explanation.get("measures", []):
        first[each["area"]] = min(first.get(each["area"], each["period"]), each["period"])
    return sorted(first, key=lambda area: (first[area], swedish_key(area)))


def gantt(plan: Plan, names: Names, areas: Collection[str]) -> SafeString | None:
    """A bar for what each area goes over to; nothing where nobody goes over."""
    chart = moves_timeline(plan, names, areas)
    return time_axis(chart) if chart else None


def moves_timeline(plan: Plan, names: Names, areas: Collection[str]) -> Timeline | None:
    """A bar from the first move to each option to the horizon, with who goes over when beside it."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for each in plan.explanation.get("measures", []):
        if each["area"] in areas:
            groups[each["area"], each["option"]].append(each)
    if not groups:
        return None
    last = dt.date(plan.first_year + plan.year_count - 1, 12, 31)
    ordered = sorted(
        groups.items(), key=lambda pair: (pair[1][0]["period"], swedish_key(pair[0][0]), pair[0][1])
    )
    spans = [_span(names, area, option, moves, last) for (area, option), moves in ordered]
    return Timeline(
        name="omstallning",
        title=_("Who goes over to what, and when"),
        description=_(
            "Each bar is an area and what it goes over to; it begins when the first municipality does."
        ),
        spans=spans,
        span_head=_("Area"),
        span_words=_("In operation by the plan"),
        first=dt.date(plan.first_year, 1, 1),
        last=last,
    )


def _span(names: Names, area: str, option: str, moves: list[dict[str, Any]], last: dt.date) -> Span:
    known = names.option(area, option)
    by_period: dict[str, list[str]] = defaultdict(list)
    for each in moves:
        by_period[each["period"]].append(names.municipality(each["municipality"]))
    said = "; ".join(
        f"{period_words(period)}: {', '.join(codes)}" for period, codes in sorted(by_period.items())
    )
    return Span(
        label=f"{area}: {known['product']}",
        note=names.host(area, option),
        starts_on=first_day(min(by_period), names.periods_per_year),
        ends_on=last,
        said=said,
    )


def matrix(plan: Plan, names: Names, areas: Collection[str]) -> SafeString:
    """Who operates each area for each municipality: today, and beside it by the plan where that is another way."""
    codes = sorted(plan.basis["names"])
    moves = {
        (each["area"], each["municipality"]): each for each in plan.explanation.get("measures", [])
    }
    rows = [
        MatrixRow(area, [_cell(names, area, code, having.get(code), moves) for code in codes])
        for area, having in _by_area(plan.basis.get("installed", {}))
        if area in areas
    ]
    return level_matrix(
        Matrix(
            name="idag-mal",
            title=_("Who operates what for whom: today → by the plan"),
            description=_(
                "Each cell says which municipality's IT unit operates today and, after the arrow, by the plan; "
                "the colour is the level of collaboration by the plan."
            ),
            columns=[names.municipality(code) for code in codes],
            rows=rows,
            row_head=_("Area"),
        )
    )


def _cell(
    names: Names,
    area: str,
    code: str,
    now: Mapping[str, Any] | None,
    moves: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Cell | None:
    if now is None:
        return None
    today = _operator(names, now["unit"], code)
    move = moves.get((area, code))
    if move is None:
        return Cell(now.get("level") or 0, today)
    then = _target(names, area, move["option"], code)
    if then.words == today:
        return then
    return Cell(then.level, f"{today} → {then.words}")


def _operator(names: Names, unit: str | None, code: str) -> str:
    owner = names.basis.get("owners", {}).get(unit or "", "")
    if not owner:
        return _("supplier")
    return _("itself") if owner == code else names.municipality(owner)


def _target(names: Names, area: str, option: str, code: str) -> Cell:
    known = names.option(area, option)
    if known["unit"] is None:
        words = _("buys together")
    elif known["unit"] in names.basis.get("owners", {}):
        words = _operator(names, known["unit"], code)
    else:
        words = names.host(area, option)
    return Cell(known["level"] or 0, words)


def maps(plan: Plan, names: Names) -> tuple[SafeString, SafeString]:
    """How many areas each municipality operates for others, today and by the plan."""
    owners = plan.basis.get("owners", {})
    moves = {
        (each["area"], each["municipality"]): each for each in plan.explanation.get("measures", [])
    }
    today: dict[str, set[str]] = defaultdict(set)
    then: dict[str, set[str]] = defaultdict(set)
    for area, having in plan.basis.get("installed", {}).items():
        for code, now in having.items():
            owner = owners.get(now["unit"] or "", code)
            move = moves.get((area, code))
            later = owner
            if move is not None:
                later = owners.get(names.option(area, move["option"])["unit"] or "", code)
            if owner != code:
                today[owner].add(area)
            if later != code:
                then[later].add(area)
    return (
        _map(names, today, "karta-idag", _("Operated for others today")),
        _map(names, then, "karta-mal", _("Operated for others by the plan")),
    )


def _map(names: Names, operated: dict[str, set[str]], key: str, title: str) -> SafeString:
    codes = sorted(names.basis["names"])
    tiles = []
    unplaced = [code for code in codes if code not in PLACES]
    for code in codes:
        at = unplaced.index(code) if code in unplaced else 0
        column, row = PLACES.get(code, (at % 4, 3 + at // 4))
        number = len(operated.get(code, ()))
        level = max(place for place, least in enumerate(BUCKETS) if number >= least)
        tiles.append(Tile(names.municipality(code), column, row, level, str(number)))
    least = min((tile.row for tile in tiles), default=0)
    words = [
        f"{low}" if high - 1 == low else f"{low}-{high - 1}"
        for low, high in zip(BUCKETS, [*BUCKETS[1:], 10_000], strict=True)
    ]
    return tile_map(
        TileMap(
            name=key,
            title=title,
            description=_(
                "Each municipality with the number of planned areas that it operates for others."
            ),
            tiles=[Tile(t.label, t.column, t.row - least, t.level, t.figure) for t in tiles],
            level_words=[*words[:-1], _("%(number)s or more") % {"number": BUCKETS[-1]}],
            figure_head=_("Areas"),
        )
    )


def years_chart(plan: Plan, names: Names, code: str = "") -> StackedBars:
    """Two bars a year: today, and by the plan with what the change costs."""
    groups: list[str] = []
    parts: dict[str, list[int]] = {name: [] for name in ("today", "running", *ONCE)}
    for each in years_of(plan, code):
        groups += [
            _("%(year)s today") % {"year": each["year"]},
            _("%(year)s plan") % {"year": each["year"]},
        ]
        for name in parts:
            shown = max(0, each[name])
            parts[name] += [shown, 0] if name == "today" else [0, shown]
    labels = {
        "today": _("Running cost today"),
        "running": _("Running cost by the plan"),
        "transition": _("Transition"),
        "investment": _("Investment"),
        "leaving": _("Old agreements"),
    }
    whose = names.municipality(code) if code else _("All together")
    return StackedBars(
        name="kostnad-per-ar",
        title=_("Cost per year before and after: %(whose)s") % {"whose": whose},
        description=_("Two bars a year: what is paid today, and by the plan."),
        groups=groups,
        group_head=_("Year"),
        series=[Series(labels[name], values) for name, values in parts.items()],
        unit=_("thousand kronor"),
        scale=ORE_A_THOUSAND_KRONOR,
    )


def years_picture(plan: Plan, names: Names, code: str = "") -> SafeString:
    return stacked_bars(years_chart(plan, names, code))


def closing(run: Run) -> SafeString | None:
    """Bound and plan closing in on each other, thousand kronor above the first bound."""
    known = [value for _at, *pair in run.progress for value in pair if value is not None]
    if len(set(known)) < 2 or len(run.progress) < 2:
        return None
    base = min(known)
    points = run.progress[:: max(1, len(run.progress) // 12)]
    if points[-1] != run.progress[-1]:
        points = [*points, run.progress[-1]]

    def above(place: int) -> list[int | None]:
        return [None if row[place] is None else round((row[place] - base) / 1000) for row in points]

    return line_chart(
        LineChart(
            name="framsteg",
            title=_("The best plan and what no plan can cost less than"),
            description=_("Thousand kronor above %(base)s thousand, second by second.")
            % {"base": f"{base / 1000:.0f}"},
            places=[
                _("%(seconds)s s") % {"seconds": f"{row[0]:.1f}".replace(".", ",")}
                for row in points
            ],
            place_head=_("After"),
            series=[
                Series(_("Best plan so far"), above(1)),
                Series(_("No plan can cost less"), above(2)),
            ],
            unit=_("thousand kronor above %(base)s") % {"base": f"{base / 1000:.0f}"},
        )
    )
