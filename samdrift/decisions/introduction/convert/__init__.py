"""A plan → who goes over to what; steps ↔ the tasks of core; responsibility for what is joint → core's values."""

from samdrift.decisions.introduction.convert.goings import (
    Draft,
    drafts_of,
    going_municipalities,
    running_of_plan,
)
from samdrift.decisions.introduction.convert.joint import Responsible, joint_now, joint_planned
from samdrift.decisions.introduction.convert.tasks import running_of, tasks_of_steps, turnings_of

__all__ = [
    "Draft",
    "Responsible",
    "drafts_of",
    "going_municipalities",
    "joint_now",
    "joint_planned",
    "running_of",
    "running_of_plan",
    "tasks_of_steps",
    "turnings_of",
]
