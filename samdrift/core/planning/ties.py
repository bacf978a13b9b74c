"""Rules that tie moves and openings together by money, as rows over the columns: least savings, and what one may pay.

A saving is a plain sum. What a municipality pays is not: its part of a shared amount F is w / W of it, where W is the
weight of all who share it. But w / W falls ever more slowly as W grows, so it lies above each of its tangents: for
any W₀, and z_j ∈ {0, 1} telling who takes part,

    F z_i w_i / Σ_j w_j z_j  ≥  F w_i ((2 / W₀ - w_i / W₀²) z_i - Σ_{j ≠ i} w_j z_j / W₀²),

with equality where i takes part and W₀ is their weight. So a row of such terms forbids no plan that keeps the limit,
and forbids the plan that it was made at if that breaks it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samdrift.core.planning.columns import Indices, ModelColumns, Ties
from samdrift.core.planning.payments import paid_of, stay_paid
from samdrift.core.planning.problem import (
    Area,
    AreaPlan,
    Limit,
    Numbers,
    Option,
    Paid,
    Rule,
    must_save,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """Σ value · move + Σ value · opening ≤ most, by places in the columns."""

    limit: Limit
    amount: float
    most: float
    move: Indices
    move_value: Numbers
    opening: Indices
    opening_value: Numbers


def plainly(limit: Limit) -> Limit:
    """The limit that a row stands for, whatever its number among the rows of that limit."""
    return replace(limit, period=0) if limit.rule is Rule.MAX_COST else limit


def savings(columns: ModelColumns) -> Ties:
    """For each option that must save: Σ (switch - stay) x + Σ (open + least saving) w ≤ 0."""
    return _join_rows(list(_savings(columns)))


def _savings(columns: ModelColumns) -> Iterator[_Row]:
    least = columns.problem.min_saving
    if least is None:
        return
    stay = columns.seats.stay_cost[columns.moves.seat]
    more = columns.moves.cost - stay
    for area, places in _areas(columns):
        for number, option in enumerate(area.options, start=places.first_option):
            if must_save(area, option):
                move = places.moves[columns.moves.option[places.moves] == number]
                opening = places.openings[columns.openings.option[places.openings] == number]
                yield _Row(
                    limit=Limit(Rule.MIN_SAVING, option.id, 0, area.id),
                    amount=least,
                    most=0.0,
                    move=move,
                    move_value=more[move],
                    opening=opening,
                    opening_value=columns.openings.cost[opening] + least,
                )


def payments(
    columns: ModelColumns,
    most: Sequence[tuple[str, float]],
    number: int,
    plans: Sequence[AreaPlan] | None = None,
    *,
    early: bool = False,
) -> Ties:
    """For each of these municipalities what it pays at the least ≤ the most that it may pay.

    plans: where what is paid at the least shall be what is paid; None: as if everybody always took part.
    number: of this set of rows, in their names. early: what the plans open nowhere is counted as if it opened in its
        first period, less the difference where it opens later; that is often more, but an opening that nobody uses
        may then hide what is paid. Else as if it opened when that is cheapest.
    """
    return _join_rows(
        [_payment(columns, code, amount, number, (plans, early)) for code, amount in most]
    )


def _payment(
    columns: ModelColumns,
    code: str,
    amount: float,
    number: int,
    at: tuple[Sequence[AreaPlan] | None, bool],
) -> _Row:
    plans, early = at
    problem = columns.problem
    weight = {one.id: one.weight for one in problem.municipalities}
    at_moves = np.zeros(columns.move.size)
    at_openings = np.zeros(columns.opening.size)
    left = amount
    usual = None if plans is None else _usual(columns, code, weight, plans)
    for nth, (area, places) in enumerate(_areas(columns)):
        me = area.members.index(code) if code in area.members else None
        if me is not None:
            left -= float(stay_paid(area)[me])
        plan = None if plans is None else plans[nth]
        for local, option in enumerate(area.options):
            who = paid_of(area, option)
            here = _Here(columns, places, places.first_option + local)
            if who.host == code:
                at_openings[here.opening] += who.host_pays[here.opened_at]
            if me is not None and (here.member == me).any():
                weights = np.array([weight[name] for name in area.members])
                _own(here, who, me, float(stay_paid(area)[me]), at_moves)
                _add_shared(
                    here,
                    _Sharing(area, option, who, weights, me, usual, early),
                    plan,
                    problem.periods,
                    (at_moves, at_openings),
                )
    move, opening = np.flatnonzero(at_moves), np.flatnonzero(at_openings)
    limit = Limit(Rule.MAX_COST, code, number)
    return _Row(limit, amount, left, move, at_moves[move], opening, at_openings[opening])


def _usual(
    columns: ModelColumns, code: str, weight: dict[str, float], plans: Sequence[AreaPlan]
) -> float | None:
    """By weight, who takes part of those who could, on average where this municipality does."""
    shares = []
    for area, plan in zip(columns.problem.areas, plans, strict=True):
        for name in {move.option for move in plan.moves if move.municipality == code}:
            users = sum(weight[move.municipality] for move in plan.moves if move.option == name)
            shares.append(users / sum(weight[member] for member in area.members))
    return sum(shares) / len(shares) if shares else None


class _Here:
    """The columns of one option: its moves with member and period, its openings with period."""

    def __init__(self, columns: ModelColumns, places: "_Places", option: int) -> None:
        self.move = places.moves[columns.moves.option[places.moves] == option]
        self.member = columns.seats.member[columns.moves.seat[self.move]]
        self.period = columns.moves.period[self.move]
        self.opening = places.openings[columns.openings.option[places.openings] == option]
        self.opened_at = columns.openings.period[self.opening]


@dataclass(frozen=True, slots=True, eq=False)
class _Sharing:
    """Who could share an option's cost, by weight, and who asks what it pays.

    usual: the share, by weight, of those who could take part that usually do; None: nothing is known.
    """

    area: Area
    option: Option
    who: Paid
    weights: Numbers
    me: int
    usual: float | None
    early: bool


def _own(here: _Here, who: Paid, me: int, stay: float, at_moves: Numbers) -> None:
    mine = here.move[here.member == me]
    at_moves[mine] += who.switch[me, here.period[here.member == me]] - stay


def _add_shared(
    here: _Here,
    sharing: _Sharing,
    plan: AreaPlan | None,
    periods: Sequence[str],
    to: tuple[Numbers, Numbers],
) -> None:
    """Add the tangents of what is shared, each period's and that of opening."""
    at_moves, at_openings = to
    since = np.full(sharing.weights.size, len(periods))
    opened = None
    if plan is not None:
        for move in plan.moves:
            if move.option == sharing.option.id:
                since[sharing.area.members.index(move.municipality)] = periods.index(move.period)
        at = [periods.index(one.period) for one in plan.opened if one.option == sharing.option.id]
        opened = at[0] if at else None
    everybody = np.unique(here.member)
    mine = here.member == sharing.me
    own, others = np.zeros(len(periods)), np.zeros(len(periods))
    for at_period, amount in enumerate(sharing.who.shared.tolist()):
        together = np.flatnonzero(since <= at_period)
        own[at_period], others[at_period] = _tangent(amount, sharing, together, everybody)
    own, others = np.cumsum(own[::-1])[::-1], np.cumsum(others[::-1])[::-1]
    costs = sharing.who.users[here.opened_at]
    once = float(costs[0] if sharing.early else costs.min())
    if opened is not None:
        once = float(sharing.who.users[opened])
    together = np.flatnonzero(since < len(periods))
    own_once, others_once = _tangent(once, sharing, together, everybody)
    at_moves[here.move[mine]] += own[here.period[mine]] + own_once
    rest = ~mine
    at_moves[here.move[rest]] -= sharing.weights[here.member[rest]] * (
        others[here.period[rest]] + others_once
    )
    # an opening in a period when it is cheaper: no part of the amount is more than the whole
    at_openings[here.opening] -= np.maximum(once - sharing.who.users[here.opened_at], 0.0)


def _tangent(
    amount: float, sharing: _Sharing, together: Indices, everybody: Indices
) -> tuple[float, float]:
    """What taking part costs me at the least, and what each unit of weight of another takes off.

    Where nobody takes part in the plan, the tangent is at the usual share of all who could: the next plan may well go
    there. Where others do without me, they must take nothing off, or the row would not forbid the plan.
    """
    mine = float(sharing.weights[sharing.me])
    if sharing.usual is not None and not together.size:
        whole = max(sharing.usual * float(sharing.weights[everybody].sum()), mine)
    elif sharing.me not in together:
        return amount * mine / float(sharing.weights[everybody].sum()), 0.0
    else:
        whole = float(sharing.weights[together].sum())
    return amount * mine * (2 / whole - mine / whole**2), amount * mine / whole**2


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    first_option: int
    moves: Indices
    openings: Indices


def _areas(columns: ModelColumns) -> Iterator[tuple[Area, _Places]]:
    """Each area with the places of its moves and openings, which lie side by side."""
    areas = columns.problem.areas
    number = np.arange(len(areas) + 1)
    moves = np.searchsorted(columns.seats.area[columns.moves.seat], number)
    options = np.cumsum([0] + [len(area.options) for area in areas])
    openings = np.searchsorted(columns.openings.option, options)
    for at, area in enumerate(areas):
        yield (
            area,
            _Places(
                int(options[at]),
                np.arange(moves[at], moves[at + 1]),
                np.arange(openings[at], openings[at + 1]),
            ),
        )


def _join_rows(rows: Sequence[_Row]) -> Ties:
    nothing, no_numbers = np.zeros(0, dtype=np.int64), np.zeros(0)
    numbers = np.arange(len(rows))
    return Ties(
        limits=tuple(row.limit for row in rows),
        amounts=np.array([row.amount for row in rows], dtype=np.float64),
        most=np.array([row.most for row in rows], dtype=np.float64),
        move_row=np.repeat(numbers, [row.move.size for row in rows]),
        move=np.concatenate([nothing, *(row.move for row in rows)]),
        move_value=np.concatenate([no_numbers, *(row.move_value for row in rows)]),
        opening_row=np.repeat(numbers, [row.opening.size for row in rows]),
        opening=np.concatenate([nothing, *(row.opening for row in rows)]),
        opening_value=np.concatenate([no_numbers, *(row.opening_value for row in rows)]),
    )


def together(first: Ties, second: Ties) -> Ties:
    """All rows of both."""
    count = len(first.limits)
    return Ties(
        limits=first.limits + second.limits,
        amounts=np.concatenate([first.amounts, second.amounts]),
        most=np.concatenate([first.most, second.most]),
        move_row=np.concatenate([first.move_row, second.move_row + count]),
        move=np.concatenate([first.move, second.move]),
        move_value=np.concatenate([first.move_value, second.move_value]),
        opening_row=np.concatenate([first.opening_row, second.opening_row + count]),
        opening=np.concatenate([first.opening, second.opening]),
        opening_value=np.concatenate([first.opening_value, second.opening_value]),
    )
