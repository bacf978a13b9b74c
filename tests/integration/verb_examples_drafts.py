"""One valid call of each verb by which a policy is written on pages."""

from collections.abc import Callable
from typing import Any

from samdrift.decisions.policy import actions
from samdrift.decisions.policy.convert import template_policy
from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.foundation.organisations.clock import today
from tests.integration.test_verbs import Place


def _draft(at: Place) -> Policy:
    return actions.adopt_policy(
        by=at.people.administrator,
        federation=at.people.federation,
        document=template_policy(today()),
    )


def _clause(at: Place) -> Clause:
    return _draft(at).clauses.get(code="1.4")


def _goal(at: Place) -> Goal:
    goal = _draft(at).goals.first()
    assert goal is not None
    return goal


def _other_title(at: Place, policy: Policy) -> Policy:
    policy.title = "Vår IT-policy"
    return actions.change_policy(by=at.people.administrator, policy=policy)


def _reworded(at: Place, clause: Clause) -> Clause:
    clause.text = "Policyn binder inga kostnader."
    return actions.change_clause(by=at.people.administrator, clause=clause)


def _later(at: Place, goal: Goal) -> Goal:
    goal.year += 1
    return actions.change_goal(by=at.people.administrator, goal=goal)


#: By the verb's name: what is made once, and the act.
DRAFTS: dict[str, tuple[Callable[[Place], Any], Callable[[Place, Any], Any]]] = {
    "change_policy": (_draft, _other_title),
    "add_clause": (
        _draft,
        lambda at, policy: actions.add_clause(
            by=at.people.administrator,
            policy=policy,
            code="6.3",
            chapter="6",
            text="Allt dokumenteras.",
        ),
    ),
    "change_clause": (_clause, _reworded),
    "remove_clause": (
        _clause,
        lambda at, clause: actions.remove_clause(by=at.people.administrator, clause=clause),
    ),
    "add_goal": (
        _clause,
        lambda at, clause: actions.add_goal(
            by=at.people.administrator,
            policy=clause.policy,
            area="Samverkan",
            text="Allt är dokumenterat.",
            year=2010,
            clause=clause,
        ),
    ),
    "change_goal": (_goal, _later),
    "remove_goal": (
        _goal,
        lambda at, goal: actions.remove_goal(by=at.people.administrator, goal=goal),
    ),
}
