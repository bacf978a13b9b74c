"""Joint costs → core's games and their report: does everyone gain, and what would another key change?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext

from samdrift.core.fairness import Fairness, JointCostGame, effect_of_changing, judge
from samdrift.core.sharing import KeyRule, apportion
from samdrift.decisions.fairness.convert.alone import AloneFigure
from samdrift.decisions.sharing.convert.shared import SharedCost
from samdrift.decisions.sharing.models import KeyKind
from samdrift.decisions.sharing.present import percent
from samdrift.records.spending.models import CostType

#: Types of cost that follow use, where nothing else is said; the rest is the same however many share.
FOLLOWING_USE = (CostType.LICENCE, CostType.TRAINING)
BASE = Fraction(3, 10)


class CostModel(StrEnum):
    """What a group of some would pay."""

    ALONE = "alone"
    FIXED = "fixed"


@dataclass(frozen=True)
class JudgedCost:
    """A joint cost with what everyone would pay alone, and the judgement."""

    cost: SharedCost
    figures: Mapping[str, AloneFigure]
    game: JointCostGame
    report: Fairness


def joint_cost_game_of(
    cost: SharedCost,
    figures: Mapping[str, AloneFigure],
    model: CostModel = CostModel.ALONE,
    following_use: Iterable[str] = FOLLOWING_USE,
) -> JointCostGame:
    """The joint cost as core judges it. A cost without its lines has no parts, and so only the model of alone."""
    known = {
        code: figure.amount_ore for code, figure in figures.items() if figure.amount_ore is not None
    }
    if model is CostModel.ALONE or not cost.by_type:
        return JointCostGame(cost.total_ore, cost.codes, known)
    own_ore = sum(cost.by_type.get(each, 0) for each in set(following_use))
    return JointCostGame(
        cost.total_ore,
        cost.codes,
        known,
        cost.total_ore - own_ore,
        apportion(own_ore, _use(cost)),
    )


def _use(cost: SharedCost) -> dict[str, int]:
    """What the following costs follow: users × days where everyone's are known, else inhabitants, else all alike."""
    users = {each.code: each.user_days for each in cost.taking_part}
    if None not in users.values() and any(users.values()):
        return {code: int((number or 0) * 1000) for code, number in users.items()}
    known = cost.basis.population
    if all(code in known for code in cost.codes):
        return {code: known[code].value for code in cost.codes}
    return dict.fromkeys(cost.codes, 1)


def judge_cost(
    cost: SharedCost,
    figures: Mapping[str, AloneFigure],
    model: CostModel = CostModel.ALONE,
    following_use: Iterable[str] = FOLLOWING_USE,
    paid_ore: Mapping[str, int] | None = None,
) -> JudgedCost:
    """Judge what each pays; paid_ore: by another key than today's."""
    one = joint_cost_game_of(cost, figures, model, following_use)
    return JudgedCost(cost, figures, one, judge([one], paid_ore or cost.paid_ore))


def judged_together(costs: Sequence[JudgedCost]) -> Fairness | None:
    """Those whose every stand-alone cost is known, as one; None where there is none."""
    known = [each for each in costs if not each.game.unknown]
    if not known:
        return None
    paid: dict[str, int] = {}
    for each in known:
        for code, amount in each.cost.paid_ore.items():
            paid[code] = paid.get(code, 0) + amount
    return judge([each.game for each in known], {code: paid[code] for code in sorted(paid)})


@dataclass(frozen=True)
class KeyEffect:
    """What each would pay by a key, and the change from today's; öre by code.

    problem: why the key can't be used, in words; then nothing is known. kept: how many of several costs stay at
    today's key because of such a problem.
    """

    words: str
    rule: KeyRule | None
    pays_ore: Mapping[str, int]
    change_ore: Mapping[str, int]
    problem: str = ""
    kept: int = 0


def usual_rules() -> list[KeyRule]:
    """The keys that co-operations choose between."""
    mix = ((BASE, KeyRule("equal")), (1 - BASE, KeyRule("population")))
    return [
        KeyRule("population"),
        KeyRule("equal"),
        KeyRule("users_mean"),
        KeyRule("mix", parts=mix),
    ]


def key_name(rule: KeyRule) -> str:
    """A rule as the head of a column: «Population», «30 % equal shares + 70 % population»."""
    if rule.kind != KeyKind.MIX:
        return str(KeyKind(rule.kind).label)
    return " + ".join(f"{percent(part)} {key_name(inner).lower()}" for part, inner in rule.parts)


def key_effects(costs: Sequence[SharedCost], tried: KeyRule | None = None) -> list[KeyEffect]:
    """Today's key first, then the usual ones that are not today's, last the one tried."""
    today: dict[str, int] = {}
    for cost in costs:
        for code, amount in cost.paid_ore.items():
            today[code] = today.get(code, 0) + amount
    today = {code: today[code] for code in sorted(today)}
    rules = {cost.rule.kind: cost.rule for cost in costs}
    only = next(iter(rules.values())) if len({repr(cost.rule) for cost in costs}) == 1 else None
    words = key_name(only) if only else gettext("as agreed for each")
    found = [KeyEffect(gettext("Today: %(key)s") % {"key": words}, only, today, {})]
    others = [rule for rule in usual_rules() if rule not in (only, tried)]
    return found + [_effect(costs, today, rule) for rule in [*others, *([tried] if tried else [])]]


def _effect(costs: Sequence[SharedCost], today: Mapping[str, int], rule: KeyRule) -> KeyEffect:
    pays = dict.fromkeys(today, 0)
    kept, problem = 0, ""
    for cost in costs:
        by_rule = cost.by(rule) if cost.paid_ore else {}
        if isinstance(by_rule, str):
            problem, kept = by_rule, kept + 1
            by_rule = dict(cost.paid_ore)
        for code, amount in by_rule.items():
            pays[code] += amount
    if kept == len(costs):
        return KeyEffect(key_name(rule), rule, {}, {}, problem)
    return KeyEffect(key_name(rule), rule, pays, effect_of_changing(today, pays), kept=kept)
