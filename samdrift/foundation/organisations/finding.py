"""One search over every room. Rooms add the kinds of rows that are found when they are made ready, as they add panels.

The words of a row are kept beside it whenever it is stored (`FoundWord`), so a search reads a few words by their index
however many rows there are; which of the rows a person may see is asked as the room's own pages ask it.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import or_
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.signals import post_delete, post_save
from django.utils.functional import Promise

from samdrift.core.searching import Sought, matching
from samdrift.foundation.audit.rules import rows_stored
from samdrift.foundation.organisations.models import FoundWord, Person
from samdrift.foundation.organisations.models.found_word import keep_found_words
from samdrift.foundation.organisations.queries.found_words import stored_words

log = logging.getLogger(__name__)
MOST_OF_A_KIND = 5
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Find:
    """What a search found: its name as a link, and the less important words after it."""

    words: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindKind:
    """One kind of rows that are found.

    name: stable, kept beside the words. rows: those that a person may see. tell: one of them in words. title: the field
    that what is written is compared with, so that the row called so comes first.

    model and fields: whose words are kept, of which texts; texts: these instead, where they are of other rows too,
    whose storing (`others`: a model, and whose words it changes) counts as the row's. Without a model `search` narrows
    the rows by a text. list_page: a list that is searched by `q`. order: its place among kinds
    whose best finds are as good, the lowest first.
    """

    name: str
    heading: str | Promise
    rows: Callable[[Person], QuerySet[Any]]
    tell: Callable[[Any], Find]
    title: str = "name"
    model: str = ""
    fields: tuple[str, ...] = ()
    texts: Callable[[Any], Iterable[str]] | None = None
    others: tuple[tuple[str, Callable[[Any], Iterable[Any]]], ...] = ()
    search: Callable[[Any, str], QuerySet[Any]] | None = None
    list_page: str = ""
    order: int = 50

    def texts_of(self, row: Any) -> list[str]:
        """What the row is found by."""
        texts = self.texts(row) if self.texts else (getattr(row, name) for name in self.fields)
        return [text for text in texts if text]


@dataclass(frozen=True, slots=True)
class FindTexts:
    """Texts that are found beside the rows, after them: they are no rows, and their words are kept nowhere.

    find: those that a person may see with every word, or with some of them, the best first.
    """

    name: str
    heading: str | Promise
    find: Callable[[Person, Sequence[Sought], bool], Sequence[Find]]
    list_page: str = ""


@dataclass(frozen=True, slots=True)
class FoundOfKind:
    """What was found of one kind, the best first. best: 0 where one is called as was written, 1 begins so, else 2."""

    kind: FindKind | FindTexts
    finds: tuple[Find, ...]
    has_more: bool
    best: int


_KINDS: list[FindKind] = []
_TEXTS: list[FindTexts] = []


def find_kinds() -> tuple[FindKind, ...]:
    return tuple(_KINDS)


def add_find_kinds(*kinds: FindKind) -> None:
    """Called by each room when it is made ready; from then on the words of the rows are kept when they are stored."""
    for kind in kinds:
        if kind in _KINDS:
            continue
        _KINDS.append(kind)
        _KINDS.sort(key=lambda each: each.order)
        if kind.model:
            _keep_when_stored(kind, kind.model, lambda row: [row])
            post_delete.connect(
                partial(_forget, kind),
                sender=kind.model,
                weak=False,
                dispatch_uid=f"found {kind.name}",
            )
            for model, rows_of in kind.others:
                _keep_when_stored(kind, model, rows_of)


def add_find_texts(texts: FindTexts) -> None:
    """Called by a room when it is made ready."""
    if texts not in _TEXTS:
        _TEXTS.append(texts)


def _keep_when_stored(kind: FindKind, model: str, rows_of: Callable[[Any], Iterable[Any]]) -> None:
    def keep_one(
        instance: Any,
        *,
        raw: bool = False,
        update_fields: Iterable[str] | None = None,
        **_more: Any,
    ) -> None:
        is_its_own = model == kind.model and bool(kind.fields)
        is_other = (
            is_its_own and update_fields is not None and not {*update_fields} & {*kind.fields}
        )
        if not raw and not is_other:
            keep_words_of(kind, rows_of(instance))

    def keep_many(rows: Sequence[Any], **_more: Any) -> None:
        keep_words_of(kind, [each for row in rows for each in rows_of(row)])

    uid = f"found {kind.name} {model}"
    post_save.connect(keep_one, sender=model, weak=False, dispatch_uid=uid)
    rows_stored.connect(keep_many, sender=model, weak=False, dispatch_uid=uid)


def _forget(kind: FindKind, instance: Any, **_more: Any) -> None:
    FoundWord.objects.filter(kind=kind.name, row=instance.pk).delete()


def keep_words_of(kind: FindKind, rows: Iterable[Any]) -> None:
    """Keep the words of rows as they are now; a fixed number of queries for some hundred rows."""
    keep_found_words(kind.name, {row.pk: kind.texts_of(row) for row in rows if row.pk})


def keep_all_words() -> int:
    """Keep the words of every row anew; returns how many words there are."""
    for kind in _KINDS:
        if kind.model:
            FoundWord.objects.filter(kind=kind.name).delete()
            rows = apps.get_model(kind.model)._default_manager.order_by("pk")
            some: list[Any] = []
            for row in rows.iterator(chunk_size=CHUNK):
                some.append(row)
                if len(some) == CHUNK:
                    keep_words_of(kind, some)
                    some = []
            keep_words_of(kind, some)
    return FoundWord.objects.count()


def keep_words_where_none_are(**_more: Any) -> None:
    """After a migration: what was stored before words were kept gets its words."""
    try:
        with transaction.atomic():
            if not FoundWord.objects.exists():
                keep_all_words()
    except DatabaseError:  # on the way between two versions a table may be missing
        log.info("words are kept when every table is there")


def found_for(person: Person, text: str, sought: Sequence[Sought]) -> list[FoundOfKind]:
    """What a person finds by every word of a text, kind by kind, the kind of the best find first."""
    return _find_each_kind(person, text, sought, every=True)


def found_by_some_words(person: Person, text: str, sought: Sequence[Sought]) -> list[FoundOfKind]:
    """The same by any word of the text, of the kinds whose words are kept here."""
    return _find_each_kind(person, text, sought, every=False)


def _find_each_kind(
    person: Person, text: str, sought: Sequence[Sought], *, every: bool
) -> list[FoundOfKind]:
    if not sought:
        return []
    stored = stored_words({stem for each in sought for stem in each.stems}, FoundWord)
    answering = [_answering(each, stored) for each in sought]
    found = []
    for kind in _KINDS:
        rows = kind.rows(person)
        if kind.search is not None:
            if not every:
                continue
            rows = kind.search(rows, text)
        else:
            conditions = [_has_words(kind.name, each) for each in answering]
            rows = _narrow(rows, conditions, every=every)
        of_kind = _take_best(kind, rows, text)
        if of_kind is not None:
            found.append(of_kind)
    return sorted(found, key=lambda each: each.best) + _find_texts(person, sought, every=every)


def _find_texts(person: Person, sought: Sequence[Sought], *, every: bool) -> list[FoundOfKind]:
    found = [(texts, texts.find(person, sought, every)) for texts in _TEXTS]
    return [
        FoundOfKind(texts, tuple(some[:MOST_OF_A_KIND]), len(some) > MOST_OF_A_KIND, 2)
        for texts, some in found
        if some
    ]


def _answering(sought: Sought, stored: Sequence[str]) -> list[list[set[str]]]:
    """The stored words that answer: one list for each way to say the word, of which all parts must be found."""
    ways = ((sought.word,), *sought.instead)
    return [[matching(stored, stem) for stem in way] for way in ways]


def _has_words(kind: str, ways: list[list[set[str]]]) -> Q:
    condition = Q(pk__in=[])
    for way in ways:
        if all(way):
            this_way = Q()
            for words in way:
                kept = FoundWord.objects.filter(kind=kind, word__in=words).order_by()
                this_way &= Q(pk__in=kept.values("row"))
            condition |= this_way
    return condition


def _narrow(rows: QuerySet[Any], conditions: Sequence[Q], *, every: bool) -> QuerySet[Any]:
    if every:
        for each in conditions:
            rows = rows.filter(each)
        return rows
    some = Q(pk__in=[])
    for each in conditions:
        some = or_(some, each)
    return rows.filter(some)


def _take_best(kind: FindKind, rows: QuerySet[Any], text: str) -> FoundOfKind | None:
    """The first of a kind: what is called so, what begins so, the others by name."""
    called = Case(
        When(**{f"{kind.title}__iexact": text}, then=Value(0)),
        When(**{f"{kind.title}__istartswith": text}, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ranked = rows.annotate(find_rank=called).order_by("find_rank", kind.title, "pk")
    first = list(ranked[: MOST_OF_A_KIND + 1])
    if not first:
        return None
    finds = tuple(kind.tell(row) for row in first[:MOST_OF_A_KIND])
    return FoundOfKind(kind, finds, len(first) > MOST_OF_A_KIND, first[0].find_rank)
