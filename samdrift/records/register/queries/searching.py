"""Applications found by words: the same search on the start page, in lists and through the API."""

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from importlib.resources import files
from operator import and_, or_
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from samdrift.core.searching import Sought, matching, sought_parts, sought_words
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries.found_words import stored_words
from samdrift.records.register.models import Product, SearchWord, Synonym
from samdrift.records.register.models.application import ApplicationQuerySet

NOTHING = Q(pk__in=[])


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


def search_products(products: QuerySet[Product], text: str) -> QuerySet[Product]:
    """Products that answer to every word of a text, by their names, their supplier or their area's."""
    asked = sought_in(text)
    stored = stored_words({stem for each in asked for stem in each.stems}, SearchWord)
    for each in asked:
        products = products.filter(_found_by(each, stored, _product_has_word))
    return products if asked else products.none()


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
    asked = sought_in(text)
    stored = stored_words({stem for each in asked for stem in each.stems}, SearchWord)
    return [_found_by(each, stored, _application_has_word) for each in asked]


def sought_in(text: str) -> list[Sought]:
    """Each word that a text seeks with its parts, and with what the federation says means the same as either."""
    parts = sought_parts(text)
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


def _found_by(sought: Sought, stored: list[str], has_word: Callable[[set[str]], Q]) -> Q:
    """The rows that have the word or one of those that mean the same; has_word: those that have one of some words."""
    found = has_word(matching(stored, sought.word))
    for term in sought.instead:
        found |= reduce(and_, (has_word(matching(stored, stem)) for stem in term))
    return found


def _product_has_word(words: set[str]) -> Q:
    rows = SearchWord.objects.filter(word__in=words, product__isnull=False).order_by()
    return Q(pk__in=rows.values("product"))


def _application_has_word(words: set[str]) -> Q:
    """The application's own words, or its product's or its area's."""
    if not words:
        return NOTHING
    rows = SearchWord.objects.filter(word__in=words).order_by()
    return (
        Q(pk__in=rows.filter(application__isnull=False).values("application"))
        | Q(product__in=rows.filter(product__isnull=False).values("product"))
        | Q(area__in=rows.filter(area__isnull=False).values("area"))
    )
