"""Words that are kept of rows, found by the words of a question."""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Q

from samdrift.core.searching import SHORTEST_BEGINNING, SHORTEST_END, SHORTEST_MISSPELT, halves

LAST_LETTER = "\U0010ffff"


def begins_with(field: str, beginning: str) -> Q:
    """A condition that the field's index answers on both databases."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": beginning})
    return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + LAST_LETTER})


def stored_words(stems: Iterable[str], model: type[models.Model]) -> list[str]:
    """Every word that a model keeps (`word`, `turned` backwards) that may answer to some of the stems; one query."""
    condition = Q(pk__in=[])
    listed = sorted(stems)
    for stem in listed:
        condition |= Q(word=stem)
        if len(stem) >= SHORTEST_BEGINNING:
            condition |= begins_with("word", stem)
        if len(stem) >= SHORTEST_END:
            condition |= begins_with("turned", stem[::-1])
        if len(stem) >= SHORTEST_MISSPELT:
            beginning, end = halves(stem)
            condition |= begins_with("word", beginning) | begins_with("turned", end[::-1])
    rows = model._default_manager.filter(condition).order_by()
    return list(rows.values_list("word", flat=True).distinct()) if listed else []
