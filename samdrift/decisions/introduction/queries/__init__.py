"""What a person may see of introductions, and the questions asked of them."""

from samdrift.decisions.introduction.queries.adoption import (
    PlanToIntroduce,
    candidates,
    missing_for,
)
from samdrift.decisions.introduction.queries.balance import (
    Sides,
    adopted_plan,
    balance_sides,
)
from samdrift.decisions.introduction.queries.effects import EffectKind, RegisterEffect, effects_of
from samdrift.decisions.introduction.queries.rules import (
    assessment_for,
    assessments_of,
    hindrances_to_begin,
    hindrances_to_complete,
    training_is_planned,
)
from samdrift.decisions.introduction.queries.steps import (
    area_steps,
    may_act_on,
    mine,
    sees_agreement,
    shown_effects,
    visible_introductions,
    visible_moves,
    visible_steps,
    with_progress,
)

__all__ = [
    "EffectKind",
    "PlanToIntroduce",
    "RegisterEffect",
    "Sides",
    "adopted_plan",
    "area_steps",
    "assessment_for",
    "assessments_of",
    "balance_sides",
    "candidates",
    "effects_of",
    "hindrances_to_begin",
    "hindrances_to_complete",
    "may_act_on",
    "mine",
    "missing_for",
    "sees_agreement",
    "shown_effects",
    "training_is_planned",
    "visible_introductions",
    "visible_moves",
    "visible_steps",
    "with_progress",
]
