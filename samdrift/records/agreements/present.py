"""Agreements as a picture: when their terms end and when notice must be given."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.agreement_state import TO_ACT_ON
from samdrift.core.periods import add_months
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.charts import (
    Span,
    Term,
    TermRows,
    Timeline,
    Urgency,
    term_rows,
    time_axis,
)
from samdrift.records.agreements.ahead import HORIZON_MONTHS, Coming, rows_ahead
from samdrift.records.agreements.convert import STATE_WORDS
from samdrift.records.agreements.queries import AgreementRow


def term_chart(rows: Sequence[AgreementRow], *, most: int = 12) -> object:
    """The agreements to act on and those whose next day comes within two years, on a time axis; None without any."""
    first = today()
    last = add_months(first, HORIZON_MONTHS)
    ahead = rows_ahead(rows)
    if not ahead:
        return None
    begin = add_months(first, -3)
    spans = [
        Span(
            label=row.title,
            note=str(row.responsible),
            starts_on=row.starts_on,
            ends_on=row.current_end,
            notice_on=row.last_notice_on,
            state=Urgency.WARN if row.state in TO_ACT_ON else Urgency.OK,
            said=STATE_WORDS[row.state],
            url=reverse("agreement_page", args=[row.pk]),
        )
        for row in ahead[:most]
    ]
    description = _("Each bar is an agreement's term; the dashed part is its period of notice.")
    if len(ahead) > most:
        words = _("The %(shown)s most pressing of %(number)s, your own organisation's first.")
        description = f"{description} {words % {'shown': most, 'number': len(ahead)}}"
    return time_axis(
        Timeline(
            name="avtalstider",
            title=_("Agreements with a day to decide on within two years"),
            description=description,
            spans=spans,
            first=begin,
            last=max([last, *(span.ends_on for span in spans if span.ends_on)]),
            today=first,
            state_words=[(Urgency.WARN, _("To act on now"))],
        )
    )


def term_table(coming: Sequence[Coming]) -> TermRows | None:
    """The same agreements in rows, each with its term beside it; None without any."""
    if not coming:
        return None
    terms = [
        Term(
            label=each.title,
            url=reverse("agreement_page", args=[each.pk]),
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            day=each.day,
            tone=each.tone,
            prolonged=each.prolonged,
        )
        for each in coming
    ]
    return term_rows(terms, today=today(), months=HORIZON_MONTHS)
