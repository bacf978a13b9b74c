"""The 290 municipalities and their inhabitants since 1950, as shipped. Where they come from: data/README.md."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from samdrift.core.population.queries import CURRENT_TABLE, FROZEN_TABLE, LAST_FROZEN_YEAR
from samdrift.core.population.reading import Inhabitants

_DATA = files("samdrift.core.population") / "data"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with its code, its short and its official name, and its county, as Statistics Sweden has them."""

    code: str
    name: str
    official_name: str
    county_code: str
    county: str


def shipped_population(year: int | None = None) -> Iterator[Inhabitants]:
    """The figures of 31 December of a year, or of every year from 1950 to 2025. Source: Statistics Sweden."""
    with (_DATA / "population.csv").open(encoding="utf-8") as file:
        names = next(file).strip().split(",")
        lines = file if year is None else (line for line in file if f",{year}," in line)
        for row in csv.DictReader(lines, names):
            day = dt.date(int(row["year"]), 12, 31)
            is_perturbed = day.year > LAST_FROZEN_YEAR
            table = CURRENT_TABLE if is_perturbed else FROZEN_TABLE
            yield Inhabitants(row["code"], day, int(row["population"]), table, is_perturbed)


def shipped_population_on(on: dt.date) -> dict[str, Inhabitants]:
    """The shipped figures of one day, by municipality code."""
    return {figure.code: figure for figure in shipped_population(on.year) if figure.on == on}


@cache
def shipped_municipalities() -> dict[str, Municipality]:
    """The 290 municipalities by code."""
    with (_DATA / "municipalities.csv").open(encoding="utf-8") as file:
        return {row["code"]: Municipality(**row) for row in csv.DictReader(file)}
