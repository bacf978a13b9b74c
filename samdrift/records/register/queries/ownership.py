"""Who has owned an application on each day of its life, and the days nobody did."""

import datetime as dt
from dataclasses import dataclass

from samdrift.core.periods import Period, gaps
from samdrift.core.succession import day_after
from samdrift.records.register.models import Application, Responsibility, ResponsibilityRole


def owner_missing_since(row: Application) -> dt.date | None:
    """The first day without a system owner, of a row from `with_people`; None where somebody owns it, or the reader
    may not see who."""
    if not row.has_no_owner:  # type: ignore[attr-defined]
        return None
    return day_after(row.owner_left_on) or row.starts_on  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OwnerSpell:
    """Days with one system owner, or days without any: `held` is then None and `gap_reason` may say why."""

    period: Period
    held: Responsibility | None
    gap_reason: str = ""


def owner_line(application: Application) -> list[OwnerSpell]:
    """Who has owned the application on each day of its life, the earliest first, with the days nobody did."""
    rows = list(
        application.responsibilities.filter(role=ResponsibilityRole.OWNER)
        .select_related("person", "person__organisation", "appointed_by")
        .order_by("starts_on")
    )
    reasons = {day_after(row.ends_on): row.gap_reason for row in rows if row.ends_on}
    held = [OwnerSpell(row.period, row) for row in rows]
    empty = [
        OwnerSpell(gap, None, reasons.get(gap.starts_on, ""))
        for gap in gaps(application.period, [row.period for row in rows])
    ]
    return sorted([*held, *empty], key=lambda spell: spell.period.starts_on)


def owner_gap_on(application: Application, day: dt.date) -> OwnerSpell | None:
    """The days without a system owner that hold a day, with their reason; None where somebody owns it then."""
    spells = (spell for spell in owner_line(application) if day in spell.period)
    return next((spell for spell in spells if spell.held is None), None)
