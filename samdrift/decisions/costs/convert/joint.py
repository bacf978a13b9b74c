"""Every joint cost of a year with what each participant pays."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import needed
from samdrift.decisions.costs.convert.content import in_words
from samdrift.decisions.costs.convert.reckoning import (
    Basis,
    population_on,
    reckon,
    usual_key_date,
)
from samdrift.decisions.costs.models import Share, ShareLine
from samdrift.decisions.costs.queries import (
    AgreedKey,
    JointFacts,
    Subject,
    agreed_key,
    joint_facts,
    rules_on,
    visible_shares,
)
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import Inhabitants, federation_of
from samdrift.records.spending.models import CostKind

POLICY_RULE = gettext_noop("The policy, P2.18 and P6.5: by population unless otherwise agreed")


@dataclass(frozen=True)
class JointCost:
    """A subject's cost of a year and each participant's share of it.

    problem: why it could not be shared, in words; then there are no lines.
    share: the latest that has been kept for this subject and year.
    """

    facts: JointFacts
    agreed: AgreedKey
    key_date: dt.date | None
    lines: tuple[ShareLine, ...]
    problem: str = ""
    share: Share | None = None

    @property
    def amounts_ore(self) -> dict[int, int]:
        return {line.organisation_id: line.amount_ore for line in self.lines}

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
    key_date = usual_key_date(everyone, year)
    figures = population_on(everyone, key_date)
    rules = rules_on(federation_of(person), dt.date(year, 12, 31))
    known: dict[Subject, Share] = {}
    for each in visible_shares(person).filter(year=year, cost_kind=kind).order_by("made_on", "pk"):
        known[each.application_id, each.initiative_id] = each
    return [
        _joint_cost(
            fact, agreed_key(rules, fact.subject), key_date, figures, known.get(fact.subject)
        )
        for fact in facts
    ]


def _joint_cost(
    facts: JointFacts,
    agreed: AgreedKey,
    key_date: dt.date | None,
    figures: Mapping[str, Inhabitants],
    kept: Share | None,
) -> JointCost:
    on = key_date if "population" in needed(agreed.key_rule) else None
    if not facts.shared:
        problem = gettext("No cost lines to share for this year.")
        return JointCost(facts, agreed, on, (), problem, kept)
    basis = Basis(facts.taking_part, figures, facts.of_days)
    try:
        lines = reckon(facts.total_ore, agreed.key_rule, basis, on)
    except InvalidInput as wrong:
        return JointCost(facts, agreed, on, (), in_words(wrong), kept)
    return JointCost(facts, agreed, on, tuple(lines), "", kept)
