"""What each municipality pays for joint costs in a year, as the start page shows it: kept as a fact of who looks."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.foundation.organisations.kept_facts import FactName, fact_now
from samdrift.foundation.organisations.models import Organisation, Person

JOINT_BY_MUNICIPALITY = "joint_by_municipality"


@dataclass(frozen=True, slots=True)
class Pays:
    """What a municipality pays; `is_own`: the reader's."""

    name: str
    ore: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class JointByMunicipality:
    """Who pays, the most first."""

    rows: list[Pays]


def joint_by_municipality(person: Person, year: int) -> JointByMunicipality | None:
    """What each municipality pays in a year's budget of what the person sees; None where nobody may see or pays."""
    if not sees_costs(person):
        return None
    fact = fact_now(FactName(JOINT_BY_MUNICIPALITY, year, person.pk))
    rows = [Pays(name, ore, key == person.organisation_id) for key, name, ore in fact.value]
    return JointByMunicipality(rows) if rows else None


def joint_now(year: int, reader_pk: int | None) -> list[list[Any]]:
    """Key, name and öre of each who pays, the most first, of what one person sees."""
    reader = Person.objects.filter(pk=reader_pk).first() if reader_pk else None
    if reader is None:
        return []
    paid: dict[int, int] = defaultdict(int)
    for cost in joint_costs(reader, year):
        for organisation, ore in cost.amounts_ore.items():
            paid[organisation] += ore
    names = Organisation.objects.in_bulk(paid)
    return [
        [key, str(names[key]), ore]
        for key, ore in sorted(paid.items(), key=lambda each: (-each[1], each[0]))
        if ore and key in names
    ]
