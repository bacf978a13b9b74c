"""Checks of what is introduced: planned, judged worth it, trained for, and fairly divided."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.balance import balance, percent
from samdrift.decisions.governance.models import ProposalStatus
from samdrift.decisions.introduction.models import StepKind, StepStatus
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.results import Evidence, Result, counted, row
from samdrift.records.register.models import Phase

BEGUN = {StepStatus.UNDER_WAY, StepStatus.DONE}


def introduction_planned(facts: Facts) -> Result:
    """Every adopted plan has its introduction plan."""
    planned = {each.plan_id: each for each in facts.introductions}
    adopted = [
        plan
        for plan in facts.plans
        if plan.pk in planned
        or (plan.proposal is not None and plan.proposal.status == ProposalStatus.ADOPTED)
    ]
    return counted(
        row(planned[plan.pk], "introduction_page", fulfils=True)
        if plan.pk in planned
        else row(plan, "plan_page", fulfils=False, note=_("adopted, without an introduction plan"))
        for plan in adopted
    )


def value_assessed(facts: Facts) -> Result:
    """What is being introduced, by itself or by a plan, was judged worth it with the neighbours considered."""
    new = [each for each in facts.applications if each.phase == Phase.INTRODUCTION]
    rows = [
        row(
            each,
            "application_page",
            each.pk in facts.valued and facts.valued[each.pk].speaks_for_it,
            "" if each.pk in facts.valued else _("no value assessment"),
        )
        for each in new
    ]
    for step in facts.steps:
        if step.kind == StepKind.INTRODUCTION and step.status != StepStatus.CANCELLED:
            found = facts.assessed.get(step.move_id)
            note = "" if found else _("no value assessment")
            rows.append(row(step, "step_page", found is not None and found.speaks_for_it, note))
    return counted(rows)


def introductions_trained(facts: Facts) -> Result:
    """What is being introduced has a training plan; what is introduced by a plan has had, or has, its training."""
    rows = [
        row(
            each,
            "application_page",
            each.pk in facts.training,
            "" if each.pk in facts.training else _("no training plan this year"),
        )
        for each in facts.applications
        if each.phase == Phase.INTRODUCTION
    ]
    trained = {step.move_id: step for step in facts.steps if step.kind == StepKind.TRAINING}
    for step in facts.steps:
        if step.kind == StepKind.INTRODUCTION and step.status in BEGUN:
            training = trained.get(step.move_id)
            begun = training is not None and training.status in BEGUN
            planned = step.move.target_id in facts.training
            note = "" if begun or planned else _("training neither done nor planned")
            rows.append(row(step, "step_page", begun or planned, note))
    return counted(rows)


def responsibility_spread(facts: Facts) -> Result:
    """Each member carries at least half, and at most twice, what its inhabitants would give of what is joint."""
    known = facts.responsibility
    if not known.joint or not sum(known.inhabitants.get(code, 0) for code in known.codes):
        return Result(0, 0)
    found = balance(known.joint, known.inhabitants, known.codes, known.capacity, known.beside)
    words = _(
        "owns %(owns)s, operates %(operates)s: %(share)s %% of the responsibility, %(fair)s %% of the inhabitants"
    )
    return counted(
        Evidence(
            str(member),
            reverse("balance_page"),
            standing.is_even,
            words
            % {
                "owns": standing.owns,
                "operates": standing.operates,
                "share": percent(standing.share),
                "fair": percent(standing.fair),
            },
        )
        for member in known.members
        for standing in (found.of(member.code),)
    )
