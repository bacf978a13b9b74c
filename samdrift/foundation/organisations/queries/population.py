"""The population base, and the municipalities that come with the package."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from samdrift.foundation.organisations.models import (
    Population,
)

_DATA = files("samdrift.foundation.organisations") / "data"
FROZEN_TABLE, PERTURBED_TABLE, LAST_FROZEN_YEAR = "TAB638", "TAB5557", 2024


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


def municipality_name(name: str, value: object) -> str | None:
    """The municipality whose code stands in the log; None for everything else, and where the code itself is told."""
    if name == "municipality_code":
        return None
    found = shipped_municipalities().get(value) if isinstance(value, str) else None
    return found.name if found else None
