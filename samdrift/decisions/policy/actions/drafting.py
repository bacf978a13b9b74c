"""A policy is written on pages until the first of its documents is put to decision; from then on its text stands."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries import CHECKS
from samdrift.decisions.policy.queries.drafts import is_draft
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission

#: A clause's number stands in its page's address, beside the room's other pages: it begins with a figure or has one.
CODE = re.compile(r"(?=.*\d)[\w.-]{1,20}")


def _require_draft(by: Person, policy: Policy) -> None:
    require(by, Permission.EDIT_POLICY, policy)
    list(policy.documents.select_for_update())
    if not is_draft(policy):
        raise ValidationError(
            _("The policy has been put to decision, so its text stands. Read in a new one instead.")
        )


@verb
def change_policy(*, by: Person, policy: Policy) -> Policy:
    """Store another title, other days or chapters of a policy that nobody decides about yet."""
    stored = lock_for_edit(policy)
    _require_draft(by, stored)
    policy.full_clean()
    numbers = [each["number"] for each in policy.chapters]
    if len(set(numbers)) != len(numbers):
        raise ValidationError({"chapters": _("Two chapters have the same number.")})
    used = set(policy.clauses.values_list("chapter", flat=True))
    if lost := sorted(used - set(numbers)):
        raise ValidationError(
            {
                "chapters": _(
                    "There are clauses in chapter %(chapters)s: move or remove them first."
                )
                % {"chapters": ", ".join(lost)}
            }
        )
    before = facts(stored)
    save_changes(policy, stored)
    record("policy.policy_changed", policy, by=by, before=before, after=facts(policy))
    return policy


@verb
def add_clause(
    *,
    by: Person,
    policy: Policy,
    code: str,
    chapter: str,
    text: str,
    must_act: str = "",
    due: dt.date | None = None,
    check_name: str = "",
    target: int | None = None,
    unmeasured: str = "",
) -> Clause:
    """Write a clause into a policy that nobody decides about yet; it stands last in its chapter."""
    _require_draft(by, policy)
    clause = Clause(
        policy=policy,
        code=code,
        chapter=chapter,
        text=text,
        must_act=must_act,
        due=due,
        check_name=check_name,
        target=target,
        unmeasured=unmeasured,
        order=_next_order(policy.clauses.aggregate(last=Max("order"))["last"]),
    )
    _require_whole(clause)
    clause.save(force_insert=True)
    record("policy.clause_added", clause, by=by, after=facts(clause), parent=policy)
    return clause


@verb
def change_clause(*, by: Person, clause: Clause) -> Clause:
    """Store what has been changed of a clause of a policy that nobody decides about yet."""
    stored = lock_for_edit(clause)
    _require_draft(by, stored.policy)
    _require_whole(clause)
    before = facts(stored)
    save_changes(clause, stored)
    record(
        "policy.clause_changed",
        clause,
        by=by,
        before=before,
        after=facts(clause),
        parent=clause.policy,
    )
    return clause


@verb
def remove_clause(*, by: Person, clause: Clause) -> None:
    """Take a clause out of a policy that nobody decides about yet, where no goal is followed by it."""
    _require_draft(by, lock_for_act(clause).policy)
    if clause.goals.exists():
        raise ValidationError(
            _("A goal is followed by the clause: change or remove the goal first.")
        )
    record("policy.clause_removed", clause, by=by, before=facts(clause), parent=clause.policy)
    clause.delete()


@verb
def add_goal(
    *, by: Person, policy: Policy, area: str, text: str, year: int, clause: Clause
) -> Goal:
    """Write a goal into a policy that nobody decides about yet, with the clause that it is followed by."""
    _require_draft(by, policy)
    goal = Goal(
        policy=policy,
        area=area,
        text=text,
        year=year,
        clause=clause,
        order=_next_order(policy.goals.aggregate(last=Max("order"))["last"]),
    )
    _require_own_clause(goal)
    goal.save(force_insert=True)
    record("policy.goal_added", goal, by=by, after=facts(goal), parent=policy)
    return goal


@verb
def change_goal(*, by: Person, goal: Goal) -> Goal:
    """Store what has been changed of a goal of a policy that nobody decides about yet."""
    stored = lock_for_edit(goal)
    _require_draft(by, stored.policy)
    if goal.clause_id != stored.clause_id:
        goal.check_name = ""  # the check of its own was about the clause that it was followed by
    _require_own_clause(goal)
    before = facts(stored)
    save_changes(goal, stored)
    record("policy.goal_changed", goal, by=by, before=before, after=facts(goal), parent=goal.policy)
    return goal


@verb
def remove_goal(*, by: Person, goal: Goal) -> None:
    """Take a goal out of a policy that nobody decides about yet."""
    _require_draft(by, lock_for_act(goal).policy)
    record("policy.goal_removed", goal, by=by, before=facts(goal), parent=goal.policy)
    goal.delete()


def _next_order(last: int | None) -> int:
    return 0 if last is None else last + 1


def _require_whole(clause: Clause) -> None:
    """Refuse a clause of no chapter of its policy, with an unknown check, or with a number that is no address."""
    clause.full_clean()
    if not CODE.fullmatch(clause.code):
        raise ValidationError(
            {"code": _("Write letters, figures, full stops and hyphens, with at least one figure.")}
        )
    if clause.chapter not in {each["number"] for each in clause.policy.chapters}:
        raise ValidationError({"chapter": _("The policy has no such chapter.")})
    if clause.check_name and clause.check_name not in CHECKS:
        raise ValidationError({"check_name": _("There is no such check.")})
    if clause.target is not None and not 1 <= clause.target <= 100:
        raise ValidationError({"target": _("A target is 1-100 per cent.")})


def _require_own_clause(goal: Goal) -> None:
    goal.full_clean()
    if goal.clause.policy_id != goal.policy_id:
        raise ValidationError({"clause": _("The clause is another policy's.")})
