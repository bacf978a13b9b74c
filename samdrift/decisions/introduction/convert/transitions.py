"""An adopted plan beside today's register → who goes over to what, what it leaves, and what binds it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samdrift.core.introduction import Exit, Running, Transition, running_by_area
from samdrift.core.periods import add_months
from samdrift.decisions.collaboration.queries import federation_applications
from samdrift.decisions.planning.models import Plan, PlanKey
from samdrift.foundation.organisations.models import Organisation, Unit, UnitKind
from samdrift.foundation.organisations.queries import population
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.register.models import Application
from samdrift.records.register.queries import participants_by_application

LEFT = (
    AgreementKind.SUPPLIER,
    AgreementKind.LICENCE,
    AgreementKind.SUPPORT,
    AgreementKind.OPERATING,
)


@dataclass(frozen=True)
class TransitionDraft:
    """One municipality's move before it is kept. going: what core needs to know of it."""

    going: Transition
    organisation: Organisation
    area: str
    product: str
    unit: Unit | None
    target: Application | None
    old: Application | None
    agreement: Agreement | None
    running: Running | None


@dataclass(frozen=True)
class _Register:
    """Today's register, read once."""

    organisations: Mapping[str, Organisation]
    units: Mapping[int, Unit]
    applications: Mapping[int, Application]
    users: Mapping[int, Sequence[Organisation]]
    agreements: Mapping[int, Sequence[Agreement]]


def municipalities_in_transition(plan: Plan) -> list[str]:
    """Codes of the municipalities that go over to something by the plan."""
    areas = plan.answer_document.get("areas", ())
    return sorted({move["municipality"] for area in areas for move in area["moves"]})


def drafts_of(plan: Plan, on: dt.date) -> list[TransitionDraft]:
    """Every move of a plan, area by area; who uses what it goes over to already is left out, but for the host."""
    register = _read(plan, on)
    running = running_of_plan(plan)
    drafts: list[TransitionDraft] = []
    for answer in plan.answer_document["areas"]:
        for move in sorted(answer["moves"], key=lambda each: str(each["municipality"])):
            draft = _draft(plan, register, answer["id"], move, running)
            if draft is not None:
                drafts.append(draft)
    return drafts


def running_of_plan(plan: Plan) -> dict[tuple[str, str], Running]:
    """(area, municipality) → what running costs a year, today and by the plan, for everyone that the plan moves."""
    areas, today_ore = plan.answer_document["areas"], plan.basis.get("running_today", {})
    return running_by_area(plan.problem_document, areas, today_ore, _weights(plan))


def _weights(plan: Plan) -> dict[str, int] | None:
    """What the plan divides a joint installation's fixed cost by: inhabitants on its key date, or nothing: equally."""
    day = plan.basis.get("key_date")
    if plan.scenario.key != PlanKey.POPULATION or not day:
        return None
    found = population(plan.basis.get("names", {}), dt.date.fromisoformat(day))
    return {code: each.value for code, each in found.items()}


def _read(plan: Plan, on: dt.date) -> _Register:
    here = federation_applications(plan.scenario.federation, on).select_related("operating_unit")
    applications = {each.pk: each for each in here}
    codes = municipalities_in_transition(plan)
    members = Organisation.objects.filter(municipality_code__in=codes)
    units = Unit.objects.filter(kind=UnitKind.IT_UNIT).existing(on).select_related("organisation")
    return _Register(
        organisations={each.code: each for each in members},
        units={each.pk: each for each in units},
        applications=applications,
        users=participants_by_application(applications, on),
        agreements=_agreements(applications, on),
    )


def _agreements(applications: Iterable[int], on: dt.date) -> dict[int, list[Agreement]]:
    """What binds each application, the longest first."""
    found: dict[int, list[Agreement]] = defaultdict(list)
    links = Agreement.applications.through.objects.filter(
        application__in=list(applications),
        agreement__in=Agreement.objects.in_force(on).filter(kind__in=LEFT),
    )
    for link in links.select_related("agreement"):
        found[link.application_id].append(link.agreement)
    for rows in found.values():
        rows.sort(key=lambda each: (each.earliest_end or dt.date.min, each.pk), reverse=True)
    return found


def _draft(
    plan: Plan,
    register: _Register,
    area: str,
    move: Mapping[str, Any],
    running: Mapping[tuple[str, str], Running],
) -> TransitionDraft | None:
    code = move["municipality"]
    organisation = register.organisations[code]
    option = plan.basis["options"][area][move["option"]]
    target = register.applications.get(_number(r"^(\d+)$", option.get("installation") or ""))
    uses_it = target is not None and organisation in register.users.get(target.pk, ())
    is_host = uses_it and target is not None and target.host_id == organisation.pk
    if uses_it and not is_host:
        return None
    coordinates = option.get("unit") is None
    old = None if uses_it or coordinates else _present(plan, register, area, organisation)
    agreement = _binding(register, old, organisation)
    first, last = _period(plan.problem_document, move["period"])
    leaving = None
    if agreement is not None:
        leaving = Exit(agreement.terms, bound_until=agreement.binding_until)
    going = Transition(
        key=f"{code}:{area}",
        goes_over_on=first,
        goes_over_by=last,
        host=is_host,
        coordinates=coordinates,
        procures=target is None,
        has_old=old is not None,
        leaving=leaving,
        needs_notice=agreement is not None and agreement.rolling,
    )
    return TransitionDraft(
        going=going,
        organisation=organisation,
        area=area,
        product=option["product"],
        unit=register.units.get(_number(r"^u(\d+)$", option.get("unit") or "")),
        target=target,
        old=old,
        agreement=agreement,
        running=running.get((area, code)),
    )


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found.group(1)) if found else 0


def _present(
    plan: Plan, register: _Register, area: str, organisation: Organisation
) -> Application | None:
    """What the plan knows that the municipality has in the area, if it uses it still."""
    known = plan.basis["installed"].get(area, {}).get(organisation.code, {})
    old = register.applications.get(_number(r"^(\d+)$", known.get("installation") or ""))
    return old if old is not None and organisation in register.users.get(old.pk, ()) else None


def _binding(
    register: _Register, old: Application | None, organisation: Organisation
) -> Agreement | None:
    """The agreement that binds longest of those the municipality itself keeps on what it leaves."""
    if old is None:
        return None
    own = [
        each
        for each in register.agreements.get(old.pk, ())
        if each.responsible_id == organisation.pk
    ]
    return own[0] if own else None


def _period(problem: Mapping[str, Any], period: str) -> tuple[dt.date, dt.date]:
    """First and last day of a period of the plan: a year, or the part of one that its place among them says."""
    per_year = int(problem.get("periods_per_year") or 1)
    periods = list(problem["periods"])
    months = 12 // per_year
    first_year = _number(r"(\d{4})", periods[0])
    first = add_months(dt.date(first_year, 1, 1), months * periods.index(period))
    return first, add_months(first, months) - dt.timedelta(days=1)
