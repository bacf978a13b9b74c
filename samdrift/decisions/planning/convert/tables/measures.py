"""Who goes over to what, when and why; what each has today and then; and the work of the IT units."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.decisions.planning.convert.naming import Names, period_words
from samdrift.decisions.planning.convert.tables.sheet import FigureColumn, FigureSheet
from samdrift.decisions.planning.models import Plan


def measures_sheet(plan: Plan, names: Names, areas: Collection[str] | None = None) -> FigureSheet:
    """Every measure with what it saves, against staying and against the next best; in some areas, or all."""
    rows = []
    for each in plan.explanation.get("measures", []):
        if areas is not None and each["area"] not in areas:
            continue
        option, second = names.option(each["area"], each["option"]), each["second"]
        rows.append(
            [
                period_words(each["period"]),
                names.municipality(each["municipality"]),
                each["area"],
                option["product"],
                names.host(each["area"], each["option"]),
                each["saving_ore"],
                names.way(each["area"], second["move"]) if second else None,
                second["dearer_ore"] if second else None,
                each["stay_ore"],
                each["cost_ore"],
            ]
        )
    heads = [
        FigureColumn(_("When")),
        FigureColumn(_("Municipality")),
        FigureColumn(_("Area")),
        FigureColumn(_("Goes over to")),
        FigureColumn(_("Operated by")),
        FigureColumn(_("Saving"), "kronor"),
        FigureColumn(_("Next best")),
        FigureColumn(_("Dearer by"), "kronor"),
        FigureColumn(_("Cost if it stays"), "kronor"),
        FigureColumn(_("Cost by the plan"), "kronor"),
    ]
    note = _(
        "Kronor to the horizon, discounted to the first year. The next best is what the municipality would do "
        "instead with all else as the plan says; below nought it would be cheaper, but a limit stops it. "
        "A saving below nought is a measure that is dearer to that municipality but makes the whole cheaper: "
        "without it the plan would cost as much more as stands beside the next best."
    )
    return FigureSheet("atgarder", _("Every measure and its reason"), heads, rows, note)


def target_sheet(plan: Plan, names: Names, areas: Collection[str] | None = None) -> FigureSheet:
    """What each municipality has in each planned area, today and by the plan; or in some of them."""
    moves = {
        (each["area"], each["municipality"]): each for each in plan.explanation.get("measures", [])
    }
    rows = []
    for area, having in sorted(
        plan.basis.get("installed", {}).items(), key=lambda pair: swedish_key(pair[0])
    ):
        if areas is not None and area not in areas:
            continue
        for code, now in sorted(having.items()):
            move = moves.get((area, code))
            option = names.option(area, move["option"]) if move else None
            rows.append(
                [
                    area,
                    names.municipality(code),
                    now["product"],
                    names.operator(now["unit"]),
                    option["product"] if option else now["product"],
                    names.host(area, move["option"]) if move else names.operator(now["unit"]),
                    period_words(move["period"]) if move else None,
                ]
            )
    heads = [
        FigureColumn(_("Area")),
        FigureColumn(_("Municipality")),
        FigureColumn(_("Today")),
        FigureColumn(_("Operated today by")),
        FigureColumn(_("By the plan")),
        FigureColumn(_("Then operated by")),
        FigureColumn(_("When")),
    ]
    return FigureSheet("idag-och-mal", _("Today and by the plan"), heads, rows)


def loads_sheet(plan: Plan, names: Names) -> FigureSheet:
    """Work at each IT unit in the first and the last period, against what it can operate."""
    rows = []
    owners = plan.basis.get("owners", {})
    for unit, each in plan.explanation.get("loads", {}).items():
        if unit not in owners:
            continue  # a supplier
        rooms = [room for room in each["capacity"] if room is not None]
        rows.append(
            [
                names.unit(unit),
                each["today"][0],
                max(each["planned"], default=None),
                each["planned"][-1],
                min(rooms, default=None),
            ]
        )
    heads = [
        FigureColumn(_("IT unit")),
        FigureColumn(_("Today"), "number"),
        FigureColumn(_("At the busiest"), "number"),
        FigureColumn(_("In the end"), "number"),
        FigureColumn(_("At most"), "number"),
    ]
    return FigureSheet("it-enheter", _("Work at the IT units, full-time employees"), heads, rows)
