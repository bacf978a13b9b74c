"""What the policy and the order of steps ask for before a step begins or is completed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samdrift.core.introduction import StepKind as CoreKind
from samdrift.core.introduction import needed_by
from samdrift.decisions.introduction.models import Move, Step, StepKind, StepStatus
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.competence.models import TrainingPlan
from samdrift.records.register.models import ValueAssessment

AGREED = (AgreementKind.OPERATING, AgreementKind.COLLABORATION)


def assessments_of(moves: Iterable[Move]) -> dict[int, ValueAssessment]:
    """Move → the municipality's latest value assessment of what it goes over to; one query."""
    rows = list(moves)
    seen = ValueAssessment.objects.filter(organisation__in={move.organisation_id for move in rows})
    latest: dict[tuple[int, object], ValueAssessment] = {}
    for each in seen.order_by("on", "pk"):
        latest[each.organisation_id, each.application_id or each.what.casefold()] = each
    found = {
        move.pk: latest.get((move.organisation_id, move.target_id or move.product.casefold()))
        for move in rows
    }
    return {key: each for key, each in found.items() if each is not None}


def assessment_for(move: Move) -> ValueAssessment | None:
    return assessments_of([move]).get(move.pk)


def training_is_planned(step: Step) -> bool:
    """Under way, or with somebody responsible and a training plan for the application in the year it is for."""
    if step.status == StepStatus.UNDER_WAY:
        return True
    if step.status != StepStatus.PLANNED or step.responsible_id is None:
        return False
    years = {step.starts_on.year, step.ends_on.year}
    return TrainingPlan.objects.filter(application=step.move.target_id, year__in=years).exists()


def _lacks_assessment(step: Step) -> list[str]:
    """Nothing is introduced without a value assessment that says so and has looked at the neighbours."""
    if step.kind not in {StepKind.INTRODUCTION, StepKind.VALUE}:
        return []
    found = assessment_for(step.move)
    if found is None:
        words = _(
            "There is no value assessment: nothing is introduced without one, with «use what a neighbour has» "
            "among its alternatives."
        )
        return [_cite(words, Duty.VALUE_BEFORE_USE, step)]
    if not found.speaks_for_it:
        words = _("The latest value assessment says not to introduce it.")
        return [_cite(words, Duty.VALUE_BEFORE_USE, step)]
    return []


def _cite(words: str, duty: Duty, step: Step) -> str:
    return cite_clauses(words, duty, {step.move.introduction.federation_id})


def hindrances_to_begin(step: Step) -> list[str]:
    """Why a step can't begin, in words; nothing where it can."""
    if step.status != StepStatus.PLANNED:
        return [_("The step has begun, is done or is cancelled already.")]
    return _lacks_assessment(step) if step.kind == StepKind.INTRODUCTION else []


def hindrances_to_complete(step: Step, evidence: str = "") -> list[str]:
    """Why a step can't be completed, in words, all at once; nothing where it can."""
    if not step.is_open:
        return [_("The step is done or cancelled already.")]
    found = _waiting(step) + _lacks_assessment(step)
    if step.kind == StepKind.INTRODUCTION:
        found += _lacks_training(step)
    if step.kind == StepKind.AGREEMENT and not evidence.strip() and not _is_agreed(step.move):
        found.append(
            _(
                "No agreement on operation or collaboration that binds the municipality is in the register: "
                "add it, or say the case number as evidence."
            )
        )
    return found


def _waiting(step: Step) -> list[str]:
    """What it waits for and is not done; what need only be planned is asked for by its own clause."""
    enough = {str(kind) for kind in needed_by(CoreKind(step.kind))}
    return [
        _("%(step)s (%(municipality)s) must be done first.")
        % {"step": each.get_kind_display(), "municipality": each.move.organisation}
        for each in step.waits_for.select_related("move__organisation")
        if each.is_open and each.kind not in enough
    ]


def _lacks_training(step: Step) -> list[str]:
    """The training is done, or planned."""
    training = step.move.steps.filter(kind=StepKind.TRAINING).select_related("move").first()
    if training is not None and (
        training.status == StepStatus.DONE or training_is_planned(training)
    ):
        return []
    words = _(
        "The training is neither done nor planned: nothing is introduced without it. "
        "Planned means under way, or with somebody responsible and a training plan for the year."
    )
    return [_cite(words, Duty.TRAINING_BEFORE_USE, step)]


def _is_agreed(move: Move) -> bool:
    """Does an agreement on the application bind the municipality?"""
    if move.target_id is None:
        return False
    agreements = Agreement.objects.in_force(today()).filter(
        kind__in=AGREED, applications=move.target_id
    )
    return agreements.filter(parties__organisation=move.organisation_id).exists()
