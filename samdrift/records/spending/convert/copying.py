"""A year's cost lines → next year's with an index, and why some are left out. Reads only."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from samdrift.core.budget import indexed_ore
from samdrift.core.frozen import canonical_json, digest_of
from samdrift.records.spending.models import CostLine

EXISTS = gettext_lazy("There is such a line that year already")
RETIRED = gettext_lazy("The application is retired before that year")
OVER = gettext_lazy("The joint initiative is over before that year")


@dataclass(frozen=True, slots=True)
class PlannedCopy:
    """A line and what would become of it: its copy, not stored yet, or why there is none."""

    source: CostLine
    copied: CostLine
    left_out: str | Promise = ""

    @property
    def difference_ore(self) -> int:
        return self.copied.amount_ore - self.source.amount_ore


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """Every line asked about. Two plans with the same digest make the same lines."""

    rows: Sequence[PlannedCopy]

    @property
    def lines_to_make(self) -> list[PlannedCopy]:
        return [row for row in self.rows if not row.left_out]

    @property
    def left_out(self) -> list[PlannedCopy]:
        return [row for row in self.rows if row.left_out]

    @property
    def total_ore(self) -> int:
        return sum(row.copied.amount_ore for row in self.lines_to_make)

    @property
    def digest(self) -> str:
        told = [[row.source.pk, row.copied.amount_ore, bool(row.left_out)] for row in self.rows]
        return digest_of(canonical_json({"lines": told}))


def room_of(line: CostLine) -> Hashable:
    """What two lines of one year and kind have in common when the one is the other's copy."""
    return (
        line.application_id,
        line.unit_id,
        line.initiative_id,
        line.bearer_id,
        line.phase,
        line.type,
        line.note,
    )


def planned_copies(
    lines: Iterable[CostLine], *, year: int, kind: str, index_percent: Decimal
) -> CopyPlan:
    """What copying would make; one query. Raises ValueError where the index takes away more than everything."""
    standing = Counter(room_of(each) for each in CostLine.objects.filter(year=year, kind=kind))
    rows = []
    for line in lines:
        copied = _copy(line, year, kind, index_percent)
        why = EXISTS if standing[room_of(copied)] > 0 else _why_not(line, year)
        standing[room_of(copied)] -= 1
        rows.append(PlannedCopy(line, copied, why))
    return CopyPlan(rows)


def _why_not(line: CostLine, year: int) -> str | Promise:
    first = dt.date(year, 1, 1)
    if line.application is not None and _over(line.application.ends_on, first):
        return RETIRED
    if line.initiative is not None and _over(line.initiative.ends_on, first):
        return OVER
    return ""


def _over(ends_on: dt.date | None, first: dt.date) -> bool:
    return ends_on is not None and ends_on < first


def _copy(line: CostLine, year: int, kind: str, index_percent: Decimal) -> CostLine:
    with override(settings.LANGUAGE_CODE):
        source = _("Copied from %(year)s, index %(index)s %%") % {
            "year": line.year,
            "index": str(index_percent.normalize().quantize(Decimal("0.01"))).replace(".", ","),
        }
    return CostLine(
        application=line.application,
        unit=line.unit,
        initiative=line.initiative,
        bearer=line.bearer,
        year=year,
        phase=line.phase,
        type=line.type,
        kind=kind,
        amount_ore=indexed_ore(line.amount_ore, index_percent),
        note=line.note,
        agreement_id=line.agreement_id,
        source=source,
        is_example=line.is_example,
    )
