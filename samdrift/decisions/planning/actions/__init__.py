"""Everything that can happen to scenarios, computations and plans."""

from samdrift.decisions.planning.actions.pins import (
    add_pin,
    remove_limit,
    remove_pin,
    set_limit,
)
from samdrift.decisions.planning.actions.proposing import propose_plan
from samdrift.decisions.planning.actions.runs import (
    ask_for_plan,
    compute_plan,
    resume_run,
    resume_silent_runs,
    stop_run,
)
from samdrift.decisions.planning.actions.scenarios import (
    add_scenario,
    change_scenario,
    copy_scenario,
    remove_scenario,
)
from samdrift.decisions.planning.actions.what_if import ask_what_if

__all__ = [
    "add_pin",
    "add_scenario",
    "ask_for_plan",
    "ask_what_if",
    "change_scenario",
    "compute_plan",
    "copy_scenario",
    "propose_plan",
    "remove_limit",
    "remove_pin",
    "remove_scenario",
    "resume_run",
    "resume_silent_runs",
    "set_limit",
    "stop_run",
]
