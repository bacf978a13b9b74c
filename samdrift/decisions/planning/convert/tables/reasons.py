"""What holds the plan back, what rules cost, what else could be done, and what hangs on each assumption."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.planning.convert.naming import ONE_OF, RULES, TERMS, UNITS_OF, Names
from samdrift.decisions.planning.convert.tables.sheet import (
    FigureColumn,
    FigureSheet,
    cell_in_words,
)
from samdrift.decisions.planning.models import Plan

NEARLY_ALL = 0.9


def _amount(rule: str, value: float | None) -> str:
    """How much of a limit, with its unit."""
    if value is None:
        return "–"
    words = (
        cell_in_words(value * 100, "kronor") if rule == "budget" else cell_in_words(value, "number")
    )
    return f"{words} {UNITS_OF[rule]}"


def _is_used_up(rule: dict[str, Any]) -> bool:
    """Does the plan use nearly all of it in some period?"""
    return any(
        rule["used"][int(at)] >= NEARLY_ALL * amount for at, amount in rule["amount"].items()
    )


def rules_sheet(plan: Plan, names: Names) -> FigureSheet:
    """Each limit that the plan uses most of, and what the plan would cost less without it."""
    rows = [
        [
            names.whose(each["of"]),
            str(RULES[each["rule"]]),
            _amount(each["rule"], max(each["used"], default=None)),
            _amount(each["rule"], min(each["amount"].values(), default=None)),
            each["cost_ore"],
            len(each["changes"]),
        ]
        for each in plan.explanation.get("rules", [])
        if each["cost_ore"] or _is_used_up(each)
    ]
    heads = [
        FigureColumn(_("Whose")),
        FigureColumn(_("Limit")),
        FigureColumn(_("Most used")),
        FigureColumn(_("At most")),
        FigureColumn(_("What it costs"), "kronor"),
        FigureColumn(_("Measures that change without it"), "number"),
    ]
    note = _(
        "Computed anew without the limit, in every period. Kronor to the horizon, discounted. A limit with room left "
        "holds back all the same where the room is too small for the next move."
    )
    return FigureSheet("granser", _("What each limit costs"), heads, rows, note)


def prices_sheet(plan: Plan, names: Names) -> FigureSheet:
    """What one more of each limit is worth."""
    rows = [
        [names.limit(each), str(ONE_OF[each["rule"]]), each["worth_ore"]]
        for each in plan.explanation.get("prices", [])
    ]
    heads = [
        FigureColumn(_("Limit")),
        FigureColumn(_("One more")),
        FigureColumn(_("Is worth"), "kronor"),
    ]
    note = _(
        "The price at the margin: what a little more would save, where measures could be divided."
    )
    return FigureSheet("priser", _("What a little more is worth"), heads, rows, note)


def steps_sheet(plan: Plan, names: Names) -> FigureSheet:
    """The best single step that each limit stops."""
    rows = [
        [
            names.limit(each),
            names.municipality(each["move"]["municipality"]),
            each["area"],
            names.way(each["area"], each["move"]),
            each["saving_ore"],
        ]
        for each in plan.explanation.get("steps", [])
    ]
    heads = [
        FigureColumn(_("Limit")),
        FigureColumn(_("Municipality")),
        FigureColumn(_("Area")),
        FigureColumn(_("Would go over to")),
        FigureColumn(_("And save"), "kronor"),
    ]
    return FigureSheet("steg", _("The best step that each limit stops"), heads, rows)


def pins_sheet(plan: Plan, names: Names) -> FigureSheet:
    """What each thing settled beforehand costs."""
    rows = [
        [names.pin(each["pin"]), each["cost_ore"], len(each["changes"])]
        for each in plan.explanation.get("pins", [])
    ]
    heads = [
        FigureColumn(_("Settled beforehand")),
        FigureColumn(_("What it costs"), "kronor"),
        FigureColumn(_("Measures that change without it"), "number"),
    ]
    return FigureSheet("lasningar", _("What is settled beforehand costs"), heads, rows)


def alternatives_sheet(plan: Plan, names: Names) -> FigureSheet:
    """Plans nearly as good that differ."""
    rows = []
    for each in plan.explanation.get("alternatives", []):
        option = names.option(each["area"], each["option"])
        values = {
            "area": each["area"],
            "product": option["product"],
            "unit": names.host(each["area"], each["option"]),
        }
        rows.append(
            [
                _("%(area)s without %(product)s at %(unit)s") % values,
                each["dearer_ore"],
                each["share"],
                "\n".join(names.changes(each["changes"])),
            ]
        )
    heads = [
        FigureColumn(_("Another way")),
        FigureColumn(_("Dearer by"), "kronor"),
        FigureColumn(_("Share of the cost"), "percent"),
        FigureColumn(_("What is otherwise")),
    ]
    note = _(
        "Each is the best plan without one of the choices made, and at most one per cent dearer."
    )
    return FigureSheet("alternativ", _("Nearly as good"), heads, rows, note)


def sensitivity_sheet(plan: Plan, names: Names) -> FigureSheet:
    """What happens when an assumption is a quarter lower or higher."""
    rows = []
    for each in plan.explanation.get("sensitivity", []):
        ends = [each.get(end) for end in ("low", "high")]
        row: list[Any] = [assumption_name(plan, each["key"]), _value(each)]
        for end in ends:
            row += [end["cost_ore"], len(end["changes"])] if end else [None, None]
        rows.append(row)
    heads = [
        FigureColumn(_("Assumption")),
        FigureColumn(_("Is taken to be")),
        FigureColumn(_("Cost, 25 % lower"), "kronor"),
        FigureColumn(_("Measures that change"), "number"),
        FigureColumn(_("Cost, 25 % higher"), "kronor"),
        FigureColumn(_("Measures that change"), "number"),
    ]
    note = _(
        "Computed anew with the assumption a quarter lower and higher. The cost is how much more the whole plan then "
        "costs; the number is how many measures become others."
    )
    return FigureSheet("kanslighet", _("What hangs on each assumption"), heads, rows, note)


def assumption_name(plan: Plan, key: str) -> str:
    """An assumption's name."""
    kind, _colon, name = key.partition(":")
    if kind == "term":
        return str(TERMS[name])
    found = next((each for each in plan.basis["assumptions"] if each["key"] == key), None)
    return str(found["values"]["application"]) if found else key


def _value(row: dict[str, Any]) -> str:
    kind, _colon, name = row["key"].partition(":")
    if kind == "cost" or name == "day_cost":
        return f"{cell_in_words(row['value'] * 100, 'kronor')} kr"
    if name == "estimated":
        return "100 %"
    if name.endswith("_days"):
        return cell_in_words(row["value"], "number")
    return cell_in_words(row["value"], "percent")


def assumptions_sheet(plan: Plan, names: Names) -> FigureSheet:
    """Everything that was taken to be so, where it came from, and how many measures hang on it."""
    swung = {each["key"]: each for each in plan.explanation.get("sensitivity", [])}
    rows = []
    for each in plan.basis.get("assumptions", []):
        tried = swung.get(each["key"])
        ends = [tried[end] for end in ("low", "high") if end in tried] if tried else []
        most = max((len(end["changes"]) for end in ends), default=None)
        rows.append([_(each["what"]) % each["values"], most])
    heads = [FigureColumn(_("Assumption")), FigureColumn(_("Measures that hang on it"), "number")]
    return FigureSheet("antaganden", _("What the register does not say"), heads, rows)
