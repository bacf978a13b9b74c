"""Questions to Statistics Sweden's PxWebApi 2, within its limits; sending them is somebody else's matter."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.population.jsonstat import Dataset, Dimension, read_dataset
from samdrift.core.population.meaning import population_contents, totals, vanishes

SCB = "https://statistikdatabasen.scb.se/api/v2"
FIRST_YEAR = 1968
LAST_FROZEN_YEAR = 2024
FROZEN_TABLE = "TAB638"
CURRENT_TABLE = "TAB5557"


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """What the service allows: cells in an answer, calls in any window of seconds."""

    cells: int = 150_000
    calls: int = 30
    window_seconds: float = 10


@dataclass(frozen=True, slots=True)
class Query:
    """One question: POST `body()` to `address()`. `cells` is the size of its answer."""

    table: str
    selection: Mapping[str, tuple[str, ...]]
    cells: int

    def address(self, service: str = SCB, *, language: str = "sv") -> str:
        return f"{service}/tables/{self.table}/data?lang={language}&outputFormat=json-stat2"

    def body(self) -> dict[str, list[dict[str, object]]]:
        return {
            "selection": [
                {"variableCode": variable, "valueCodes": list(codes)}
                for variable, codes in self.selection.items()
            ]
        }


def limits_of(config: Mapping[str, object]) -> ServiceLimits:
    """The limits that the service itself tells at ``/config``; what it doesn't tell is as known."""
    known = ServiceLimits()

    def read_limit(name: str, otherwise: float) -> int:
        value = config.get(name)
        return int(value if isinstance(value, int | float) and value > 0 else otherwise)

    return ServiceLimits(
        read_limit("maxDataCells", known.cells),
        read_limit("maxCallsPerTimeWindow", known.calls),
        read_limit("timeWindow", known.window_seconds),
    )


def tables_for(years: Iterable[int]) -> dict[str, list[int]]:
    """Which table to ask about which years: one is frozen at 2024, the other begins in 2025.

    Raises InvalidInput with the rule ``no-table-for-year`` for years before 1968.
    """
    wanted = sorted(set(years))
    what = gettext_noop("SCB's tables of the population begin in %(first)s, not in %(year)s")
    early = [
        Finding(
            str(year), what, values={"first": FIRST_YEAR, "year": year}, rule="no-table-for-year"
        )
        for year in wanted
        if year < FIRST_YEAR
    ]
    if early:
        raise InvalidInput(early)
    by_table = {
        FROZEN_TABLE: [year for year in wanted if year <= LAST_FROZEN_YEAR],
        CURRENT_TABLE: [year for year in wanted if year > LAST_FROZEN_YEAR],
    }
    return {table: asked for table, asked in by_table.items() if asked}


def queries(
    metadata: object,
    codes: Iterable[str],
    years: Iterable[int],
    limits: ServiceLimits | None = None,
) -> list[Query]:
    """Questions for every municipality and year, none with a larger answer than allowed.

    metadata: the table's own, from ``/tables/{id}/metadata``. Contents and totals are told from its labels; a variable
    without a total is left out where the table allows it.
    Raises InvalidInput, every finding at once: rules of `read_dataset`, ``no-population``, ``ambiguous-population``,
    ``ambiguous-total``, ``no-total``, ``no-variable``, ``unknown-code`` (a municipality or year that the table lacks).
    """
    dataset, findings = read_dataset(metadata, with_values=False)
    if dataset is None:
        raise InvalidInput(findings)
    selection, findings = _everybody(dataset)
    wanted = {
        dataset.region: tuple(dict.fromkeys(codes)),
        dataset.time: tuple(str(year) for year in dict.fromkeys(years)),
    }
    findings += [
        fault
        for variable, asked in wanted.items()
        for fault in _unknown(dataset.dimension(variable), variable, asked)
    ]
    if findings:
        raise InvalidInput(findings)
    return _divide_by_limit(dataset, selection, wanted, limits or ServiceLimits())


def _everybody(dataset: Dataset) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """Contents and the total of each variable that divides the population, or none where it vanishes."""
    selection: dict[str, tuple[str, ...]] = {}
    findings = _unknown(dataset.dimension(dataset.metric), dataset.metric, ())
    for dimension in dataset.dimensions:
        if dimension.code in {dataset.region, dataset.time}:
            continue
        if dimension.code == dataset.metric:
            contents, faults = population_contents(dimension)
            codes: tuple[str, ...] = (contents,)
        else:
            codes, faults = totals(dimension)
        findings += faults
        if codes:
            selection[dimension.code] = codes[:1]
        elif not faults and not vanishes(dimension):
            what = gettext_noop("%(variable)s has no total and can't be left out")
            values = {"variable": dimension.code}
            findings.append(Finding(dimension.code, what, values=values, rule="no-total"))
    return selection, findings


def _unknown(dimension: Dimension | None, variable: str, asked: Sequence[str]) -> list[Finding]:
    if dimension is None:
        what = gettext_noop("The answer lacks the variable %(variable)s")
        return [Finding("", what, values={"variable": variable}, rule="no-variable")]
    what = gettext_noop("The table knows no %(value)s")
    return [
        Finding(variable, what, values={"value": each}, rule="unknown-code")
        for each in asked
        if each not in dimension.labels
    ]


def _divide_by_limit(
    dataset: Dataset,
    selection: Mapping[str, tuple[str, ...]],
    wanted: Mapping[str, tuple[str, ...]],
    limits: ServiceLimits,
) -> list[Query]:
    """As few questions as the limit allows, divided by municipality and then by year."""
    codes, years = wanted[dataset.region], wanted[dataset.time]
    together = min(len(years), limits.cells)
    if not codes or not together:
        return []
    step = max(1, limits.cells // together)
    found = []
    for first in range(0, len(codes), step):
        for start in range(0, len(years), together):
            chosen = {
                **selection,
                dataset.region: codes[first : first + step],
                dataset.time: years[start : start + together],
            }
            ordered = {
                each.code: chosen[each.code] for each in dataset.dimensions if each.code in chosen
            }
            cells = math.prod(len(values) for values in ordered.values())
            found.append(Query(dataset.table, ordered, cells))
    return found


def earliest_call(made_at: Sequence[float], limits: ServiceLimits | None = None) -> float:
    """The first moment, in the same seconds as the calls made so far, at which one more keeps within the limit.

    No window of `window_seconds` ever holds more than `calls` calls.
    """
    allowed = limits or ServiceLimits()
    if len(made_at) < allowed.calls:
        return made_at[-1] if made_at else 0.0
    return max(made_at[-1], made_at[-allowed.calls] + allowed.window_seconds)
