"""The fields of a cost line, each declared once: sheet, file, form, API and words follow from it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.ui.listing.list_fields import declare_noun
from samdrift.foundation.ui.listing.stored_fields import StoredField, Words, declare_field
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType


def _declare(name: str, label: Words, **more: Any) -> StoredField:
    return declare_field(StoredField, CostLine, name, label, **more)


def _unit(line: CostLine) -> str:
    return line.unit.name if line.unit else ""


#: What tells one cost from another: a file that says another is of another cost. In the order of the sheet.
COST_KEYS = (
    _declare(
        "application",
        _("Application"),
        held=lambda line: str(line.application or ""),
        to_change=False,
    ),
    _declare(
        "initiative",
        _("Joint initiative"),
        held=lambda line: str(line.initiative or ""),
        to_change=False,
    ),
    _declare("unit", _("Unit"), held=_unit, to_change=False),
    _declare("bearer", _("Borne by"), held=lambda line: str(line.bearer), to_change=False),
    _declare("year", _("Year")),
    _declare("phase", _("Phase"), choices=CostPhase),
    _declare("type", _("Type"), choices=CostType),
    _declare("kind", _("Kind"), choices=CostKind),
)
#: What a file changes of a cost that is known.
COST_VALUES = (
    _declare("amount_ore", _("Amount"), kind="amount"),
    _declare("note", _("Note")),
)
SHEET_FIELDS = (*COST_KEYS, *COST_VALUES)
COST_FIELDS = (
    *SHEET_FIELDS,
    _declare(
        "agreement",
        _("Agreement"),
        held=lambda line: str(line.agreement or ""),
        is_settled_elsewhere=True,
        in_form=False,
        to_change=False,
    ),
    _declare(
        "source",
        _("Source"),
        is_settled_elsewhere=True,
        in_form=False,
        to_add=False,
        to_change=False,
    ),
    _declare(
        "approved_on",
        pgettext_lazy("cost", "Approved"),
        is_settled_elsewhere=True,
        in_form=False,
        to_add=False,
        to_change=False,
    ),
)
COST_LINE = declare_noun(
    CostLine,
    COST_FIELDS,
    internal={
        "id": "the key; a file knows a cost by what it is of, its year, phase, type and kind",
        "entered_by": "who wrote it, kept by the verbs so that nobody approves their own claim",
        "is_example": "set by the demonstration alone",
    },
)
