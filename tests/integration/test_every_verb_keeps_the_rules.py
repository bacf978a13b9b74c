"""Every verb against every rule of the rows that it stores: broken, it is told in Swedish beside its field.

Wherever a broken value comes from, it passes the same place: the row is stored. So each example is done once as it is,
to learn which rows it stores, and then once for each rule of theirs with that rule broken at the moment of storing.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction

import samdrift
from samdrift.foundation.audit import rules
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.rules import a_verb_stores
from tests.integration import test_verbs
from tests.integration.broken_rules import (
    contradictions,
    gone,
    keys_are_checked_at_once,
    store_twin,
)
from tests.integration.test_verbs import Place
from tests.integration.verb_examples import EXAMPLES
from tests.integration.verb_examples_prepared import PREPARED, read_again

place = test_verbs.place
LONG = "å" * 5000
ENGLISH = ("This field", "Ensure", "is not a valid", "constraint", "contradict", "can't", "may not")
#: Without an example, and why.
ELSEWHERE = {
    "drop_functions": "within the verbs that take units away: tests/integration/test_functions.py",
    "find_or_propose": "within the verbs that give functions: tests/integration/test_functions.py",
    "join_function": "within the verbs that merge: tests/integration/test_functions.py",
    "set_functions": "within save_unit: tests/integration/test_functions.py",
    "found_federation": "the first act of an installation that holds nothing; nobody exists who could do it here",
    "hand_all_over": "within the verbs that close a unit or an organisation: tests/integration/test_taking_over.py",
    "try_same_change": "what make_same_change does, taken back: tests/integration/test_several_at_once.py",
    "unsubscribe": "by the address in a letter, without signing in: tests/integration/test_letters.py",
}
See = Callable[[models.Model, frozenset[str] | None], None]


def _verbs() -> set[str]:
    found = set()
    for module in pkgutil.walk_packages(samdrift.__path__, "samdrift."):
        if ".actions" not in module.name:
            continue
        for name, each in vars(importlib.import_module(module.name)).items():
            if (
                getattr(getattr(each, "__code__", None), "co_qualname", "") == "verb.<locals>.act"
                and name[0] != "_"
            ):
                found.add(name)
    return found


@contextmanager
def _each_row(see: See) -> Iterator[None]:
    """Every row that a verb stores, alone or among many, is seen, or changed, just before it is looked at."""
    whole, many = models.Model.save_base, rules.require_rules_of_fields

    def save_base(self: models.Model, *arguments: Any, **keywords: Any) -> None:
        if _is_ours(self):
            see(self, keywords.get("update_fields"))
        whole(self, *arguments, **keywords)

    def require_rules_of_fields(rows: Sequence[models.Model], only: Any) -> None:
        for row in rows:
            if _is_ours(row):
                see(row, only)
        many(rows, only)

    models.Model.save_base = save_base
    rules.require_rules_of_fields = require_rules_of_fields
    try:
        yield
    finally:
        models.Model.save_base = whole
        rules.require_rules_of_fields = many


def _is_ours(row: models.Model) -> bool:
    ours = row.__class__.__module__.startswith("samdrift.")
    return ours and a_verb_stores() and row.__class__ is not AuditEvent


def _breaks(field: models.Field[Any, Any]) -> Iterator[tuple[str, Any]]:
    """How each rule of a field is broken, and by what value."""
    given = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if not field.null and not given:
        yield "missing", None
    if isinstance(field, models.CharField):
        yield "too long, or no choice", LONG
        yield "half a character", "\ud800"
    elif isinstance(field, models.TextField):
        yield "a character that no database holds", "a\x00"
    elif isinstance(field, models.IntegerField | models.DecimalField):
        yield "too large", 10**20
        if field.get_internal_type().startswith("Positive"):
            yield "negative", -1


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() | PREPARED.keys()))
def test_each_rule_of_a_field_is_told_beside_it(place: Place, name: str) -> None:
    made = PREPARED[name].make(place) if name in PREPARED else None
    stored: dict[type[models.Model], set[str]] = {}

    def note(row: models.Model, only: frozenset[str] | None) -> None:
        fields = {each.name for each in row._meta.concrete_fields if not each.primary_key}
        stored.setdefault(row.__class__, fields if only is None else fields & set(only))

    with _each_row(note):
        _attempt(name, place, made)
    events = AuditEvent.objects.count()
    unhappy = []
    for model, names in stored.items():
        broken: dict[str, dict[str, Any]] = {}
        for each in names:
            field: Any = model._meta.get_field(each)
            for rule, value in _breaks(field):
                broken.setdefault(rule, {})[field.attname] = value
        for rule, values in broken.items():
            told = _answer(name, place, made, model, values)
            for attname in values:
                beside = model._meta.get_field(attname).name
                if any(word in told.get(beside, ENGLISH[0]) for word in ENGLISH):
                    unhappy.append(f"{model.__name__}.{attname} {rule}: {told}")
    assert not unhappy, "\n".join(unhappy)
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() | PREPARED.keys()))
def test_each_rule_between_rows_is_told_in_words(place: Place, name: str) -> None:
    """A row like it that came a moment before, values that contradict each other, a row that is gone."""
    made = PREPARED[name].make(place) if name in PREPARED else None
    seen: dict[type[models.Model], tuple[models.Model, set[str]]] = {}

    def note(row: models.Model, only: frozenset[str] | None) -> None:
        fields = {each.name for each in row._meta.concrete_fields}
        seen.setdefault(row.__class__, (copy(row), fields if only is None else set(only)))

    with _each_row(note):
        _attempt(name, place, made)
    events = AuditEvent.objects.count()
    unhappy = []
    for model, (row, stored) in seen.items():
        broken = [*contradictions(row, stored), *gone(row, stored), ("a row like it", None)]
        for rule, values in broken:
            told = _answer(name, place, made, model, values)
            wrong = [words for words in told.values() if any(each in words for each in ENGLISH)]
            silent = values is not None and not told
            if "500" in told or wrong or silent:
                unhappy.append(f"{model.__name__} {rule} {values}: {told}")
    assert not unhappy, "\n".join(unhappy)
    assert AuditEvent.objects.count() == events


def _attempt(name: str, place: Place, made: Any = None) -> None:
    """Do the example, and take it back."""
    rows = {
        each: type(row).objects.get(pk=row.pk)
        for each, row in vars(place).items()
        if isinstance(row, models.Model)
    }
    with transaction.atomic():
        keys_are_checked_at_once()
        at = Place(place.people, **rows)
        if name in PREPARED:
            PREPARED[name].act(at, read_again(made))
        else:
            EXAMPLES[name](at)
        transaction.set_rollback(True)


def _answer(
    name: str, place: Place, made: Any, model: type[models.Model], values: dict[str, Any] | None
) -> dict[str, str]:
    """What is told by field where the rows of a model are stored with these values; None: after a row like it."""
    before = {each.pk for each in model._base_manager.all()}

    def spoil(row: models.Model, _only: frozenset[str] | None) -> None:
        if row.__class__ is not model:
            return
        if values is None:
            store_twin(row, before)
        else:
            row.__dict__.update(values)
            row._state.fields_cache.clear()  # nor does a row that it refers to give the key back

    try:
        with _each_row(spoil):
            _attempt(name, place, made)
    except ValidationError as refused:
        found = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        return {key: " ".join(words) for key, words in found.items()}
    except Exception as wrong:  # noqa: BLE001 - told to the test
        return {"500": repr(wrong)}
    return {}


def test_every_verb_has_an_example() -> None:
    examples = EXAMPLES.keys() | PREPARED.keys()
    assert _verbs() - examples == ELSEWHERE.keys()
    assert not EXAMPLES.keys() & PREPARED.keys()
