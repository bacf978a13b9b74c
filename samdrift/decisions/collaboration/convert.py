"""Rows of the register, or of a spreadsheet, → facts for core.opportunities."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst

from samdrift.core.agreement_state import Renewal
from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.matching import Catalogue, Product, match_names
from samdrift.core.notice import notice_day
from samdrift.core.opportunities import ApplicationFact, Shape
from samdrift.core.opportunities import Opportunity as Found
from samdrift.core.tables import (
    VERDICTS,
    AgreementEnd,
    Cell,
    ColumnGuess,
    Place,
    Table,
    asides,
    read_agreement_end,
    read_amount_ore,
    read_code,
    read_organisation_path,
    recognise,
)
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application, Assessment, FieldGroup, Side


def address_of(key: str) -> str:
    """A short stable word for an opportunity's key, for addresses."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def opportunity_name(found: Found) -> str:
    """The name of an opportunity as a heading: an area's begins with a capital, a product's is written as its own."""
    return capfirst(found.name) if found.shape is Shape.SAME_AREA else found.name


@dataclass(frozen=True, slots=True)
class RegisterContext:
    """What belongs to applications but lies in other tables, by application."""

    participants: Mapping[int, Sequence[str]]
    agreements: Mapping[int, Sequence[Agreement]]
    assessments: Mapping[int, Mapping[str, Assessment]]
    costs_ore: Mapping[int, int]
    specialists: Callable[[Application], int | None]
    levels: Mapping[int, int]


def application_fact(application: Application, around: RegisterContext) -> ApplicationFact:
    """One application as a fact; ask with product, area and host fetched."""
    it = around.assessments.get(application.pk, {}).get(Side.IT)
    operation = around.assessments.get(application.pk, {}).get(Side.OPERATION)
    participants = around.participants.get(application.pk, ()) or (application.host.code,)
    return ApplicationFact(
        key=str(application.pk),
        name=application.name,
        host=application.host.code,
        participants=tuple(sorted(participants)),
        product=application.product.name if application.product else "",
        area=application.area.name if application.area else "",
        annual_cost_ore=around.costs_ore.get(application.pk),
        it_fit=it.fit if it else None,
        operation_fit=operation.fit if operation else None,
        it_verdict=it.verdict if it else "",
        operation_verdict=operation.verdict if operation else "",
        specialists=around.specialists(application),
        competence_reported=bool(it and it.competence_is_hard_to_keep)
        or bool(operation and operation.competence_is_hard_to_keep),
        level=around.levels.get(application.pk),
        **_terms(around.agreements.get(application.pk, ())),
    )


def without(fact: ApplicationFact, groups: Collection[FieldGroup]) -> ApplicationFact:
    """The fact with what belongs to some groups not known."""
    unknown: dict[str, Any] = {}
    if FieldGroup.AGREEMENTS in groups:
        unknown |= {
            "agreement_ends_on": None,
            "last_notice_on": None,
            "until_notice": False,
            "notice_months": 0,
            "binding_until": None,
        }
    if FieldGroup.COSTS in groups:
        unknown |= {"annual_cost_ore": None}
    if FieldGroup.ASSESSMENT in groups:
        unknown |= {
            "it_fit": None,
            "operation_fit": None,
            "it_verdict": "",
            "operation_verdict": "",
            "competence_reported": False,
        }
    return replace(fact, **unknown) if unknown else fact


def _terms(agreements: Iterable[Agreement]) -> dict[str, Any]:
    """The terms of the agreement that is first to end; one until notice counts where there is no other."""
    ordered = sorted(agreements, key=lambda each: (each.current_end or dt.date.max, each.pk))
    if not ordered:
        return {}
    first = ordered[0]
    return {
        "agreement_ends_on": first.current_end,
        "last_notice_on": first.last_notice_on,
        "until_notice": first.current_end is None,
        "notice_months": first.notice_months,
        "binding_until": first.binding_until,
        "renewal": first.renewal if first.ended_on is None else Renewal.ENDS.value,
        "options": first.extension_options,
    }


def facts_of_table(
    table: Table, catalogue: Catalogue, today: dt.date
) -> tuple[list[ApplicationFact], list[Finding]]:
    """A spreadsheet of one or many municipalities' applications → facts, and everything found on the way.

    Municipality, area and product come from the columns that are recognised as such; a product that is not said is
    matched by name.
    """
    findings = list(table.findings)
    columns = {
        guess.field: (table.column(guess.column), guess)
        for guess in recognise(table)
        if guess.field is not None
    }
    named = columns.get("name") or columns.get("product")
    if named is None:
        what = gettext_noop("No column holds the names of applications")
        return [], [*findings, Finding("", what, rule="no-name-column")]
    names = [_text(cell) for cell in named[0]]
    hints = (
        [_text(cell) for cell in columns["vendor"][0]] if "vendor" in columns else [""] * len(names)
    )
    matches = match_names(zip(names, hints, strict=True), catalogue)
    read = {
        name: _column(table, *columns[name], _READ[name], findings)
        for name in _READ
        if name in columns
    }
    facts = []
    left_aside = asides(table, table.header.index(named[1].column))
    for at, row in enumerate(table.rows):
        if row.number in left_aside:
            reason = left_aside[row.number].reason
            findings.append(
                Place(row.number).finding("not-a-system", reason, names[at], Severity.NOTE)
            )
        elif names[at]:
            values = {name: cells[at] for name, cells in read.items() if cells[at] is not None}
            facts.append(_table_fact(row.number, names[at], matches[at].product, values, today))
        else:
            what = gettext_noop("The row has no name and was left out")
            findings.append(
                Place(row.number, named[1].column).finding("no-name", what, "", Severity.WARNING)
            )
    return facts, findings


Reader = Callable[[Cell, Place, ColumnGuess], Any]
_READ: dict[str, Reader] = {
    "municipality": lambda cell, _place, _guess: _text(cell),
    "organisation": lambda cell, place, _guess: read_organisation_path(cell, place),
    "area": lambda cell, _place, _guess: _text(cell).casefold(),
    "operating_budget": lambda cell, place, guess: read_amount_ore(cell, place, unit=guess.unit),
    "cost": lambda cell, place, guess: read_amount_ore(cell, place, unit=guess.unit),
    "verdict_it": lambda cell, place, _guess: read_code(cell, VERDICTS, place),
    "verdict_operation": lambda cell, place, _guess: read_code(cell, VERDICTS, place),
    "agreement_end": lambda cell, place, _guess: read_agreement_end(cell, place),
}


def _column(
    table: Table, cells: Sequence[Cell], guess: ColumnGuess, reader: Reader, findings: list[Finding]
) -> list[Any]:
    """A column's values; what can't be read is told and counted as unknown."""
    values = []
    for row, cell in zip(table.rows, cells, strict=True):
        value = reader(cell, Place(row.number, guess.column), guess)
        if isinstance(value, Finding):
            findings.append(value)
            value = None
        values.append(value)
    return values


def _table_fact(
    number: int, name: str, product: Product | None, values: Mapping[str, Any], today: dt.date
) -> ApplicationFact:
    path = values.get("organisation")
    municipality = values.get("municipality") or (path.municipality if path else "") or "-"
    return ApplicationFact(
        key=f"{number:06}",
        name=name,
        host=municipality,
        participants=(municipality,),
        product=product.name if product else "",
        area=(product.area if product else "") or values.get("area") or "",
        annual_cost_ore=values.get("operating_budget", values.get("cost")),
        it_verdict=values.get("verdict_it", ""),
        operation_verdict=values.get("verdict_operation", ""),
        **_table_terms(values.get("agreement_end"), today),
    )


def _table_terms(end: AgreementEnd | None, today: dt.date) -> dict[str, Any]:
    if end is None:
        return {}
    months = end.notice_months_max or end.notice_months_min or 0
    if end.ends_on is None:
        return {"until_notice": True, "notice_months": months}
    notice = notice_day(end.ends_on, months) if end.ends_on >= today else None
    return {"agreement_ends_on": end.ends_on, "last_notice_on": notice, "notice_months": months}


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
