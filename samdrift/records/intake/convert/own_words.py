"""The product's own words for a choice, as its pages and exports write them, read back from the same declarations."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils import translation

from samdrift.core.tables.fields import fold


@cache
def vocabulary_of(
    choices: type[Choices], others: tuple[tuple[Any, tuple[str, ...]], ...] = ()
) -> Mapping[Any, Sequence[str]]:
    """Choice → every word that means it: its label in each language, its stored value, then what `others` say.

    A word of the product's own goes before the same word of somebody else's vocabulary.
    """
    words: dict[Any, list[str]] = {choice.value: [] for choice in choices}
    taken: set[str] = set()
    own = [(choice.value, word) for choice in choices for word in _own_words(choice)]
    theirs = [(value, word) for value, given in others for word in given]
    for value, word in own + theirs:
        if fold(word) not in taken:
            taken.add(fold(word))
            words[value].append(word)
    return words


def _own_words(choice: Any) -> list[str]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(choice.label))
    return [*found, str(choice.value), *([choice.name] if isinstance(choice, Enum) else [])]


def others_words(
    vocabulary: Mapping[str, Sequence[str]], codes: Mapping[str, Any] | None = None
) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """A vocabulary of core as `vocabulary_of` takes it, its codes turned into the choices' values."""
    return tuple(
        (codes[code] if codes else code, tuple(words)) for code, words in vocabulary.items()
    )
