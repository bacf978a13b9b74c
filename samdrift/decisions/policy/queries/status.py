"""The status of each clause, by what its check says."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries.checks import CHECKS
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.followed import followed_policy
from samdrift.decisions.policy.queries.measures import Check
from samdrift.decisions.policy.queries.results import CheckStatus, Result
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.organisations.clauses import CitedClause
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.reading import remembered_while_reading


def visible_policies(person: Person) -> QuerySet[Policy]:
    """Every policy that the person's federation follows or has followed, the latest first."""
    policies = Policy.objects.filter(federation__in=person.federation_ids)
    return policies.select_related("federation", "adopted_by")


@remembered_while_reading
def visible_policy(person: Person) -> Policy | None:
    """The policy that the person's federation follows; everyone employed by a member may read it."""
    return followed_policy(person.federation_ids)


def visible_clauses(person: Person) -> QuerySet[Clause]:
    """The clauses of the policy that is followed."""
    policy = visible_policy(person)
    return Clause.objects.filter(policy=policy) if policy else Clause.objects.none()


def clauses_to_cite(federation_ids: Collection[int]) -> list[CitedClause]:
    """The clauses of the policy that is followed, as other rooms cite them."""
    policy = followed_policy(federation_ids)
    rows = policy.clauses.order_by("order") if policy else ()
    return [CitedClause(each.code, each.text, str(policy), tuple(each.duties)) for each in rows]


@dataclass(frozen=True)
class ClauseStatus:
    """A clause beside what the register says of it; no result where nothing measures it.

    state: the policy's. What has not begun to hold is measured but not judged.
    """

    clause: Clause
    check: Check | None
    result: Result | None
    state: PolicyState

    @property
    def status(self) -> CheckStatus:
        if self.result is not None:
            return self.result.status if self.state.is_judged else CheckStatus.NOT_JUDGED
        # a clause whose check is no longer known isn't measured either
        is_to_come = self.clause.unmeasured or self.clause.check_name
        return CheckStatus.NOT_MEASURED if is_to_come else CheckStatus.BY_HAND

    @property
    def figure_name(self) -> str:
        """What the figure is called wherever it stands; a goal's own check is another figure than its clause's."""
        own = self.check is None or self.check.name == self.clause.check_name
        name = f"policy.{self.clause.code}"
        return name if own else f"{name}.{self.check.name if self.check else ''}"

    @property
    def sentence(self) -> str:
        """What the figure counts, in plain words; empty where nothing measures the clause."""
        return self.check.sentence(self.result) if self.check and self.result else ""

    @property
    def is_late(self) -> bool:
        return (
            self.clause.due is not None
            and self.state.is_judged
            and self.clause.due < today()
            and self.status is not CheckStatus.FULFILLED
        )


@dataclass(frozen=True)
class ChapterStatus:
    number: str
    title: str
    clauses: Sequence[ClauseStatus]

    @property
    def counts(self) -> Counter[CheckStatus]:
        return Counter(each.status for each in self.clauses)


@dataclass(frozen=True)
class PolicyStatus:
    """The whole policy, chapter by chapter."""

    policy: Policy
    chapters: Sequence[ChapterStatus]

    @property
    def counts(self) -> Counter[CheckStatus]:
        return sum((chapter.counts for chapter in self.chapters), Counter[CheckStatus]())


@dataclass(frozen=True)
class GoalStatus:
    goal: Goal
    clause: ClauseStatus


#: What a check says of a clause.
Judge = Callable[[Clause, str], ClauseStatus]


def judge(clause: Clause, facts: Facts) -> ClauseStatus:
    """Run the clause's check with the clause's own target. What measures only a part never says that all is done."""
    return judged_on(facts)(clause, clause.check_name)


def judged_on(facts: Facts) -> Judge:
    """Runs a check on the facts."""

    def one(clause: Clause, check_name: str) -> ClauseStatus:
        check = CHECKS.get(check_name)
        result = check(facts, clause.asks, clause.target) if check else None
        return judge_clause(clause, check, result, facts.policy_state)

    return one


def judge_clause(
    clause: Clause, check: Check | None, result: Result | None, state: PolicyState
) -> ClauseStatus:
    """A clause beside what a check said; of a clause that is measured in part the check never says that all is done."""
    if result is not None and check and check.name == clause.check_name and clause.unmeasured:
        result = replace(result, partial=True)
    return ClauseStatus(clause, check, result, state)


def status_of(policy: Policy, judge_by: Judge) -> PolicyStatus:
    """Every clause of a policy judged."""
    found = [judge_by(clause, clause.check_name) for clause in policy.clauses.all()]
    chapters = [
        ChapterStatus(
            chapter["number"],
            chapter["title"],
            [each for each in found if each.clause.chapter == chapter["number"]],
        )
        for chapter in policy.chapters
    ]
    return PolicyStatus(policy, chapters)


def goal_statuses(policy: Policy, judge_by: Judge) -> list[GoalStatus]:
    """Each goal by its own check where it has one, else by its clause."""
    return [
        GoalStatus(goal, judge_by(goal.clause, goal.check_name or goal.clause.check_name))
        for goal in goals_of(policy)
    ]


def goals_of(policy: Policy) -> QuerySet[Goal]:
    """The policy's goals, each with its clause; those that are read already are not asked for again."""
    is_read = "goals" in getattr(policy, "_prefetched_objects_cache", {})
    return policy.goals.all() if is_read else policy.goals.select_related("clause")
