"""Sections of the handbook found by words. The text is the version's own, so its words are kept in memory."""

from collections.abc import Sequence
from functools import cache

from samdrift.core.searching import Sought, matching, words_of
from samdrift.foundation.handbook.text import Section, handbook
from samdrift.foundation.organisations.finding import Find
from samdrift.foundation.organisations.models import Person

LONGEST_NOTE = 400


def find_sections(_person: Person, sought: Sequence[Sought], every: bool) -> list[Find]:
    """Sections with every word, or with some of them: those whose headings have them first."""
    return [
        Find(each.title, each.url, each.words[:LONGEST_NOTE])
        for each in sections_with(sought, every=every)
    ]


def sections_with(sought: Sequence[Sought], *, every: bool) -> list[Section]:
    """As `find_sections`, the sections themselves."""
    answers = [
        [[matching(_vocabulary(), stem) for stem in way] for way in ((each.word,), *each.instead)]
        for each in sought
    ]
    enough = all if every else any

    def has(words: frozenset[str], ways: list[list[set[str]]]) -> bool:
        return any(all(words & stems for stems in way) for way in ways)

    found = [
        (not enough(has(title, ways) for ways in answers), place, section)
        for place, (section, title, words) in enumerate(_words_of_sections())
        if sought and enough(has(words, ways) for ways in answers)
    ]
    return [section for _rank, _place, section in sorted(found, key=lambda each: each[:2])]


@cache
def _words_of_sections() -> tuple[tuple[Section, frozenset[str], frozenset[str]], ...]:
    """Every section, the stems of its heading, and the stems of it all."""
    return tuple(
        (each, frozenset(words_of(each.title)), frozenset(words_of(each.title, each.words)))
        for each in handbook().sections
    )


@cache
def _vocabulary() -> list[str]:
    """Every stem that stands in the handbook, in order."""
    return sorted({word for _section, _title, words in _words_of_sections() for word in words})
