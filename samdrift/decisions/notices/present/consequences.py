"""Consequences as people look at them: a table of departments and years, and who pays more and who pays less."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.decisions.notices.models import NoticeConsequence
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.ui.charts import DifferenceBars, difference_bars


@dataclass(frozen=True)
class ConsequenceCell:
    """What is borne in a year, before and after, in öre."""

    before_ore: int = 0
    after_ore: int = 0

    @property
    def change_ore(self) -> int:
        return self.after_ore - self.before_ore

    def plus(self, row: NoticeConsequence) -> "ConsequenceCell":
        return ConsequenceCell(self.before_ore + row.before_ore, self.after_ore + row.after_ore)


@dataclass(frozen=True)
class ConsequenceLine:
    """A department's, or what stays with a municipality's IT unit, year by year."""

    organisation: Organisation
    department: str
    stays_with_it: bool
    cells: Sequence[ConsequenceCell]
    is_own: bool = False


@dataclass(frozen=True)
class ConsequenceTable:
    years: Sequence[int]
    rows: Sequence[ConsequenceLine]
    sums: Sequence[ConsequenceCell]
    own_sums: Sequence[ConsequenceCell] = ()

    @property
    def most_changed(self) -> int | None:
        """The first of the years in which most money moves."""
        moved = {
            year: sum(abs(line.cells[place].change_ore) for line in self.rows)
            for place, year in enumerate(self.years)
        }
        return max(moved, key=lambda year: (moved[year], -year), default=None)


def consequence_table(
    rows: Iterable[NoticeConsequence], *, first: frozenset[int] = frozenset()
) -> ConsequenceTable:
    """By municipality code and department, what stays with IT last in each municipality.

    first: departments that stand before all others, with a sum of their own.
    """
    listed = list(rows)
    years = sorted({row.year for row in listed})
    organisations = {row.organisation_id: row.organisation for row in listed}
    found: dict[tuple[int, int | None], dict[int, ConsequenceCell]] = {}
    names: dict[int | None, str] = {}
    for row in listed:
        here = found.setdefault((row.organisation_id, row.unit_id), {})
        here[row.year] = here.get(row.year, ConsequenceCell()).plus(row)
        names[row.unit_id] = row.unit.name if row.unit else _("Stays with the IT unit")

    def order(place: tuple[int, int | None]) -> tuple[bool, str, int, bool, str, int]:
        organisation, unit = place
        return (
            unit not in first,
            organisations[organisation].code,
            organisation,
            unit is None,
            swedish_key(names[unit]),
            unit or 0,
        )

    lines = [
        ConsequenceLine(
            organisations[place[0]],
            names[place[1]],
            place[1] is None,
            [found[place].get(year, ConsequenceCell()) for year in years],
            place[1] in first,
        )
        for place in sorted(found, key=order)
    ]
    own = [line for line in lines if line.is_own]
    return ConsequenceTable(
        years, lines, _sum_cells(lines, len(years)), _sum_cells(own, len(years)) if own else []
    )


def _sum_cells(lines: Sequence[ConsequenceLine], years: int) -> list[ConsequenceCell]:
    return [
        ConsequenceCell(
            sum(line.cells[place].before_ore for line in lines),
            sum(line.cells[place].after_ore for line in lines),
        )
        for place in range(years)
    ]


def difference_chart(rows: Iterable[NoticeConsequence], year: int) -> SafeString:
    """What each municipality pays more or less in a year."""
    paid: dict[int, ConsequenceCell] = {}
    organisations: dict[int, Organisation] = {}
    for row in rows:
        organisations[row.organisation_id] = row.organisation
        if row.year == year:
            paid[row.organisation_id] = paid.get(row.organisation_id, ConsequenceCell()).plus(row)
    shown = sorted(paid, key=lambda each: (organisations[each].code, each))
    return difference_bars(
        DifferenceBars(
            name="konsekvens",
            title=_("What each municipality pays more or less %(year)s") % {"year": year},
            description=_("A bar to the right pays more after the change, one to the left less."),
            groups=[str(organisations[each]) for each in shown],
            before_ore=[paid[each].before_ore for each in shown],
            after_ore=[paid[each].after_ore for each in shown],
            group_head=_("Municipality"),
        )
    )
