"""What changes for us: the coming changes that one's own departments have been told of."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.notices.models import NoticeConsequence
from samdrift.decisions.notices.present.consequences import ConsequenceCell, consequence_table
from samdrift.decisions.notices.queries.notices import sees_notices
from samdrift.decisions.notices.queries.own_notices import OwnNotice, Reach, own_notices, reach_of
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.charts import DifferenceBars, difference_bars
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.templatetags.ui import figure


def changes_for_us(request: HttpRequest) -> HttpResponse:
    """Every change that stands, what it costs one's own departments, and whether one has said that one has read it."""
    person = signed_in(request)
    require_that(sees_notices(person))
    reach = reach_of(person)
    changes = own_notices(person, reach)
    context = {
        "title": _("What changes for us"),
        "lead": _("Planned changes that concern %(whom)s, and what they cost.")
        % {"whom": reach.words or "–"},
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Change notices"), "url": reverse("notice_list")},
            {"label": _("What changes for us")},
        ],
        "changes": [_notice_row(each, reach) for each in changes],
        "several": len({row.organisation_id for each in changes for row in each.rows}) > 1,
        "waiting": sum(each.is_waiting for each in changes),
        "kpis": _sums(changes, reach),
        "chart": _chart(changes, reach),
    }
    return page(request, "notices/changes_for_us.html", context)


def _notice_row(change: OwnNotice, reach: Reach) -> dict[str, Any]:
    return {
        "notice": change.notice,
        "mine": change.mine,
        "waiting": change.is_waiting,
        "table": consequence_table(change.rows, first=reach.own),
    }


def _by_year(rows: Iterable[NoticeConsequence]) -> dict[int, ConsequenceCell]:
    found: dict[int, ConsequenceCell] = {}
    for row in rows:
        found[row.year] = found.get(row.year, ConsequenceCell()).plus(row)
    return dict(sorted(found.items()))


def _own_rows(changes: Sequence[OwnNotice], reach: Reach) -> list[NoticeConsequence]:
    """What falls on one's own departments; on everything that one answers for where one manages none."""
    return [
        row for each in changes for row in (each.rows_of(reach.own) if reach.own else each.rows)
    ]


def _sums(changes: Sequence[OwnNotice], reach: Reach) -> list[dict[str, Any]]:
    """What all the changes together cost one's own departments each year, first of all."""
    whose = reach.own_words or reach.words
    return [
        {
            "value": figure(cell.change_ore, "change", f"costs.changes.{reach.name}", year),
            "label": _("%(year)s, %(whose)s") % {"year": year, "whose": whose},
            "note": _("all the changes below together"),
        }
        for year, cell in _by_year(_own_rows(changes, reach)).items()
        if year >= today().year
    ]


def _chart(changes: Sequence[OwnNotice], reach: Reach) -> object:
    """All changes together, year by year, for one's own departments."""
    by_year = _by_year(_own_rows(changes, reach))
    if not by_year:
        return None
    return difference_bars(
        DifferenceBars(
            name="alla-andringar",
            title=_("All these changes together for %(whose)s, year by year")
            % {"whose": reach.own_words or reach.words},
            description=_(
                "A bar to the right costs us more after the changes, one to the left less."
            ),
            groups=[str(year) for year in by_year],
            before_ore=[cell.before_ore for cell in by_year.values()],
            after_ore=[cell.after_ore for cell in by_year.values()],
            group_head=_("Year"),
        )
    )
