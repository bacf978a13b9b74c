"""What a file says now, beside what it said last and what the register says: which fields change."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from samdrift.records.intake.convert.line import Values

Change = tuple[str, Any, Any]  # field, before, after
ADDING = frozenset(
    {"needs", "needed_by", "deputies"}
)  # lists that a file adds to and never empties


def digest(value: object) -> str:
    """Ten letters that tell two values apart; what is remembered of a row holds no personal data."""
    return hashlib.blake2b(
        orjson.dumps(value, option=orjson.OPT_SORT_KEYS), digest_size=5
    ).hexdigest()


def digests(values: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each field, those of extra columns under their own headings."""
    said = {field: digest(value) for field, value in values.items() if field != "more"}
    said.update(
        {f"more:{heading}": digest(text) for heading, text in values.get("more", {}).items()}
    )
    return said


def changes_between(
    values: Values, said: Mapping[str, str], standing: Values | None
) -> list[Change]:
    """The fields that the file changes.

    said: digests of what the file said last time: what it says again is no change, even if the register has been
    changed since. standing: what the register says now; None where nothing may differ (every digest is known).
    An empty cell changes nothing.
    """
    fresh = {field for field, mark in digests(values).items() if said.get(field) != mark}
    if not fresh:
        return []
    now = standing or {}
    changes: list[Change] = []
    for field, after in values.items():
        if field == "more":
            changes += _more_changes(after, now.get("more", {}), fresh)
        elif field in fresh and not _same(field, now.get(field), after):
            changes.append((field, now.get(field), after))
    return changes


def _more_changes(
    after: Mapping[str, str], before: Mapping[str, str], fresh: set[str]
) -> list[Change]:
    return [
        (f"more:{heading}", before.get(heading), text)
        for heading, text in after.items()
        if f"more:{heading}" in fresh and before.get(heading) != text
    ]


def _same(field: str, before: Any, after: Any) -> bool:
    if before is None:
        return False
    match field:
        case "product":
            return bool(before.get("id") == after.get("id") and after.get("id") is not None)
        case "owner" | "contact":
            return _is(before, after)
        case "managers" | "deputies":
            alike = all(any(_is(old, new) for old in before) for new in after)
            return alike and (field in ADDING or len(before) <= len(after))
        case "needs" | "needed_by":
            return {name.casefold() for name in after} <= {name.casefold() for name in before}
        case "department":
            return [part.casefold() for part in before] == [part.casefold() for part in after]
        case "classification":
            return bool(before[: len(after)] == after)
        case "agreement":
            return all(before.get(key) == value for key, value in after.items() if value)
        case _ if isinstance(before, str) and isinstance(after, str):
            return before.split() == after.split()
        case _:
            return bool(before == after)


def _is(one: list[str], other: list[str]) -> bool:
    """The same person: by e-mail where both have one, else by name."""
    if one[1] and other[1]:
        return one[1] == other[1]
    return bool(one[0]) and one[0].casefold() == other[0].casefold()
