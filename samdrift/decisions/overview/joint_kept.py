"""What each municipality pays for joint costs in a year, as the start page shows it: kept as a fact of who looks."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.kept_facts import FactName, fact_of
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import FieldGroup
from samdrift.records.register.queries import mark_of_sight
from samdrift.records.spending.models import ApprovalDelegation, JointInitiative

JOINT_BY_MUNICIPALITY = "joint_by_municipality"


@dataclass(frozen=True, slots=True)
class Pays:
    """What a municipality pays; `is_own`: the reader's."""

    name: str
    ore: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class JointByMunicipality:
    """Who pays, the most first, with the moment it was summed."""

    rows: list[Pays]
    at: dt.datetime
    is_behind: bool


def joint_by_municipality(person: Person, year: int) -> JointByMunicipality | None:
    """What each municipality pays in a year's budget of what the person sees; None where nobody may see or pays."""
    if not sees_costs(person):
        return None
    view = _view_of(person)
    name = FactName(JOINT_BY_MUNICIPALITY, year, person.pk)
    fact = fact_of(name, is_whole=lambda value: value["view"] == view)
    paid = {int(key): ore for key, ore in fact.value["paid"].items()}
    if not paid:
        return None
    names = Organisation.objects.in_bulk(paid)
    rows = [
        Pays(str(names[key]), ore, key == person.organisation_id)
        for key, ore in sorted(paid.items(), key=lambda each: (-each[1], each[0]))
        if key in names
    ]
    return JointByMunicipality(rows, fact.at, fact.is_behind)


def joint_now(year: int, reader_pk: int | None) -> dict[str, Any]:
    """The sums in öre by key, of what one person sees, and of which view."""
    reader = Person.objects.filter(pk=reader_pk).first()
    if reader is None:
        return {"view": "", "paid": {}}
    paid: dict[int, int] = defaultdict(int)
    for cost in joint_costs(reader, year):
        for organisation, ore in cost.amounts_ore.items():
            paid[organisation] += ore
    return {"view": _view_of(reader), "paid": {str(key): ore for key, ore in paid.items() if ore}}


def _view_of(person: Person) -> str:
    """A mark that changes as soon as what is shown to the person does, so that nothing kept outlives a right."""
    approves = ApprovalDelegation.objects.on(today()).filter(delegate=person)
    owns = JointInitiative.objects.filter(owner=person)
    own = [sorted(rows.values_list("pk", flat=True)) for rows in (approves, owns)]
    return f"{mark_of_sight(person, {FieldGroup.COSTS})} {own}"
