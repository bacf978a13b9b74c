"""Register and scenario together: the problem, and everything that its explanation needs."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from samdrift.core.findings import Finding, errors
from samdrift.core.planning import (
    AreaPlan,
    CostTerms,
    Installed,
    ItUnit,
    Problem,
    Yearly,
    apply_pins,
    derive_problem,
    emptiness,
    in_lanes,
    nobody_pays_more,
    yearly,
)
from samdrift.core.planning.pins import Pin
from samdrift.decisions.planning.convert.basis import (
    PlanBasis,
    installed_words,
    options_words,
    words,
)
from samdrift.decisions.planning.convert.register import RegisterReading, read_register
from samdrift.decisions.planning.convert.terms import ore, pins_of, terms_of
from samdrift.decisions.planning.models import FairnessRule, PlanKey, Scenario


@dataclass(frozen=True)
class DerivedProblem:
    """problem: narrowed by the pins; whole: as it is without them. findings: errors stop it from being planned.

    rows, rooms, departments, terms, weights: what `again` derives the problem from with other judgements.
    """

    problem: Problem
    whole: Problem
    basis: PlanBasis
    findings: tuple[Finding, ...]
    rows: Mapping[str, Sequence[Installed]]
    rooms: Mapping[str, ItUnit]
    departments: Mapping[str, str]
    terms: CostTerms
    pins: tuple[Pin, ...]
    asked: "Asked"

    def again(
        self,
        terms: CostTerms | None = None,
        rows: Mapping[str, Sequence[Installed]] | None = None,
        pins: Sequence[Pin] | None = None,
    ) -> Problem:
        """The problem with other figures."""
        chosen = self.rows if rows is None else rows
        problem = self.asked.problem(chosen, self.rooms, terms or self.terms, self.departments)
        kept = self.pins if pins is None else pins
        return apply_pins(problem, kept, levels_of(chosen), self.basis.known)[0]

    def years(self, plans: Sequence[AreaPlan]) -> dict[str, Yearly]:
        return yearly(self.rows, self.terms, plans, self.asked.weights, self.rooms)

    @property
    def today_ore(self) -> int:
        """What everyone pays to the horizon if nobody goes over, the pins apart."""
        return ore(math.fsum(float(np.nansum(area.stay_cost)) for area in self.whole.areas))


@dataclass(frozen=True)
class Asked:
    """What a scenario asks of every plan.

    weights: by which joint costs are divided; None equally. nobody_worse: nobody pays more than if nothing changes.
    least: kronor that an option must save to be opened.
    """

    weights: Mapping[str, float] | None
    nobody_worse: bool
    least: float | None

    def problem(
        self,
        rows: Mapping[str, Sequence[Installed]],
        rooms: Mapping[str, ItUnit],
        terms: CostTerms,
        departments: Mapping[str, str],
    ) -> Problem:
        """The problem of these figures with what is asked of its plans."""
        problem = replace(derive_problem(rows, rooms, terms, departments), min_saving=self.least)
        if self.nobody_worse:
            return nobody_pays_more(problem, rows, rooms, terms, self.weights)
        return problem


def asked_of(scenario: Scenario, reading: RegisterReading) -> Asked:
    """What a scenario asks; the key is the population where that is known of all."""
    weights = None
    people = [reading.people.get(member.code) for member in reading.members]
    if scenario.key == PlanKey.POPULATION and all(people):
        weights = {code: float(value) for code, value in reading.people.items()}
    least = scenario.min_saving_ore
    nobody_worse = scenario.fairness_rule == FairnessRule.NOBODY_WORSE
    return Asked(weights, nobody_worse, None if least is None else least / 100)


def levels_of(rows: Mapping[str, Sequence[Installed]]) -> dict[tuple[str, str], int]:
    return {(area, row.municipality): row.level or 0 for area, each in rows.items() for row in each}


def problem_of(scenario: Scenario, on: dt.date) -> DerivedProblem:
    """The problem of a scenario on the register of a day."""
    reading = read_register(scenario, on)
    terms = terms_of(scenario, on)
    lanes = in_lanes(reading.rows)
    planned = {
        name: rows for name, rows in lanes.areas.items() if len({r.installation for r in rows}) > 1
    }
    rooms = {name: _room(name, reading, planned, terms) for name in sorted(reading.units)}
    used = {row.unit for rows in planned.values() for row in rows}
    rooms |= {name: ItUnit(None) for name in sorted(reading.suppliers) if name in used}
    named = reading.departments
    departments = {
        lane: named[area] for lane, area in lanes.names.items() if area in named and lane in planned
    }
    asked = asked_of(scenario, reading)
    whole = asked.problem(planned, rooms, terms, departments)
    basis = _basis(reading, lanes.names, lanes.areas, planned, on)
    pins, wrong = pins_of(scenario)
    problem, misplaced = apply_pins(whole, pins, levels_of(planned), basis.known)
    basis.options = options_words(whole, planned)
    register = emptiness(reading.register)
    findings = (*register, *wrong, *misplaced)
    basis.remarks = [words(each) for each in register if each not in errors(register)]
    return DerivedProblem(
        problem, whole, basis, findings, planned, rooms, departments, terms, pins, asked
    )


def _basis(
    reading: RegisterReading,
    names: Mapping[str, str],
    lanes: Mapping[str, Sequence[Installed]],
    planned: Mapping[str, Sequence[Installed]],
    on: dt.date,
) -> PlanBasis:
    applications = reading.applications
    known = {row.installation for rows in planned.values() for row in rows}
    shared = {
        lane: {row.municipality for row in rows}
        for lane, rows in lanes.items()
        if lane not in planned
    }
    basis = PlanBasis(
        names={member.code: str(member) for member in reading.members},
        units={name: str(unit) for name, unit in sorted(reading.units.items())}
        | {
            name: _("the supplier of %(application)s") % {"application": application}
            for name, application in sorted(reading.suppliers.items())
        },
        owners={name: unit.organisation.code for name, unit in sorted(reading.units.items())},
        areas={lane: names[lane] for lane in planned},
        joint=[lane for lane, codes in shared.items() if len(codes) > 1],
        alone=[lane for lane, codes in shared.items() if len(codes) == 1],
        on=on.isoformat(),
        key_date=reading.key_date.isoformat() if reading.key_date else "",
        applications=reading.register.applications,
        without_area=sum(not fact.area for fact in reading.facts),
        without_cost=len(reading.estimates),
        beside=sorted(
            f"{row.municipality}: {applications[row.installation]}"
            for lane in planned
            if lane != names[lane]
            for row in planned[lane]
        ),
        estimated_cost=max((each.annual for each in reading.estimates.values()), default=0.0),
        counts=dict(reading.register.counts()),
        assumptions=[each for each in reading.assumptions if known & set(each["installations"])],
    )
    basis.installed = {
        lane: {
            row.municipality: installed_words(row, applications[row.installation]) for row in rows
        }
        for lane, rows in planned.items()
    }
    return basis


def _room(
    name: str,
    reading: RegisterReading,
    planned: Mapping[str, Sequence[Installed]],
    terms: CostTerms,
) -> ItUnit:
    """The unit's capacity less the work with what isn't planned here."""
    unit = reading.units[name]
    code = unit.organisation.code
    if unit.capacity_fte is None:
        return ItUnit(code)
    inside = {row.installation for rows in planned.values() for row in rows}
    beside = sum(
        (fact.annual_cost_ore or 0) / 100
        for fact in reading.facts
        if reading.operating.get(fact.key) == name and fact.key not in inside
    )
    return ItUnit(code, float(unit.capacity_fte) - terms.work(beside))


def scale_cost(
    rows: Mapping[str, Sequence[Installed]], installation: str, factor: float
) -> dict[str, list[Installed]]:
    """The rows with what one installation costs multiplied."""
    return {
        area: [
            replace(row, annual=row.annual * factor) if row.installation == installation else row
            for row in each
        ]
        for area, each in rows.items()
    }
