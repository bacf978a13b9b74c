"""The figures of a whole policy with the moment they were counted: a fact that is kept where counting takes long."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries.checks import CHECKS
from samdrift.decisions.policy.queries.facts import read_facts
from samdrift.decisions.policy.queries.results import Result
from samdrift.decisions.policy.queries.status import (
    ClauseStatus,
    GoalStatus,
    Judge,
    PolicyStatus,
    goal_statuses,
    goals_of,
    judge_clause,
    judged_on,
    status_of,
    visible_policy,
)
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.kept_facts import (
    ComputedFact,
    FactName,
    compute_and_keep,
    fact_of,
)
from samdrift.foundation.organisations.models import Person

FIGURES = "policy"
#: By the key of a clause and the name of a check: how many fulfil, of how many, and how many are vulnerable.
Figures = dict[str, list[int]]


@dataclass(frozen=True)
class Counted:
    """A policy's figures.

    at: when they were counted. is_behind: is anything recorded since, or is it another day? state: where the policy is
    in its life today.
    """

    status: PolicyStatus
    goals: list[GoalStatus]
    at: dt.datetime
    is_behind: bool
    state: PolicyState


def policy_figures(person: Person) -> Counted | None:
    """The figures of the policy that the person's federation follows; None without one."""
    policy = visible_policy(person)
    if policy is None:
        return None
    goals = Prefetch("goals", Goal.objects.select_related("clause"))
    prefetch_related_objects([policy], "clauses", goals)
    return figures_kept_or_now(policy)


def figures_kept_or_now(policy: Policy) -> Counted:
    """The figures kept, where there are any of every clause; else counted now."""
    return _read_counted(policy, fact_of(FactName(FIGURES, policy.pk), partial(_is_whole, policy)))


def count_and_keep(policy: Policy) -> Counted:
    """The figures counted now."""
    return _read_counted(policy, compute_and_keep(FactName(FIGURES, policy.pk)))


def figures_now(policy_pk: int, _reader: int | None) -> Figures:
    """Every check on today's register; of a policy that is gone, none."""
    policy = Policy.objects.select_related("federation").filter(pk=policy_pk).first()
    figures: Figures = {}
    if policy is None:
        return figures
    judge_by = judged_on(read_facts(policy, today()))
    for clause, check_name in _clauses_with_checks(policy):
        result = judge_by(clause, check_name).result
        if result is not None:
            figures[_key(clause, check_name)] = [result.done, result.total, result.vulnerable]
    return figures


def _read_counted(policy: Policy, fact: ComputedFact) -> Counted:
    state = read_facts(policy, today()).policy_state
    judge_by = _by_kept(fact.value, state)
    status, goals = status_of(policy, judge_by), goal_statuses(policy, judge_by)
    return Counted(status, goals, fact.at, fact.is_behind, state)


def _by_kept(figures: Figures, state: PolicyState) -> Judge:
    def one(clause: Clause, check_name: str) -> ClauseStatus:
        check = CHECKS.get(check_name)
        if check is None:
            return judge_clause(clause, None, None, state)
        done, total, vulnerable = figures[_key(clause, check_name)]
        target = 100 if clause.target is None else clause.target
        result = Result(done, total, target=target, least=check.least, vulnerable=vulnerable)
        return judge_clause(clause, check, result, state)

    return one


def _clauses_with_checks(policy: Policy) -> list[tuple[Clause, str]]:
    """Each clause with its check, and with the check of each of its goals."""
    clauses = [(clause, clause.check_name) for clause in policy.clauses.all()]
    goals = goals_of(policy)
    return clauses + [(goal.clause, goal.check_name or goal.clause.check_name) for goal in goals]


def _is_whole(policy: Policy, figures: Any) -> bool:
    """Is there a figure of every check that is known today?"""
    return all(
        check_name not in CHECKS or _key(clause, check_name) in figures
        for clause, check_name in _clauses_with_checks(policy)
    )


def _key(clause: Clause, check_name: str) -> str:
    return f"{clause.pk} {check_name}"
