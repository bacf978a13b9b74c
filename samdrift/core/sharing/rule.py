"""A sharing rule: which key, with which parameters; and the figures that it needs from the register.

Rule and figures together are everything that a share is computed from, so both are kept with it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.sharing.keys import (
    Key,
    equal_key,
    fixed_key,
    mixed_key,
    quantity_key,
    weighted_by_days,
)
from samdrift.core.sharing.share import Shares, share
from samdrift.core.sharing.tariff import share_by_tariff

#: Every key by name. ``users_mean`` is users over the period: the days are in the figure already.
KEYS = ("population", "equal", "fixed", "users", "users_mean", "quantity", "mix", "tariff")


@dataclass(frozen=True, slots=True)
class KeyRule:
    """What is agreed on.

    kind: one of `KEYS`.
    weights: agreed shares by participant (``fixed``, summing to 1) or measured quantities (``quantity``, ``tariff``).
    quantity: what is measured, in words: licences, devices, cases. measured_from, measured_to: the period it is
    measured over, or the same day twice; said for the reader, the quantities are what is reckoned with.
    population_day: month and day on which inhabitants are counted, the year before; None: the last day with figures.
    parts: (part, rule) with parts that sum to 1, for ``mix``.
    price_ore, rest: öre for one unit of the quantity, and how the rest is shared, for ``tariff``.
    """

    kind: str
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    quantity: str = ""
    measured_from: dt.date | None = None
    measured_to: dt.date | None = None
    population_day: tuple[int, int] | None = None
    parts: tuple[tuple[Fraction, "KeyRule"], ...] = ()
    price_ore: int = 0
    rest: "KeyRule | None" = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the register and SCB say of the participants, by code.

    population: inhabitants on the key date. users: on the key date. users_mean: over the period.
    days: days of participation in a period of `of_days`; who is not named takes part in all of them.
    """

    population: Mapping[str, int] = field(default_factory=dict)
    users: Mapping[str, Fraction] = field(default_factory=dict)
    users_mean: Mapping[str, Fraction] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    of_days: int = 365


def figures_needed(rule: KeyRule) -> frozenset[str]:
    """Which figures a rule asks for: of ``population``, ``users``, ``users_mean``."""
    inner = [part for _part, part in rule.parts] + ([rule.rest] if rule.rest else [])
    own = {rule.kind} & {"population", "users", "users_mean"}
    return frozenset(own).union(*(figures_needed(each) for each in inner))


def population_day(rule: KeyRule) -> tuple[int, int] | None:
    """Month and day on which a rule counts inhabitants, wherever in the rule it is said."""
    inner = [part for _part, part in rule.parts] + ([rule.rest] if rule.rest else [])
    return next(
        (day for day in [rule.population_day, *map(population_day, inner)] if day is not None), None
    )


def key_by_rule(rule: KeyRule, participants: Iterable[str], figures: Figures) -> Key:
    """The key that a rule makes of the figures; for ``tariff`` the key of the rest.

    Days of participation weigh in every key but ``users_mean``; in a mix, in each part of it.
    Raises InvalidInput, every finding at once: ``no-figure`` (a participant lacks one), ``not-a-participant`` (an
    agreed share of somebody who takes no part), ``no-such-key``, and those of the keys.
    """
    codes = sorted(participants)
    if rule.kind == "mix":
        inner = _all_at_once([_key_maker(part, codes, figures) for _share, part in rule.parts])
        return mixed_key(
            (share_of, key) for (share_of, _rule), key in zip(rule.parts, inner, strict=True)
        )
    if rule.kind == "tariff":
        return key_by_rule(rule.rest or KeyRule("population"), codes, figures)
    key = equal_key(codes) if rule.kind == "equal" else _key_by_figures(rule, codes, figures)
    if rule.kind == "users_mean" or not figures.days:
        return key
    whole = dict.fromkeys(codes, figures.of_days)
    return weighted_by_days(key, {**whole, **figures.days})


def share_by_rule(
    total_ore: int,
    rule: KeyRule,
    participants: Iterable[str],
    figures: Figures,
    *,
    unit_ore: int = 1,
) -> Shares:
    """Share a total among participants as a rule says. Raises InvalidInput (see `key_by_rule`, `share_by_tariff`)."""
    codes = sorted(participants)
    key = key_by_rule(rule, codes, figures)
    if rule.kind != "tariff":
        return share(total_ore, key, unit_ore=unit_ore)
    findings = [
        Finding(
            code,
            gettext_noop("The quantity %(value)s is not a whole number"),
            values={"value": str(number)},
            rule="not-whole",
        )
        for code, number in rule.weights.items()
        if number.denominator != 1
    ]
    if findings:
        raise InvalidInput(findings)
    quantities = {code: int(number) for code, number in rule.weights.items() if number}
    return share_by_tariff(total_ore, rule.price_ore, quantities, key, unit_ore=unit_ore)


def _key_maker(rule: KeyRule, codes: Sequence[str], figures: Figures) -> Callable[[], Key]:
    return lambda: key_by_rule(rule, codes, figures)


def _all_at_once(makers: Iterable[Callable[[], Key]]) -> list[Key]:
    """Every key, or every finding of those that can't be made."""
    made: list[Key] = []
    findings: list[Finding] = []
    for make in makers:
        try:
            made.append(make())
        except InvalidInput as wrong:
            findings += wrong.findings
    if findings:
        raise InvalidInput(findings)
    return made


def _key_by_figures(rule: KeyRule, codes: Sequence[str], figures: Figures) -> Key:
    """A key of one figure a participant."""
    sources: dict[str, tuple[Mapping[str, int] | Mapping[str, Fraction], str]] = {
        "population": (figures.population, gettext_noop("There is no population for %(code)s")),
        "users": (figures.users, gettext_noop("There is no number of users for %(code)s")),
        "users_mean": (
            figures.users_mean,
            gettext_noop("There is no number of users for %(code)s"),
        ),
        "fixed": (rule.weights, gettext_noop("There is no agreed share for %(code)s")),
        "quantity": (rule.weights, gettext_noop("There is no quantity for %(code)s")),
    }
    if rule.kind not in sources:
        what = gettext_noop("%(value)s is not a key")
        raise InvalidInput([Finding("key", what, values={"value": rule.kind}, rule="no-such-key")])
    known, lacking = sources[rule.kind]
    findings = [
        Finding(code, lacking, values={"code": code}, rule="no-figure")
        for code in codes
        if code not in known
    ]
    stranger = gettext_noop("%(code)s has a share but takes no part in the cost")
    findings += [
        Finding(code, stranger, values={"code": code}, rule="not-a-participant")
        for code, weight in rule.weights.items()
        if code not in codes and weight
    ]
    if findings:
        raise InvalidInput(findings)
    chosen = {code: known[code] for code in codes}
    if rule.kind == "fixed":
        return fixed_key({code: Fraction(weight) for code, weight in chosen.items()})
    return quantity_key(chosen, name=rule.kind)


def rule_document(rule: KeyRule) -> dict[str, Any]:
    """A rule as JSON values, the same for the same rule; `rule_in` reads it back."""
    document: dict[str, Any] = {"key": rule.kind}
    if rule.weights:
        document["weights"] = {code: str(rule.weights[code]) for code in sorted(rule.weights)}
    if rule.quantity:
        document["quantity"] = rule.quantity
    if rule.measured_from and rule.measured_to:
        document["measured"] = [rule.measured_from.isoformat(), rule.measured_to.isoformat()]
    if rule.population_day:
        document["population_day"] = list(rule.population_day)
    if rule.parts:
        document["parts"] = [[str(part), rule_document(inner)] for part, inner in rule.parts]
    if rule.kind == "tariff":
        document["price_ore"] = rule.price_ore
        document["rest"] = rule_document(rule.rest or KeyRule("population"))
    return document


def rule_in(document: Mapping[str, Any]) -> KeyRule:
    """The rule of a document that `rule_document` wrote. Raises KeyError and ValueError on anything else."""
    rest = document.get("rest")
    measured = [dt.date.fromisoformat(day) for day in document.get("measured", [])]
    counted = document.get("population_day")
    return KeyRule(
        kind=document["key"],
        weights={code: Fraction(text) for code, text in document.get("weights", {}).items()},
        quantity=document.get("quantity", ""),
        measured_from=measured[0] if measured else None,
        measured_to=measured[1] if measured else None,
        population_day=(counted[0], counted[1]) if counted else None,
        parts=tuple((Fraction(part), rule_in(inner)) for part, inner in document.get("parts", [])),
        price_ore=document.get("price_ore", 0),
        rest=rule_in(rest) if rest else None,
    )
