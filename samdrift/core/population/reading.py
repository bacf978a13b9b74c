"""An answer from Statistics Sweden → one figure for each municipality and year, and everything wrong with it."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.population.jsonstat import Dataset, Dimension, read_dataset
from samdrift.core.population.meaning import is_perturbed, key_date, population_contents, totals

_MUNICIPALITY = re.compile(r"\d{4}")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many live in one municipality on one day, and the table of Statistics Sweden that says so."""

    code: str
    on: dt.date
    value: int
    source_table: str
    perturbed: bool


@dataclass(frozen=True, slots=True)
class PopulationRead:
    """Figures in order of municipality and day, and everything found; no figures where the answer can't be trusted."""

    figures: tuple[Inhabitants, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Meaning:
    contents: str
    month: int
    day: int
    totals: Mapping[str, tuple[str, ...]]  # of every variable beside region, contents and year


def read_population_file(content: bytes) -> PopulationRead:
    """A saved answer. Rules: ``not-json`` and those of `read_population`."""
    try:
        answer = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        what = gettext_noop("The file is not JSON in UTF-8")
        return PopulationRead((), (Finding("", what, rule="not-json"),))
    return read_population(answer)


def read_population(answer: object) -> PopulationRead:
    """An answer in JSON-stat 2 from PxWebApi 2 → figures.

    Contents, totals, day and perturbation are told from the answer's own labels and notes. What is ambiguous is
    refused: the rules ``no-population``, ``ambiguous-population``, ``ambiguous-total``, ``no-total`` (nothing is ever
    added up), ``no-variable``, ``no-key-date``, ``no-table``, ``not-a-year``, ``no-municipality`` and those of
    `read_dataset` give no figures at all. A single cell that can't be used is left out: ``bad-value``,
    ``totals-disagree`` (errors), ``missing-value`` (warning), ``zero-is-missing`` (note: SCB writes 0 for a
    municipality that did not exist).
    """
    dataset, findings = read_dataset(answer)
    if dataset is None:
        return PopulationRead((), tuple(findings))
    meaning, findings = _meaning(dataset)
    if meaning is None:
        return PopulationRead((), tuple(findings))
    read = list(_cells(dataset, meaning))
    figures = [each for each in read if isinstance(each, Inhabitants)]
    figures.sort(key=lambda figure: (figure.code, figure.on))
    return PopulationRead(tuple(figures), tuple(each for each in read if isinstance(each, Finding)))


def _meaning(dataset: Dataset) -> tuple[_Meaning | None, list[Finding]]:
    """What the variables mean; None with findings where any of it is in doubt."""
    findings: list[Finding] = []
    for code in (dataset.region, dataset.metric, dataset.time):
        if dataset.dimension(code) is None:
            what = gettext_noop("The answer lacks the variable %(variable)s")
            findings.append(Finding("", what, values={"variable": code}, rule="no-variable"))
    metric = dataset.dimension(dataset.metric)
    if findings or metric is None:
        return None, findings
    contents, findings = population_contents(metric)
    on = key_date(metric, contents)
    if contents and on is None:
        what = gettext_noop("The answer doesn't say which day of the year the figures hold")
        findings.append(Finding(metric.code, what, rule="no-key-date"))
    if not dataset.table:
        what = gettext_noop("The answer doesn't say which table it comes from")
        findings.append(Finding("extension.px", what, rule="no-table"))
    chosen, faults = _totals(dataset)
    findings += faults + _faults_of_categories(dataset)
    if findings or on is None:
        return None, findings
    return _Meaning(contents, *on, chosen), []


def _totals(dataset: Dataset) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    chosen, findings = {}, []
    for dimension in _breakdowns(dataset):
        codes, faults = totals(dimension)
        if not codes and not faults:
            what = gettext_noop(
                "%(variable)s has no total among %(labels)s; leave the variable out or choose its total"
            )
            labels = ", ".join(list(dimension.labels.values())[:5])
            values = {"variable": dimension.code, "labels": labels}
            faults = [Finding(dimension.code, what, values=values, rule="no-total")]
        chosen[dimension.code] = codes
        findings += faults
    return chosen, findings


def _breakdowns(dataset: Dataset) -> list[Dimension]:
    """Variables that divide the population: civil status, age, sex."""
    named = {dataset.region, dataset.metric, dataset.time}
    return [each for each in dataset.dimensions if each.code not in named]


def _faults_of_categories(dataset: Dataset) -> list[Finding]:
    region, time = dataset.dimension(dataset.region), dataset.dimension(dataset.time)
    assert region is not None
    assert time is not None
    findings = [
        Finding(
            time.code,
            gettext_noop("%(value)s is not a year"),
            values={"value": each},
            rule="not-a-year",
        )
        for each in time.categories
        if not _YEAR.fullmatch(each)
    ]
    if not any(_MUNICIPALITY.fullmatch(each) for each in region.categories):
        what = gettext_noop("There is no municipality among the regions")
        findings.append(Finding(region.code, what, rule="no-municipality"))
    return findings


def _cells(dataset: Dataset, meaning: _Meaning) -> Iterator[Inhabitants | Finding]:
    """Every municipality and year; the country and the counties are passed over."""
    region, time = dataset.dimension(dataset.region), dataset.dimension(dataset.time)
    assert region is not None
    assert time is not None
    perturbed = is_perturbed(dataset)
    for code, year in product(region.categories, time.categories):
        if not _MUNICIPALITY.fullmatch(code):
            continue
        value = _value(dataset, meaning, code, year)
        if isinstance(value, Finding):
            yield value
        else:
            on = dt.date(int(year), meaning.month, meaning.day)
            yield Inhabitants(code, on, value, dataset.table, perturbed)


def _value(dataset: Dataset, meaning: _Meaning, code: str, year: str) -> int | Finding:
    """The total of one municipality and year, or what is wrong with it."""
    fixed = {dataset.region: code, dataset.time: year, dataset.metric: meaning.contents}
    found = [
        dataset.value(fixed | dict(zip(meaning.totals, chosen, strict=True)))
        for chosen in product(*meaning.totals.values())
    ]
    where, first = f"{code} {year}", found[0]
    if any(each != first for each in found):
        what = gettext_noop("Totals with the same name differ: %(values)s")
        values = {"values": ", ".join(str(each) for each in found)}
        return Finding(where, what, values=values, rule="totals-disagree")
    if first is None:
        what = gettext_noop("There is no figure")
        return Finding(where, what, Severity.WARNING, rule="missing-value")
    if isinstance(first, float) and first.is_integer():
        first = int(first)
    if type(first) is not int or first < 0:
        what = gettext_noop("%(value)s is not a number of inhabitants")
        return Finding(where, what, values={"value": first}, rule="bad-value")
    if first == 0:
        what = gettext_noop("0 was read as no figure: the municipality did not exist then")
        return Finding(where, what, Severity.NOTE, rule="zero-is-missing")
    return first
