"""Participants and their figures → core's sharing → lines with every step of the reckoning."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, gettext_noop

from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.money import format_kronor
from samdrift.core.sharing import Key, ShareStep, equal_key, population_key, share
from samdrift.decisions.costs.models import KeyKind, Share, ShareLine
from samdrift.decisions.costs.queries import (
    AgreedKey,
    JointFacts,
    agreed_key,
    joint_facts,
    rules_on,
    visible_shares,
)
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.queries import (
    Inhabitants,
    federation_of,
    latest_population_day,
    population,
)
from samdrift.records.spending.models import CostKind, CostLine

POLICY_RULE = gettext_noop("The policy, P2.18 and P6.5: by population unless otherwise agreed")


def sharing_key(
    kind: str, codes: Sequence[str], figures: Mapping[str, Inhabitants], on: dt.date | None
) -> Key:
    """The key of core that a kind and its figures make.

    Raises InvalidInput: ``no-key-date``, or ``no-population`` for every code without a figure on the day.
    """
    if kind == KeyKind.EQUAL:
        return equal_key(codes)
    if on is None:
        text = gettext_noop("Population is counted on a key date: say which")
        raise InvalidInput([Finding("on", text, rule="no-key-date")])
    missing = [
        Finding(
            code,
            gettext_noop("There is no population for %(code)s on %(on)s"),
            values={"code": code, "on": on.isoformat()},
            rule="no-population",
        )
        for code in codes
        if code not in figures
    ]
    if missing:
        raise InvalidInput(missing)
    return population_key({code: figures[code].value for code in codes})


def reckon(
    total_ore: int,
    participants: Iterable[Organisation],
    kind: str,
    figures: Mapping[str, Inhabitants],
    on: dt.date | None,
    *,
    unit_ore: int = 1,
) -> list[ShareLine]:
    """Share a total; the lines aren't stored. Raises InvalidInput."""
    by_code = {each.code: each for each in participants}
    key = sharing_key(kind, list(by_code), figures, on)
    shared = share(total_ore, key, unit_ore=unit_ore)
    whole = sum(key.weights.values(), Fraction(0))
    return [_line(step, by_code[step.code], whole, figures.get(step.code)) for step in shared.steps]


def _line(
    step: ShareStep, organisation: Organisation, whole: Fraction, figure: Inhabitants | None
) -> ShareLine:
    return ShareLine(
        organisation=organisation,
        code=step.code,
        name=str(organisation),
        weight=str(step.weight),
        source_table=figure.source_table if figure else "",
        perturbed=bool(figure and figure.perturbed),
        fraction=f"{step.weight}/{whole}",
        exact_ore=str(step.exact_ore),
        floor_ore=step.floor_ore,
        extra_ore=step.extra_ore,
        amount_ore=step.amount_ore,
    )


def counted_again(shared: Share, lines: Sequence[ShareLine]) -> bool:
    """Does core give the same amounts once more from the figures that are kept?"""
    weights = {line.code: int(line.weight) for line in lines}
    key = equal_key(weights) if shared.key == KeyKind.EQUAL else population_key(weights)
    again = share(shared.total_ore, key, unit_ore=shared.unit_ore)
    return again.amounts_ore == {line.code: line.amount_ore for line in lines}


def figures_on(participants: Iterable[Organisation], on: dt.date | None) -> dict[str, Inhabitants]:
    """Population by code on a key date; nothing without one."""
    return population([each.code for each in participants], on) if on else {}


def usual_key_date(participants: Iterable[Organisation], year: int) -> dt.date | None:
    """The last day before the year with a figure for every municipality that takes part."""
    codes = [each.code for each in participants if each.kind == Kind.MUNICIPALITY]
    return latest_population_day(codes, dt.date(year - 1, 12, 31)) if codes else None


@dataclass(frozen=True)
class JointCost:
    """A joint application's cost of a year and each participant's share of it.

    problem: why it could not be shared, in words; then there are no lines.
    share: the latest that has been kept for this application and year.
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
    person: Person, year: int, kind: str = CostKind.BUDGET, *, only: int | None = None
) -> list[JointCost]:
    """Every joint application of a year with what each participant would pay; a fixed number of queries."""
    facts = joint_facts(person, year, kind, only=only)
    everyone = {each.pk: each for fact in facts for each in fact.participants}.values()
    key_date = usual_key_date(everyone, year)
    figures = figures_on(everyone, key_date)
    rules = rules_on(federation_of(person), dt.date(year, 12, 31))
    known: dict[int | None, Share] = {}
    for each in visible_shares(person).filter(year=year, cost_kind=kind).order_by("made_on", "pk"):
        known[each.application_id] = each
    return [
        _joint_cost(
            fact,
            agreed_key(rules, fact.application.pk),
            key_date,
            figures,
            known.get(fact.application.pk),
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
    on = key_date if agreed.key == KeyKind.POPULATION else None
    if not facts.shared:
        problem = gettext("No cost lines to share for this year.")
        return JointCost(facts, agreed, on, (), problem, kept)
    try:
        lines = reckon(facts.total_ore, facts.participants, agreed.key, figures, on)
    except InvalidInput as wrong:
        return JointCost(facts, agreed, on, (), in_words(wrong), kept)
    return JointCost(facts, agreed, on, tuple(lines), "", kept)


def in_words(wrong: InvalidInput) -> str:
    """Every finding in the reader's language, one after the other."""
    return " ".join(f"{gettext(each.what) % each.values}." for each in wrong.findings)


def cost_line_facts(lines: Iterable[CostLine]) -> list[dict[str, Any]]:
    """Cost lines as they are kept with a share: still true when the register changes."""
    return [
        {
            "id": line.pk,
            "phase": line.phase,
            "type": line.type,
            "bearer": str(line.bearer),
            "amount_ore": line.amount_ore,
        }
        for line in lines
    ]


def share_values(shared: Share, lines: Iterable[ShareLine]) -> dict[str, Any]:
    """The share for machines, as it is frozen in a proposal."""
    return {
        "title": shared.title,
        "year": shared.year,
        "total_ore": shared.total_ore,
        "key": shared.key,
        "key_date": shared.key_date.isoformat() if shared.key_date else None,
        "unit_ore": shared.unit_ore,
        "origin": shared.origin,
        "cost_lines": shared.cost_lines,
        "lines": [
            {
                "code": line.code,
                "name": line.name,
                "weight": line.weight,
                "source_table": line.source_table,
                "perturbed": line.perturbed,
                "share": line.fraction,
                "exact_ore": line.exact_ore,
                "floor_ore": line.floor_ore,
                "extra_ore": line.extra_ore,
                "amount_ore": line.amount_ore,
            }
            for line in lines
        ],
    }


def share_content(shared: Share, lines: Sequence[ShareLine]) -> dict[str, Any]:
    """The share as a proposal's content: facts and a table to read, values for machines."""
    facts = [
        [gettext("Total"), f"{format_kronor(shared.total_ore)} kr"],
        [gettext("Year"), str(shared.year)],
        [gettext("Key"), str(KeyKind(shared.key).label)],
        [gettext("Key date"), shared.key_date.isoformat() if shared.key_date else "–"],
        [gettext("The rule comes from"), shared.origin],
    ]
    rows = [
        [
            line.name,
            line.weight_words,
            line.source_table or "–",
            line.fraction,
            line.exact_words,
            format_kronor(line.floor_ore),
            str(line.extra_ore),
            format_kronor(line.amount_ore),
        ]
        for line in lines
    ]
    total = format_kronor(sum(line.amount_ore for line in lines))
    rows.append([gettext("Sum"), "", "", "", "", "", "", total])
    heads = [
        gettext("Municipality"),
        gettext("Figure"),
        gettext("Source table"),
        gettext("Exact share"),
        gettext("Exact amount, kronor"),
        gettext("Rounded down, kronor"),
        gettext("Öre given"),
        gettext("Amount, kronor"),
    ]
    table = {
        "caption": gettext("Each municipality's share"),
        "heads": heads,
        "rows": rows,
        "numbers": [1, 3, 4, 5, 6, 7],
    }
    return {"facts": facts, "tables": [table], "values": share_values(shared, lines)}
