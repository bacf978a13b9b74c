"""A plan → who goes over to what; steps ↔ the tasks of core; responsibility for what is joint → core's values."""

from samdrift.decisions.introduction.convert.joint import Responsible, joint_now, joint_planned
from samdrift.decisions.introduction.convert.tasks import running_of, tasks_of_steps, turnings_of
from samdrift.decisions.introduction.convert.transitions import (
    TransitionDraft,
    drafts_of,
    municipalities_in_transition,
    running_of_plan,
)

__all__ = [
    "Responsible",
    "TransitionDraft",
    "drafts_of",
    "joint_now",
    "joint_planned",
    "municipalities_in_transition",
    "running_of",
    "running_of_plan",
    "tasks_of_steps",
    "turnings_of",
]
