"""Applications found by words: the same search on the start page, in lists and through the API."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from importlib.resources import files
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from samdrift.core.searching import (
    SHORTEST_BEGINNING,
    SHORTEST_END,
    SHORTEST_MISSPELT,
    halves,
    matching,
    sought_parts,
    sought_words,
)
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import SearchWord, Synonym
from samdrift.records.register.models.application import ApplicationQuerySet

LAST_LETTER = "\U0010ffff"
NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a question, and the words that mean the same: each a list of stems that must all be found."""

    word: str
    instead: tuple[tuple[str, ...], ...]

    @property
    def stems(self) -> set[str]:
        return {self.word, *(stem for each in self.instead for stem in each)}


def visible_synonyms(person: Person) -> QuerySet[Synonym]:
    """The words that the person's own federation keeps."""
    return Synonym.objects.filter(federation__in=person.federation_ids)


def shipped_synonyms() -> list[str]:
    """The words that come with the package, for a new federation to begin with: a text with commas for each meaning."""
    with (files("samdrift.records.register") / "data/synonyms.csv").open(encoding="utf-8") as file:
        return [row["words"] for row in csv.DictReader(file)]


def search_applications(applications: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """Applications that answer to every word of a text, by their name, purpose, product, supplier or area."""
    conditions = _conditions(text)
    return applications.filter(reduce(and_, conditions, Q())) if conditions else applications.none()


def search_by_some_words(applications: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """Applications that answer to some word of a question, with how many in `words_found`; most of them first."""
    conditions = _conditions(text)
    if not conditions:
        return applications.none().annotate(words_found=Value(0))
    counted = [
        Case(When(each, then=Value(1)), default=Value(0), output_field=IntegerField())
        for each in conditions
    ]
    found = applications.filter(reduce(or_, conditions))
    number: Any = counted[0]
    for each in counted[1:]:
        number += each
    return found.annotate(words_found=number).order_by(F("words_found").desc(), "name", "pk")


def _conditions(text: str) -> list[Q]:
    """One condition for each word that a text seeks; two queries, however many words."""
    asked = _with_synonyms(sought_parts(text))
    stored = _stored_words({stem for each in asked for stem in each.stems})
    return [_found_by(each, stored) for each in asked]


def _with_synonyms(parts: Mapping[str, tuple[str, ...]]) -> list[Sought]:
    """Each word sought with its parts, and with the words that the federation says mean the same as either."""
    groups = [[tuple(sought_words(term)) for term in each.terms] for each in _synonyms(parts)]
    found = []
    for word, said in parts.items():
        words = {*parts, *said}
        same = [
            group
            for group in groups
            if any(({word, *said} & set(term)) and set(term) <= words for term in group)
        ]
        others = {term: None for group in same for term in group if term and term != (word,)}
        instead = [said, *others] if said else others
        found.append(Sought(word, tuple(instead)))
    return found


def _synonyms(parts: Mapping[str, tuple[str, ...]]) -> Iterable[Synonym]:
    return Synonym.objects.all() if parts else ()


def begins_with(field: str, beginning: str) -> Q:
    """A condition that the field's index answers on both databases."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": beginning})
    return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + LAST_LETTER})


def _stored_words(stems: Iterable[str]) -> list[str]:
    """Every stored word that may answer to some of the stems; one query."""
    condition = NOTHING
    for stem in sorted(stems):
        condition |= Q(word=stem)
        if len(stem) >= SHORTEST_BEGINNING:
            condition |= begins_with("word", stem)
        if len(stem) >= SHORTEST_END:
            condition |= begins_with("turned", stem[::-1])
        if len(stem) >= SHORTEST_MISSPELT:
            beginning, end = halves(stem)
            condition |= begins_with("word", beginning) | begins_with("turned", end[::-1])
    rows = SearchWord.objects.filter(condition).order_by()
    return list(rows.values_list("word", flat=True).distinct()) if stems else []


def _found_by(sought: Sought, stored: list[str]) -> Q:
    found = _has_word(matching(stored, sought.word))
    for term in sought.instead:
        found |= reduce(and_, (_has_word(matching(stored, stem)) for stem in term))
    return found


def _has_word(words: set[str]) -> Q:
    """The application's own words, or its product's or its area's."""
    if not words:
        return NOTHING
    rows = SearchWord.objects.filter(word__in=words).order_by()
    return (
        Q(pk__in=rows.filter(application__isnull=False).values("application"))
        | Q(product__in=rows.filter(product__isnull=False).values("product"))
        | Q(area__in=rows.filter(area__isnull=False).values("area"))
    )
