"""Participants and their figures → core's sharing → lines with every step of the reckoning."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_noop

from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.population import Inhabitants
from samdrift.core.sharing import (
    Figures,
    KeyRule,
    ShareStep,
    figures_needed,
    population_day,
    rule_in,
    share_by_rule,
)
from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.decisions.sharing.queries.joint import TakingPart
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.foundation.organisations.queries import population, population_days


@dataclass(frozen=True)
class ShareBasis:
    """What a share is reckoned from: who takes part, population on a key date, and days of the year."""

    taking_part: Sequence[TakingPart]
    population: Mapping[str, Inhabitants] = field(default_factory=dict)
    of_days: int = 365

    @property
    def figures(self) -> Figures:
        some_days = any(each.days < self.of_days for each in self.taking_part)
        return Figures(
            population={code: row.value for code, row in self.population.items()},
            users={
                each.code: Fraction(each.users)
                for each in self.taking_part
                if each.users is not None
            },
            users_mean={
                each.code: each.user_days / self.of_days
                for each in self.taking_part
                if each.user_days is not None
            },
            days={each.code: each.days for each in self.taking_part} if some_days else {},
            of_days=self.of_days,
        )


def calculate_shares(
    total_ore: int, rule: KeyRule, basis: ShareBasis, on: dt.date | None, *, unit_ore: int = 1
) -> list[ShareLine]:
    """Share a total; the lines aren't stored. Raises InvalidInput, ``no-key-date`` among its rules."""
    by_population = "population" in figures_needed(rule)
    if by_population and on is None:
        text = gettext_noop("Population is counted on a key date: say which")
        raise InvalidInput([Finding("on", text, rule="no-key-date")])
    by_code = {each.code: each for each in basis.taking_part}
    shared = share_by_rule(total_ore, rule, by_code, basis.figures, unit_ore=unit_ore)
    whole = sum((step.weight for step in shared.steps), Fraction(0))
    return [
        _line(step, by_code[step.code], whole, basis, basis.population if by_population else {})
        for step in shared.steps
    ]


def _line(
    step: ShareStep,
    who: TakingPart,
    whole: Fraction,
    basis: ShareBasis,
    population_by_code: Mapping[str, Inhabitants],
) -> ShareLine:
    figure = population_by_code.get(step.code)
    figures: dict[str, Any] = {"days": who.days, "of_days": basis.of_days}
    if figure:
        figures["population"] = figure.value
    if who.users is not None:
        figures["users"] = who.users
    if who.user_days is not None:
        figures["user_days"] = str(who.user_days)
    return ShareLine(
        organisation=who.organisation,
        code=step.code,
        name=str(who.organisation),
        weight=str(step.weight),
        figures=figures,
        source_table=figure.source_table if figure else "",
        perturbed=bool(figure and figure.perturbed),
        fraction=f"{step.weight}/{whole}" if whole != 1 else str(step.weight),
        exact_ore=str(step.exact_ore),
        floor_ore=step.floor_ore,
        extra_ore=step.extra_ore,
        amount_ore=step.amount_ore,
    )


def recalculation_agrees(shared: Share, lines: Sequence[ShareLine]) -> bool:
    """Does core give the same amounts once more from the rule and the figures that are kept?"""
    codes = [line.code for line in lines]
    again = share_by_rule(
        shared.total_ore, kept_rule(shared), codes, kept_figures(lines), unit_ore=shared.unit_ore
    )
    return again.amounts_ore == {line.code: line.amount_ore for line in lines}


def kept_rule(shared: Share) -> KeyRule:
    """The rule that a share was made by."""
    return rule_in(shared.rule or {"key": shared.key})


def kept_figures(lines: Sequence[ShareLine]) -> Figures:
    """The figures that a share was made from, as its lines keep them."""
    of_days = max((line.figures.get("of_days", 365) for line in lines), default=365)
    days = {line.code: line.figures.get("days", of_days) for line in lines}
    return Figures(
        population={
            line.code: line.figures.get("population", _whole(line.weight)) for line in lines
        },
        users=_figures_named(lines, "users"),
        users_mean={
            code: value / of_days for code, value in _figures_named(lines, "user_days").items()
        },
        days=days if any(number < of_days for number in days.values()) else {},
        of_days=of_days,
    )


def _whole(text: str) -> int:
    return int(Fraction(text))


def _figures_named(lines: Iterable[ShareLine], name: str) -> dict[str, Fraction]:
    return {line.code: Fraction(line.figures[name]) for line in lines if name in line.figures}


def population_on(
    participants: Iterable[Organisation], on: dt.date | None
) -> dict[str, Inhabitants]:
    """Population by code on a key date; nothing without one."""
    return population([each.code for each in participants], on) if on else {}


class KeyDates:
    """Which days before a year have population for whom; one query, asked for every subject of the year."""

    def __init__(self, everyone: Iterable[Organisation], year: int) -> None:
        codes = [each.code for each in everyone if each.kind == Kind.MUNICIPALITY]
        last = min(dt.date(year - 1, 12, 31), today())  # a coming year is told by what is known
        self._days = population_days(codes, last) if codes else {}

    def of(self, participants: Iterable[Organisation], rule: KeyRule) -> dt.date | None:
        """The last day with a figure for every municipality that takes part, on the day of the year the rule says."""
        codes = {each.code for each in participants if each.kind == Kind.MUNICIPALITY}
        wanted = population_day(rule)
        for day, known in self._days.items():
            if codes and codes <= known and wanted in (None, (day.month, day.day)):
                return day
        return None
