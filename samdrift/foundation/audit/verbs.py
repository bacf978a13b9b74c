"""What every verb has in common: one transaction, and a rule of the database that it breaks is told in words."""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.exceptions import (
    FieldDoesNotExist,
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
)
from django.db import DataError, IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import noted_if_kept
from samdrift.foundation.audit.rules import rules_are_kept

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# How SQLite names what was broken: a trigger's or check's name, or the columns of an index.
_NAMED = re.compile(r"constraint failed: (?:index ')?(?P<name>\w+)'?$")
_COLUMNS = re.compile(
    r"(?P<rule>UNIQUE|NOT NULL) constraint failed: (?P<columns>\w+\.\w+(?:, \w+\.\w+)*)"
)


def verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run a verb in one transaction. Whatever the database refuses comes back as a ValidationError in words.

    Verbs look before they write, so this answers what they can't see: two people at once, and rules that the verb
    forgot. Nothing is kept of a verb that was refused. A verb may call another: the inner one is taken back alone.
    """

    @wraps(function)
    def act(*arguments: Parameters.args, **keywords: Parameters.kwargs) -> Result:
        by: Any = keywords.get("by")
        if by is not None and not getattr(by, "is_active", True):
            raise PermissionDenied("not employed today")
        try:
            with transaction.atomic(), rules_are_kept(), noted_if_kept():
                return function(*arguments, **keywords)
        except IntegrityError as refusal:
            raise refusal_in_words(refusal) from refusal
        except ObjectDoesNotExist as gone:
            raise ValidationError(_("Somebody has removed this meanwhile.")) from gone
        except (DataError, OverflowError) as refusal:
            raise ValidationError(_("A value is too large or too long to be stored.")) from refusal
        except UnicodeEncodeError as refusal:  # half a character, where it is looked for
            raise ValidationError(_("It holds characters that can't be stored.")) from refusal

    return act


def refusal_in_words(refusal: IntegrityError) -> ValidationError:
    """What the database refused, beside the field that it is about where there is a single one."""
    if isinstance(refusal, ProtectedError | RestrictedError):
        kept = (
            refusal.protected_objects
            if isinstance(refusal, ProtectedError)
            else refusal.restricted_objects
        )
        kinds = sorted({str(thing._meta.verbose_name) for thing in kept})
        return ValidationError(
            _("It can't be removed while something refers to it: %(kinds)s.")
            % {"kinds": get_text_list(kinds, _("and"))}
        )
    name, table, columns, missing = _what_was_broken(refusal)
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    if missing and model is not None:
        field = _fields(model, columns)[0]
        return ValidationError({field.name: str(field.error_messages["blank"])})
    for owner in apps.get_models() if model is None else [model]:
        for constraint in owner._meta.constraints:
            if constraint.name == name or _is_unique_over(owner, constraint, columns):
                return _broken_constraint(owner, constraint)
    if model is not None and columns:
        fields = [field.name for field in _fields(model, columns)]
        return _beside(fields, str(model().unique_error_message(model, fields).messages[0]))
    return ValidationError(_("What this refers to is gone, or something still refers to it."))


def _what_was_broken(refusal: IntegrityError) -> tuple[str, str, list[str], bool]:
    """The constraint's name, its table, the columns of it, and whether a value is missing; as far as is told."""
    told = getattr(refusal.__cause__, "diag", None)
    if told is not None:  # PostgreSQL
        column = told.column_name
        columns = [column] if column else re.findall(r"\w+", _between(told.message_detail or ""))
        return told.constraint_name or "", told.table_name or "", columns, bool(column)
    text = str(refusal)
    if found := _COLUMNS.search(text):
        places = [place.split(".") for place in found["columns"].split(", ")]
        return "", places[0][0], [column for _table, column in places], found["rule"] == "NOT NULL"
    named = _NAMED.search(text)
    return (named["name"] if named else ""), "", [], False


def _between(detail: str) -> str:
    """The columns in PostgreSQL's «Key (a, b)=(1, 2) already exists.»"""
    return detail.partition("(")[2].partition(")=")[0]


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.column in columns]


def _is_unique_over(
    model: type[models.Model], constraint: models.BaseConstraint, columns: Sequence[str]
) -> bool:
    if not columns or not isinstance(constraint, models.UniqueConstraint):
        return False
    return {field.name for field in _fields(model, columns)} == set(constraint.fields)


def _broken_constraint(
    model: type[models.Model], constraint: models.BaseConstraint
) -> ValidationError:
    """The constraint's own words, or what Django says of a combination that exists already."""
    own_words = str(constraint.get_violation_error_message())
    fields = _fields_of_rule(model, constraint)
    if constraint.violation_error_message != models.BaseConstraint.default_violation_error_message:
        return _beside(fields, own_words)
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        exists = model().unique_error_message(model, list(constraint.fields))
        return _beside(fields, str(exists.messages[0]))
    names = sorted(_named_in(constraint))
    labels = [str(getattr(model._meta.get_field(each), "verbose_name", each)) for each in names]
    if not labels:
        return ValidationError(_("The values contradict each other, so nothing was saved."))
    words = _("%(fields)s contradict each other, so nothing was saved.")
    if len(labels) == 1:
        words = _("%(fields)s can't have that value, so nothing was saved.")
    told = words % {"fields": get_text_list(labels, _("and"))}
    return _beside(names, told[:1].upper() + told[1:])


def _named_in(constraint: models.BaseConstraint) -> set[str]:
    """The fields that a check compares."""
    condition = getattr(constraint, "condition", None)
    if not isinstance(constraint, models.CheckConstraint) or not isinstance(condition, models.Q):
        return set()
    leaves = _leaves(condition)
    compared = {
        str(getattr(value, "name", "")) for _path, value in leaves if isinstance(value, models.F)
    }
    return compared | {str(path).partition("__")[0] for path, _value in leaves}


def _leaves(condition: models.Q) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for each in condition.children:
        if isinstance(each, models.Q):
            found += _leaves(each)
        elif isinstance(each, tuple):
            found.append((str(each[0]), each[1]))
    return found


def _fields_of_rule(model: type[models.Model], constraint: models.BaseConstraint) -> list[str]:
    """The field that a rule is about: the only one of a unique rule, or the day that the rule of days compares."""
    if isinstance(constraint, models.UniqueConstraint):
        return list(constraint.fields)
    about = getattr(constraint, "about", None)
    return [about] if about and _has_field(model, about) else []


def _has_field(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _beside(fields: Sequence[str], words: str) -> ValidationError:
    """About the one field, or about the whole where the rule is about several."""
    return ValidationError({fields[0]: words}) if len(fields) == 1 else ValidationError(words)
