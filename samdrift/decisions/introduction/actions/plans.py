"""An adopted plan becomes an introduction plan: every step dated, ordered and with somebody responsible."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.introduction import LENGTHS
from samdrift.core.introduction import StepKind as CoreKind
from samdrift.decisions.introduction.convert import TransitionDraft
from samdrift.decisions.introduction.models import (
    LONGEST,
    Introduction,
    Move,
    Step,
    StepKind,
    within_reach,
)
from samdrift.decisions.introduction.queries import missing_for
from samdrift.decisions.introduction.sketch import Sketch, sketch
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Appointment, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Responsibility, ResponsibilityRole


def make_introduction(
    *,
    by: Person,
    plan: Plan,
    begins_on: dt.date | None = None,
    lengths: Mapping[str, int] | None = None,
    name: str = "",
    is_example: bool = False,
) -> Introduction:
    """Make the introduction plan of a plan that every municipality concerned has adopted.

    begins_on: nothing is planned before that day. lengths: working days by kind of step; the usual where not said.
    """
    require_in_group(by, Permission.INTRODUCE, plan.scenario.federation)
    _require_adopted(plan)
    within_reach(begins_on or today())
    days = {kind: int((lengths or {}).get(kind.value, usual)) for kind, usual in LENGTHS.items()}
    if not all(1 <= number <= LONGEST for number in days.values()):
        raise ValidationError(
            _("A step takes from 1 to %(most)s working days.") % {"most": LONGEST}
        )
    drawn = sketch(plan, begins_on or today(), days)
    if not drawn.drafts:
        raise ValidationError(_("The plan moves nobody: there is nothing to introduce."))
    introduction = Introduction(
        plan=plan,
        federation=plan.scenario.federation,
        name=name.strip() or str(plan.scenario),
        begins_on=begins_on or today(),
        made_on=today(),
        made_by=by,
        lengths={str(kind): number for kind, number in days.items()},
        is_example=is_example,
    )
    return _store(introduction, drawn, days, by)


def _require_adopted(plan: Plan) -> None:
    if Introduction.objects.filter(plan=plan).exists():
        raise ValidationError(_("The plan has its introduction plan already."))
    if plan.proposal is None or not plan.is_solved:
        raise ValidationError(
            _("The plan is not proposed: only a plan that is adopted is introduced.")
        )
    missing = missing_for(plan)
    if missing:
        raise ValidationError(
            _("These municipalities have not adopted the plan: %(names)s.")
            % {"names": ", ".join(str(each) for each in missing)}
        )


@verb
def _store(
    introduction: Introduction, drawn: Sketch, days: Mapping[CoreKind, int], by: Person
) -> Introduction:
    """Everything in one transaction, in a number of queries that does not grow with the steps."""
    introduction.full_clean()
    introduction.save(force_insert=True)
    moves = create_rows(_move(introduction, draft) for draft in drawn.drafts)
    by_going = {draft.going.key: move for draft, move in zip(drawn.drafts, moves, strict=True)}
    drafts = {draft.going.key: draft for draft in drawn.drafts}
    people = _usual_people(drawn.drafts)
    steps: dict[str, Step] = {}
    for key, task in drawn.tasks.items():
        going, _slash, kind = key.rpartition("/")
        dated = drawn.dated[key]
        draft = drafts[going]
        steps[key] = Step(
            move=by_going[going],
            kind=kind,
            starts_on=dated.starts_on,
            ends_on=dated.ends_on,
            first_ends_on=dated.ends_on,
            responsible_id=people.get((draft.organisation.pk, _responsible_for(kind, draft)))
            or people.get((draft.organisation.pk, None)),
            agreement=draft.agreement if task.leaves or task.covers else None,
        )
    create_rows(steps.values())
    create_rows(
        Step.waits_for.through(from_step_id=steps[key].pk, to_step_id=steps[before].pk)
        for key, task in drawn.tasks.items()
        for before in task.after
    )
    after = {**facts(introduction), "moves": len(moves), "steps": len(steps)}
    record(
        "introduction.introduction_made", introduction, by=by, after=after, parent=introduction.plan
    )
    return introduction


def _move(introduction: Introduction, draft: TransitionDraft) -> Move:
    return Move(
        introduction=introduction,
        organisation=draft.organisation,
        area=draft.area,
        product=draft.product,
        unit=draft.unit,
        target=draft.target,
        old=draft.old,
        is_host=draft.going.host,
        goes_over_on=draft.going.goes_over_on,
        goes_over_by=draft.going.goes_over_by,
        today_ore=draft.running.today_ore if draft.running else None,
        planned_ore=draft.running.planned_ore if draft.running else None,
    )


def _responsible_for(kind: str, draft: TransitionDraft) -> tuple[str, int] | None:
    """Whose step it is by the policy: the owner judges the value, the system manager trains; the rest is IT's."""
    roles = {
        StepKind.VALUE: ResponsibilityRole.OWNER,
        StepKind.TRAINING: ResponsibilityRole.MANAGER,
    }
    role = roles.get(StepKind(kind))
    return None if role is None or draft.old is None else (str(role), draft.old.pk)


def _usual_people(
    drafts: Iterable[TransitionDraft],
) -> dict[tuple[int, tuple[str, int] | None], int]:
    """(municipality, None) → its IT manager; (municipality, (role, old application)) → who holds the role there."""
    rows = list(drafts)
    places = {draft.organisation.pk for draft in rows}
    found: dict[tuple[int, tuple[str, int] | None], int] = {}
    managers = Appointment.objects.on(today()).filter(
        role=Role.IT_MANAGER, organisation__in=places, person__in=Person.objects.active()
    )
    for appointment in managers.order_by("-pk"):
        found[appointment.organisation_id, None] = appointment.person_id
    held = Responsibility.objects.on(today()).filter(
        application__in={draft.old.pk for draft in rows if draft.old},
        role__in=[ResponsibilityRole.OWNER, ResponsibilityRole.MANAGER],
        person__in=Person.objects.active(),
    )
    for each in held.select_related("person").order_by("-pk"):
        if each.person.organisation_id in places:
            assert each.person.organisation_id is not None
            key = (each.person.organisation_id, (str(each.role), each.application_id))
            found[key] = each.person_id
    return found
