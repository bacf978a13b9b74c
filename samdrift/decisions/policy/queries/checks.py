"""Every check by name. A policy's clause names the one that follows it."""

from samdrift.decisions.policy.queries import (
    checks_competence,
    checks_decisions,
    checks_money,
    checks_opportunities,
    checks_roles,
    checks_together,
)
from samdrift.decisions.policy.queries.measures import Check

CHECKS: dict[str, Check] = {
    thing.name: thing
    for room in (
        checks_competence,
        checks_decisions,
        checks_money,
        checks_opportunities,
        checks_roles,
        checks_together,
    )
    for thing in vars(room).values()
    if isinstance(thing, Check)
}
