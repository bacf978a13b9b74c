"""Every joint cost of a year with what each participant pays."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_noop

from samdrift.core.findings import InvalidInput
from samdrift.core.population import Inhabitants
from samdrift.core.sharing import figures_needed
from samdrift.decisions.sharing.convert.content import in_words
from samdrift.decisions.sharing.convert.share_calculation import (
    KeyDates,
    ShareBasis,
    calculate_shares,
    population_on,
)
from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.decisions.sharing.queries.joint import (
    AgreedKey,
    JointFacts,
    Subject,
    agreed_key,
    joint_facts,
    rules_on,
)
from samdrift.decisions.sharing.queries.latest_shares import latest_kept
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.records.spending.models import CostKind

POLICY_RULE = gettext_noop("By population, since nothing else is agreed")


@dataclass(frozen=True)
class JointCost:
    """A subject's cost of a year and each participant's share of it.

    problem: why it could not be shared, in words; then there are no lines.
    share: the latest that has been kept for this subject and year. figures: what its figures are called.
    """

    facts: JointFacts
    agreed: AgreedKey
    key_date: dt.date | None
    lines: tuple[ShareLine, ...]
    problem: str = ""
    share: Share | None = None
    figures: str = ""

    @property
    def amounts_ore(self) -> dict[int, int]:
        return {line.organisation_id: line.amount_ore for line in self.lines}

    @property
    def is_shareable(self) -> bool:
        """Is anything of it approved, and can it be reckoned?"""
        return bool(self.lines) and len(self.facts.awaiting_approval) < len(self.facts.shared)

    @property
    def origin(self) -> str:
        return self.agreed.rule.origin if self.agreed.rule else gettext(POLICY_RULE)

    @property
    def kept_ore(self) -> int:
        return sum(line.amount_ore for line in self.facts.kept)


def joint_costs(
    person: Person, year: int, kind: str = CostKind.BUDGET, *, only: Subject | None = None
) -> list[JointCost]:
    """Every joint subject of a year with what each participant would pay; a fixed number of queries."""
    facts = joint_facts(person, year, kind, only=only)
    everyone = {each.pk: each for fact in facts for each in fact.participants}.values()
    days = KeyDates(everyone, year)
    rules = rules_on(_federation(person, facts), dt.date(year, 12, 31))
    agreed = {fact.subject: agreed_key(rules, fact.subject) for fact in facts}
    dates = {
        fact.subject: days.of(fact.participants, agreed[fact.subject].key_rule) for fact in facts
    }
    figures = {on: population_on(everyone, on) for on in {*dates.values()}}
    known = latest_kept(person, year, kind)
    costs = [
        _joint_cost(
            fact,
            agreed[fact.subject],
            dates[fact.subject],
            figures[dates[fact.subject]],
            known.get(fact.subject),
        )
        for fact in facts
    ]
    return [
        replace(each, figures=f"costs.joint.{year}.{kind}.{subject_name(each.facts.subject)}")
        for each in costs
    ]


def subject_name(subject: Subject) -> str:
    """What a joint subject is called in the names of figures."""
    application, initiative = subject
    return f"application-{application}" if application else f"initiative-{initiative}"


def _federation(person: Person, facts: Sequence[JointFacts]) -> Organisation | None:
    """Whose rules hold: the person's own federation's; for a neighbour that of what it takes part in."""
    own = federation_of(person)
    if own is not None:
        return own
    hosts = {fact.application.host_id for fact in facts if fact.application}
    initiative = next((fact.initiative for fact in facts if fact.initiative), None)
    if initiative is not None:
        return initiative.federation
    return Organisation.objects.filter(memberships__member__in=hosts).order_by("pk").first()


def _joint_cost(
    facts: JointFacts,
    agreed: AgreedKey,
    key_date: dt.date | None,
    figures: Mapping[str, Inhabitants],
    kept: Share | None,
) -> JointCost:
    on = key_date if "population" in figures_needed(agreed.key_rule) else None
    if not facts.shared:
        problem = gettext("No cost lines to share for this year.")
        return JointCost(facts, agreed, on, (), problem, kept)
    basis = ShareBasis(facts.taking_part, figures, facts.of_days)
    try:
        lines = calculate_shares(facts.total_ore, agreed.key_rule, basis, on)
    except InvalidInput as wrong:
        return JointCost(facts, agreed, on, (), in_words(wrong), kept)
    return JointCost(facts, agreed, on, tuple(lines), "", kept)
