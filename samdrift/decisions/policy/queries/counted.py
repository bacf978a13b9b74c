"""The figures of a whole policy with the moment they were counted: now where that is quick, else kept ones.

Kept figures are the register's as long as nothing has been recorded since (`log_mark`). Where something has, the reader
is told of which moment they are, and that they are being counted anew.
"""

import datetime as dt
import time
from dataclasses import dataclass

from django.conf import settings

from samdrift.decisions.policy.models import Clause, Policy, PolicyCount
from samdrift.decisions.policy.queries.checks import CHECKS
from samdrift.decisions.policy.queries.facts import Facts, read_facts
from samdrift.decisions.policy.queries.results import Result
from samdrift.decisions.policy.queries.status import (
    ClauseStatus,
    GoalStatus,
    Judge,
    PolicyStatus,
    goal_statuses,
    judge_clause,
    judged_on,
    status_of,
)
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.queries import log_mark
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.history import SIGN_INS

#: What is recorded and changes no figure.
BESIDES = (*SIGN_INS, "organisations.personal_data_handed_out", "policy.results_recorded")
#: Counting takes at most one part in so many of the time.
SELDOM = 10


@dataclass(frozen=True)
class Counted:
    """A policy's figures.

    at: when they were counted. is_behind: is anything recorded since, or is it another day? is_due: should they be
    counted in the background? state: where the policy is in its life today. kept: the same as a row, unsaved where
    they were counted now.
    """

    status: PolicyStatus
    goals: list[GoalStatus]
    at: dt.datetime
    is_behind: bool
    is_due: bool
    state: PolicyState
    kept: PolicyCount


def figures_kept_or_now(policy: Policy) -> Counted:
    """The figures kept, where there are any of every clause; else counted now."""
    kept = PolicyCount.objects.filter(policy=policy).first()
    if kept is None or not _is_whole(policy, kept):
        return count_now(policy)
    is_behind = kept.on != today() or kept.mark != log_mark(BESIDES)
    age = (now() - kept.counted_at).total_seconds()
    is_rested = kept.on != today() or age >= SELDOM * kept.seconds
    facts = read_facts(policy, today())
    return _of(facts, kept, is_behind=is_behind, is_due=is_behind and is_rested)


def count_now(policy: Policy) -> Counted:
    """Every check on today's register. What is recorded meanwhile makes the figures be behind."""
    mark, at, started = log_mark(BESIDES), now(), time.monotonic()
    facts = read_facts(policy, today())
    judge_by = judged_on(facts)
    figures = {}
    for clause, check_name in _clauses_with_checks(policy):
        result = judge_by(clause, check_name).result
        if result is not None:
            figures[_key(clause, check_name)] = [result.done, result.total, result.vulnerable]
    seconds = time.monotonic() - started
    kept = PolicyCount(
        policy=policy, on=today(), counted_at=at, seconds=seconds, mark=mark, figures=figures
    )
    return _of(facts, kept, is_behind=False, is_due=takes_long(seconds))


def takes_long(seconds: float) -> bool:
    """Does counting take so long that a page isn't made to wait for it?"""
    return seconds > settings.COUNTED_AT_ONCE


def _of(facts: Facts, kept: PolicyCount, *, is_behind: bool, is_due: bool) -> Counted:
    policy, judge_by = facts.policy, _by_kept(kept, facts.policy_state)
    status, goals = status_of(policy, judge_by), goal_statuses(policy, judge_by)
    return Counted(status, goals, kept.counted_at, is_behind, is_due, facts.policy_state, kept)


def _by_kept(kept: PolicyCount, state: PolicyState) -> Judge:
    def one(clause: Clause, check_name: str) -> ClauseStatus:
        check = CHECKS.get(check_name)
        if check is None:
            return judge_clause(clause, None, None, state)
        done, total, vulnerable = kept.figures[_key(clause, check_name)]
        target = 100 if clause.target is None else clause.target
        result = Result(done, total, target=target, least=check.least, vulnerable=vulnerable)
        return judge_clause(clause, check, result, state)

    return one


def _clauses_with_checks(policy: Policy) -> list[tuple[Clause, str]]:
    """Each clause with its check, and with the check of each of its goals."""
    clauses = [(clause, clause.check_name) for clause in policy.clauses.all()]
    goals = policy.goals.select_related("clause")
    return clauses + [(goal.clause, goal.check_name or goal.clause.check_name) for goal in goals]


def _is_whole(policy: Policy, kept: PolicyCount) -> bool:
    """Is there a figure of every check that is known today?"""
    return all(
        check_name not in CHECKS or _key(clause, check_name) in kept.figures
        for clause, check_name in _clauses_with_checks(policy)
    )


def _key(clause: Clause, check_name: str) -> str:
    return f"{clause.pk} {check_name}"
