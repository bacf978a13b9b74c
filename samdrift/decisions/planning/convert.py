"""A federation's register → a problem to plan, with all that had to be assumed or left out."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.opportunities import ApplicationFact
from samdrift.core.planning import Installed, ItUnit, Problem, Terms, derive_problem, work_of
from samdrift.decisions.collaboration.queries import federation_applications, opportunity_facts
from samdrift.decisions.planning.models import Scenario
from samdrift.foundation.organisations.models import Unit, UnitKind
from samdrift.foundation.organisations.queries import latest_population_day, members_of, population
from samdrift.records.register.models import Participation


@dataclass
class Basis:
    """What the problem was derived from. estimated: areas where a cost was estimated from like cases."""

    names: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    applications: int = 0
    without_area: int = 0
    without_cost: int = 0
    beside: list[str] = field(default_factory=list)
    estimated_cost: float = 0.0
    running_today: dict[str, list[int]] = field(default_factory=dict)
    running_planned: dict[str, list[int]] = field(default_factory=dict)

    def as_values(self) -> dict[str, Any]:
        return vars(self)


def terms_of(scenario: Scenario) -> Terms:
    spare = scenario.spare_percent
    return Terms(
        first_year=scenario.first_year,
        years=scenario.years,
        discount=float(scenario.discount_percent) / 100,
        day_cost=scenario.day_ore / 100,
        same_product_saved=scenario.same_product_saved / 100,
        other_product_saved=scenario.other_product_saved / 100,
        change_days=None if scenario.change_days is None else float(scenario.change_days),
        max_changes=scenario.max_changes,
        budget=None if scenario.budget_ore is None else scenario.budget_ore / 100,
        spare=None if spare is None else spare / 100,
    )


def in_ore(costs: Mapping[str, Sequence[float]]) -> dict[str, list[int]]:
    """Kronor a year → whole öre."""
    return {code: [round(each * 100) for each in years] for code, years in costs.items()}


def problem_of(
    scenario: Scenario, on: dt.date
) -> tuple[Problem, Basis, dict[str, list[Installed]]]:
    """The problem of a scenario on the register of a day, and what each municipality has in each area."""
    federation = scenario.federation
    members = members_of(federation, on)
    codes = [member.code for member in members]
    facts = opportunity_facts(federation, on)
    basis = Basis(names={member.code: str(member) for member in members}, applications=len(facts))
    units, operating = _units(scenario, on, {member.pk: member.code for member in members})
    basis.units = {name: str(unit) for name, unit in units.items()}
    key_date = latest_population_day(codes, on) if codes else None
    people = (
        {code: each.value for code, each in population(codes, key_date).items()} if key_date else {}
    )
    usual = _usual_cost(facts)
    chosen: dict[str, dict[str, Installed]] = defaultdict(dict)
    for fact in sorted(facts, key=lambda each: (-(each.annual_cost_ore or 0), each.key)):
        if not fact.area:
            basis.without_area += 1
            continue
        for row in _installed(fact, codes, people, operating, usual, basis, scenario.first_year):
            if row.municipality in chosen[fact.area]:
                basis.beside.append(f"{basis.names[row.municipality]}: {fact.name}")
            else:
                chosen[fact.area][row.municipality] = row
    areas = {name: list(rows.values()) for name, rows in sorted(chosen.items())}
    terms = terms_of(scenario)
    rooms = {
        name: _room(name, unit, facts, operating, areas, terms) for name, unit in units.items()
    }
    return derive_problem(areas, rooms, terms, _departments(scenario, on)), basis, areas


def _units(
    scenario: Scenario, on: dt.date, members: dict[int, str]
) -> tuple[dict[str, Unit], dict[str, str]]:
    """The members' IT units that operate something, and IT unit by application."""
    units: dict[str, Unit] = {}
    operating: dict[str, str] = {}
    here = federation_applications(scenario.federation, on)
    for application in here.select_related("operating_unit__organisation"):
        unit = application.operating_unit
        if unit is None or unit.kind != UnitKind.IT_UNIT or unit.organisation_id not in members:
            continue
        name = f"u{unit.pk}"
        units[name] = unit
        operating[str(application.pk)] = name
    return units, operating


def _room(  # noqa: PLR0917 - a unit beside everything it operates
    name: str,
    unit: Unit,
    facts: list[ApplicationFact],
    operating: dict[str, str],
    areas: dict[str, list[Installed]],
    terms: Terms,
) -> ItUnit:
    """The unit's capacity less the work with what isn't planned here."""
    code = unit.organisation.code
    if unit.capacity_fte is None:
        return ItUnit(code)
    planned = {
        row.installation
        for rows in areas.values()
        if len({row.installation for row in rows}) > 1
        for row in rows
    }
    beside = sum(
        (fact.annual_cost_ore or 0) / 100
        for fact in facts
        if operating.get(fact.key) == name and fact.key not in planned
    )
    return ItUnit(code, float(unit.capacity_fte) - work_of(beside, terms.day_cost))


def _usual_cost(facts: list[ApplicationFact]) -> float:
    """The median cost of an application whose cost is known, kronor: what one without a cost is taken to cost."""
    known = sorted(fact.annual_cost_ore / 100 for fact in facts if fact.annual_cost_ore)
    return known[len(known) // 2] if known else 0.0


def _installed(  # noqa: PLR0917 - one fact and what it is read beside
    fact: ApplicationFact,
    codes: list[str],
    people: dict[str, int],
    operating: dict[str, str],
    usual: float,
    basis: Basis,
    first_year: int,
) -> list[Installed]:
    """The application as each member uses it; its cost by population among all who use it."""
    if fact.annual_cost_ore:
        cost = fact.annual_cost_ore / 100
    else:
        cost = usual * len(fact.participants)
        basis.without_cost += 1
        basis.estimated_cost = usual
    using = [code for code in fact.participants if code in codes]
    weights = {code: people.get(code, 0) for code in fact.participants}
    whole = sum(weights.values())
    fits = [fit for fit in (fact.it_fit, fact.operation_fit) if fit is not None]
    return [
        Installed(
            municipality=code,
            installation=fact.key,
            product=fact.product or fact.name,
            unit=operating.get(fact.key),
            annual=cost
            * (weights[code] / whole if whole and weights[code] else 1 / len(fact.participants)),
            bound_years=_bound_years(fact, first_year),
            fit=min(fits, default=None),
            specialists=fact.specialists,
        )
        for code in using
    ]


def _bound_years(fact: ApplicationFact, first_year: int) -> int:
    """Whole years from the first during which the agreement binds; one until notice binds by its notice."""
    if fact.agreement_ends_on is not None:
        return max(0, fact.agreement_ends_on.year - first_year + (fact.agreement_ends_on.month > 6))
    if fact.until_notice:
        return 1 if fact.notice_months > 6 else 0
    return 0


def _departments(scenario: Scenario, on: dt.date) -> dict[str, str]:
    """The department that most use an area from, where participations say one."""
    keys = federation_applications(scenario.federation, on).values("pk")
    rows = Participation.objects.on(on).filter(
        application__in=keys, unit__isnull=False, application__area__isnull=False
    )
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for area, unit in rows.values_list("application__area__name", "unit__name"):
        counted[str(area)][str(unit)] += 1
    return {area: names.most_common(1)[0][0] for area, names in counted.items()}
