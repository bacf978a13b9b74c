"""Opportunities as plain values, ready for JSON: what the command and the API answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from samdrift.core.money import plain_kronor
from samdrift.core.opportunities.evidence import assumptions_told, evidence
from samdrift.core.opportunities.facts import Assumptions
from samdrift.core.opportunities.opportunity import Opportunity


def opportunities_document(
    found: Sequence[Opportunity],
    assumed: Assumptions,
    *,
    say: Callable[[str], str] = str,
    names: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The whole answer; `say` translates messages before their values are put in.

    names: what municipalities are called in texts, by their codes.
    """
    return {
        "on": assumed.today.isoformat(),
        "horizon_months": assumed.horizon_months,
        "opportunities": [_one(each, assumed, say, names or {}) for each in found],
    }


def _one(
    each: Opportunity,
    assumed: Assumptions,
    say: Callable[[str], str],
    names: Mapping[str, str],
) -> dict[str, Any]:
    saving, window, rank = each.saving, each.window, each.rank
    return {
        "key": each.key,
        "shape": each.shape.value,
        "name": each.name,
        "area": each.area,
        "product": each.product,
        "municipalities": list(each.municipalities),
        "applications": [{"key": fact.key, "name": fact.name} for fact in each.applications],
        "triggers": [trigger.value for trigger in each.triggers],
        "evidence": [
            {
                "trigger": reason.trigger.value,
                "application": reason.application,
                "text": say(reason.what) % reason.values_with(names),
            }
            for reason in evidence(each, assumed)
        ],
        "saving": {
            "per_year": None if saving.amount_ore is None else plain_kronor(saving.amount_ore),
            "percent": saving.percent,
            "of": plain_kronor(saving.beside_ore),
            "known_cost": plain_kronor(saving.known_ore),
            "without_cost": saving.without_cost,
        },
        "window": {
            "act_by": window.act_by.isoformat() if window.act_by else None,
            "all_free_on": window.all_free_on.isoformat(),
            "without_agreement": window.without_agreement,
        },
        "rank": {
            "score": rank.score,
            "triggers": rank.triggers,
            "saving": rank.saving,
            "urgency": rank.urgency,
            "breadth": rank.breadth,
        },
        "assumptions": [say(what) % values for what, values in assumptions_told(each, assumed)],
        "target_level": each.target_level,
    }
