"""Every verb against every rule of the rows that it stores: broken, it is told in Swedish beside its field.

Wherever a broken value comes from, it passes the same place: the row is stored. So each example is done once as it is,
to learn which rows it stores, and then once for each rule of theirs with that rule broken at the moment of storing.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction

import samdrift
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.rules import a_verb_stores
from tests.integration import test_verbs
from tests.integration.test_verbs import Place
from tests.integration.verb_examples import EXAMPLES

place = test_verbs.place
LONG = "å" * 5000
ENGLISH = ("This field", "Ensure", "is not a valid", "constraint", "contradict", "can't", "may not")
#: Verbs of a place of their own (a plan, a sent notice, a charged year, a step, a file), whose tests drive them.
ELSEWHERE = {
    "add_person",
    "change_person",
    "merge_people",
    "undo_merge",
    "confirm_competence",
    "refuse_competence",
    "delegate_approval",
    "found_federation",
    "identify_organisation",
    "employ",
    "start_employment",
    "change_employment",
    "set_account",
    "remove_account",
    "set_billing_details",
    "set_approval_rule",
    "answer_introductions",
    "acknowledge_notice",
    "approve_upload",
    "ask_what_if",
    "assign_step",
    "begin_step",
    "cancel_step",
    "change_notice",
    "charge_preliminarily",
    "choose_columns",
    "choose_products",
    "choose_rows",
    "compare_upload",
    "complete_step",
    "confirm_upload",
    "correct_settlement",
    "decide_budget_request",
    "discard_notice",
    "draft_notice",
    "end_delegation",
    "erase_person",
    "export_settlement",
    "hand_out_personal_data",
    "invite_person",
    "issue_invoices",
    "leave_initiative",
    "mail_notice_again",
    "merge_organisation",
    "note_budget_needs",
    "point_everything_at",
    "propose_document",
    "propose_plan",
    "propose_new_products",
    "record_results",
    "remind_recipients",
    "reopen_step",
    "replace_accounts",
    "resume_run",
    "send_budget_request",
    "send_notice",
    "set_limit",
    "settle_year",
    "stop_run",
    "stop_work",
    "store_population",
    "use_extension_option",
    "withdraw_notice",
    "write_vouchers",
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
    """Every row that a verb stores is seen, or changed, just before it is stored."""
    whole = models.Model.save_base

    def save_base(self: models.Model, *arguments: Any, **keywords: Any) -> None:
        ours = self.__class__.__module__.startswith("samdrift.")
        if ours and a_verb_stores() and self.__class__ is not AuditEvent:
            see(self, keywords.get("update_fields"))
        whole(self, *arguments, **keywords)

    models.Model.save_base = save_base
    try:
        yield
    finally:
        models.Model.save_base = whole


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


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_each_rule_of_a_field_is_told_beside_it(place: Place, name: str) -> None:
    stored: dict[type[models.Model], set[str]] = {}

    def note(row: models.Model, only: frozenset[str] | None) -> None:
        fields = {each.name for each in row._meta.concrete_fields if not each.primary_key}
        stored.setdefault(row.__class__, fields if only is None else fields & set(only))

    with _each_row(note):
        _attempt(name, place)
    events = AuditEvent.objects.count()
    unhappy = []
    for model, names in stored.items():
        rules: dict[str, dict[str, Any]] = {}
        for each in names:
            field: Any = model._meta.get_field(each)
            for rule, value in _breaks(field):
                rules.setdefault(rule, {})[field.attname] = value
        for rule, values in rules.items():
            told = _answer(name, place, model, values)
            for attname in values:
                beside = model._meta.get_field(attname).name
                if any(word in told.get(beside, ENGLISH[0]) for word in ENGLISH):
                    unhappy.append(f"{model.__name__}.{attname} {rule}: {told}")
    assert not unhappy, "\n".join(unhappy)
    assert AuditEvent.objects.count() == events


def _attempt(name: str, place: Place) -> None:
    """Do the example, and take it back."""
    rows = {
        each: type(row).objects.get(pk=row.pk)
        for each, row in vars(place).items()
        if isinstance(row, models.Model)
    }
    with transaction.atomic():
        EXAMPLES[name](Place(place.people, **rows))
        transaction.set_rollback(True)


def _answer(
    name: str, place: Place, model: type[models.Model], values: dict[str, Any]
) -> dict[str, str]:
    """What is told by field where the rows of a model are stored with these values."""

    def spoil(row: models.Model, _only: frozenset[str] | None) -> None:
        if row.__class__ is model:
            row.__dict__.update(values)

    try:
        with _each_row(spoil):
            _attempt(name, place)
    except ValidationError as refused:
        found = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        return {key: " ".join(words) for key, words in found.items()}
    except Exception as wrong:  # noqa: BLE001 - told to the test
        return {"500": repr(wrong)}
    return {}


def test_every_verb_has_an_example() -> None:
    verbs = _verbs()
    assert verbs - set(EXAMPLES) - ELSEWHERE == set()
    assert set() == ELSEWHERE - verbs
    assert set() == ELSEWHERE & set(EXAMPLES)
