"""What takes solving again: what each rule costs, what else could be done, and what hangs on each assumption."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samdrift.core.planning import (
    JUDGEMENTS,
    ComputedPlan,
    Problem,
    Rule,
    choices,
    difference,
    nearest,
    obstacles,
    relaxable,
    solve,
    without_host,
    without_limit,
)
from samdrift.core.planning.explain.variants import is_kept, limits_of, used_of
from samdrift.decisions.planning.convert.derived import DerivedProblem, scale_cost
from samdrift.decisions.planning.convert.explanation.summary import (
    Document,
    change_words,
    summarise,
)
from samdrift.decisions.planning.convert.terms import ore

NEAR = 0.01  # alternatives this share dearer are worth a look
SWING = 0.25  # by which each assumption is changed
MOST_RULES, MOST_TRIES, MOST_ESTIMATES = 12, 12, 20
PART, GAP = 0.25, 0.0005  # share of the time left for one question, and how exactly it is answered


@dataclass(frozen=True)
class WhatIfEffort:
    """How questions are asked.

    seconds: for all of them together. solve: core's, or one that tells how it goes. told: called after each question
    with how many are done of how many. stopped: no more questions after that; those unasked are told as untried.
    """

    seconds: float
    solve: Callable[..., ComputedPlan] = solve
    told: Callable[[int, int], None] = lambda _done, _total: None
    stopped: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class _Question:
    """A list of the document, what is asked about, and the problem that answers it; its cost is held against."""

    kind: str
    about: Document
    problem: Problem
    end: str = ""


def explain(
    derived: DerivedProblem, plan: ComputedPlan, asking: WhatIfEffort, *, is_short: bool = False
) -> Document:
    """The whole explanation of a solved plan; a short one leaves out alternatives and what hangs on assumptions."""
    document = summarise(derived, plan)
    document |= {"rules": [], "pins": [], "alternatives": [], "sensitivity": [], "untried": 0}
    document["is_short"] = is_short
    questions = list(_rules(derived, plan))
    if not is_short:
        questions += [*_others(derived, plan), *_swings(derived)]
    ends = time.monotonic() + asking.seconds
    for number, question in enumerate(questions):
        left = ends - time.monotonic()
        if left <= 0 or asking.stopped():
            document["untried"] = len(questions) - number
            break
        _ask(document, derived, plan, question, asking, max(0.5, left * PART))
        asking.told(number + 1, len(questions))
    document["alternatives"].sort(key=lambda each: each["dearer_ore"])
    document["rules"].sort(key=lambda each: -each["cost_ore"])
    return document


def _rules(derived: DerivedProblem, plan: ComputedPlan) -> Iterator[_Question]:
    """Each limit that the plan uses most of, and each pin."""
    problem = derived.problem
    holding = [one.limit for one in obstacles(problem, plan.areas)]
    holding += [one.limit for one in plan.prices]
    near = [(one.rule, one.of) for one in holding if one.rule is not Rule.MUST_LEAVE]
    asked = list(dict.fromkeys([*near, *relaxable(problem, plan.areas)]))
    for rule, of in asked[:MOST_RULES]:
        about = {
            "rule": str(rule),
            "of": of,
            "used": [round(each, 3) for each in used_of(problem, plan.areas, rule, of)],
            "amount": {
                str(at): round(each, 3) for at, each in limits_of(problem, rule, of).items()
            },
        }
        yield _Question("rules", about, without_limit(problem, rule, of))
    for number, pin in enumerate(derived.pins):
        others = [each for at, each in enumerate(derived.pins) if at != number]
        yield _Question("pins", {"pin": pin.as_values()}, derived.again(pins=others))


def _others(derived: DerivedProblem, plan: ComputedPlan) -> Iterator[_Question]:
    """Without one of the choices at a time, those first that cost least to do without."""
    for each in choices(derived.problem, plan.areas)[:MOST_TRIES]:
        about = {"area": each.area, "option": each.option}
        yield _Question(
            "alternatives", about, without_host(derived.problem, each.area, each.option)
        )


def _swings(derived: DerivedProblem) -> Iterator[_Question]:
    """Every judgement, then the estimates that most is built on, each lower and higher."""
    for name in JUDGEMENTS:
        value = getattr(derived.terms, name)
        if name == "estimated" and not any(
            row.estimated for rows in derived.rows.values() for row in rows
        ):
            continue
        for end, factor in (("low", 1 - SWING), ("high", 1 + SWING)):
            other = derived.again(replace(derived.terms, **{name: value * factor}))
            yield _Question("sensitivity", {"key": f"term:{name}", "value": value}, other, end)
    sizes: dict[str, float] = {}
    for rows in derived.rows.values():
        for row in rows:
            if row.estimated:
                sizes[row.installation] = sizes.get(row.installation, 0.0) + row.annual
    for key in sorted(sizes, key=lambda one: (-sizes[one], one))[:MOST_ESTIMATES]:
        for end, factor in (("low", 1 - SWING), ("high", 1 + SWING)):
            other = derived.again(rows=scale_cost(derived.rows, key, factor))
            about = {"key": f"cost:{key}", "value": sizes[key]}
            yield _Question("sensitivity", about, other, end)


def _ask(  # noqa: PLR0917 - a question with all that it is asked about
    document: Document,
    derived: DerivedProblem,
    plan: ComputedPlan,
    question: _Question,
    asking: WhatIfEffort,
    seconds: float,
) -> None:
    start = plan.areas if is_kept(question.problem, plan.areas) else None
    answer = asking.solve(question.problem, gap=GAP, time_limit=seconds, start=start)
    if answer.objective is None or plan.objective is None:
        return
    areas = nearest(question.problem, answer.areas, plan.areas)
    found = difference(plan.areas, plan.objective, areas, answer.objective)
    changed = [change_words(each) for each in found.changes]
    if question.kind in {"rules", "pins"}:
        document[question.kind].append(
            {**question.about, "cost_ore": max(0, ore(-found.cost)), "changes": changed}
        )
    elif question.kind == "alternatives":
        dearer = max(0.0, found.cost)
        is_new = changed and changed not in [each["changes"] for each in document["alternatives"]]
        if is_new and dearer <= NEAR * plan.objective:
            share = dearer / plan.objective if plan.objective else 0.0
            document["alternatives"].append(
                {**question.about, "dearer_ore": ore(dearer), "share": share, "changes": changed}
            )
    else:
        _note_swing(document["sensitivity"], question, ore(found.cost), changed)


def _note_swing(
    rows: list[Document], question: _Question, cost_ore: int, changed: Sequence[Any]
) -> None:
    if not rows or rows[-1]["key"] != question.about["key"]:
        rows.append(dict(question.about))
    rows[-1][question.end] = {"cost_ore": cost_ore, "changes": list(changed)}
