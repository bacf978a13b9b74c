"""Who owns and operates what several use, today and when a plan is carried out → the values of core's balance."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from samdrift.core.balance import SharedApplication
from samdrift.core.planning import AreaPlan, read_areas, read_problem, unit_loads, work_of
from samdrift.decisions.collaboration.queries import federation_applications
from samdrift.decisions.introduction.convert.transitions import TransitionDraft, drafts_of
from samdrift.decisions.planning.models import DEFAULT_DAY_ORE, Plan
from samdrift.foundation.organisations.models import Organisation, Person, Unit, UnitKind
from samdrift.foundation.organisations.queries import latest_population_day, members_of, population
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.queries import applications_whose, participants_by_application
from samdrift.records.spending.queries import cost_by_application


@dataclass(frozen=True)
class Responsible:
    """What core's balance is counted from, with the rows behind it.

    applications: by the key of each joint application. beside: work with what is not joint, by member.
    """

    members: Sequence[Organisation]
    inhabitants: Mapping[str, int]
    capacity: Mapping[str, float | None]
    joint: Sequence[SharedApplication]
    beside: Mapping[str, float]
    applications: Mapping[str, Application] = field(default_factory=dict)
    population_on: dt.date | None = None

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.members]


def joint_now(federation: Organisation, on: dt.date, reader: Person | None = None) -> Responsible:
    """The federation as it is, in a fixed number of queries; with `reader` as far as that person may see.

    Whose owner is hidden counts as without one, and hidden costs are no work.
    """
    members = members_of(federation, on)
    rows = list(
        federation_applications(federation, on).select_related("operating_unit__organisation")
    )
    keys = [row.pk for row in rows]
    taking_part = participants_by_application(keys, on)
    owners = _owners(_showing(reader, FieldGroup.PEOPLE, keys), on)
    costs = cost_by_application(_showing(reader, FieldGroup.COSTS, keys), on.year)
    joint, beside = [], dict.fromkeys((each.code for each in members), 0.0)
    for row in rows:
        users = tuple(each.code for each in taking_part.get(row.pk, ()))
        operator = _operator(row)
        load = work_of(costs.get(row.pk, 0) / 100, DEFAULT_DAY_ORE / 100)
        if len(users) > 1:
            owner = owners.get(row.pk, "")
            joint.append(SharedApplication(str(row.pk), owner, operator, users, load))
        elif operator in beside:
            beside[operator] += load
    codes = sorted(
        {each.code for each in members} | {code for each in joint for code in each.users}
    )
    figured = [code for code in codes if code.isdecimal()]
    day = latest_population_day([each.code for each in members], on) if members else None
    people = {code: each.value for code, each in population(figured, day).items()} if day else {}
    return Responsible(
        members=members,
        inhabitants=people,
        capacity=_capacity(members, on),
        joint=joint,
        beside=beside,
        applications={str(row.pk): row for row in rows},
        population_on=day,
    )


def _showing(reader: Person | None, group: FieldGroup, keys: Sequence[int]) -> Sequence[int]:
    """Those of the applications whose group the reader may see; all where nobody reads."""
    if reader is None:
        return keys
    return list(applications_whose(reader, group).filter(pk__in=keys).values_list("pk", flat=True))


def _owners(keys: Iterable[int], on: dt.date) -> dict[int, str]:
    """The municipality that employs each application's system owner."""
    rows = Responsibility.objects.on(on).filter(
        application__in=list(keys), role=ResponsibilityRole.OWNER
    )
    return {
        row.application_id: row.person.organisation.code
        for row in rows.select_related("person__organisation")
        if row.person.organisation is not None
    }


def _operator(application: Application) -> str:
    unit = application.operating_unit
    return unit.organisation.code if unit is not None else ""


def _capacity(members: Sequence[Organisation], on: dt.date) -> dict[str, float | None]:
    """Full-time employees for operation at each member's IT units; None where no unit says."""
    found: dict[str, float | None] = dict.fromkeys((each.code for each in members), None)
    codes = {each.pk: each.code for each in members}
    units = Unit.objects.filter(organisation__in=members, kind=UnitKind.IT_UNIT).existing(on)
    for unit in units.exclude(capacity_fte=None):
        code = codes[unit.organisation_id]
        found[code] = (found[code] or 0.0) + float(unit.capacity_fte or 0)
    return found


def joint_planned(
    now: Responsible, plan: Plan, on: dt.date, reader: Person | None = None
) -> Responsible:
    """The same when the plan has been carried out: its moves made, and work at units changed by what is left to do."""
    drafts = drafts_of(plan, on)
    operators = {
        str(draft.target.pk): draft.unit.organisation.code
        for draft in drafts
        if draft.target is not None and draft.unit is not None
    }
    users = {each.key: set(each.users) for each in now.joint}
    single: dict[str, SharedApplication] = {}
    for draft in drafts:
        code = draft.organisation.code
        if draft.target is not None:
            key = str(draft.target.pk)
            if key not in users:
                users[key] = set()
                single[key] = _single(now, draft.target, on, reader)
                users[key] |= set(single[key].users)
            users[key].add(code)
        if draft.old is not None and str(draft.old.pk) in users:
            users[str(draft.old.pk)].discard(code)
    joint = [
        replace(
            each,
            users=tuple(sorted(users[each.key])),
            operator=operators.get(each.key, each.operator),
        )
        for each in (*now.joint, *single.values())
        if len(users[each.key]) > 1
    ]
    return replace(now, joint=joint, beside=_changed_work(now, plan, drafts))


def _single(
    now: Responsible, application: Application, on: dt.date, reader: Person | None
) -> SharedApplication:
    """An application that only one uses today."""
    users = [
        each.code
        for each in participants_by_application([application.pk], on).get(application.pk, ())
    ]
    seen = _showing(reader, FieldGroup.PEOPLE, [application.pk])
    owner = _owners(seen, on).get(application.pk, "")
    return SharedApplication(str(application.pk), owner, _operator(application), tuple(users))


def _changed_work(
    now: Responsible, plan: Plan, drafts: Sequence[TransitionDraft]
) -> dict[str, float]:
    """What is left of the plan adds to or takes from the work at each member's units, laid on what is not joint.

    What is carried out is in the register already: it is not laid on once more.
    """
    problem = read_problem(plan.problem_document)
    owner_of = {unit.id: unit.municipality for unit in problem.units}
    areas = read_areas(plan.answer_document)
    done = {load.unit: load for load in unit_loads(problem, _carried_out(plan, areas, drafts))}
    beside = dict(now.beside)
    for load in unit_loads(problem, areas):
        code = owner_of.get(load.unit)
        if code in beside and load.planned:
            beside[code] = max(0.0, beside[code] + load.planned[-1] - done[load.unit].planned[-1])
    return beside


def _carried_out(
    plan: Plan, areas: Sequence[AreaPlan], drafts: Sequence[TransitionDraft]
) -> tuple[AreaPlan, ...]:
    """The part of a plan that the register has already.

    Who had something else when the plan was computed and has no step left has gone over; who used the same
    installation then, as its host does, counts with the first of the others.
    """
    left = {(draft.area, draft.organisation.code) for draft in drafts}
    found = []
    for area in areas:
        had = {
            code: row["installation"]
            for code, row in plan.basis.get("installed", {}).get(area.id, {}).items()
        }
        options = plan.basis["options"][area.id]
        there = {
            move
            for move in area.moves
            if had.get(move.municipality) == options[move.option]["installation"]
        }
        gone = {
            move.option
            for move in area.moves
            if move not in there and (area.id, move.municipality) not in left
        }
        moves = tuple(
            move
            for move in area.moves
            if move.option in gone and (move in there or (area.id, move.municipality) not in left)
        )
        moved = {move.municipality for move in moves}
        stays = {*area.stays, *(m.municipality for m in area.moves if m.municipality not in moved)}
        opened = tuple(one for one in area.opened if one.option in gone)
        found.append(AreaPlan(area.id, moves=moves, opened=opened, stays=tuple(sorted(stays))))
    return tuple(found)
