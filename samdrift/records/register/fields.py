"""The fields of an application, each declared once: file, list, form, page, API, history and audience follow from it.

A field whose kind says everything is plain: it is read from a file, compared, written, exported, listed, edited,
shown and answered by the API by its declaration alone. The others (its name, its product, who hosts it …) are declared
too, and have code of their own where they are read and written. How a field is added: docs/how-to/add-a-field.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.tables import CRITICALITIES, OPERATED, PHASES
from samdrift.foundation.ui.listing.list_fields import declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, Words, declare_field
from samdrift.records.register.models import (
    Application,
    Criticality,
    FieldGroup,
    Network,
    Operation,
    Phase,
)

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

#: The group of a field that is the application's identity.
EVERYONE = None


@dataclass(frozen=True, slots=True)
class ApplicationField(StoredField):
    """A field of an application.

    group: who sees it; EVERYONE for its identity, seen by all who may know of the application.
    columns: what a register's file calls it, as `core.tables` names columns; its own name where nothing is said.
    Several texts are put together. asides: further columns of such texts, each under its heading.
    vocabulary, codes: others' words for its choices, and which choice each of their codes is.
    is_plain: all follows from the kind; else it has code of its own.
    in_list, in_template, in_facts: whether it is a column of its own in the list of applications and in the empty
    register, and is one of the facts of its page.
    """

    group: FieldGroup | None = None
    columns: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    vocabulary: Mapping[str, Sequence[str]] | None = None
    codes: Mapping[str, Any] | None = None
    is_plain: bool = True
    in_list: bool = True
    in_template: bool = True
    in_facts: bool = True

    @property
    def file_columns(self) -> tuple[str, ...]:
        """The columns of a file that it is read from, the usual one first."""
        return (*(self.columns or (self.name,)), *self.asides)


def _declare(
    name: str, label: Words = "", *, group: FieldGroup | None, **more: Any
) -> ApplicationField:
    """A field as the model has it. Who sees it is said of every one."""
    return declare_field(ApplicationField, Application, name, label, group=group, **more)


def _own_code(name: str, label: Words = "", **more: Any) -> ApplicationField:
    """A field that is read and written by code of its own."""
    return _declare(name, label, is_plain=False, in_facts=False, **more)


#: In the order of the form.
APPLICATION_FIELDS: tuple[ApplicationField, ...] = (
    _own_code("name", _("Application"), group=EVERYONE),
    _own_code("product", group=EVERYONE, in_list=False),
    _own_code("area", group=EVERYONE),
    _own_code("host", group=EVERYONE, is_settled_elsewhere=True, to_change=False),
    _own_code("operating_unit", group=EVERYONE, is_settled_elsewhere=True),
    _declare(
        "operation",
        _("Operated by"),
        group=EVERYONE,
        choices=Operation,
        columns=("operated",),
        vocabulary=OPERATED,
        in_facts=False,
    ),
    _declare(
        "phase",
        group=EVERYONE,
        choices=Phase,
        columns=("lifecycle_phase",),
        vocabulary=PHASES,
        codes=_PHASE_CODES,
        in_facts=False,
    ),
    _own_code(
        "starts_on",
        pgettext_lazy("first day", "From"),
        group=EVERYONE,
        is_settled_elsewhere=True,
        to_change=False,
    ),
    _own_code(
        "ends_on",
        pgettext_lazy("last day", "To"),
        group=EVERYONE,
        is_settled_elsewhere=True,
        is_end=True,
        in_form=False,
        to_add=False,
        to_change=False,
    ),
    _declare(
        "purpose", group=EVERYONE, columns=("description", "description_operation"), in_facts=False
    ),
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
    _declare("network", group=EVERYONE, choices=Network, headings="Nätverk | Nät | Network"),
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
