"""Matching by spelling, many names at once: one matrix of similarities against the whole catalogue."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from samdrift.core.matching.answers import (
    MOST_ALTERNATIVES,
    Alternative,
    Match,
    answer,
    no_answer,
)
from samdrift.core.matching.catalogue import Catalogue, Entry
from samdrift.core.matching.names import Name, digits_of, is_noise, name_of, role_of
from samdrift.core.matching.words import BESIDE, COMMON

_ROWS = 4000  # names compared at once: keeps the matrix at a few megabytes
_WORTH_A_LOOK = 72
_WORTH_NAMING = 0.6


def compare_spellings(texts: Sequence[str], catalogue: Catalogue) -> list[Match]:
    """A match for each name that no look-up settled: within a few slips of the pen, or none with what resembles it."""
    if not catalogue.entries:
        return [no_answer(catalogue, "nothing-similar") for _ in texts]
    choices = [entry.compact for entry in catalogue.entries]
    found: list[Match] = []
    for begins in range(0, len(texts), _ROWS):
        names = [name_of(text) for text in texts[begins : begins + _ROWS]]
        queries = [_queries(name) for name in names]
        flat = [query for mine in queries for query, _ in mine]
        likeness = process.cdist(
            flat, choices, scorer=fuzz.ratio, score_cutoff=_WORTH_A_LOOK, dtype=np.uint8
        )
        row_of, column_of = np.nonzero(likeness)
        columns: dict[int, list[int]] = {}
        for row, column in zip(row_of.tolist(), column_of.tolist(), strict=True):
            columns.setdefault(row, []).append(column)
        at = 0
        for name, mine in zip(names, queries, strict=True):
            near = [
                (query, is_whole, catalogue.entries[column])
                for row, (query, is_whole) in enumerate(mine, start=at)
                for column in columns.get(row, ())
            ]
            found.append(_choose_match(name, near, catalogue))
            at += len(mine)
    return found


def _queries(name: Name) -> list[tuple[str, bool]]:
    """What to compare: the name whole, without brackets, without noise, and each long strange word of it."""
    plain = "".join(word for word in name.base if not is_noise(word))
    wholes = dict.fromkeys([name.compact, "".join(name.base), plain])
    inside = ["".join(words) for words in name.brackets]
    words = [
        word
        for word in name.words
        if len(word) >= 7 and word not in COMMON and role_of(word) is None and not is_noise(word)
    ]
    parts = dict.fromkeys([*inside, *words])
    return [(query, True) for query in wholes if len(query) > 3] + [
        (query, False) for query in parts if query not in wholes and len(query) > 3
    ]


def max_typos(length: int) -> int:
    """Slips of the pen forgiven in a name of so many letters."""
    return 0 if length < 7 else 1 if length < 9 else 2 if length < 14 else 3


def _is_slip(query: str, is_whole: bool, name: Name, entry: Entry) -> int | None:
    """How many slips lead from the entry to the query, None if it is another name."""
    if query in COMMON or not entry.is_distinct or query[0] != entry.compact[0]:
        return None
    if digits_of(query) != digits_of(entry.compact):
        return None
    if len((name.base or ("",))[-1]) == 1 and name.base[-1] != entry.words[-1]:
        return None  # «Personec B» is not Personec P
    length = min(len(query), len(entry.compact))
    most = max_typos(length) if is_whole else min(max_typos(length), 1)
    slips = OSA.distance(query, entry.compact, score_cutoff=most)
    if slips > most:
        return None
    words = name.base if is_whole else ()
    if len(words) == len(entry.words) and any(
        one != other and (min(len(one), len(other)) < 4 or OSA.distance(one, other) > 2)
        for one, other in zip(words, entry.words, strict=True)
    ):
        return None  # «Hogia Lån» is not «Hogia Lön»: short words have no slips
    return slips


def _choose_match(
    name: Name, near: Sequence[tuple[str, bool, Entry]], catalogue: Catalogue
) -> Match:
    slips: dict[int, tuple[int, float]] = {}
    resembling: dict[int, float] = {}
    for query, is_whole, entry in near:
        likeness = OSA.normalized_similarity(query, entry.compact)
        resembling[entry.product] = max(resembling.get(entry.product, 0.0), likeness)
        count = _is_slip(query, is_whole, name, entry)
        if count is not None:
            slips[entry.product] = min(slips.get(entry.product, (9, 0.0)), (count, likeness))
    ranked = sorted(slips.items(), key=lambda one: (one[1][0], -one[1][1], one[0]))
    if ranked and BESIDE & set(name.words):
        return no_answer(catalogue, "beside-a-product", slips)
    if ranked and (len(ranked) == 1 or ranked[0][1][0] < ranked[1][1][0]):
        position, (_count, likeness) = ranked[0]
        return answer(catalogue, position, "similar-spelling", likeness)
    if ranked:
        return no_answer(catalogue, "several-products", slips)
    might = sorted(
        (
            Alternative(catalogue.products[at], round(0.8 * score, 2))
            for at, score in resembling.items()
            if score >= _WORTH_NAMING
        ),
        key=lambda one: (-one.score, one.product.name),
    )
    return Match(None, None, tuple(might[:MOST_ALTERNATIVES]), "nothing-similar")
