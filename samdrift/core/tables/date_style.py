"""How a column writes its days: which part of 04/05/2009 is the month, and what day a serial number counts from."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samdrift.core.tables.table import EPOCH_1900, Cell

#: For a text whose blanks are single.
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<second>\d{1,2}) ?(?P<other>[-/. ]) ?'?"
    r"(?P<third>(?:19|2\d|30|99)\d\d|\d\d)(?:[T ,]+\d{1,2}[:.]\d\d.*)?"
)
_LEAD = re.compile(r"^[^\d]*")
#: Hyphens that do not break, figure dashes, dashes and minus signs, as word processors write them in days and amounts.
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
Order = str  # ``dmy``, ``mdy`` or ``ymd``


@dataclass(frozen=True, slots=True)
class NumericDate:
    """Three numbers with marks between: `days` holds every order in which they are a day that exists.

    mark: what stands between the first two; columns settle their order for each mark by itself.
    """

    mark: str
    days: Mapping[Order, dt.date]


def numeric_date(text: str) -> NumericDate | None:
    """«31/12 2009» → its readings; None for a text that is no such date. ISO days with four figures first are none.

    The month may come first only with a slash or a dash. Two figures, a dash, two, a dash and two can also be
    year-month-day, as Swedes write it.
    """
    match = _NUMERIC.fullmatch(" ".join(text.split())) if text[:1].isdecimal() else None
    if match is None:
        return None
    first, second, third = match["first"], match["second"], match["third"]
    written = {"dmy": (third, second, first)}
    if match["mark"] in "/-" and match["mark"] == match["other"]:
        written["mdy"] = (third, first, second)
    if match["mark"] == match["other"] == "-" and all(
        len(part) == 2 for part in (first, second, third)
    ):
        written["ymd"] = (first, second, third)
    days: dict[Order, dt.date] = {}
    for order, (year, month, day) in written.items():
        try:
            days[order] = dt.date(whole_year(year), int(month), int(day))
        except ValueError:
            continue
    return NumericDate(match["mark"], days)


def whole_year(text: str) -> int:
    """«09» → 2009, «98» → 1998, «2009» → 2009."""
    year = int(text)
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How one column writes its days.

    proven: for each mark, the orders that some cell of the column proves since it is a day in no other.
    epoch: the day that serial numbers count from.
    swapped: the column's texts have the month first while the spreadsheet's own dates in it all have a day that
      could be a month: whoever opened the file may have had them turned round.
    """

    proven: Mapping[str, frozenset[Order]] = field(default_factory=dict)
    epoch: dt.date = EPOCH_1900
    swapped: bool = False

    def readings(self, numeric: NumericDate) -> list[dt.date]:
        """The different days that a cell can be: one where it is sure, none where it is no day at all.

        Where the column proves one order, the cell is read in that order and in no other. Where it proves none, the
        day comes first. Where it proves several, a cell that fits more than one of them is doubtful.
        """
        proven = self.proven.get(numeric.mark, frozenset())
        if proven:
            orders = [order for order in ("dmy", "mdy", "ymd") if order in proven]
        elif "ymd" in numeric.days:
            orders = [order for order in ("ymd", "dmy") if order in numeric.days]
        else:
            orders = ["dmy"] if "dmy" in numeric.days else ["mdy"]
        return list(dict.fromkeys(numeric.days[order] for order in orders if order in numeric.days))

    def doubts(self, day: dt.date) -> bool:
        """Whether a spreadsheet's own date may have had its day and month turned round."""
        return self.swapped and day.day <= 12 and day.day != day.month


DAY_FIRST = DateStyle()


def date_style(cells: Iterable[Cell], *, epoch: dt.date = EPOCH_1900) -> DateStyle:
    """What a column's cells prove together: one 04/17/2009 says that the month comes first in the whole column."""
    proven: dict[str, set[Order]] = {}
    days: list[dt.date] = []
    for cell in cells:
        if isinstance(cell, dt.date):
            days.append(cell)
        elif isinstance(cell, str):
            numeric = numeric_date(_LEAD.sub("", cell.translate(HYPHENS)))
            if numeric is not None and len(numeric.days) == 1:
                proven.setdefault(numeric.mark, set()).update(numeric.days)
    month_first = any("mdy" in orders for orders in proven.values())
    swapped = month_first and bool(days) and all(day.day <= 12 for day in days)
    return DateStyle({mark: frozenset(orders) for mark, orders in proven.items()}, epoch, swapped)
