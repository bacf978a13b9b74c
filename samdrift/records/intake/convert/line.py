"""One row while it is read: what it says of where, what, who, when, its agreement and its costs."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import OrganisationPath, Place, is_blank, read_organisation_path
from samdrift.core.tables.fields import fold
from samdrift.records.intake.convert.municipalities import ELSEWHERE, OWN, Municipalities, Whose
from samdrift.records.intake.convert.own_export import OwnExport
from samdrift.records.register.fields import PLAIN_FIELDS, ApplicationField

LONGEST_NAME, LONGEST_PART = 160, 120
_NAMES = re.compile(r"[,;|\n]")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What has to be known beside the file.

    own_names: what the receiving municipality is called; municipalities: what all municipalities are; both folded.
    spelled: the same names as they are spelled, for the paths. areas: folded name → name, of the catalogue's areas.
    whose: which municipality a cell names. choices: what somebody has settled about single rows, by `memory_of`.
    receiver: the receiving municipality's primary key. own_export: what the register's own list says today.
    """

    today: dt.date
    own_names: frozenset[str]
    municipalities: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    areas: Mapping[str, str] = field(default_factory=dict)
    whose: Municipalities = field(default_factory=Municipalities)
    choices: Mapping[str, str] = field(default_factory=dict)
    receiver: int | None = None
    own_export: OwnExport | None = None
    paths: dict[str, OrganisationPath] = field(
        default_factory=dict
    )  # those read so far; a register repeats them


@dataclass(slots=True)
class RowFindings:
    """The findings about a file, the numbers of the rows with faults, and how many rows have no name."""

    faulty: set[int] = field(default_factory=set)
    nameless: int = 0
    findings: list[Finding] = field(default_factory=list)
    whose: Whose = field(default_factory=Whose)

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)
        number = finding.values.get("row")
        if finding.severity is Severity.ERROR and isinstance(number, int):
            self.faulty.add(number)


@dataclass(slots=True)
class Line:
    """One row while it is read: its cells by field, the headings, what has become of it, and what is kept as well."""

    number: int
    cells: Values
    heading: Mapping[str, str]
    around: ReadingContext
    read: RowFindings
    values: Values = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)  # fields that are kept word for word as well
    municipality: str = ""  # as the row says it, where that is not the receiver
    member: int | None = (
        None  # the municipality that the row belongs to, where that is not the receiver
    )
    is_known: bool = False  # the row says by its key which application it is
    is_elsewhere: bool = False  # the row is of a municipality that the person does not bring in for

    def add_finding(
        self,
        name: str,
        rule: str,
        what: str,
        value: object = "",
        severity: Severity = Severity.ERROR,
        **more: object,
    ) -> None:
        place = Place(self.number, self.heading.get(name, ""))
        self.read.add(place.finding(rule, what, value, severity, **more))


def say_where(line: Line) -> None:
    """The department, as a path of units; whose the row is, if it says another municipality."""
    cells, own_names = line.cells, line.around.own_names
    parts: list[str] = []
    said = cells.get("municipality", "")
    if said and fold(said) not in own_names:
        line.kept.add("municipality")
    if "organisation" in cells:
        path = _path(line)
        if path is not None:
            parts = [path.department, *path.unit.split(" / ")]
            said = said or path.municipality
        if (
            path is None
            or path.group
            or (path.municipality and fold(path.municipality) not in own_names)
        ):
            line.kept.add("organisation")
    if "department" in cells and fold(cells["department"]) not in map(fold, parts):
        parts.append(cells["department"])
    parts = [part.strip()[:LONGEST_PART] for part in parts if fold(part)]
    if parts:
        line.values["department"] = parts
    if said:
        _say_whose(line, said)


def _say_whose(line: Line, said: str) -> None:
    found = line.around.whose.find(said)
    if found == OWN or fold(said) in line.around.own_names:
        return
    if isinstance(found, int):
        line.member, line.municipality = found, said
        line.kept -= {"municipality"}
    elif found == ELSEWHERE:
        line.is_elsewhere, line.municipality = True, said
    elif "municipality" in line.cells:
        line.read.whose.unknown[said] += 1


def _path(line: Line) -> OrganisationPath | None:
    text, paths = line.cells["organisation"], line.around.paths
    if text not in paths:
        place = Place(line.number, line.heading["organisation"])
        path = read_organisation_path(text, place, municipalities=line.around.spelled)
        if isinstance(path, Finding):
            line.read.add(path)
        if not isinstance(path, OrganisationPath):
            return None
        paths[text] = path
    return paths[text]


#: Column → fact, for what stands beside the application and is as its cell says.
_BESIDE = {
    "active_users": "users",
    "information_classification": "classification",
    "verdict_it": "verdict_it",
    "verdict_operation": "verdict_operation",
    "satisfaction": "satisfaction",
}


def say_what(line: Line) -> None:
    """What it is for and how it is run."""
    cells, values, areas = line.cells, line.values, line.around.areas
    if area := cells.get("area"):
        first = next((part for part in [area, *_NAMES.split(area)] if fold(part) in areas), None)
        if first is not None:
            values["area"] = areas[fold(first)]
        if first is None or fold(first) != fold(area):
            line.kept.add("area")
    values.update({_BESIDE[name]: cells[name] for name in _BESIDE if name in cells})
    for each in PLAIN_FIELDS:
        _plain(line, each)
    for source, target in (("depends_on", "needs"), ("depended_on_by", "needed_by")):
        if source in cells:
            _dependencies(line, source, target)


def _plain(line: Line, field: ApplicationField) -> None:
    """A plain field from its columns; several texts are put together, those of other columns under their headings."""
    said = [line.cells[name] for name in field.columns or (field.name,) if name in line.cells]
    told = [
        f"{line.heading[name]}: {line.cells[name]}" for name in field.asides if name in line.cells
    ]
    if len(said) > 1 or told:
        line.values[field.name] = "\n\n".join([*dict.fromkeys(said), *told])
    elif said:
        line.values[field.name] = said[0]


def _dependencies(line: Line, source: str, target: str) -> None:
    names = [part.strip() for part in _NAMES.split(line.cells[source]) if not is_blank(part)]
    if names and all(len(part) <= LONGEST_NAME for part in names):
        line.values[target] = list(dict.fromkeys(names))
    elif names:
        line.kept.add(source)


def say_who(line: Line) -> None:
    """The owner first in its column, other owners as deputies; both columns of managers; a contact."""
    owners = line.cells.get("owner") or []
    if owners:
        line.values["owner"] = owners[0]
    if len(owners) > 1:
        line.values["deputies"] = owners[1:]
        what = gettext_noop(
            "An application has one system owner: %(value)s; the others became deputies"
        )
        line.add_finding(
            "owner", "several-owners", what, owners[0][0] or owners[0][1], Severity.WARNING
        )
    operation = line.cells.get("operation_managers") or []
    managers = [*operation, *(line.cells.get("it_managers") or [])]
    if managers:
        line.values["managers"] = [list(pair) for pair in dict.fromkeys(map(tuple, managers))]
    contact = line.cells.get("contact") or ([] if line.is_known else operation)
    if contact:
        line.values["contact"] = contact[0]


def say_when(line: Line) -> None:
    """From which year, and until when. A year of phasing out that is over does not end what is said to be in use."""
    start = line.cells.get("start_year")
    if start is not None:
        line.values["start_year"] = start
    name = "phased_out_year" if "phased_out_year" in line.cells else "phase_out_year"
    end = line.cells.get(name)
    if end is None:
        return
    is_over = end < line.around.today.year and line.values.get("phase") != "retired"
    if start is not None and end < start:
        what = gettext_noop("It ends %(value)s, before it starts %(start)s")
        line.add_finding(name, "end-before-start", what, end, start=start)
        line.kept.add(name)
    elif is_over and name == "phase_out_year":
        what = gettext_noop(
            "It was to be phased out %(value)s but stands as in use; the year is kept as extra information"
        )
        line.add_finding(name, "phase-out-is-over", what, end, Severity.WARNING)
        line.kept.add(name)
    else:
        line.values["end_year"] = end


def say_agreement(line: Line) -> None:
    cells = line.cells
    end = cells.get("agreement_end")
    if end is None and "agreement_start" not in cells:
        line.kept.update(name for name in ("notice_months", "agreement") if name in cells)
        return
    terms = dict(end or {"ends_on": None, "notice_months": 0, "words": ""})
    if "notice_months" in cells:
        terms["notice_months"] = max(terms["notice_months"], cells["notice_months"])
    terms["price_ore"] = cells.get("cost")
    terms["starts_on"] = cells.get("agreement_start")
    if terms["starts_on"] and terms["ends_on"] and terms["starts_on"] > terms["ends_on"]:
        what = gettext_noop("The agreement ends %(value)s, before it starts %(start)s")
        line.add_finding(
            "agreement_end",
            "agreement-end-before-start",
            what,
            terms["ends_on"],
            start=terms["starts_on"],
        )
        line.kept.add("agreement_start")
        terms["starts_on"] = None
    terms["number"] = cells.get("agreement", "")[:60]
    if len(cells.get("agreement", "")) > len(terms["number"]):
        line.kept.add("agreement")
    if terms["ends_on"] and terms["ends_on"] < line.around.today.isoformat():
        what = gettext_noop("The agreement ended %(value)s")
        line.add_finding(
            "agreement_end", "agreement-is-over", what, terms["ends_on"], Severity.NOTE
        )
    line.values["agreement"] = terms


def say_costs(line: Line) -> None:
    """Budgets of the current year: {year, ore}. A total beside an operating budget is kept as it is."""
    cells = line.cells
    operating = cells.get("operating_budget", cells.get("cost"))
    if "cost" in cells and "operating_budget" in cells:
        line.kept.add("cost")
    for name, amount in (
        ("operating_budget", operating),
        ("development_budget", cells.get("development_budget")),
    ):
        if amount is not None:
            line.values[name] = {"year": line.around.today.year, "ore": amount}
