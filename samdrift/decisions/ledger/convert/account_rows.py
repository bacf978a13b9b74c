"""A spreadsheet of accounts → a municipality's accounts, with what is wrong by row."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from samdrift.core.findings import Finding, InvalidInput, errors, gettext_noop
from samdrift.core.tables import Cell, Field, Place, Vocabulary, read_table
from samdrift.decisions.ledger.models import AccountMapping, Direction
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.spending.models import CostType

#: Swedish heads of the file, as the list exports them, and what they are.
HEADS = {
    "riktning": "direction",
    "kostnadsslag": "cost_type",
    "konto": "account",
    "ansvar": "cost_centre",
    "verksamhet": "activity",
    "motpart": "counterparty",
    "projekt": "project",
}
NEEDED = ("direction", "account")
_VOCABULARY = Vocabulary(tuple(Field(name, "text", (head,)) for head, name in HEADS.items()))


def accounts_in(content: bytes, organisation: Organisation) -> list[AccountMapping]:
    """The accounts of a file (CSV, Excel, ODS) with its heads in the first row; they aren't stored.

    A column «Kommun» keeps only the municipality's own rows.

    Raises InvalidInput with every finding: those of reading, ``head-missing``, ``not-a-choice``, ``named-twice``,
    ``does-not-hold``, ``no-accounts``.
    """
    table = read_table(content, header_row=1, vocabulary=_VOCABULARY)
    findings = list(errors(table.findings))
    places = {
        HEADS[head.strip().lower()]: at
        for at, head in enumerate(table.header)
        if head.strip().lower() in HEADS
    }
    for field in NEEDED:
        if field not in places:
            what = gettext_noop("The file has no column %(column)s")
            column = next(head for head, name in HEADS.items() if name == field).capitalize()
            findings.append(Finding("", what, values={"column": column}, rule="head-missing"))
    if findings:
        raise InvalidInput(findings)
    own = next(
        (at for at, head in enumerate(table.header) if head.strip().lower() == "kommun"), None
    )
    found: dict[tuple[str, str], AccountMapping] = {}
    for row in table.rows:
        if own is not None and _text(row.cells[own]) not in {
            "",
            str(organisation),
            organisation.name,
        }:
            continue
        values = {field: _text(row.cells[at]) for field, at in places.items()}
        mapping = _mapping(values, organisation, Place(row.number), findings)
        if mapping is None:
            continue
        key = (mapping.direction, mapping.cost_type)
        if key in found:
            what = gettext_noop("The direction and type of cost stand twice")
            findings.append(Place(row.number).finding("named-twice", what))
        found[key] = mapping
    if not found and not findings:
        what = gettext_noop("The file has no account for the municipality")
        findings.append(Finding("", what, rule="no-accounts"))
    if findings:
        raise InvalidInput(findings)
    return list(found.values())


def _text(cell: Cell) -> str:
    """A cell as text: a spreadsheet's 6490.0 is account 6490."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _mapping(
    values: dict[str, str], organisation: Organisation, place: Place, findings: list[Finding]
) -> AccountMapping | None:
    before = len(findings)
    chosen = {
        "direction": _choice(values["direction"], Direction.choices, place, findings),
        "cost_type": _choice(
            values.get("cost_type", ""), [("", ""), *CostType.choices], place, findings
        ),
    }
    mapping = AccountMapping(organisation=organisation, **{**values, **chosen})
    if len(findings) > before:
        return None
    try:
        mapping.clean_fields()
        mapping.clean()
    except ValidationError as wrong:
        findings += [_does_not_hold(place, message) for message in wrong.messages]
        return None
    return mapping


def _choice(
    text: str, choices: Iterable[tuple[Any, Any]], place: Place, findings: list[Finding]
) -> str:
    """The value of a choice by its value or its Swedish or English name."""
    by_name: Mapping[str, str] = {
        name.lower(): str(value) for value, label in choices for name in (str(value), str(label))
    }
    if text.lower() in by_name:
        return by_name[text.lower()]
    what = gettext_noop("«%(value)s» is none of the choices: %(choices)s")
    told = ", ".join(str(label) for _value, label in choices if str(label))
    findings.append(place.finding("not-a-choice", what, text, choices=told))
    return ""


def _does_not_hold(place: Place, message: str) -> Finding:
    what = gettext_noop("The row does not hold: %(why)s")
    return place.finding("does-not-hold", what, why=message)
