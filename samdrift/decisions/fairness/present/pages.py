"""What the pages of fairness say of a cost: who gains, who loses, and what another key changes."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from samdrift.core.fairness import Fairness
from samdrift.decisions.fairness.convert.judging import (
    key_effects,
)
from samdrift.decisions.fairness.present.pictures import change_chart
from samdrift.decisions.fairness.present.words import kept_words, sentences, solidarity
from samdrift.decisions.sharing.access import (
    kind_asked,
    year_asked,
)
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.convert.shared import SharedCost, shared_costs
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.foundation.organisations.models import Person


def subject_cost(request: HttpRequest, person: Person, subject: Subject) -> SharedCost:
    """The joint cost of the year and kind asked for. Raises Http404 where the person knows of none."""
    year = year_asked(request)
    kind = kind_asked(request)
    found = joint_costs(person, year, kind, only=subject)
    if not found:
        raise Http404
    return shared_costs(found, year, kind)[0]


def year_query(cost: SharedCost) -> str:
    return urlencode({"ar": str(cost.year), "slag": cost.kind})


def judgement(report: Fairness, names: Mapping[str, str]) -> dict[str, Any]:
    """What a report says, for a page."""
    tone = "danger" if report.losers or report.is_in_core is False else "success"
    return {
        "report": report,
        "sentences": sentences(report, names),
        "solidarity": solidarity(report, names),
        "tone": "warning" if tone == "success" and report.unknown else tone,
        "worst_names": [names[code] for code in report.worst.group] if report.worst else [],
    }


def effects(costs: list[SharedCost], rule: Any) -> dict[str, Any]:
    """Every key beside today's, member by member, for a page."""
    found = key_effects(costs, rule)
    names = {code: name for cost in costs for code, name in cost.names.items()}
    today, others = found[0], found[1:]
    return {
        "today": today,
        "others": [
            {"effect": each, "note": each.problem or kept_words(each.kept)} for each in others
        ],
        "effect_rows": [
            {
                "name": names[code],
                "today_ore": amount,
                "cells": [
                    {"pays_ore": each.pays_ore.get(code), "change_ore": each.change_ore.get(code)}
                    for each in others
                ],
            }
            for code, amount in today.pays_ore.items()
        ],
        "change_chart": change_chart(found, names),
    }
