"""A joint cost of the year, or a kept share, as what it is: who takes part, what each pays, and by which rule."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from samdrift.core.findings import InvalidInput
from samdrift.core.population import Inhabitants
from samdrift.core.sharing import KeyRule, share_by_rule
from samdrift.decisions.sharing.convert.content import in_words
from samdrift.decisions.sharing.convert.joint import JointCost
from samdrift.decisions.sharing.convert.share_calculation import (
    KeyDates,
    ShareBasis,
    kept_rule,
    population_on,
)
from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.decisions.sharing.queries.joint import TakingPart
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, JointInitiative


@dataclass(frozen=True)
class SharedCost:
    """What is looked at for fairness.

    application, initiative, share: what it is about; `share` only where the share is of neither.
    paid_ore: by code, empty where it can't be shared (`problem` says why). by_type: the cost by type of cost line.
    on: the population's key date.
    """

    title: str
    year: int
    kind: str
    application: Application | None
    initiative: JointInitiative | None
    share: Share | None
    total_ore: int
    by_type: Mapping[str, int]
    basis: ShareBasis
    rule: KeyRule
    paid_ore: Mapping[str, int]
    on: dt.date | None
    unit_ore: int = 1
    problem: str = ""

    @property
    def taking_part(self) -> Sequence[TakingPart]:
        return self.basis.taking_part

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted(each.code for each in self.taking_part))

    @property
    def names(self) -> dict[str, str]:
        return {each.code: str(each.organisation) for each in self.taking_part}

    @property
    def area_id(self) -> int | None:
        return self.application.area_id if self.application else None

    @property
    def subject(self) -> tuple[int | None, int | None, int | None]:
        """(application, initiative, share): one of them is told."""
        found = (self.application, self.initiative, self.share)
        application, initiative, share = (each.pk if each else None for each in found)
        return (application, initiative, share)

    def by(self, rule: KeyRule) -> dict[str, int] | str:
        """What each would pay by another rule, öre by code; or why that can't be said, in words."""
        try:
            shares = share_by_rule(
                self.total_ore, rule, self.codes, self.basis.figures, unit_ore=self.unit_ore
            )
        except InvalidInput as wrong:
            return self._in_words(wrong)
        return dict(shares.amounts_ore)

    def _in_words(self, wrong: InvalidInput) -> str:
        """Every finding once, with the names of all whom it is about."""
        named: dict[str, list[str]] = {}
        others = []
        for each in wrong.findings:
            if "code" in each.values:
                code = str(each.values["code"])
                named.setdefault(each.what, []).append(self.names.get(code, code))
            else:
                others.append(each)
        told = [f"{gettext(what) % {'code': ', '.join(names)}}." for what, names in named.items()]
        return " ".join([*told, in_words(InvalidInput(others))]).strip()


def shared_costs(costs: Iterable[JointCost], year: int, kind: str) -> list[SharedCost]:
    """The year's joint costs that can be shared, or can't and say why; two queries for the population."""
    costs = list(costs)
    everyone = {each.pk: each for cost in costs for each in cost.facts.participants}.values()
    days = KeyDates(everyone, year)
    dates = [days.of(cost.facts.participants, KeyRule("population")) for cost in costs]
    population = {on: population_on(everyone, on) for on in {*dates}}
    return [
        _of_cost(cost, year, kind, on, population[on])
        for cost, on in zip(costs, dates, strict=True)
    ]


def _of_cost(
    cost: JointCost,
    year: int,
    kind: str,
    on: dt.date | None,
    population: Mapping[str, Inhabitants],
) -> SharedCost:
    by_type: dict[str, int] = {}
    for line in cost.facts.shared:
        by_type[line.type] = by_type.get(line.type, 0) + line.amount_ore
    return SharedCost(
        cost.facts.title,
        year,
        kind,
        cost.facts.application,
        cost.facts.initiative,
        None,
        cost.facts.total_ore,
        by_type,
        ShareBasis(cost.facts.taking_part, population, cost.facts.of_days),
        cost.agreed.key_rule,
        {line.code: line.amount_ore for line in sorted(cost.lines, key=lambda line: line.code)},
        on,
        problem=cost.problem,
    )


def shared_of(share: Share, lines: Sequence[ShareLine]) -> SharedCost:
    """A kept share with the figures that it keeps; other keys' population is that of the usual key date."""
    organisations = [line.organisation for line in lines]
    on = share.key_date or KeyDates(organisations, share.year).of(
        organisations, KeyRule("population")
    )
    by_type: dict[str, int] = {}
    for row in share.cost_lines:
        by_type[row["type"]] = by_type.get(row["type"], 0) + row["amount_ore"]
    of_days = max((line.figures.get("of_days", 365) for line in lines), default=365)
    kept = {
        line.code: Inhabitants(
            line.code, on, line.figures["population"], line.source_table, line.perturbed
        )
        for line in lines
        if on is not None and "population" in line.figures
    }
    about_itself = share.application_id is None and share.initiative_id is None
    return SharedCost(
        share.title,
        share.year,
        share.cost_kind or CostKind.BUDGET,
        share.application,
        share.initiative,
        share if about_itself else None,
        share.total_ore,
        by_type,
        ShareBasis(
            [_kept_part(line, of_days) for line in lines],
            {**population_on(organisations, on), **kept},
            of_days,
        ),
        kept_rule(share),
        {line.code: line.amount_ore for line in lines},
        on,
        share.unit_ore,
    )


def _kept_part(line: ShareLine, of_days: int) -> TakingPart:
    figures: Mapping[str, Any] = line.figures
    user_days = figures.get("user_days")
    return TakingPart(
        line.organisation,
        figures.get("days", of_days),
        figures.get("users"),
        Fraction(user_days) if user_days is not None else None,
    )
