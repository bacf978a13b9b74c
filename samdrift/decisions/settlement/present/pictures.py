"""A settlement as a picture: what each participant bears."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samdrift.core.money import ORE_A_THOUSAND_KRONOR
from samdrift.core.swedish import swedish_key
from samdrift.decisions.settlement.models import Settlement, SettlementKind
from samdrift.decisions.settlement.queries.participants import Participant
from samdrift.foundation.ui.charts import (
    Series,
    StackedBars,
    stacked_bars,
)

MOST_SUBJECTS = 7


def participant_bars(
    settlement: Settlement, participants: Sequence[Participant]
) -> SafeString | None:
    """What each participant bears by subject; of a settlement the budget and the outcome beside each other."""
    settles = settlement.kind != SettlementKind.PRELIMINARY
    totals: dict[str, int] = {}
    for each in participants:
        for title, ore in each.by_title.items():
            totals[title] = totals.get(title, 0) + ore
    named = sorted(totals, key=lambda title: (-totals[title], swedish_key(title)))[:MOST_SUBJECTS]
    if not named:
        return None
    groups, bars = [], []
    for each in participants:
        if settles:
            groups.append(_("%(name)s, budget") % {"name": each.organisation})
            bars.append(each.budget_by_title)
        groups.append(
            _("%(name)s, outcome") % {"name": each.organisation}
            if settles
            else str(each.organisation)
        )
        bars.append(each.by_title)
    series = [Series(title, [max(0, bar.get(title, 0)) for bar in bars]) for title in named]
    others = [sum(max(0, ore) for title, ore in bar.items() if title not in named) for bar in bars]
    if any(others):
        series.append(Series(_("Others"), others))
    return stacked_bars(
        StackedBars(
            name="deltagare",
            title=_("What each bears, %(what)s") % {"what": settlement},
            description=_("Each bar is what a municipality bears, by what the cost is for."),
            groups=groups,
            group_head=_("Municipality"),
            series=series,
            unit=_("thousand kronor"),
            scale=ORE_A_THOUSAND_KRONOR,
        )
    )
