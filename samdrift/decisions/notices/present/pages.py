"""What the pages of a change notice say: its consequences, what they were counted from, and whom it reaches."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import rule_in
from samdrift.decisions.notices.convert import WorkedOut, consequence_rows, worked_out
from samdrift.decisions.notices.models import ChangeNotice
from samdrift.decisions.notices.present.consequences import consequence_table, difference_chart
from samdrift.decisions.notices.queries.notices import (
    visible_notices,
)
from samdrift.decisions.notices.queries.recipients import recipients
from samdrift.decisions.sharing.convert.content import in_words
from samdrift.decisions.sharing.present import rule_words
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


def crumbs(*labels: str) -> list[dict[str, str]]:
    start = [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Change notices"), "url": reverse("notice_list")},
    ]
    return [*start, *({"label": label} for label in labels)]


def notice_of(person: Person, pk: int) -> ChangeNotice:
    return get_object_or_404(visible_notices(person), pk=pk)


def draft_context(notice: ChangeNotice, year: str = "") -> dict[str, Any]:
    """What a draft would tell today, and whom."""
    try:
        told = worked_out(notice)
    except InvalidInput as wrong:
        return {"problem": in_words(wrong)}
    people, nobody = recipients(notice, told.rows)
    return consequence_context(told, year) | {
        "would_be_told": people,
        "nobody": nobody,
        "would_be_late": today() > notice.due_on,
    }


def counted_again(notice: ChangeNotice) -> bool:
    """Does core give the same consequences once more from the figures that are kept?"""

    def plain(rows: Iterable[Any]) -> list[tuple[int, int, int, int, int]]:
        return sorted(
            (row.year, row.organisation_id, row.unit_id or 0, row.before_ore, row.after_ore)
            for row in rows
        )

    again = consequence_rows(notice, notice.basis.get("costs", []))
    return plain(again) == plain(notice.consequences.all())


def consequence_context(told: WorkedOut, asked: str = "") -> dict[str, Any]:
    """The consequence as a picture of a year and a table of all, and what it was computed from."""
    table = consequence_table(told.rows)
    year = int(asked) if asked in map(str, table.years) else table.most_changed
    return {
        "table": table,
        "year": year,
        "chart": difference_chart(told.rows, year) if year else None,
        "basis": _basis(told.basis),
    }


def _basis(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            **cost,
            "key_before": rule_words(rule_in(cost["rule_before"])),
            "key_after": rule_words(rule_in(cost["rule_after"])),
            "borrowed": cost["budget_of"] not in (None, cost["year"]),
        }
        for cost in document.get("costs", [])
    ]
