"""What goes on after a unit or an organisation is closed: taken over by a successor, kind by kind, or by nobody."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.core.succession import day_after
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.dated import NoOverlap
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.foundation.organisations.references import (
    Counts,
    Reference,
    Standing,
    asked_of,
    say_counts,
    standing_after,
)
from samdrift.foundation.organisations.succession import Succession, Without

#: By «room.Model.field»: who takes over the rows of that kind; None: nobody, with the reason.
Successors = Mapping[str, models.Model | None]


def counted_words(counts: Counts) -> str:
    """«1 applikation och 3 personer»: how many of which kind."""
    return get_text_list(say_counts(counts), _("and"))


def count_standing(standing: Iterable[Standing]) -> Counts:
    """How many rows of which model go on."""
    counts: Counts = Counter()
    for each in standing:
        counts[each.model] += each.number
    return counts


def require_ended_first(thing: models.Model, last_day: dt.date) -> None:
    """Refuse while something goes on that is ended on its own page, where more is asked: people and their roles."""
    left: Counts = Counter()
    for reference, rows in standing_after(thing, last_day):
        if reference.succession is Succession.ENDS_FIRST:
            left[reference.model] += rows.count()
    if left:
        raise ValidationError(
            _("It has not left everything. These go on after %(day)s: %(counts)s.")
            % {"day": last_day, "counts": counted_words(left)}
        )


@verb
def hand_all_over(
    *,
    by: Person,
    closed: models.Model,
    last_day: dt.date,
    successors: Successors,
    for_all: models.Model | None,
    why: str,
) -> None:
    """Let everything that goes on after the last day go on with who takes it over, kind by kind.

    for_all: takes over what has no answer of its own. Raises ValidationError, beside each question, for what has no
    answer, may not be left, or is left without a reason.
    """
    _require_answers(closed, last_day, successors, for_all, why)
    closing = _Closing(by, closed, last_day, why)
    for reference, rows in standing_after(closed, last_day):
        successor = successors.get(reference.asked_by, for_all)
        for row in list(rows):
            if successor is None:
                _leave(closing, reference, row)
            elif reference.succeeds.is_shared and _has_it_already(
                reference, row, successor, last_day
            ):
                event = gettext_noop("organisations.successor_has_it_already")
                _leave(closing, reference, row, event)
            else:
                _hand_over(closing, reference, row, successor)


def _require_answers(
    closed: models.Model,
    last_day: dt.date,
    successors: Successors,
    for_all: models.Model | None,
    why: str,
) -> None:
    asked = asked_of(closed, last_day)
    unanswered = [each for each in asked if each.key not in successors and for_all is None]
    errors: dict[str, Any] = {}
    if unanswered:
        counts = counted_words(count_standing(unanswered))
        words = _("Say who takes over, or that nobody does. On it stand: %(counts)s.")
        errors["successor"] = words % {"counts": counts}
    for each in asked:
        if each.key in successors and successors[each.key] is None:
            if each.without is Without.NEEDS_ONE:
                errors[each.key] = _("Somebody must take this over.")
            elif not why.strip():
                errors["why"] = _("Say why nobody takes it over.")
    if errors:
        raise ValidationError(errors)


@dataclass(frozen=True, slots=True)
class _Closing:
    """Who closes what after which day, and why nobody takes over where that is said."""

    by: Person
    closed: models.Model
    last_day: dt.date
    why: str


def _hand_over(
    closing: _Closing, reference: Reference, row: models.Model, successor: models.Model
) -> None:
    """Let one row go on with the successor, from the day after where it is dated."""
    before = facts(row)
    goes_on = _split(reference, row, closing.last_day)
    setattr(goes_on, reference.field.name, successor)
    if isinstance(successor, Unit):
        if reference.organisation_field is not None:
            setattr(goes_on, reference.organisation_field, successor.organisation)
        if isinstance(goes_on, Unit):
            goes_on.organisation = successor.organisation
    goes_on.save()
    event = gettext_noop("organisations.taken_over_by_successor")
    after = facts(goes_on)
    record(event, goes_on, by=closing.by, before=before, after=after, parent=closing.closed)


def _has_it_already(
    reference: Reference, row: models.Model, successor: models.Model, last_day: dt.date
) -> bool:
    """Has the successor the same after the last day, so that two would hold at once?"""
    there: Iterable[Any] = reference.rows(successor)
    going_on = [each for each in there if each.ends_on is None or each.ends_on > last_day]
    setattr(row, reference.field.name, successor)
    rules = [each for each in row._meta.constraints if isinstance(each, NoOverlap)]
    found = any(rule.forbids_both(row, each) for rule in rules for each in going_on)
    row.refresh_from_db()
    return found


def _split(reference: Reference, row: Any, last_day: dt.date) -> Any:
    """The row itself; of one that has begun and is split, what goes on the day after, not yet stored."""
    if reference.succession is not Succession.IS_SPLIT or row.starts_on > last_day:
        return row
    goes_on = type(row)._base_manager.get(pk=row.pk)
    goes_on.pk, goes_on.starts_on = None, day_after(last_day)
    row.ends_on = last_day
    row.save()
    return goes_on


def _leave(
    closing: _Closing,
    reference: Reference,
    row: Any,
    event: str = gettext_noop("organisations.left_without_successor"),
) -> None:
    """Nobody takes one row over: it ends, refers to none, or stays, as its room says."""
    before, last_day, is_kept = facts(row), closing.last_day, True
    match reference.succeeds.without:
        case Without.STAYS | Without.NEEDS_ONE:
            return
        case Without.IS_EMPTIED:
            row = _split(reference, row, last_day)
            setattr(row, reference.field.name, None)
            row.save()
        case Without.ENDS if row.starts_on > last_day:
            is_kept = False
        case Without.ENDS:
            row.ends_on = last_day
            row.save()
    record(
        event,
        row,
        by=closing.by,
        before=before,
        after=facts(row) if is_kept else {},
        parent=closing.closed,
        why=closing.why,
    )
    if not is_kept:
        row.delete()
