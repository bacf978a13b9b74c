"""Who and what a person may see of organisations, and the population base."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Kind,
    Membership,
    Organisation,
    Person,
    Population,
    Unit,
)
from samdrift.foundation.organisations.models.organisation import OrganisationQuerySet

_DATA = files("samdrift.foundation.organisations") / "data"
FROZEN_TABLE, PERTURBED_TABLE, LAST_FROZEN_YEAR = "TAB638", "TAB5557", 2024


def circle_ids(person: Person) -> frozenset[int]:
    """Organisations in the same federations as the person's own: the members and the federations themselves."""
    own = {person.organisation_id} if person.organisation_id else set()
    if not person.federation_ids:
        return frozenset(own)
    members = Membership.objects.on(today()).filter(federation__in=person.federation_ids)
    return frozenset(own | set(members.values_list("member_id", flat=True)) | person.federation_ids)


def visible_organisations(person: Person) -> OrganisationQuerySet:
    """Members see every organisation; others (neighbours, suppliers) see their own."""
    if person.federation_ids:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=circle_ids(person))


def visible_units(person: Person) -> QuerySet[Unit]:
    return Unit.objects.filter(organisation__in=visible_organisations(person)).select_related(
        "organisation"
    )


def visible_people(person: Person) -> QuerySet[Person]:
    """Colleagues: people of the organisations in one's circle. Never suppliers' view of others."""
    return Person.objects.filter(organisation__in=circle_ids(person)).select_related(
        "organisation", "unit"
    )


def federation_of(person: Person) -> Organisation | None:
    """The federation whose pages the person sees: the first that the own organisation is a member of."""
    return Organisation.objects.filter(pk__in=person.federation_ids).order_by("pk").first()


def keeper_of(organisation: Organisation, by: Person) -> Organisation:
    """Whose people keep an organisation's units, people and appointments.

    A member's and a federation's: those appointed over it. A neighbour's or a supplier's: the federation that deals
    with it, because nobody else here could.
    """
    if organisation.kind == Kind.FEDERATION or organisation.federations.current().exists():
        return organisation
    return Organisation.objects.filter(pk__in=by.federation_ids).first() or organisation


def members_of(federation: Organisation, on: dt.date | None = None) -> list[Organisation]:
    return list(Organisation.objects.members_of(federation, on or today()))


def it_units_by_organisation(organisations: Iterable[Organisation]) -> dict[int, list[Unit]]:
    units: dict[int, list[Unit]] = {organisation.pk: [] for organisation in organisations}
    for unit in Unit.objects.filter(organisation__in=list(units), kind="it_unit"):
        units[unit.organisation_id].append(unit)
    return units


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """One population figure with where it comes from."""

    code: str
    on: dt.date
    value: int
    source_table: str
    perturbed: bool


def population(codes: Iterable[str], on: dt.date) -> dict[str, Inhabitants]:
    """Inhabitants by municipality code on a key date, from the database; codes without a figure are left out."""
    rows = Population.objects.filter(code__in=list(codes), on=on)
    return {
        row.code: Inhabitants(row.code, row.on, row.value, row.source_table, row.perturbed)
        for row in rows
    }


def latest_population_day(codes: Iterable[str], before: dt.date) -> dt.date | None:
    """The last day not after `before` with a figure for every code."""
    wanted = set(codes)
    days = (
        Population.objects.filter(code__in=wanted, on__lte=before)
        .order_by("-on")
        .values_list("on", "code")
    )
    seen: dict[dt.date, set[str]] = {}
    for day, code in days:
        seen.setdefault(day, set()).add(code)
        if seen[day] == wanted:
            return day
    return None


def population_days(codes: Iterable[str], before: dt.date) -> dict[dt.date, set[str]]:
    """Days not after `before` with figures, newest first, and the codes that have one on each; one query."""
    rows = Population.objects.filter(code__in=set(codes), on__lte=before).order_by("-on")
    found: dict[dt.date, set[str]] = {}
    for day, code in rows.values_list("on", "code"):
        found.setdefault(day, set()).add(code)
    return found


def shipped_population() -> Iterator[Inhabitants]:
    """Every figure that comes with the package: 31 December 1950-2025. Källa: SCB."""
    with (_DATA / "population.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year = int(row["year"])
            new = year > LAST_FROZEN_YEAR
            table = PERTURBED_TABLE if new else FROZEN_TABLE
            yield Inhabitants(
                row["code"], dt.date(year, 12, 31), int(row["population"]), table, new
            )


def shipped_population_on(on: dt.date) -> dict[str, Inhabitants]:
    """The shipped figures of one day, by municipality code; needs no database."""
    return {figure.code: figure for figure in shipped_population() if figure.on == on}


@dataclass(frozen=True, slots=True)
class Municipality:
    code: str
    name: str
    official_name: str
    county_code: str
    county: str


@lru_cache(maxsize=1)
def shipped_municipalities() -> dict[str, Municipality]:
    """The 290 municipalities by code."""
    with (_DATA / "municipalities.csv").open(encoding="utf-8") as file:
        return {row["code"]: Municipality(**row) for row in csv.DictReader(file)}


def search_people(person: Person, text: str) -> QuerySet[Person]:
    return visible_people(person).filter(Q(name__icontains=text) | Q(email__icontains=text))


def suppliers() -> OrganisationQuerySet:
    return Organisation.objects.filter(kind=Kind.SUPPLIER)
