"""What the register says now of an application, in the terms of a file's row."""

from typing import Any

from samdrift.foundation.organisations.models import Person, Unit
from samdrift.records.agreements.models import Agreement
from samdrift.records.intake.convert.line import Values
from samdrift.records.intake.queries import BUDGETS, RegisterState
from samdrift.records.register.fields import PLAIN_FIELDS
from samdrift.records.register.models import (
    Application,
    Participation,
    ResponsibilityRole,
    Side,
)

LEVELS = ("confidentiality", "integrity", "availability", "traceability")


def values_of_state(standing: RegisterState, units: dict[int, Unit]) -> Values:
    """The same fields as a row of a file, those that the register knows."""
    application = standing.application
    values: Values = {
        **{field.name: field.of(application) for field in PLAIN_FIELDS},
        "name": application.name,
        "product": {"id": application.product_id, "name": str(application.product)}
        if application.product
        else None,
        "area": application.area.name if application.area else None,
        "classification": _classification(application),
        "start_year": (
            standing.introduced.on if standing.introduced else application.starts_on
        ).year,
        "end_year": application.ends_on.year if application.ends_on else None,
        "more": application.more,
        "agreement": _agreement(standing.agreement),
        "needs": [str(each.needs or each.outside) for each in standing.needs],
        "needed_by": [str(each.application) for each in standing.needed_by],
    }
    values.update(_taking_part(standing.participation, units))
    values.update(_people(standing))
    for side, name in ((Side.IT, "verdict_it"), (Side.OPERATION, "verdict_operation")):
        if side in standing.assessments:
            values[name] = standing.assessments[side].verdict or None
    if Side.OPERATION in standing.assessments:
        values["satisfaction"] = standing.assessments[Side.OPERATION].comment or None
    for name, phase in BUDGETS.items():
        if phase in standing.cost_lines:
            line = standing.cost_lines[phase]
            values[name] = {"year": line.year, "ore": line.amount_ore}
    return {name: value for name, value in values.items() if value is not None}


def _classification(application: Application) -> list[int | None] | None:
    """The four levels in their order, None for one that is not known; nothing where none is."""
    levels = [getattr(application, name) for name in LEVELS]
    return None if levels == [None] * len(LEVELS) else levels


def _taking_part(participation: Participation | None, units: dict[int, Unit]) -> Values:
    if participation is None:
        return {}
    path: list[str] = []
    unit = units.get(participation.unit_id) if participation.unit_id else None
    while unit is not None and len(path) < 10:
        path.insert(0, unit.name)
        unit = units.get(unit.parent_id) if unit.parent_id else None
    return {
        "department": path or None,
        "users": participation.users,
        "contact": as_pair(participation.contact) if participation.contact else None,
    }


def _people(standing: RegisterState) -> Values:
    held: Values = {}
    owners = standing.holders(ResponsibilityRole.OWNER)
    if owners:
        held["owner"] = as_pair(owners[0].person)
    for name, role in (
        ("deputies", ResponsibilityRole.DEPUTY),
        ("managers", ResponsibilityRole.MANAGER),
    ):
        if people := [as_pair(each.person) for each in standing.holders(role)]:
            held[name] = people
    return held


def as_pair(person: Person) -> list[str]:
    return [person.name, person.email or ""]


def _agreement(agreement: Agreement | None) -> dict[str, Any] | None:
    if agreement is None:
        return None
    return {
        "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else None,
        "notice_months": agreement.notice_months,
        "words": agreement.end_in_words,
        "starts_on": agreement.starts_on.isoformat() if agreement.starts_on else None,
        "number": agreement.number,
        "price_ore": agreement.price_per_year_ore,
    }
