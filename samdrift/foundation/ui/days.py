"""The day that a page is asked about in its address: `?dag=2008-05-01`."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from samdrift.core.periods import is_within_reach
from samdrift.foundation.audit.clock import today


@dataclass(frozen=True, slots=True)
class DayOfPage:
    """Today unless another day is asked for; is_wrong: what was asked for is no day, so today is shown."""

    day: dt.date
    is_wrong: bool = False

    @property
    def is_other(self) -> bool:
        return self.day != today()

    @property
    def words(self) -> str:
        """What a page of another day says of itself."""
        if self.day > today():
            return _("As it will be on %(day)s, by what is registered today") % {"day": self.day}
        return _("As it was on %(day)s") % {"day": self.day}


def day_of_page(request: HttpRequest) -> DayOfPage:
    """The day in the address of a page. What is no day, or lies beyond reach, is told on the page of today."""
    text = request.GET.get("dag", "").strip()
    if not text:
        return DayOfPage(today())
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return DayOfPage(today(), is_wrong=True)
    return DayOfPage(day) if is_within_reach(day) else DayOfPage(today(), is_wrong=True)
