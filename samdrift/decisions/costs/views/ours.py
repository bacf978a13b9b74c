"""What changes for us: the coming changes that one's own departments have been told of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.costs.queries.notices import sees_notices
from samdrift.decisions.costs.queries.ours import OurChange, our_changes, reach_of
from samdrift.decisions.costs.views.consequences import Cell, consequence_table
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.charts import DifferenceBars, difference_bars
from samdrift.foundation.ui.page import page


def changes_for_us(request: HttpRequest) -> HttpResponse:
    """Every change that stands, what it costs one's own departments, and whether one has said that one has read it."""
    person = signed_in(request)
    if not sees_notices(person):
        raise PermissionDenied
    reach = reach_of(person)
    changes = our_changes(person, reach)
    context = {
        "title": _("What changes for us"),
        "lead": _("Planned changes that concern %(whom)s, and what they cost.") % {"whom": reach.words or "–"},
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Change notices"), "url": reverse("notice_list")},
            {"label": _("What changes for us")},
        ],
        "changes": [_shown(each) for each in changes],
        "several": len({row.organisation_id for each in changes for row in each.rows}) > 1,
        "waiting": sum(each.is_waiting for each in changes),
        "chart": _chart(changes),
    }  # fmt: skip
    return page(request, "costs/changes_for_us.html", context)


def _shown(change: OurChange) -> dict[str, Any]:
    return {
        "notice": change.notice,
        "mine": change.mine,
        "waiting": change.is_waiting,
        "overdue": change.mine is not None and change.mine.is_overdue(today()),
        "table": consequence_table(change.rows),
    }


def _chart(changes: list[OurChange]) -> object:
    """All changes together, year by year."""
    by_year: dict[int, Cell] = {}
    for row in (row for change in changes for row in change.rows):
        by_year[row.year] = by_year.get(row.year, Cell()).plus(row)
    if not by_year:
        return None
    years = sorted(by_year)
    return difference_bars(
        DifferenceBars(
            name="alla-andringar",
            title=_("All these changes together, year by year"),
            description=_(
                "A bar to the right costs us more after the changes, one to the left less."
            ),
            groups=[str(year) for year in years],
            before_ore=[by_year[year].before_ore for year in years],
            after_ore=[by_year[year].after_ore for year in years],
            group_head=_("Year"),
        )
    )
