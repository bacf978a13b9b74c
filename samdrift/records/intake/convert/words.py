"""Fields and values in words, for the preview and its export."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.list_fields import EMPLOYEE_FIELDS
from samdrift.foundation.ui.listing.list_fields import NOTHING
from samdrift.records.intake.convert.columns import COLUMNS
from samdrift.records.intake.convert.facts import FACTS, FACTS_BY_NAME
from samdrift.records.intake.convert.line import Values
from samdrift.records.spending.list_fields import SHEET_FIELDS

# What a column of a file can mean, in the words of the page where columns are settled.
FIELD_LABELS: dict[str, str | Promise] = {column.name: column.label for column in COLUMNS}
# The same for a file of costs, and for a list of employees.
COST_FIELD_LABELS: dict[str, str | Promise] = {
    "what": _("What the cost is for, of any kind"),
    **{field.name.removesuffix("_ore"): field.label for field in SHEET_FIELDS},
}
EMPLOYEE_FIELD_LABELS: dict[str, str | Promise] = {
    field.name: field.label for field in EMPLOYEE_FIELDS
}
# Column of a file → the choices that its cells are of.
CHOICES_OF_COLUMNS: dict[str, Any] = {
    column.name: column.choices for column in COLUMNS if column.choices is not None
}


def label_of(field: str) -> str:
    """A field's name; an extra column is called what the file calls it."""
    if field.startswith("more:"):
        return field.removeprefix("more:")
    return str(FACTS_BY_NAME[field].label) if field in FACTS_BY_NAME else field


def words_of(field: str, value: Any) -> str:
    """A value as a person reads it."""
    if value in (None, "", []):
        return NOTHING
    return FACTS_BY_NAME[field].words(value) if field in FACTS_BY_NAME else str(value)


def event_facts(values: Values, areas: Mapping[str, int]) -> dict[str, Any]:
    """A row's values as an event keeps them: the application's own fields as they are, all else in words."""
    facts: dict[str, Any] = {}
    for name, value in values.items():
        if name == "more":
            facts.update(value)
        elif name == "product" and value is not None and value["id"] is None:
            facts["Product"] = value["name"]
        elif name == "product":
            facts["product_id"] = value and value["id"]
        elif name == "area":
            facts["area_id"] = value and areas.get(value)
        elif name in FACTS_BY_NAME and FACTS_BY_NAME[name].is_own:
            facts[name] = value
        else:
            key = FACTS_BY_NAME[name].key if name in FACTS_BY_NAME else label_of(name)
            facts[key] = None if value is None else words_of(name, value)
    return facts


def values_in_words(values: dict[str, Any]) -> list[tuple[str, str]]:
    """A row's values as (field, words), extra columns last."""
    plain = [
        (str(fact.label), words_of(fact.name, values[fact.name]))
        for fact in FACTS
        if fact.name in values
    ]
    return plain + list(values.get("more", {}).items())


def told_cost(values: dict[str, Any]) -> list[tuple[str, str]]:
    """A row of costs as (field, words); a refused row as (heading, what its cell says)."""
    if "cells" in values:
        return [(heading, words) for heading, words in values["cells"].items() if words]
    shown = [field for field in SHEET_FIELDS if field.kind != "reference" and field.name in values]
    return [
        (str(field.label), field.words(values[field.name]))
        for field in shown
        if values[field.name] not in (None, "")
    ]


def told_employee(values: dict[str, Any]) -> list[tuple[str, str]]:
    """A row of employees as (field, words); a refused row as (heading, what its cell says)."""
    if "cells" in values:
        return [(heading, words) for heading, words in values["cells"].items() if words]
    shown = [field for field in EMPLOYEE_FIELDS if field.name not in {"unit", "manager"}]
    return [(str(field.label), values[field.name]) for field in shown if values.get(field.name)]


def told_employee_change(change: list[Any]) -> tuple[str, str, str]:
    """(field, before, after) in words."""
    name, before, after = change
    label = EMPLOYEE_FIELD_LABELS["person" if name == "name" else name]
    return str(label), before or NOTHING, after or NOTHING


def told_cost_change(change: list[Any]) -> tuple[str, str, str]:
    """(field, before, after) in words."""
    name, before, after = change
    field = next(each for each in SHEET_FIELDS if each.name == name)
    return str(field.label), field.words(before), field.words(after)
