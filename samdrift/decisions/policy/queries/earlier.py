"""Policies beside each other: how much was kept of each, and what the later one says otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.db.models import Count, QuerySet

from samdrift.decisions.policy.models import Policy


def policies_with_figures(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    """The latest first, with how many clauses it has, people have read it, and days its results were kept on."""
    figures = policies.annotate(
        clause_count=Count("clauses", distinct=True),
        reading_count=Count("readings", distinct=True),
        day_count=Count("clauses__results__on", distinct=True),
    )
    return figures.order_by("-pk")  # counted rows keep no order of the model's own


class ClauseChange(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Words:
    """Some words of a clause: in both policies, only in the earlier, or only in the later."""

    text: str
    change: ClauseChange | None


@dataclass(frozen=True)
class ChangedClause:
    code: str
    change: ClauseChange
    words: Sequence[Words]


def changed_clauses(before: Policy, after: Policy) -> list[ChangedClause]:
    """Clauses by their codes: added, removed, or with another text, in the later policy's order."""
    earlier = {each.code: each.text for each in before.clauses.all()}
    later = {each.code: each.text for each in after.clauses.all()}
    changes = []
    for code, text in later.items():
        if code not in earlier:
            changes.append(
                ChangedClause(code, ClauseChange.ADDED, [Words(text, ClauseChange.ADDED)])
            )
        elif earlier[code] != text:
            changes.append(
                ChangedClause(code, ClauseChange.REWORDED, compare_texts(earlier[code], text))
            )
    for code, text in earlier.items():
        if code not in later:
            changes.append(
                ChangedClause(code, ClauseChange.REMOVED, [Words(text, ClauseChange.REMOVED)])
            )
    return changes


def compare_texts(before: str, after: str) -> list[Words]:
    """Two texts word by word."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    words = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, False
    ).get_opcodes():
        if what == "equal":
            words.append(Words("".join(new[new_from:new_to]), None))
            continue
        if old_to > old_from:
            words.append(Words("".join(old[old_from:old_to]), ClauseChange.REMOVED))
        if new_to > new_from:
            words.append(Words("".join(new[new_from:new_to]), ClauseChange.ADDED))
    return words
