"""Everything that can happen to an introduction plan and its steps."""

from samdrift.decisions.introduction.actions.delays import delay_step
from samdrift.decisions.introduction.actions.plans import make_introduction
from samdrift.decisions.introduction.actions.steps import (
    assign_step,
    begin_step,
    cancel_step,
    complete_step,
    reopen_step,
)

__all__ = [
    "assign_step",
    "begin_step",
    "cancel_step",
    "complete_step",
    "delay_step",
    "make_introduction",
    "reopen_step",
]
