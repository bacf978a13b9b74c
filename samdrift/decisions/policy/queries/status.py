"""The status of each clause, computed from the register when asked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries.checks import CHECKS
from samdrift.decisions.policy.queries.facts import Facts, read_facts
from samdrift.decisions.policy.queries.results import Result, Status
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


def visible_policy(person: Person) -> Policy | None:
    """The policy that the person's federation follows; everyone employed by a member may read it."""
    policies = Policy.objects.filter(federation__in=person.federation_ids)
    return policies.select_related("federation").first()


def visible_clauses(person: Person) -> QuerySet[Clause]:
    policy = visible_policy(person)
    return Clause.objects.filter(policy=policy) if policy else Clause.objects.none()


@dataclass(frozen=True)
class ClauseStatus:
    """A clause beside what the register says of it; no result where people follow it up by hand."""

    clause: Clause
    result: Result | None

    @property
    def status(self) -> Status:
        return self.result.status if self.result else Status.BY_HAND

    @property
    def is_late(self) -> bool:
        return (
            self.clause.due is not None
            and self.clause.due < today()
            and self.status is not Status.FULFILLED
        )


@dataclass(frozen=True)
class ChapterStatus:
    number: str
    title: str
    clauses: Sequence[ClauseStatus]

    @property
    def counts(self) -> Counter[Status]:
        return Counter(each.status for each in self.clauses)


@dataclass(frozen=True)
class PolicyStatus:
    """The whole policy, chapter by chapter."""

    policy: Policy
    chapters: Sequence[ChapterStatus]

    @property
    def counts(self) -> Counter[Status]:
        return sum((chapter.counts for chapter in self.chapters), Counter[Status]())


@dataclass(frozen=True)
class GoalStatus:
    goal: Goal
    clause: ClauseStatus


def judge(clause: Clause, facts: Facts) -> ClauseStatus:
    """Run the clause's check; its own target replaces the check's where the policy sets one."""
    check = CHECKS.get(clause.check_name)
    if check is None:
        return ClauseStatus(clause, None)
    result = check(facts)
    if clause.target is not None:
        result = Result(result.done, result.total, result.evidence, clause.target)
    return ClauseStatus(clause, result)


def policy_status(person: Person, facts: Facts | None = None) -> PolicyStatus | None:
    """Every clause of the person's policy judged on today's register; None without a policy."""
    policy = visible_policy(person)
    if policy is None:
        return None
    known = facts or read_facts(policy, today())
    judged = [judge(clause, known) for clause in policy.clauses.all()]
    chapters = [
        ChapterStatus(
            chapter["number"],
            chapter["title"],
            [each for each in judged if each.clause.chapter == chapter["number"]],
        )
        for chapter in policy.chapters
    ]
    return PolicyStatus(policy, chapters)


def goal_statuses(policy: Policy) -> list[GoalStatus]:
    facts = read_facts(policy, today())
    goals = policy.goals.select_related("clause")
    return [GoalStatus(goal, judge(goal.clause, facts)) for goal in goals]
