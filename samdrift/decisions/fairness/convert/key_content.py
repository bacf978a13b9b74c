"""Another key as a proposal's content: facts, what it changes for each, and the same for machines."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from samdrift.core.money import format_change, format_kronor
from samdrift.core.sharing import rule_document
from samdrift.decisions.fairness.convert.alone import AloneFigure
from samdrift.decisions.fairness.convert.judging import KeyEffect
from samdrift.decisions.sharing.convert.shared import SharedCost
from samdrift.decisions.sharing.present import rule_words


def key_content(
    costs: Sequence[SharedCost],
    today: KeyEffect,
    tried: KeyEffect,
    figures: Sequence[dict[str, AloneFigure]],
    starts_on: dt.date,
) -> dict[str, Any]:
    """What a decision about a key is about. Stand-alone costs are told where everybody's is known in every cost."""
    assert tried.rule is not None
    names = {code: name for cost in costs for code, name in cost.names.items()}
    alone = _alone(costs, figures)
    heads = [
        gettext("Municipality"),
        gettext("Today, kronor"),
        gettext("Proposed, kronor"),
        gettext("Change, kronor"),
    ]
    if alone:
        heads.append(gettext("Alone, kronor"))
    rows = [
        [
            names[code],
            format_kronor(amount),
            format_kronor(tried.pays_ore[code]),
            format_change(tried.change_ore[code]),
            *([format_kronor(alone[code])] if alone else []),
        ]
        for code, amount in today.pays_ore.items()
    ]
    year = costs[0].year
    return {
        "facts": [
            [
                gettext("What the cost is for"),
                costs[0].title if len(costs) == 1 else gettext("All joint costs"),
            ],
            [gettext("Year that is reckoned on"), str(year)],
            [gettext("Total"), f"{format_kronor(sum(cost.total_ore for cost in costs))} kr"],
            [gettext("Key today"), today.words],
            [gettext("Key proposed"), rule_words(tried.rule)],
            [gettext("From"), starts_on.isoformat()],
        ],
        "tables": [
            {
                "caption": gettext("What each pays by today's key and by the proposed one"),
                "heads": heads,
                "rows": rows,
                "numbers": list(range(1, len(heads))),
            }
        ],
        "values": {
            "rule": rule_document(tried.rule),
            "starts_on": starts_on.isoformat(),
            "year": year,
            "kind": costs[0].kind,
            "applications": [cost.application.pk for cost in costs if cost.application],
            "initiatives": [cost.initiative.pk for cost in costs if cost.initiative],
            "today_ore": dict(today.pays_ore),
            "proposed_ore": dict(tried.pays_ore),
            "alone_ore": alone,
        },
    }


def _alone(
    costs: Sequence[SharedCost], figures: Sequence[dict[str, AloneFigure]]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for cost, known in zip(costs, figures, strict=True):
        for code in cost.paid_ore:
            amount = known[code].amount_ore
            if amount is None:
                return {}
            found[code] = found.get(code, 0) + amount
    return found
