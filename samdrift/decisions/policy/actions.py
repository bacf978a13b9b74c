"""Everything that can happen to a policy."""

from typing import Any

from samdrift.decisions.policy.convert import read_policy
from samdrift.decisions.policy.models import CheckResult, Clause, Goal, Policy, Reading
from samdrift.decisions.policy.queries import CHECKS, judge, read_facts
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission


@verb
def adopt_policy(*, by: Person, federation: Organisation, document: Any) -> Policy:
    """Follow a policy from now on; the one before stays with its history. Raises InvalidInput with every finding."""
    require(by, Permission.EDIT_POLICY, federation)
    text = read_policy(document, CHECKS)
    policy = Policy.objects.create(
        federation=federation,
        title=text.title,
        valid_from=text.valid_from,
        valid_until=text.valid_until,
        chapters=list(text.chapters),
        adopted_by=by,
    )
    clauses = {
        each.code: Clause(
            policy=policy, code=each.code, chapter=each.chapter, text=each.text, must_act=each.must_act,
            due=each.due, check_name=each.check, target=each.target, order=order,
        )
        for order, each in enumerate(text.clauses)
    }  # fmt: skip
    Clause.objects.bulk_create(clauses.values())
    Goal.objects.bulk_create(
        Goal(
            policy=policy,
            area=each.area,
            text=each.text,
            year=each.year,
            clause=clauses[each.clause],
            order=order,
        )
        for order, each in enumerate(text.goals)
    )
    record("policy.policy_adopted", policy, by=by, after={**facts(policy), "clauses": len(clauses)})
    return policy


@verb
def record_results(*, by: Person, policy: Policy) -> list[CheckResult]:
    """Keep what every check says today, for the history; a second time the same day replaces the first."""
    require(by, Permission.SEE_COLLABORATION, by)
    if policy.federation_id not in by.federation_ids:
        require(by, Permission.EDIT_POLICY, policy)
    known = read_facts(policy, today())
    judged = [judge(clause, known) for clause in policy.clauses.all()]
    CheckResult.objects.filter(clause__policy=policy, on=today()).delete()
    results = CheckResult.objects.bulk_create(
        CheckResult(
            clause=each.clause,
            on=today(),
            status=each.status,
            done=each.result.done,
            total=each.result.total,
        )
        for each in judged
        if each.result is not None
    )
    record("policy.results_recorded", policy, by=by, after={"clauses": len(results)})
    return results


@verb
def acknowledge_reading(*, by: Person, policy: Policy) -> Reading:
    """Say that one has read the policy; anyone employed by a member may, of themselves."""
    if policy.federation_id not in by.federation_ids:
        require(by, Permission.EDIT_POLICY, policy)
    reading, is_new = Reading.objects.get_or_create(
        policy=policy, person=by, defaults={"on": today()}
    )
    if is_new:
        record("policy.policy_read", reading, by=by, after=facts(reading), parent=policy)
    return reading
