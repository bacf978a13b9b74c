"""The register as it is on a day → installations by area, IT units, and what had to be assumed about them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.findings import gettext_noop
from samdrift.core.money import format_kronor
from samdrift.core.opportunities import ApplicationFact
from samdrift.core.planning import Binding, Estimate, Installed, Known, Register, estimate_costs
from samdrift.core.swedish import swedish_key
from samdrift.decisions.collaboration.queries import federation_applications, opportunity_facts
from samdrift.decisions.planning.models import Scenario
from samdrift.foundation.organisations.models import Organisation, Unit, UnitKind
from samdrift.foundation.organisations.queries import (
    it_units_by_organisation,
    latest_population_day,
    members_of,
    population,
)
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.competence.queries import specialists_by_product
from samdrift.records.register.models import Application, Operation, Participation, Phase

BOUGHT = (AgreementKind.SUPPLIER, AgreementKind.LICENCE, AgreementKind.SUPPORT)
LIKE = {
    "product": gettext_noop(
        "%(application)s is taken to cost %(amount)s kronor a year: median of %(cases)s of the same product"
    ),
    "area": gettext_noop(
        "%(application)s is taken to cost %(amount)s kronor a year: median of %(cases)s in the same area"
    ),
    "all": gettext_noop(
        "%(application)s is taken to cost %(amount)s kronor a year: median of all %(cases)s with a known cost"
    ),
    "product_by_size": gettext_noop(
        "%(application)s is taken to cost %(amount)s kronor a year: by inhabitants as %(cases)s of the same product"
    ),
    "area_by_size": gettext_noop(
        "%(application)s is taken to cost %(amount)s kronor a year: by inhabitants as %(cases)s in the same area"
    ),
    "all_by_size": gettext_noop(
        "%(application)s is taken to cost %(amount)s kronor a year: by inhabitants as all %(cases)s with a known cost"
    ),
}
OPERATED = gettext_noop("%(unit)s is taken to operate %(applications)s")


@dataclass
class RegisterReading:
    """What the register says. rows: by area. suppliers: what each operates. assumptions: as in `PlanBasis`."""

    members: list[Organisation]
    facts: list[ApplicationFact]
    rows: dict[str, list[Installed]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    suppliers: dict[str, str] = field(default_factory=dict)
    operating: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    key_date: dt.date | None = None
    departments: dict[str, str] = field(default_factory=dict)
    register: Register = field(default_factory=lambda: Register(0, 0, 0, 0, 0, 0, 0))
    estimates: dict[str, Estimate] = field(default_factory=dict)
    assumptions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def applications(self) -> dict[str, str]:
        return {fact.key: fact.name for fact in self.facts}


def read_register(scenario: Scenario, on: dt.date) -> RegisterReading:
    """In a fixed number of queries, however large the register is."""
    federation = scenario.federation
    members = members_of(federation, on)
    codes = [member.code for member in members]
    applications = {
        str(each.pk): each
        for each in federation_applications(federation, on).select_related(
            "operating_unit__organisation"
        )
    }
    reading = RegisterReading(members, opportunity_facts(federation, on))
    reading.key_date = latest_population_day(codes, on) if codes else None
    everyone = {code for fact in reading.facts for code in fact.participants} | set(codes)
    if reading.key_date:
        figures = population(everyone, reading.key_date)
        reading.people = {code: each.value for code, each in figures.items()}
    _find_units(reading, applications, on)
    _estimate(reading)
    reading.register = _register(reading.facts, applications, codes)
    reading.departments = _departments(scenario, on)
    _lay_out(reading, applications, _bindings(applications.values(), on), codes)
    return reading


def _find_units(
    reading: RegisterReading, applications: Mapping[str, Application], on: dt.date
) -> None:
    """IT unit by application: the one that the register says, else the host municipality's own."""
    own = it_units_by_organisation(reading.members, on)
    assumed_of: dict[str, list[str]] = {}
    for key, application in applications.items():
        unit = application.operating_unit
        assumed = False
        if _is_with_supplier(application):
            reading.operating[key] = f"s{key}"
            reading.suppliers[f"s{key}"] = application.name
        elif unit is None:
            unit = _usual_unit(own.get(application.host_id, []))
            assumed = unit is not None
        if unit is None or unit.kind != UnitKind.IT_UNIT or unit.organisation_id not in own:
            continue
        name = f"u{unit.pk}"
        reading.units[name], reading.operating[key] = unit, name
        if assumed:
            assumed_of.setdefault(name, []).append(key)
    for name, keys in sorted(assumed_of.items()):
        told = ", ".join(sorted((applications[key].name for key in keys), key=swedish_key))
        values = {"applications": told, "unit": str(reading.units[name])}
        reading.assumptions.append(
            {"key": f"unit:{name}", "what": OPERATED, "values": values, "installations": keys}
        )


def _usual_unit(units: Iterable[Unit]) -> Unit | None:
    """The one that serves the administration, where a municipality has several."""
    return min(units, key=lambda unit: (unit.serves == "schools", unit.pk), default=None)


def _estimate(reading: RegisterReading) -> None:
    reading.estimates = estimate_costs(
        [
            Known(
                key=fact.key,
                product=fact.product,
                area=fact.area,
                inhabitants=sum(reading.people.get(code, 0) for code in fact.participants),
                annual=fact.annual_cost_ore / 100 if fact.annual_cost_ore else None,
            )
            for fact in reading.facts
        ]
    )
    names = reading.applications
    for key, each in reading.estimates.items():
        values = {
            "application": names[key],
            "amount": format_kronor(round(each.annual) * 100).removesuffix(",00"),
            "cases": each.cases,
        }
        what = LIKE[f"{each.like}_by_size" if each.by_size else each.like]
        reading.assumptions.append(
            {"key": f"cost:{key}", "what": what, "values": values, "installations": [key]}
        )


def _register(
    facts: Iterable[ApplicationFact], applications: Mapping[str, Application], codes: list[str]
) -> Register:
    used = [fact for fact in facts if set(fact.participants) & set(codes)]
    said = [applications[fact.key] for fact in used]
    return Register(
        applications=len(used),
        with_area=sum(bool(fact.area) for fact in used),
        with_product=sum(bool(fact.product) for fact in used),
        with_cost=sum(bool(fact.annual_cost_ore) for fact in used),
        with_unit=sum(each.operating_unit_id is not None for each in said),
        with_supplier=sum(_is_with_supplier(each) for each in said),
        with_end=sum(bool(fact.agreement_ends_on) or fact.until_notice for fact in used),
        with_fit=sum(fact.it_fit is not None or fact.operation_fit is not None for fact in used),
    )


def _is_with_supplier(application: Application) -> bool:
    """Does the register say that a supplier operates it, and name no IT unit that does?"""
    return application.operating_unit_id is None and application.operation == Operation.EXTERNAL


def _bindings(applications: Iterable[Application], on: dt.date) -> dict[str, Binding]:
    """The agreement that binds each application longest."""
    links = Agreement.applications.through.objects.filter(
        application__in=[each.pk for each in applications],
        agreement__in=Agreement.objects.in_force(on).filter(kind__in=BOUGHT),
    ).select_related("agreement")
    found: dict[str, Agreement] = {}
    for link in links.order_by("agreement_id"):
        key, each = str(link.application_id), link.agreement
        now = found.get(key)
        if now is None or (each.current_end or dt.date.min) > (now.current_end or dt.date.min):
            found[key] = each
    return {
        key: Binding(
            ends_on=each.current_end,
            notice_months=each.notice_months,
            renews_months=0 if each.ended_on else each.renews_months,
            not_before=each.binding_until,
            starts_on=each.starts_on,
            first_ends_on=each.first_ends_on or each.ends_on,
        )
        for key, each in found.items()
    }


def _departments(scenario: Scenario, on: dt.date) -> dict[str, str]:
    """The department that most use an area from, where participations say one."""
    keys = federation_applications(scenario.federation, on).values("pk")
    rows = Participation.objects.on(on).filter(
        application__in=keys, unit__isnull=False, application__area__isnull=False
    )
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for area, unit in rows.values_list("application__area__name", "unit__name"):
        counted[str(area)][str(unit)] += 1
    return {
        area: min(names, key=lambda name: (-names[name], name)) for area, names in counted.items()
    }


def _lay_out(
    reading: RegisterReading,
    applications: Mapping[str, Application],
    bindings: Mapping[str, Binding],
    codes: list[str],
) -> None:
    organisations = {application.host_id for application in applications.values()}
    organisations |= {unit.organisation_id for unit in reading.units.values()}
    specialists = specialists_by_product(organisations)
    known = {product for _organisation, product in specialists}
    for fact in sorted(reading.facts, key=lambda each: each.key):
        application = applications[fact.key]
        unit = reading.units.get(reading.operating.get(fact.key, ""))
        master = None
        if application.product_id in known:
            where = application.host_id if unit is None else unit.organisation_id
            master = specialists.get((where, application.product_id), 0)
        rows = _installations(reading, fact, application, bindings.get(fact.key), master)
        if fact.area:
            reading.rows.setdefault(fact.area, []).extend(
                row for row in rows if row.municipality in codes
            )


def _installations(
    reading: RegisterReading,
    fact: ApplicationFact,
    application: Application,
    binding: Binding | None,
    specialists: int | None,
) -> list[Installed]:
    """The application as each municipality uses it; its cost by population among all who use it."""
    estimate = reading.estimates.get(fact.key)
    cost = (fact.annual_cost_ore or 0) / 100 if estimate is None else estimate.annual
    weights = {code: reading.people.get(code, 0) for code in fact.participants}
    whole = sum(weights.values()) if all(weights.values()) else 0
    fits = [fit for fit in (fact.it_fit, fact.operation_fit) if fit is not None]
    joint = 4 if len(fact.participants) > 1 else 0
    return [
        Installed(
            municipality=code,
            installation=fact.key,
            product=fact.product or fact.name,
            unit=reading.operating.get(fact.key),
            annual=cost * (weights[code] / whole if whole else 1 / len(weights)),
            estimated=estimate is not None,
            binding=binding,
            fit=min(fits, default=None),
            specialists=specialists,
            level=joint if fact.level is None else fact.level,
            can_host=application.phase != Phase.PHASE_OUT,
            retired_on=application.ends_on,
        )
        for code in fact.participants
    ]
