"""How many rows refer to somebody or something, said aloud: «1 steg som Anna Berg svarar för», «3 kostnadsrader».

Each room says it of its own models when it is made ready: of what refers to organisations and units by the model's
name, of what refers to a person by the model's and the field's, for there it matters as what. A relation without words
of its own fails the test that asks every model.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models

#: «Model» or «Model.field» → a lazy message of number, where it names a person also of name.
CountedWords = Mapping[str, Any]
_WORDS: dict[str, Any] = {}


def add_counted_words(words: CountedWords) -> None:
    """Called by a room when it is made ready."""
    _WORDS.update(words)


def say_count(model: type[models.Model], number: int) -> str:
    """So many rows of a model: «3 kostnadsrader»."""
    return str(_WORDS[model.__name__] % {"number": number})


def say_relation(model: type[models.Model], field: str, number: int, name: object) -> str:
    """So many rows of a model that refer to somebody, as what: «1 steg som Anna Berg svarar för»."""
    return str(_WORDS[f"{model.__name__}.{field}"] % {"number": number, "name": name})


def said_of() -> set[str]:
    """The relations that have words: «Model» and «Model.field»."""
    return set(_WORDS)
