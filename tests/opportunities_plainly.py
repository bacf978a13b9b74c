"""The triggers, groups, savings and windows, one fact at a time: slow, and short enough to be seen right."""

from collections import defaultdict

from samdrift.core.opportunities import ApplicationFact, Assumptions, Shape, Trigger
from samdrift.core.periods import add_months


def own_triggers(fact: ApplicationFact, assumed: Assumptions) -> set[Trigger]:
    """What one installation sets off by itself."""
    today, horizon = assumed.today, add_months(assumed.today, assumed.horizon_months)
    found = set()
    if (fact.last_notice_on and today <= fact.last_notice_on <= horizon) or (
        fact.agreement_ends_on and today <= fact.agreement_ends_on <= horizon
    ):
        found.add(Trigger.AGREEMENT_EXPIRES)
    fits = [fit for fit in (fact.it_fit, fact.operation_fit) if fit is not None]
    verdicts = {fact.it_verdict, fact.operation_verdict} & set(assumed.bad_verdicts)
    if any(fit <= assumed.bad_fit for fit in fits) or verdicts:
        found.add(Trigger.WORKS_BADLY)
    few = fact.specialists is not None and fact.specialists < assumed.specialists_needed
    if few or fact.competence_reported:
        found.add(Trigger.COMPETENCE_IS_HARD)
    return found


def _free(fact, assumed, leave):
    ahead = fact.agreement_ends_on and fact.agreement_ends_on >= assumed.today
    return max(fact.agreement_ends_on, fact.binding_until or assumed.today) if ahead else leave


def detect_plainly(facts, assumed) -> dict[str, tuple]:
    """Key → (shape, municipalities, {trigger: keys}, saving, act by, all free on)."""
    areas, products = defaultdict(list), defaultdict(list)
    for fact in sorted(facts, key=lambda fact: fact.key):
        if fact.area:
            areas[fact.area].append(fact)
        if fact.product:
            products[fact.product].append(fact)
    found = {}
    for area, group in areas.items():
        if len({fact.product or fact.key for fact in group}) > 1:
            _add(found, f"area:{area}", Shape.SAME_AREA, group, assumed)
    for product, group in products.items():
        if len(group) > 1:
            _add(found, f"product:{product}", Shape.SAME_PRODUCT, group, assumed)
    for fact in facts:
        if len(fact.participants) > 1:
            _add(found, f"application:{fact.key}", Shape.JOINT_ALREADY, [fact], assumed)
    return found


def _add(found, key, shape, group, assumed) -> None:
    codes = {code for fact in group for code in fact.participants}
    triggers = defaultdict(tuple)
    for fact in group:
        for trigger in own_triggers(fact, assumed):
            triggers[trigger] += (fact.key,)
    if shape is not Shape.JOINT_ALREADY:
        if len({frozenset(fact.participants) for fact in group}) < 2:
            return
        triggers[Trigger.SEVERAL_USE_THE_SAME] = tuple(fact.key for fact in group)
    if len(codes) > 1 and triggers:
        found[key] = (
            shape,
            tuple(sorted(codes)),
            dict(triggers),
            _saving(shape, group, assumed),
            *_window(group, assumed),
        )


def _saving(shape, group, assumed) -> int | None:
    costs = sorted(fact.annual_cost_ore for fact in group if fact.annual_cost_ore is not None)
    if len(costs) < 2:
        return None
    same = shape is Shape.SAME_PRODUCT
    return (
        sum(costs[:-1]) * (assumed.same_product_saved if same else assumed.same_area_saved) // 100
    )


def _window(group, assumed) -> tuple:
    today = assumed.today
    notices = [
        fact.last_notice_on
        for fact in group
        if fact.last_notice_on and fact.last_notice_on >= today
    ]
    free = today
    for fact in group:
        leave = add_months(today, fact.notice_months) if fact.until_notice else today
        free = max(free, _free(fact, assumed, max(leave, fact.binding_until or today)))
    return min(notices, default=None), free
