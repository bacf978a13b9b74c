"""All facts → opportunities, combined by area and group of municipalities, ranked.

An area where several municipalities have installations of their own is one opportunity when the products differ, and
so is each product that several have. An installation that several share already is one when a trigger of its own is
set off. Nothing is found where only one municipality is concerned: there is nobody to do it with.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from samdrift.core.opportunities.facts import ApplicationFact, Assumptions, Shape, Trigger
from samdrift.core.opportunities.flags import NEVER, UNKNOWN, FactColumns, columns_of
from samdrift.core.opportunities.groups import Group, Places, groups
from samdrift.core.opportunities.opportunity import Opportunity, Rank, Saving, Window

TARGET_LEVEL = {Shape.SAME_PRODUCT: 4, Shape.SAME_AREA: 4, Shape.JOINT_ALREADY: 5}


def detect(facts: Sequence[ApplicationFact], assumed: Assumptions) -> list[Opportunity]:
    """Every opportunity in the facts, best first; equal facts in any order give the same answer.

    Time grows with the number of facts (they are read once into arrays) and of opportunities.
    """
    ordered = sorted(facts, key=lambda fact: fact.key)
    if not ordered:
        return []
    columns = columns_of(ordered, assumed)
    found = [_opportunity(ordered, columns, assumed, group) for group in groups(columns)]
    return _rank([each for each in found if len(each.municipalities) > 1], assumed)


def _opportunity(
    facts: Sequence[ApplicationFact], columns: FactColumns, assumed: Assumptions, group: Group
) -> Opportunity:
    places = group.places
    applications = tuple(facts[place] for place in places.tolist())
    first = applications[0]
    area = next((fact.area for fact in applications if fact.area), "")
    key, name, product = {
        Shape.SAME_AREA: (f"area:{area}", area, ""),
        Shape.SAME_PRODUCT: (f"product:{first.product}", first.product, first.product),
        Shape.JOINT_ALREADY: (f"application:{first.key}", first.name, first.product),
    }[group.shape]
    by_trigger = _by_trigger(facts, columns, group)
    return Opportunity(
        key=key,
        shape=group.shape,
        name=name,
        area=area,
        product=product,
        municipalities=tuple(sorted({code for fact in applications for code in fact.participants})),
        applications=applications,
        by_trigger=by_trigger,
        saving=_saving(columns, assumed, group),
        window=_window(columns, places),
        rank=Rank(triggers=10 * len(by_trigger), saving=0, urgency=0, breadth=0),
        target_level=TARGET_LEVEL[group.shape],
    )


def _by_trigger(
    facts: Sequence[ApplicationFact], columns: FactColumns, group: Group
) -> Mapping[Trigger, tuple[ApplicationFact, ...]]:
    """The installations that set off each trigger; separate ones together use the same, a shared one alone does not."""
    hits = {
        Trigger.AGREEMENT_EXPIRES: group.places[columns.expires[group.places]],
        Trigger.WORKS_BADLY: group.places[columns.works_badly[group.places]],
        Trigger.COMPETENCE_IS_HARD: group.places[columns.competence_is_hard[group.places]],
    }
    if group.shape is not Shape.JOINT_ALREADY:
        hits[Trigger.SEVERAL_USE_THE_SAME] = group.places
    return {
        trigger: tuple(facts[place] for place in places.tolist())
        for trigger, places in hits.items()
        if len(places)
    }


def _saving(columns: FactColumns, assumed: Assumptions, group: Group) -> Saving:
    """Per cent of what stands beside the dearest installation; joining what is joint saves nothing that is known."""
    percent = {
        Shape.SAME_PRODUCT: assumed.same_product_saved,
        Shape.SAME_AREA: assumed.same_area_saved,
        Shape.JOINT_ALREADY: 0,
    }[group.shape]
    costs = columns.cost_ore[group.places]
    known = costs[costs != UNKNOWN]
    total = int(known.sum())
    beside = total - int(known.max()) if len(known) else 0
    enough = len(known) > 1 and group.shape is not Shape.JOINT_ALREADY
    return Saving(
        amount_ore=beside * percent // 100 if enough else None,
        percent=percent,
        beside_ore=beside,
        known_ore=total,
        without_cost=len(costs) - len(known),
    )


def _window(columns: FactColumns, places: Places) -> Window:
    notice = int(columns.notice_day[places].min())
    return Window(
        act_by=None if notice == NEVER else dt.date.fromordinal(notice),
        all_free_on=dt.date.fromordinal(int(columns.free_day[places].max())),
        without_agreement=int(columns.agreement_unknown[places].sum()),
    )


def _rank(found: Sequence[Opportunity], assumed: Assumptions) -> list[Opportunity]:
    """Points in proportion to the largest of all, highest first, ties by key."""
    most_saved = max((each.saving.amount_ore or 0 for each in found), default=0)
    widest = max((len(each.municipalities) for each in found), default=0)
    scored = [_score(each, assumed, most_saved, widest) for each in found]
    return sorted(scored, key=lambda each: (-each.rank.score, each.key))


def _score(each: Opportunity, assumed: Assumptions, most_saved: int, widest: int) -> Opportunity:
    rank = Rank(
        triggers=each.rank.triggers,
        saving=30 * (each.saving.amount_ore or 0) // most_saved if most_saved else 0,
        urgency=_urgency(each.window.act_by, assumed),
        breadth=10 * len(each.municipalities) // widest,
    )
    return replace(each, rank=rank)


def _urgency(act_by: dt.date | None, assumed: Assumptions) -> int:
    """20 when notice must be given today, falling to 0 at the horizon."""
    if act_by is None:
        return 0
    horizon_days = assumed.horizon_months * 365 // 12
    return max(0, 20 - 20 * (act_by - assumed.today).days // horizon_days) if horizon_days else 0
