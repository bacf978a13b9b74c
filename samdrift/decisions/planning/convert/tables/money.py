"""What each municipality pays, year by year and to the horizon, and who gains."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.planning.convert.naming import Names
from samdrift.decisions.planning.convert.tables.sheet import (
    FigureColumn,
    FigureSheet,
    cell_in_words,
)
from samdrift.decisions.planning.models import Plan

ONCE = ("transition", "investment", "leaving")


def years_of(plan: Plan, code: str = "") -> list[dict[str, Any]]:
    """One row a year, öre, for one municipality or for all together."""
    yearly = plan.explanation.get("yearly", {})
    chosen: Iterable[dict[str, list[int]]] = (
        [yearly[code]] if code in yearly else list(yearly.values())
    )
    first = plan.first_year
    rows = []
    for at in range(plan.year_count):
        row = {name: sum(each[name][at] for each in chosen) for name in ("today", "running", *ONCE)}
        rows.append({"year": first + at, **row})
    return rows


def years_sheet(plan: Plan, names: Names, code: str = "") -> FigureSheet:
    """Before and after, year by year."""
    rows = []
    for each in years_of(plan, code):
        once = [each[name] for name in ONCE]
        whole = each["running"] + sum(once)
        rows.append(
            [str(each["year"]), each["today"], each["running"], *once, whole, each["today"] - whole]
        )
    whose = names.municipality(code) if code else _("All together")
    return FigureSheet(
        f"ar-{code or 'alla'}",
        _("Cost per year before and after: %(whose)s") % {"whose": whose},
        [FigureColumn(_("Year")), FigureColumn(_("Running cost today"), "kronor"), *_after()],
        rows,
        _(
            "The planned areas alone, not discounted. Transition is the working days of the moves, investment what "
            "is set up, and old agreements what is paid on after leaving them. Joint costs are divided by the "
            "scenario's key."
        ),
    )


def _after() -> list[FigureColumn]:
    return [
        FigureColumn(_("Running cost by the plan"), "kronor"),
        FigureColumn(_("Transition"), "kronor"),
        FigureColumn(_("Investment"), "kronor"),
        FigureColumn(_("Old agreements"), "kronor"),
        FigureColumn(_("Sum by the plan"), "kronor"),
        FigureColumn(_("Saving"), "kronor"),
    ]


def municipalities_sheet(plan: Plan, names: Names) -> FigureSheet:
    """Each municipality to the horizon, with its working days."""
    bills = plan.explanation.get("bills", {})
    rows = []
    for code, each in plan.explanation.get("yearly", {}).items():
        once = [sum(each[name]) for name in ONCE]
        today, running = sum(each["today"]), sum(each["running"])
        whole = running + sum(once)
        days = sum(bills.get(code, {}).get("days", []))
        rows.append([names.municipality(code), today, running, *once, whole, today - whole, days])
    if rows:
        sums = [sum(row[at] for row in rows) for at in range(1, len(rows[0]))]
        rows.append([_("All together"), *sums])
    heads = [
        FigureColumn(_("Municipality")),
        FigureColumn(_("Running cost today"), "kronor"),
        *_after(),
    ]
    heads.append(FigureColumn(_("Working days"), "number"))
    caption = _("Each municipality to the horizon")
    note = _(
        "Not discounted. The plan's own saving, %(saving)s kronor, is discounted to the first year and also counts "
        "the scenario's price of what works badly or hangs on one person, which nobody is billed for."
    ) % {"saving": cell_in_words(plan.saving_ore or 0, "kronor")}
    return FigureSheet("kommuner", caption, heads, rows, note)


def fairness_sheet(plan: Plan, names: Names) -> FigureSheet:
    """Who gains, and who pays for others."""
    rows = [
        [
            names.municipality(code),
            each["alone_ore"],
            each["pays_ore"],
            each["gain_ore"],
            each["solidarity_ore"],
        ]
        for code, each in plan.explanation.get("fairness", {}).get("rows", {}).items()
    ]
    heads = [
        FigureColumn(_("Municipality")),
        FigureColumn(_("If nothing changes"), "kronor"),
        FigureColumn(_("By the plan"), "kronor"),
        FigureColumn(_("Gain"), "kronor"),
        FigureColumn(_("Pays for others"), "kronor"),
    ]
    note = _(
        "To the horizon, not discounted, by the scenario's key. What is paid for others is what lies beyond today's "
        "cost less an equal part of the saving; below nought others pay for the municipality."
    )
    cost_ore = plan.explanation.get("fairness", {}).get("cost_ore")
    if cost_ore is not None:
        rule = _(
            "The rule that nobody pays more than if nothing changes costs %(cost)s kronor all together."
        )
        note = f"{rule % {'cost': cell_in_words(cost_ore, 'kronor')}} {note}"
    return FigureSheet("rattvisa", _("Does everyone gain?"), heads, rows, note)
