"""One declaration a field of a list: from it come the export's column, the column that is read back, and its words."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Choices, Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.money import format_kronor
from samdrift.core.tables.fields import Field, Vocabulary
from samdrift.foundation.ui.listing.columns import Column, Kind

KEY = "key"
KEY_LABEL = gettext_lazy("Register key")
NOTHING = "–"
_COLUMN_KINDS = {
    "number": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "amount": Kind.KRONOR,
    "date": Kind.DAY,
    "yes_no": Kind.YES,
}


@dataclass(frozen=True, slots=True)
class ListField:
    """A field that is taken out in a file and read back from it.

    name: the row's own attribute, unless `held` says how it is told. kind: text, number, decimal, amount, date, yes_no,
    choice or people: how its cells are read. label: what the column is called in the export. headings: what others call
    it.
    choices: of a choice. longest: of a text. is_end: a month or a year alone means its last day.
    held: what a row holds, as it is read from a cell: whole öre, a day, a choice's value, else text; a decimal is text
    with a point and no noughts at its end.
    is_settled_elsewhere: told in the export, but not changed by a file.
    stored_in: the model's fields that hold it, where that is not the one of its own name.
    """

    name: str
    label: str | Promise
    kind: str = "text"
    headings: str = ""
    choices: type[Choices] | None = None
    longest: int = 200
    is_end: bool = False
    held: Callable[[Any], Any] | None = None
    is_settled_elsewhere: bool = False
    stored_in: tuple[str, ...] = ()

    def of(self, row: Model) -> Any:
        """What a row holds, in values fit for JSON; None where it holds nothing."""
        value = getattr(row, self.name) if self.held is None else self.held(row)
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return in_digits(value)
        return None if value == "" else value

    def column(self, row_of: Callable[[Any], Model] = lambda row: row) -> Column:
        """The column of the export. row_of: the stored row behind a row of the list."""

        def value(row: Any) -> object:
            held = self.of(row_of(row))
            if self.kind == "date" and held is not None:
                return dt.date.fromisoformat(held)
            if self.kind == "decimal" and held is not None:
                return Decimal(held)
            return self.words(held, NOTHING) if self.kind == "choice" and held else held

        kind = _COLUMN_KINDS.get(self.kind, Kind.TEXT)
        return Column(self.name, self.label, kind=kind, value=value, visible=False, in_export=True)

    def words(self, value: Any, nothing: str = NOTHING) -> str:
        """A value as people read it."""
        if value is None or value == "":
            return nothing
        if self.kind == "amount":
            return f"{format_kronor(value)} kr"
        if self.kind == "yes_no":
            return _("Yes") if value else _("No")
        if self.kind == "decimal":
            return str(value).replace(".", ",")
        if self.choices is not None:
            return str(dict(self.choices.choices).get(value, value))
        return str(value)

    @property
    def own_labels(self) -> Sequence[str]:
        """The label in each of the product's languages."""
        found = []
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found.append(str(self.label))
        return found


def in_digits(value: Decimal) -> str:
    """A number with decimals as text, the same however many noughts it was stored with: «12.5»."""
    return f"{value.normalize():f}"


@dataclass(frozen=True)
class DeclaredNoun:
    """A noun with the declarations of its fields. internal: field of the model → why no list, file or page tells it."""

    model: type[Model]
    fields: Sequence[ListField]
    internal: Mapping[str, str]

    @property
    def stored_columns(self) -> set[str]:
        """Fields of the model that a declaration stores in."""
        stored: set[str] = set()
        for each in self.fields:
            stored.update(each.stored_in or (each.name,))
        return stored

    def faults(self) -> list[str]:
        """Fields of the model that are neither declared nor internal, and those that are said twice or don't exist."""
        real = {field.name for field in self.model._meta.concrete_fields}
        beside = {field.name for field in self.model._meta.get_fields()} - real
        named = self.stored_columns | set(self.internal)
        found = [f"{name}: declare it, or say why it is internal" for name in real - named]
        found += [
            f"{name}: both declared and internal"
            for name in self.stored_columns & set(self.internal)
        ]
        found += [f"{name}: the model has no such field" for name in named - real - beside]
        return sorted(f"{self.model._meta.label} {each}" for each in found)


#: Every noun whose fields are declared, by its model.
NOUNS: dict[type[Model], DeclaredNoun] = {}


def declare_noun(
    model: type[Model], fields: Sequence[ListField], internal: Mapping[str, str]
) -> DeclaredNoun:
    """Say which fields of a model are declared where, and why the others are not."""
    NOUNS[model] = DeclaredNoun(model, fields, internal)
    return NOUNS[model]


def vocabulary_of_list(fields: Sequence[ListField]) -> Vocabulary:
    """What the columns of such a file can mean: the export's own labels first, then what others say."""
    key = ListField(KEY, KEY_LABEL)
    return Vocabulary(
        tuple(
            Field(
                each.name,
                each.kind,
                (
                    *each.own_labels,
                    *(" ".join(one.split()) for one in each.headings.split("|") if one.strip()),
                ),
            )
            for each in (key, *fields)
        )
    )


def labels_of(fields: Sequence[ListField]) -> Mapping[str, str | Promise]:
    """Field → what it is called, the key first."""
    return {KEY: KEY_LABEL, **{each.name: each.label for each in fields}}
