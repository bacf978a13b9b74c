"""Every check by name. A policy's clause names the one that follows it."""

from collections.abc import Callable

from samdrift.decisions.policy.queries import (
    checks_introduction,
    checks_money,
    checks_roles,
    checks_together,
    checks_told,
)
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.results import Result

Check = Callable[[Facts], Result]

CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        checks_introduction.introduction_planned,
        checks_introduction.introductions_trained,
        checks_introduction.responsibility_spread,
        checks_introduction.value_assessed,
        checks_money.budget_made,
        checks_money.costs_borne,
        checks_money.costs_shared,
        checks_money.costs_typed,
        checks_money.internal_communication,
        checks_roles.access_described,
        checks_roles.agreements_signed,
        checks_roles.competence_fresh,
        checks_roles.manager_appointed,
        checks_roles.network_said,
        checks_roles.operating_unit_said,
        checks_roles.operator_bound,
        checks_roles.owner_appointed,
        checks_roles.owner_without_gaps,
        checks_roles.purpose_said,
        checks_roles.roles_complete,
        checks_roles.specialists,
        checks_roles.support_settled,
        checks_roles.training_joint,
        checks_roles.training_plans,
        checks_together.coordination_reached,
        checks_together.decisions_made,
        checks_together.it_unit_everywhere,
        checks_together.it_units_alike,
        checks_together.joint_areas,
        checks_together.joint_share,
        checks_together.levels_recorded,
        checks_together.managers_group,
        checks_together.neighbours,
        checks_together.opportunities_found,
        checks_together.opportunities_handled,
        checks_together.plan_exists,
        checks_together.policy_read,
        checks_together.policy_valid,
        checks_together.proposals_cite_clauses,
        checks_together.subsets,
        checks_told.budget_tested,
        checks_told.changes_told,
    )
}
