"""What is reckoned and not stored: a share of an amount, and the fairness of a cost game or of a joint cost."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from samdrift.core.fairness import GameAnswer, Violation, answer_of, game_in
from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import Figures, KeyRule, Shares, figures_needed, share_by_rule
from samdrift.decisions.fairness.convert.alone import alone_figures
from samdrift.decisions.fairness.convert.judging import (
    CostModel,
    JudgedCost,
    judge_cost,
    key_effects,
)
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.decisions.sharing.convert.shared import shared_costs
from samdrift.decisions.sharing.models import KeyKind
from samdrift.decisions.sharing.queries.visible import sees_costs, visible_rules
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Day,
    Id,
    Page,
    json_response,
    list_response,
    with_id,
)
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.queries import population
from samdrift.records.spending.models import CostKind

router = Router(tags=["reckoning"])

MOST_PLAYERS = 12  # more would keep a worker busy for too long; the command takes twenty
Number = Annotated[float, Field(ge=-(10**15), le=10**15, strict=True)]
Named = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^+\x00-\x20]+$")]


class KeyIn(Body):
    """A key. `weights`: agreed shares that sum to 1 (fixed), users, or measured quantities, by participant."""

    key: Annotated[str, Field(pattern="^(population|equal|fixed|users|quantity)$")] = "population"
    weights: Annotated[dict[str, Number], Field(max_length=400)] = {}

    @property
    def rule(self) -> KeyRule:
        weights = {code: _exact(each) for code, each in self.weights.items()}
        return KeyRule(self.key, weights=weights)


def _exact(number: float) -> Fraction:
    """The number as it was written, not as the computer rounded it."""
    return Fraction(repr(number))


class PartIn(KeyIn):
    """A part of a mix: the parts sum to 1."""

    part: Number


class ShareIn(KeyIn):
    """`participants`: municipality codes. `mix`: several keys instead of one. `on`: the population's key date."""

    amount_ore: Annotated[int, Field(ge=-(10**15), le=10**15)]
    participants: Annotated[list[Named], Field(min_length=1, max_length=400)]
    mix: Annotated[list[PartIn], Field(max_length=8)] = []
    on: Day | None = None
    unit_ore: Annotated[int, Field(ge=1, le=10_000_000)] = 1


class ShareStepOut(Schema):
    """`weight`, `fraction` and `exact_ore` are exact fractions, as text."""

    code: str
    weight: str
    fraction: str
    exact_ore: str
    amount_ore: int


class ShareAnswer(Schema):
    total_ore: int
    key: str
    on: dt.date | None
    unit_ore: int
    below_unit_ore: int
    source_table: str
    lines: list[ShareStepOut]


@router.post(
    "/share",
    response={200: ShareAnswer, **PROBLEMS},
    summary="Share an amount; nothing is stored",
)
def share(request: HttpRequest, body: ShareIn) -> HttpResponse:
    """409 tells everything that keeps it from being shared."""
    parts = tuple((_exact(each.part), each.rule) for each in body.mix)
    rule = KeyRule("mix", parts=parts) if parts else body.rule
    known = {}
    if "population" in figures_needed(rule):
        if body.on is None:
            raise ValidationError({"on": _("Population is counted on a key date: say which")})
        known = population(body.participants, body.on)
    users = [each for _part, each in parts if each.kind == KeyKind.USERS] or [rule]
    figures = Figures(
        population={code: row.value for code, row in known.items()},
        users={code: weight for each in users for code, weight in each.weights.items()},
    )
    try:
        shares = share_by_rule(
            body.amount_ore, rule, _once(body.participants), figures, unit_ore=body.unit_ore
        )
    except InvalidInput as wrong:
        raise _refusal(wrong) from wrong
    tables = {row.source_table for row in known.values()}
    return json_response(
        _describe_shares(shares, body.on if known else None, ", ".join(sorted(tables)))
    )


def _once(codes: list[str]) -> list[str]:
    twice = sorted(code for code, times in Counter(codes).items() if times > 1)
    if twice:
        what = _("%(value)s is named twice") % {"value": ", ".join(twice)}
        raise ValidationError({"participants": what})
    return codes


def _describe_shares(shares: Shares, on: dt.date | None, source_table: str) -> dict[str, Any]:
    return {
        "total_ore": shares.total_ore,
        "key": shares.key,
        "on": on,
        "unit_ore": shares.unit_ore,
        "below_unit_ore": shares.below_unit_ore,
        "source_table": source_table,
        "lines": [
            {
                "code": step.code,
                "weight": str(step.weight),
                "fraction": str(step.share),
                "exact_ore": str(step.exact_ore),
                "amount_ore": step.amount_ore,
            }
            for step in shares.steps
        ],
    }


def _refusal(wrong: InvalidInput) -> ValidationError:
    """Every finding at its place."""
    found: dict[str, list[str]] = {}
    for each in wrong.findings:
        found.setdefault(each.where or "body", []).append(_(each.what) % each.values)
    return ValidationError(found)


class GameIn(Body):
    """Every group's cost, players joined by +; or what each pays alone and all pay together. Any unit."""

    players: Annotated[list[Named], Field(min_length=1, max_length=400)]
    cost: Annotated[dict[str, Number], Field(max_length=2**MOST_PLAYERS)] | None = None
    standalone: Annotated[dict[str, Number], Field(max_length=400)] | None = None
    joint: Number | None = None


class ViolationOut(Schema):
    group: list[str]
    excess: float


class GameOut(Schema):
    """Null is out of reach. `assumed`: groups of some were taken to cost what their members cost alone."""

    shapley: dict[str, float]
    nucleolus: dict[str, float] | None
    core_nonempty: bool | None
    in_core: dict[str, bool | None]
    most_violated: ViolationOut | None
    assumed: bool


@router.post(
    "/fairness",
    response={200: GameOut, **PROBLEMS},
    summary="Judge a cost game; nothing is stored",
)
def fairness(request: HttpRequest, body: GameIn) -> HttpResponse:
    """Every group to 12 players; any number of players with `standalone` and `joint`."""
    if body.cost is not None and len(body.players) > MOST_PLAYERS:
        what = _("At most %(most)s players can be judged group by group here") % {
            "most": MOST_PLAYERS
        }
        raise ValidationError({"players": what})
    try:
        answer = answer_of(game_in(_written(body.model_dump(exclude_none=True))))
    except InvalidInput as wrong:
        raise _refusal(wrong) from wrong
    return json_response(_game_told(answer))


def _written(document: Any) -> Any:
    """Numbers as they were written."""
    if isinstance(document, dict):
        return {name: _written(value) for name, value in document.items()}
    return Decimal(repr(document)) if isinstance(document, float) else document


def _game_told(answer: GameAnswer) -> dict[str, Any]:
    return {
        "shapley": _floats(answer.shapley),
        "nucleolus": _floats(answer.nucleolus),
        "core_nonempty": answer.core_nonempty,
        "in_core": {"shapley": answer.shapley_in_core, "nucleolus": answer.nucleolus_in_core},
        "most_violated": _violation(answer.worst),
        "assumed": answer.assumed,
    }


def _floats(amounts: Mapping[str, Fraction] | None) -> dict[str, float] | None:
    return None if amounts is None else {name: float(each) for name, each in amounts.items()}


def _violation(worst: Violation | None) -> dict[str, Any] | None:
    if worst is None or worst.excess <= 0:
        return None
    return {"group": list(worst.group), "excess": float(worst.excess)}


class RuleOut(Schema):
    """`parameters`: the rule in full. Where neither application nor initiative is told it holds for everything else.

    `state`: agreed; awaiting those who pay (the rule before it holds until each of them has agreed); or withdrawn.
    """

    id: int
    application_id: int | None
    initiative_id: int | None
    key: str
    parameters: dict[str, Any]
    origin: str
    starts_on: dt.date
    ends_on: dt.date | None
    state: str


class RuleList(Schema):
    items: list[RuleOut]
    next: int | None


RULE = [
    "pk",
    "application_id",
    "initiative_id",
    "key",
    "parameters",
    "origin",
    "starts_on",
    "ends_on",
    "state",
]


@router.get(
    "/sharing-rules",
    response={200: RuleList, **PROBLEMS},
    summary="What is agreed instead of population",
)
def rule_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_rules(signed_in(request)), page, RULE, with_id)


class JointCostQuery(Schema):
    """`year`: this one where none is said."""

    year: Annotated[int, Field(ge=1950, le=2200)] | None = None
    kind: Annotated[str, Field(pattern="^(budget|forecast|actual)$")] = CostKind.BUDGET
    model: Annotated[str, Field(pattern="^(alone|fixed)$")] = CostModel.ALONE


class OutcomeOut(Schema):
    """Öre. `alone_from`: typed, said, own, like or unknown; null amounts are not known."""

    code: str
    pays_ore: int
    alone_ore: int | None
    alone_from: str
    origin: str
    by_contribution_ore: float | None
    nucleolus_ore: float | None


class KeyOut(Schema):
    """What another key would change for each, öre by code; `problem` where it can't be used."""

    key: str
    change_ore: dict[str, int]
    problem: str


class JointFairness(Schema):
    application_id: int
    year: int
    total_ore: int
    is_rational: bool | None
    is_in_core: bool | None
    most_violated: ViolationOut | None
    participants: list[OutcomeOut]
    keys: list[KeyOut]


@router.get(
    "/applications/{pk}/fairness",
    response={200: JointFairness, **PROBLEMS},
    summary="Does everyone gain by a joint application?",
)
def joint_fairness(request: HttpRequest, pk: Id, asked: Query[JointCostQuery]) -> HttpResponse:
    """404 where it is not joint that year, or can't be shared."""
    person = signed_in(request)
    require_that(sees_costs(person))
    year = asked.year or today().year
    found = joint_costs(person, year, asked.kind, only=(pk, None))
    costs = [each for each in shared_costs(found, year, asked.kind) if each.paid_ore]
    if not costs:
        raise Http404
    one = judge_cost(costs[0], alone_figures(person, costs)[0], CostModel(asked.model))
    return json_response(_describe_judgement(pk, one))


def _describe_judgement(pk: int, one: JudgedCost) -> dict[str, Any]:
    central = one.report.nucleolus or {}
    return {
        "application_id": pk,
        "year": one.cost.year,
        "total_ore": one.cost.total_ore,
        "is_rational": one.report.is_rational,
        "is_in_core": one.report.is_in_core,
        "most_violated": _violation(one.report.worst),
        "participants": [
            {
                "code": each.name,
                "pays_ore": each.pays_ore,
                "alone_ore": each.alone_ore,
                "alone_from": one.figures[each.name].source,
                "origin": one.figures[each.name].origin,
                "by_contribution_ore": _float(each.by_contribution_ore),
                "nucleolus_ore": _float(central.get(each.name)),
            }
            for each in one.report.outcomes
        ],
        "keys": [
            {"key": each.words, "change_ore": dict(each.change_ore), "problem": each.problem}
            for each in key_effects([one.cost])[1:]
        ],
    }


def _float(amount: Fraction | None) -> float | None:
    return None if amount is None else float(amount)
