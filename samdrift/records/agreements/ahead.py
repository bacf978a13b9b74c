"""What of the agreements is due for a person, in short, for what waits and the start page: a fact of who looks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samdrift.core.agreement_state import State
from samdrift.core.periods import add_months
from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.kept_facts import FactName, fact_now
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.records.agreements.convert import STATE_TONES
from samdrift.records.agreements.models import Renewal
from samdrift.records.agreements.queries import (
    AgreementRow,
    ToDecide,
    agreement_rows,
    agreements_to_decide,
)

AHEAD = "agreements_ahead"
HORIZON_MONTHS = 24
MOST = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """An agreement whose day comes. tone: of its state where one has to act. prolonged: until when, unless one acts."""

    pk: int
    title: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    day: dt.date | None
    tone: str
    prolonged: dt.date | None


@dataclass(frozen=True, slots=True)
class AgreementsAhead:
    """number: how many the person sees; to_act_on: of them those to act on. coming: the first, one's own ahead."""

    number: int
    to_act_on: int
    to_decide: list[ToDecide]
    coming: list[Coming]


@remembered_while_reading
def agreements_ahead(person: Person, on: dt.date) -> AgreementsAhead:
    """As the register is now: what is kept is taken only where nothing has been recorded since."""
    if on != today():
        return _read(_written(person, on))
    return _read(fact_now(FactName(AHEAD, person.pk, person.pk)).value)


def ahead_now(_of: int, reader_pk: int | None) -> dict[str, Any]:
    """The same of one reader, as JSON holds it."""
    reader = Person.objects.filter(pk=reader_pk).first() if reader_pk else None
    return _written(reader, today()) if reader else {}


def rows_ahead(rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    """Those to act on and those whose next day comes within two years, the reader's own first."""
    last = add_months(today(), HORIZON_MONTHS)
    ahead = [row for row in rows if row.in_force and row.day is not None and row.day <= last]
    return sorted(ahead, key=lambda row: (row.others, row.calm, row.day, swedish_key(row.title)))


def _written(person: Person, on: dt.date) -> dict[str, Any]:
    rows = agreement_rows(person, on)
    return {
        "number": len(rows),
        "to_act_on": sum(row.needs_action for row in rows),
        "to_decide": [
            [each.state, each.number, each.query, _day(each.first_day)]
            for each in agreements_to_decide(person, rows)
        ],
        "coming": [_coming(row) for row in rows_ahead(rows)[:MOST]],
    }


def _coming(row: AgreementRow) -> list[Any]:
    end, months = row.current_end, row.agreement.renews_months
    goes_on = row.renewal == Renewal.TACIT and end is not None and months
    return [
        row.pk,
        row.title,
        _day(row.starts_on),
        _day(end),
        _day(row.day),
        STATE_TONES[row.state] if row.needs_action else "",
        _day(add_months(end, months)) if goes_on and end else None,
    ]


def _read(value: dict[str, Any]) -> AgreementsAhead:
    return AgreementsAhead(
        number=value["number"],
        to_act_on=value["to_act_on"],
        to_decide=[
            ToDecide(State(state), number, query, _as_day(first))
            for state, number, query, first in value["to_decide"]
        ],
        coming=[
            Coming(pk, title, _as_day(begin), _as_day(end), _as_day(day), tone, _as_day(later))
            for pk, title, begin, end, day, tone, later in value["coming"]
        ],
    )


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _as_day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
