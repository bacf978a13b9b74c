"""A share as it is kept and frozen: cost lines, values for machines, facts and a table to read."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext

from samdrift.core.findings import InvalidInput
from samdrift.core.money import format_kronor
from samdrift.core.sharing import rule_document
from samdrift.decisions.sharing.models import KeyKind, Share, ShareLine, SharingRule
from samdrift.decisions.sharing.present import rule_words
from samdrift.records.spending.models import CostLine


def in_words(wrong: InvalidInput) -> str:
    """Every finding in the reader's language, one after the other."""
    return " ".join(f"{gettext(each.what) % each.values}." for each in wrong.findings)


def cost_line_facts(lines: Iterable[CostLine]) -> list[dict[str, Any]]:
    """Cost lines as they are kept with a share: still true when the register changes."""
    return [
        {
            "id": line.pk,
            "phase": line.phase,
            "type": line.type,
            "bearer": str(line.bearer),
            "bearer_id": line.bearer_id,
            "amount_ore": line.amount_ore,
        }
        for line in lines
    ]


def share_values(shared: Share, lines: Iterable[ShareLine]) -> dict[str, Any]:
    """The share for machines, as it is frozen in a proposal."""
    return {
        "title": shared.title,
        "year": shared.year,
        "total_ore": shared.total_ore,
        "key": shared.key,
        "rule": shared.rule,
        "key_date": shared.key_date.isoformat() if shared.key_date else None,
        "unit_ore": shared.unit_ore,
        "origin": shared.origin,
        "cost_lines": shared.cost_lines,
        "lines": [
            {
                "code": line.code,
                "name": line.name,
                "weight": line.weight,
                "figures": line.figures,
                "source_table": line.source_table,
                "perturbed": line.perturbed,
                "share": line.fraction,
                "exact_ore": line.exact_ore,
                "floor_ore": line.floor_ore,
                "extra_ore": line.extra_ore,
                "amount_ore": line.amount_ore,
            }
            for line in lines
        ],
    }


def share_content(shared: Share, lines: Sequence[ShareLine]) -> dict[str, Any]:
    """The share as a proposal's content: facts and a table to read, values for machines."""
    facts = [
        [gettext("Total"), f"{format_kronor(shared.total_ore)} kr"],
        [gettext("Year"), str(shared.year)],
        [gettext("Key"), str(KeyKind(shared.key).label)],
        [gettext("Key date"), shared.key_date.isoformat() if shared.key_date else "–"],
        [gettext("The rule comes from"), shared.origin],
    ]
    rows = [
        [
            line.name,
            line.weight_words,
            line.source_table or "–",
            line.fraction,
            line.exact_words,
            format_kronor(line.floor_ore),
            str(line.extra_ore),
            format_kronor(line.amount_ore),
        ]
        for line in lines
    ]
    total = format_kronor(sum(line.amount_ore for line in lines))
    rows.append([gettext("Sum"), "", "", "", "", "", "", total])
    heads = [
        gettext("Municipality"),
        gettext("Figure"),
        gettext("Source table"),
        gettext("Exact share"),
        gettext("Exact amount, kronor"),
        gettext("Rounded down, kronor"),
        gettext("Öre given"),
        gettext("Amount, kronor"),
    ]
    table = {
        "caption": gettext("Each municipality's share"),
        "heads": heads,
        "rows": rows,
        "numbers": [1, 3, 4, 5, 6, 7],
    }
    return {"facts": facts, "tables": [table], "values": share_values(shared, lines)}


def rule_content(rule: SharingRule) -> dict[str, Any]:
    """What a decision about a rule that somebody has written down is about: the rule in words, and for machines."""
    subject = rule.application or rule.initiative
    return {
        "facts": [
            [
                gettext("What the cost is for"),
                str(subject) if subject else gettext("All joint costs"),
            ],
            [gettext("Key proposed"), rule_words(rule.rule)],
            [gettext("Agreement or decision"), rule.origin],
            [gettext("From"), rule.starts_on.isoformat()],
            [
                gettext("To"),
                rule.ends_on.isoformat() if rule.ends_on else gettext("until further notice"),
            ],
        ],
        "values": {"rule": rule_document(rule.rule), "starts_on": rule.starts_on.isoformat()},
    }
