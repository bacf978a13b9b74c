"""The fields of an application, each declared once: file, list, form, page, API, history and audience follow from it.

A field whose kind says everything is plain: it is read from a file, compared, written, exported, listed, edited,
shown and answered by the API by its declaration alone. The others (its name, its product, who hosts it …) are declared
too, and have code of their own where they are read and written. How a field is added: docs/how-to/add-a-field.md.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.tables import CRITICALITIES, OPERATED, PHASES
from samdrift.foundation.ui.listing.list_fields import ListField, declare_noun
from samdrift.records.register.models import (
    Application,
    Criticality,
    FieldGroup,
    Network,
    Operation,
    Phase,
)

Words = str | Promise
LARGEST_NUMBER = 100_000_000
LARGEST_SMALL = 32_767
_PHASE_CODES = {
    "planned": "introduction",
    "developing": "development",
    "maintained": "maintenance",
    "phasing_out": "phase_out",
    "phased_out": "retired",
}
_CRITICALITY_CODES = {
    "not_critical": 1,
    "mostly_not_critical": 2,
    "mostly_critical": 3,
    "critical": 4,
}


@dataclass(frozen=True, slots=True)
class ApplicationField(ListField):
    """A field of an application.

    kind: text, number, yes_no, date, choice, or reference for what points at another noun.
    group: who sees it; None for its identity, which everyone sees who may know of the application.
    columns: what a register's file calls it, as `core.tables` names columns; its own name where nothing is said.
    Several texts are put together. asides: further columns of such texts, each under its heading.
    vocabulary, codes: others' words for its choices, and which choice each of their codes is.
    most: the largest number. is_plain: all follows from the kind; else it has code of its own.
    in_form, in_list, in_template, in_facts: whether it is edited on the application's form, is a column of its own in
    the list of applications and in the empty register, and is one of the facts of its page. in_api: answered by the
    API; to_add, to_change: taken by it.
    """

    group: FieldGroup | None = None
    columns: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    vocabulary: Mapping[str, Sequence[str]] | None = None
    codes: Mapping[str, Any] | None = None
    most: int = LARGEST_NUMBER
    is_plain: bool = True
    in_form: bool = True
    in_list: bool = True
    in_template: bool = True
    in_facts: bool = True
    in_api: bool = True
    to_add: bool = True
    to_change: bool = True

    @property
    def model_field(self) -> "models.Field[Any, Any]":
        field = Application._meta.get_field(self.name)
        assert isinstance(field, models.Field)
        return field

    @property
    def attname(self) -> str:
        """How the row itself, the history and the API name it: `host_id` for what points at another noun."""
        return self.model_field.attname

    @property
    def is_long(self) -> bool:
        """A text of several lines."""
        return isinstance(self.model_field, models.TextField)

    @property
    def file_columns(self) -> tuple[str, ...]:
        """The columns of a file that it is read from, the usual one first."""
        return (*(self.columns or (self.name,)), *self.asides)

    def stored(self, value: Any) -> Any:
        """A value fit for JSON as the row stores it."""
        if value is None:
            return None if self.model_field.null else ""
        return dt.date.fromisoformat(value) if self.kind == "date" else value

    def put(self, application: Application, value: Any) -> None:
        """Let the application hold a value that a file says."""
        setattr(application, self.name, self.stored(value))


def _declare(name: str, label: Words = "", **more: Any) -> ApplicationField:
    """A field whose label, kind, choices and limits are those of the model, unless others are said."""
    field = Application._meta.get_field(name)
    label = label or capfirst(getattr(field, "verbose_name", name))
    more.setdefault("kind", _kind_of(field, more.get("choices")))
    more.setdefault("longest", getattr(field, "max_length", None) or 4000)
    more.setdefault("most", _most_of(field))
    return ApplicationField(name, label, **more)


def _kind_of(field: Any, choices: type[Choices] | None) -> str:
    if choices is not None:
        return "choice"
    kinds: dict[str, type[Any]] = {
        "reference": models.ForeignKey,
        "yes_no": models.BooleanField,
        "date": models.DateField,
        "number": models.IntegerField,
    }
    return next((kind for kind, of in kinds.items() if isinstance(field, of)), "text")


def _most_of(field: Any) -> int:
    limits = [each.limit_value for each in field.validators if isinstance(each, MaxValueValidator)]
    if isinstance(field, models.PositiveSmallIntegerField):
        limits.append(LARGEST_SMALL)
    return int(min([LARGEST_NUMBER, *limits]))


def _own_code(name: str, label: Words = "", **more: Any) -> ApplicationField:
    """A field that is read and written by code of its own."""
    return _declare(name, label, is_plain=False, in_facts=False, **more)


#: In the order of the form.
APPLICATION_FIELDS: tuple[ApplicationField, ...] = (
    _own_code("name", _("Application")),
    _own_code("product", in_list=False),
    _own_code("area"),
    _own_code("host", is_settled_elsewhere=True, to_change=False),
    _own_code("operating_unit", is_settled_elsewhere=True),
    _declare(
        "operation",
        _("Operated by"),
        choices=Operation,
        columns=("operated",),
        vocabulary=OPERATED,
        in_facts=False,
    ),
    _declare(
        "phase",
        choices=Phase,
        columns=("lifecycle_phase",),
        vocabulary=PHASES,
        codes=_PHASE_CODES,
        in_facts=False,
    ),
    _own_code(
        "starts_on", pgettext_lazy("first day", "From"), is_settled_elsewhere=True, to_change=False
    ),
    _own_code(
        "ends_on",
        pgettext_lazy("last day", "To"),
        is_settled_elsewhere=True,
        is_end=True,
        in_form=False,
        to_add=False,
        to_change=False,
    ),
    _declare("purpose", columns=("description", "description_operation"), in_facts=False),
    _declare(
        "how_to_get_access",
        _("How to get access"),
        group=FieldGroup.PEOPLE,
        headings="Så får man tillgång | Så får du behörighet | Beställa behörighet | Behörighet beställs | Åtkomst",
        in_facts=False,
    ),
    _declare(
        "criticality",
        _("Criticality"),
        choices=Criticality,
        group=FieldGroup.CLASSIFICATION,
        vocabulary=CRITICALITIES,
        codes=_CRITICALITY_CODES,
    ),
    _declare("network", choices=Network, headings="Nätverk | Nät | Network"),
    _declare("confidentiality", group=FieldGroup.CLASSIFICATION, in_template=False),
    _declare("integrity", group=FieldGroup.CLASSIFICATION, in_template=False),
    _declare("availability", group=FieldGroup.CLASSIFICATION, in_template=False),
    _declare("traceability", group=FieldGroup.CLASSIFICATION, in_template=False),
    _declare(
        "classified_on",
        group=FieldGroup.CLASSIFICATION,
        headings="Klassningsdatum | Klassad datum | Datum för klassning | Classified on",
    ),
    _declare("personal_data", group=FieldGroup.CLASSIFICATION),
    _declare(
        "support_needed",
        group=FieldGroup.CLASSIFICATION,
        headings="Produktsupport | Produktstöd | Support behövs | Behov av produktstöd | Product support",
    ),
    _declare(
        "notes",
        group=FieldGroup.NOTES,
        asides=("notes_it", "notes_operation", "description_it"),
        in_facts=False,
    ),
    _own_code(
        "more",
        kind="extra",
        group=FieldGroup.NOTES,
        in_form=False,
        in_list=False,
        in_template=False,
        in_api=False,
        to_add=False,
        to_change=False,
    ),
)
PLAIN_FIELDS = tuple(each for each in APPLICATION_FIELDS if each.is_plain)
APPLICATION = declare_noun(
    Application,
    APPLICATION_FIELDS,
    internal={
        "id": "the key, which lists have as Register key",
        "source": "which file or system the row came from; shown on its page, written by the reading itself",
        "is_example": "set by the demonstration alone",
        "changed_at": "set when the row is saved",
    },
)


def field_named(name: str) -> ApplicationField:
    """The declaration of a field."""
    return next(each for each in APPLICATION_FIELDS if each.name == name)


def in_order(names: Sequence[str]) -> list[ApplicationField]:
    """Declared fields by name, the others that are plain behind them."""
    return [*map(field_named, names), *(each for each in PLAIN_FIELDS if each.name not in names)]
