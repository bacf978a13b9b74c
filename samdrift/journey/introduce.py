"""After the decisions: the plan is adopted by all five boards and put into practice. Everything here is example data.

The group began on 24 November: some value assessments are done, some are late, the host makes ready, one step slips.
"""

import datetime as dt
from dataclasses import dataclass, field

from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Body, Outcome
from samdrift.decisions.introduction.actions import (
    begin_step,
    complete_step,
    delay_step,
    make_introduction,
)
from samdrift.decisions.introduction.delays import DelayConsequences
from samdrift.decisions.introduction.models import Introduction, Step, StepKind
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.organisations.clock import today
from samdrift.journey.organisations import Society
from samdrift.records.register.actions import assess_value
from samdrift.records.register.models import Conclusion, ValueAssessment

BEGAN = dt.date(2008, 11, 24)
ASSESSED = dt.date(2008, 12, 19)
READY = dt.date(2008, 12, 15)
READ_ON = ("amal", "mellerud")  # whose value assessments are written by New Year
LATER = dt.timedelta(days=45)


@dataclass
class ReadyIntroductions:
    """What the stretch made."""

    introduction: Introduction | None = None
    assessments: list[ValueAssessment] = field(default_factory=list)
    done: list[Step] = field(default_factory=list)
    begun: list[Step] = field(default_factory=list)
    slipped: DelayConsequences | None = None


def introduce(society: Society, plan: Plan | None) -> ReadyIntroductions:
    made = ReadyIntroductions()
    if plan is None or not plan.is_solved:
        return made
    plan.refresh_from_db()
    _adopt(society, plan)
    made.introduction = make_introduction(
        by=society.it_manager("amal"),
        plan=plan,
        begins_on=BEGAN,
        name="Införandeplan 2009–2013",
        is_example=True,
    )
    for key in READ_ON:
        _assess(society, key, made)
    _make_ready(society, made)
    _delay_a_training(society, made)
    return made


def _adopt(society: Society, plan: Plan) -> None:
    """Each municipal executive board adopts the plan."""
    assert plan.proposal is not None
    for place, key in enumerate(("amal", "mellerud", "bengtsfors", "dalsed", "fargelanda")):
        record_decision(
            by=society.it_manager(key),
            proposal=plan.proposal,
            organisation=society.organisations[key],
            body=Body.BOARD,
            outcome=Outcome.ADOPTED,
            on=today(),
            paragraph=f"§ {31 + place}",
            note="Exempeldata",
        )


def _steps(society: Society, made: ReadyIntroductions, key: str, kind: StepKind) -> list[Step]:
    rows = Step.objects.filter(
        move__introduction=made.introduction,
        move__organisation=society.organisations[key],
        kind=kind,
    )
    return list(rows.select_related("move__target").order_by("pk"))


def _assess(society: Society, key: str, made: ReadyIntroductions) -> None:
    """The value of each thing that a municipality goes over to, and the step noted as done."""
    by = society.it_manager(key)
    for step in _steps(society, made, key, StepKind.VALUE):
        move = step.move
        if step.ends_on >= today():
            continue
        assessment = ValueAssessment(
            organisation=move.organisation,
            application=move.target,
            what=str(move.target or move.product),
            on=ASSESSED,
            need=f"Verksamheten behöver ett system för {move.area} som fler än en person behärskar.",
            benefit="Gemensam drift ger lägre kostnad, fler som kan systemet och samma arbetssätt i kommunerna.",
            year_ore=move.planned_ore,
            neighbour=f"Det är grannens lösning som föreslås: {move.unit} driftar den redan.",
            alternatives="Behålla det egna systemet, eller upphandla ett nytt för bara den egna kommunen.",
            conclusion=Conclusion.NEIGHBOUR,
            is_example=True,
        )
        made.assessments.append(assess_value(by=by, assessment=assessment))
        made.done.append(
            complete_step(by=by, step=step, on=ASSESSED, evidence="Dnr KS 2008/412 (exempel)")
        )


def _make_ready(society: Society, made: ReadyIntroductions) -> None:
    """The hosts have begun to make their installations ready for several."""
    for key in society.organisations:
        for step in _steps(society, made, key, StepKind.SETUP):
            if step.starts_on > READY:
                continue
            made.begun.append(begin_step(by=society.it_manager(key), step=step, on=READY))


def _delay_a_training(society: Society, made: ReadyIntroductions) -> None:
    """Åmål needs longer for the first training after which it gives notice of an old agreement."""
    given = {step.move_id for step in _steps(society, made, "amal", StepKind.NOTICE)}
    trainings = _steps(society, made, "amal", StepKind.TRAINING)
    step = next((each for each in trainings if each.move_id in given), None)
    if step is not None:
        made.slipped = delay_step(
            by=society.it_manager("amal"),
            step=step,
            ends_on=step.ends_on + LATER,
            why="Utbildarna är upptagna med bokslutet.",
        )
