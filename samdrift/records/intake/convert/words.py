"""Fields and values in words, for the preview and its export."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samdrift.core.findings import gettext_noop
from samdrift.core.money import format_kronor
from samdrift.records.intake.convert.line import Values
from samdrift.records.register.models import Criticality, Operation, Phase, Verdict
from samdrift.records.spending.models import CostKind, CostPhase, CostType

NOTHING = "–"

# What the register calls the fields of a row.
LABELS: dict[str, str] = {
    "name": gettext_noop("Name"),
    "product": gettext_noop("Product"),
    "area": gettext_noop("Area"),
    "department": gettext_noop("Department"),
    "users": gettext_noop("Users"),
    "contact": gettext_noop("Contact"),
    "purpose": gettext_noop("Purpose"),
    "notes": gettext_noop("Notes"),
    "operation": gettext_noop("Operated by"),
    "phase": gettext_noop("Phase"),
    "criticality": gettext_noop("Criticality"),
    "personal_data": gettext_noop("Holds personal data"),
    "classification": gettext_noop("Information classification"),
    "start_year": gettext_noop("In operation from"),
    "end_year": gettext_noop("Ends"),
    "owner": gettext_noop("System owner"),
    "deputies": gettext_noop("Deputy system owners"),
    "managers": gettext_noop("System managers"),
    "verdict_it": gettext_noop("IT's judgement"),
    "verdict_operation": gettext_noop("The operation's judgement"),
    "satisfaction": gettext_noop("Share of very satisfied users"),
    "agreement": gettext_noop("Agreement"),
    "operating_budget": gettext_noop("Operating budget"),
    "development_budget": gettext_noop("Development budget"),
    "needs": gettext_noop("Depends on"),
    "needed_by": gettext_noop("Needed by"),
}

# What a column of a file can mean, in the words of the page where columns are settled.
FIELD_LABELS: dict[str, str | Promise] = {
    "name": _("Name of the system"),
    "product": _("Product"),
    "vendor": _("Supplier"),
    "organisation": _("Organisation, as a path"),
    "municipality": _("Municipality"),
    "department": _("Department"),
    "area": _("Area"),
    "active_users": _("Number of users"),
    "criticality": _("Criticality"),
    "verdict_it": _("IT's judgement"),
    "verdict_operation": _("The operation's judgement"),
    "satisfaction": _("Share of very satisfied users"),
    "operated": _("Internal or external operation"),
    "lifecycle_phase": _("Phase of life"),
    "agreement_end": _("End of the agreement"),
    "agreement_start": _("Start of the agreement"),
    "notice_months": _("Time of notice"),
    "agreement": _("Case number of the agreement"),
    "operating_budget": _("Operating budget, kronor"),
    "development_budget": _("Development budget, kronor"),
    "cost": _("Cost a year, kronor"),
    "it_managers": _("System managers, IT"),
    "operation_managers": _("System managers, the operation"),
    "owner": _("System owner"),
    "contact": _("Contact"),
    "start_year": _("Year taken into operation"),
    "phase_out_year": _("Year planned for phasing out"),
    "phased_out_year": _("Year phased out"),
    "description": _("Description"),
    "description_operation": _("Description by the operation"),
    "description_it": _("Description by IT"),
    "notes": _("Notes"),
    "notes_it": _("Notes by IT"),
    "notes_operation": _("Notes by the operation"),
    "depends_on": _("Depends on"),
    "depended_on_by": _("Needed by"),
    "personal_data": _("Holds personal data"),
    "information_classification": _("Information classification"),
}
# The same for a file of costs.
COST_FIELD_LABELS: dict[str, str | Promise] = {
    "what": _("What the cost is for, of any kind"),
    "application": _("Application"),
    "initiative": _("Joint initiative"),
    "unit": _("Unit of the municipality"),
    "bearer": _("Borne by"),
    "year": _("Year"),
    "phase": _("Phase"),
    "type": _("Type of cost"),
    "kind": _("Budget, forecast or actual"),
    "amount": _("Amount, kronor"),
    "note": _("Note"),
}
# The same for a list of employees.
EMPLOYEE_FIELD_LABELS: dict[str, str | Promise] = {
    "number": _("Employee number"),
    "person": _("Name"),
    "given_name": _("First name"),
    "family_name": _("Family name"),
    "email": _("E-mail"),
    "organisation": _("Employer"),
    "unit": _("Unit"),
    "title": pgettext_lazy("person", "Title"),
    "manager": _("Manager"),
    "starts_on": _("From"),
    "ends_on": _("Last day"),
}
_CHOICES: dict[str, Any] = {
    "phase": Phase,
    "criticality": Criticality,
    "operation": Operation,
    "verdict_it": Verdict,
    "verdict_operation": Verdict,
}

# Column of a file → the choices that its cells are of.
CHOICES_OF_COLUMNS: dict[str, Any] = {
    "criticality": Criticality,
    "lifecycle_phase": Phase,
    "operated": Operation,
    "verdict_it": Verdict,
    "verdict_operation": Verdict,
}


def label_of(field: str) -> str:
    """A field's name; an extra column is called what the file calls it."""
    return (
        field.removeprefix("more:")
        if field.startswith("more:")
        else gettext(LABELS.get(field, field))
    )


def words_of(field: str, value: Any) -> str:
    """A value as a person reads it."""
    if value in (None, "", []):
        return NOTHING
    if field in _CHOICES:
        return str(_CHOICES[field](value).label)
    return _SPOKEN.get(field, str)(value)


def _product(value: dict[str, Any]) -> str:
    return (
        str(value["name"]) if value["id"] is not None else gettext("%(name)s (new product)") % value
    )


def _amount(value: dict[str, int]) -> str:
    return f"{_kronor(value['ore'])} ({value['year']})"


def _kronor(ore: int) -> str:
    return f"{format_kronor(ore)}\u00a0kr"


def _people(pairs: list[list[str]]) -> str:
    return ", ".join(map(_person, pairs))


def _person(pair: list[str]) -> str:
    return " ".join(
        part for part in (pair[0], f"<{pair[1]}>" if pair[0] and pair[1] else pair[1]) if part
    )


def _agreement(terms: dict[str, Any]) -> str:
    if terms["ends_on"]:
        words = gettext("until %(day)s") % {"day": terms["ends_on"]}
    else:
        words = gettext("until notice") if terms["words"] or terms["notice_months"] else NOTHING
    if terms["notice_months"]:
        months = terms["notice_months"]
        said = ngettext("%(months)s month's notice", "%(months)s months' notice", months)
        words += ", " + said % {"months": months}
    if terms.get("price_ore") is not None:
        words += ", " + gettext("%(amount)s a year") % {"amount": _kronor(terms["price_ore"])}
    return words + (f", {terms['number']}" if terms["number"] else "")


_SPOKEN: dict[str, Callable[[Any], str]] = {
    "product": _product,
    "department": " / ".join,
    "owner": _person,
    "contact": _person,
    "managers": _people,
    "deputies": _people,
    "needs": ", ".join,
    "needed_by": ", ".join,
    "classification": lambda levels: "-".join(map(str, levels)),
    "personal_data": lambda value: gettext("Yes") if value else gettext("No"),
    "agreement": _agreement,
    "operating_budget": _amount,
    "development_budget": _amount,
}
_KEPT_AS = {"product": "product_id", "area": "area_id"} | {
    name: name
    for name in ("name", "phase", "criticality", "operation", "purpose", "notes", "personal_data")
}


def event_facts(values: Values, areas: Mapping[str, int]) -> dict[str, Any]:
    """A row's values as an event keeps them: the application's own fields as they are, all else in words."""
    facts: dict[str, Any] = {}
    for field, value in values.items():
        if field == "more":
            facts.update(value)
        elif value is None:
            facts[_KEPT_AS.get(field) or LABELS.get(field) or label_of(field)] = None
        elif field == "product":
            facts["product_id" if value["id"] is not None else "Product"] = (
                value["id"] or value["name"]
            )
        elif field == "area":
            facts["area_id"] = areas.get(value)
        elif field in _KEPT_AS:
            facts[field] = value
        else:
            facts[LABELS.get(field) or label_of(field)] = words_of(field, value)
    return facts


def values_in_words(values: dict[str, Any]) -> list[tuple[str, str]]:
    """A row's values as (field, words), extra columns last."""
    plain = [
        (label_of(field), words_of(field, values[field])) for field in LABELS if field in values
    ]
    return plain + list(values.get("more", {}).items())


def told_cost(values: dict[str, Any]) -> list[tuple[str, str]]:
    """A row of costs as (field, words); a refused row as (heading, what its cell says)."""
    if "cells" in values:
        return [(heading, words) for heading, words in values["cells"].items() if words]
    choices: dict[str, Any] = {"phase": CostPhase, "type": CostType, "kind": CostKind}
    facts = [
        (str(COST_FIELD_LABELS[name]), str(choices[name](values[name]).label)) for name in choices
    ]
    facts.insert(0, (str(COST_FIELD_LABELS["year"]), str(values["year"])))
    facts.append((str(COST_FIELD_LABELS["amount"]), format_kronor(values["amount_ore"])))
    return [*facts, (str(COST_FIELD_LABELS["note"]), values["note"])] if values["note"] else facts


def told_employee(values: dict[str, Any]) -> list[tuple[str, str]]:
    """A row of employees as (field, words); a refused row as (heading, what its cell says)."""
    if "cells" in values:
        return [(heading, words) for heading, words in values["cells"].items() if words]
    shown = ("number", "email", "title", "starts_on", "ends_on")
    return [(str(EMPLOYEE_FIELD_LABELS[name]), values[name]) for name in shown if values.get(name)]


def told_employee_change(change: list[Any]) -> tuple[str, str, str]:
    """(field, before, after) in words."""
    name, before, after = change
    label = EMPLOYEE_FIELD_LABELS["person" if name == "name" else name]
    return str(label), before or NOTHING, after or NOTHING


def told_cost_change(change: list[Any]) -> tuple[str, str, str]:
    """(field, before, after) in words."""
    name, before, after = change
    if name == "amount_ore":
        return str(COST_FIELD_LABELS["amount"]), format_kronor(before), format_kronor(after)
    return str(COST_FIELD_LABELS["note"]), before or NOTHING, after or NOTHING
