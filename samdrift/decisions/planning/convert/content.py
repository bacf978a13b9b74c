"""A plan as a proposal's content: facts and tables to read, values for machines."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.decisions.planning.convert.naming import Names, period_words
from samdrift.decisions.planning.models import Plan


def plan_content(plan: Plan) -> dict[str, Any]:
    """Frozen with the proposal: what is decided, and what it does to each municipality."""
    assert plan.objective_ore is not None
    facts = [
        [_("Scenario"), str(plan.scenario)],
        [_("Computed on"), plan.computed_on.isoformat()],
        [_("Cost if nothing changes"), f"{format_kronor(plan.today_ore)} kr"],
        [_("Cost of the plan"), f"{format_kronor(plan.objective_ore)} kr"],
        [_("Saving"), f"{format_kronor(plan.saving_ore or 0)} kr"],
    ]
    if plan.gap_ore is not None:
        facts.append(
            [_("No plan can be more than this much cheaper"), f"{format_kronor(plan.gap_ore)} kr"]
        )
    names = Names.of(plan)
    return {
        "facts": facts,
        "tables": [_steps(plan, names), _bills(plan, names)],
        "values": {"answer": plan.answer_document},
    }


def _steps(plan: Plan, names: Names) -> dict[str, Any]:
    rows = []
    for each in plan.explanation.get("measures", []):
        option = names.option(each["area"], each["option"])
        saving = each["saving_ore"]
        rows.append(
            [
                period_words(each["period"]),
                names.municipality(each["municipality"]),
                each["area"],
                str(option["product"]),
                names.host(each["area"], each["option"]),
                "–" if saving is None else format_kronor(saving),
            ]
        )
    heads = [
        _("When"),
        _("Municipality"),
        _("Area"),
        _("Goes over to"),
        _("Operated by"),
        _("Saving, kronor"),
    ]
    caption = _("Who goes over to what, and when")
    return {"caption": caption, "heads": heads, "rows": rows, "numbers": [5]}


def _bills(plan: Plan, names: Names) -> dict[str, Any]:
    rows = []
    for code, each in plan.explanation.get("yearly", {}).items():
        once = sum(sum(each[name]) for name in ("transition", "investment", "leaving"))
        today, running = sum(each["today"]), sum(each["running"])
        figures = [today, running, once, today - running - once]
        rows.append([names.municipality(code), *(format_kronor(figure) for figure in figures)])
    heads = [
        _("Municipality"),
        _("Running cost if nothing changes"),
        _("Running cost by the plan"),
        _("One-off cost"),
        _("Saving"),
    ]
    caption = _("Each municipality to the horizon, kronor, not discounted")
    return {"caption": caption, "heads": heads, "rows": rows, "numbers": [1, 2, 3, 4]}
