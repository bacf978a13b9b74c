"""Which functions a unit has: given and taken away by whoever keeps the unit, from a day to a day.

Each change is told of the unit, as the list that it had and has, so that an edit of an older list is refused with what
has changed since.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Function, Person, Unit, UnitFunction
from samdrift.foundation.organisations.models.function import fold_name
from samdrift.foundation.organisations.own_unit import closed_in_words
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of
from samdrift.foundation.organisations.queries.functions import (
    keeps_functions,
    last_day_of_unit,
    unit_facts,
)

ONE_DAY = dt.timedelta(days=1)


@verb
def give_function(*, by: Person, unit: Unit, name: str, starts_on: dt.date) -> UnitFunction:
    """A unit has a function from a day. A name that no function has is proposed to whoever keeps the list."""
    require(by, Permission.MANAGE_UNITS, keeper_of(unit.organisation, by))
    lock_for_act(unit)
    before = unit_facts(unit)
    row = UnitFunction(unit=unit, function=find_or_propose(by=by, name=name), starts_on=starts_on)
    row.full_clean()
    row.save()
    _record_functions(
        gettext_noop("organisations.function_given"), by, row, before, starts_on=starts_on
    )
    return row


@verb
def take_away_function(*, by: Person, held: UnitFunction, ends_on: dt.date) -> UnitFunction:
    """A unit has a function no longer after its last day."""
    require(by, Permission.MANAGE_UNITS, keeper_of(held.unit.organisation, by))
    stored = lock_for_act(held)
    check_day("ends_on", ends_on)
    if stored.ends_on is not None and stored.ends_on <= ends_on:
        words = _("%(unit)s has %(function)s to and including %(day)s already.")
        named = {"unit": stored.unit, "function": stored.function, "day": stored.ends_on}
        raise ValidationError({"ends_on": words % named})
    before = unit_facts(stored.unit)
    stored.ends_on = ends_on
    stored.full_clean()
    stored.save(update_fields=["ends_on"])
    _record_functions(
        gettext_noop("organisations.function_taken_away"), by, stored, before, ends_on=ends_on
    )
    return stored


def _record_functions(
    event: str, by: Person, row: UnitFunction, before: dict[str, object], **days: dt.date
) -> None:
    """Said of the unit: which function and the day, and its functions before and after."""
    after = {"function": str(row.function), **{name: f"{day}" for name, day in days.items()}}
    then, now = before["functions"], unit_facts(row.unit)["functions"]
    record(
        event,
        row.unit,
        by=by,
        before={"functions": then} if then != now else {},
        after={**after, "functions": now} if then != now else after,
        parent=row.unit.organisation,
    )


@verb
def find_or_propose(*, by: Person, name: str) -> Function:
    """The function of that name, whatever the case of the letters.

    Where there is none, a new one: proposed, unless by whoever keeps the list.
    """
    found = Function.objects.filter(folded=fold_name(name)).first()
    if found is not None:
        return found
    keeps = keeps_functions(by)
    made = Function(name=name, proposed_on=None if keeps else today())
    made.full_clean()
    made.save()
    event = gettext_noop("organisations.function_proposed")
    record("organisations.function_added" if keeps else event, made, by=by, after=facts(made))
    return made


@verb
def set_functions(*, by: Person, unit: Unit, names: Iterable[str]) -> None:
    """Let a unit have these functions from today, and no others; what it had until yesterday stays.

    For the verb that stores a unit, which asks permission and tells what has changed.
    """
    on = last_day_of_unit(unit)
    wanted = {fold_name(name): name for name in reversed(list(names)) if fold_name(name)}
    rows = list(unit.held_functions.not_ended(on - ONE_DAY).select_related("function"))
    held = {row.function.folded: row for row in rows if row.holds_on(on)}
    if set(held) == set(wanted):
        return
    if unit.ends_on is not None and unit.ends_on < today():
        raise ValidationError({"functions": closed_in_words(unit)})
    for folded, row in held.items():
        if folded not in wanted:
            _end_before(row, on)
    for folded, name in reversed(wanted.items()):
        if folded not in held:
            _begin(by, unit, name, [each for each in rows if each.function.folded == folded])


def _end_before(row: UnitFunction, on: dt.date) -> None:
    """What was given on the day itself was a slip; what is older ends the day before."""
    if row.starts_on == on:
        row.delete()
        return
    row.ends_on = on - ONE_DAY
    row.save(update_fields=["ends_on"])


def _begin(by: Person, unit: Unit, name: str, near: list[UnitFunction]) -> None:
    """From today until further notice: what ended yesterday goes on, what was to begin later begins now."""
    try:
        function = find_or_propose(by=by, name=name)
    except ValidationError as refusal:
        said = [f"«{name[:60]}»: {words}" for words in refusal.messages]
        raise ValidationError({"functions": said}) from refusal
    row = UnitFunction(unit=unit, function=function, starts_on=today())
    if near:
        row, *later = sorted(near, key=lambda each: each.starts_on)
        for each in later:
            each.delete()
        row.starts_on, row.ends_on = min(row.starts_on, today()), None
    row.full_clean()
    row.save()


@verb
def join_function(*, by: Person, row: UnitFunction, unit: Unit, function: Function) -> None:
    """Let a row be of this unit and this function, where two units or two functions become one.

    What the unit has of it already on the same days becomes one period with it. For the verbs that merge, which ask
    permission.
    """
    there = UnitFunction.objects.filter(unit=unit, function=function).exclude(pk=row.pk)
    meeting = [each for each in there.order_by("starts_on") if each.period.overlap(row.period)]
    event = gettext_noop("organisations.followed_into_another")
    if not meeting:
        before = {"unit_id": row.unit_id, "function_id": row.function_id}
        row.unit, row.function = unit, function
        row.save()
        after = {"unit_id": unit.pk, "function_id": function.pk}
        record(event, row, by=by, before=before, after=after, parent=unit.organisation)
        return
    kept, before = meeting[0], facts(meeting[0])
    ends = [each.ends_on for each in (row, *meeting)]
    for each in (row, *meeting[1:]):
        record("organisations.double_dropped", each, by=by, before=facts(each), parent=unit)
        each.delete()
    kept.starts_on = min(row.starts_on, kept.starts_on)
    kept.ends_on = None if None in ends else max(end for end in ends if end is not None)
    kept.save()
    record(event, kept, by=by, before=before, after=facts(kept), parent=unit.organisation)


@verb
def drop_functions(*, by: Person, unit: Unit, why: str) -> None:
    """Take away a unit's functions with it, kept in the history. For the verbs that take units away, which ask
    permission."""
    event = gettext_noop("organisations.taken_away_with_its_unit")
    for row in unit.held_functions.select_related("unit__organisation", "function"):
        record(event, row, by=by, before=facts(row), parent=unit.organisation, why=why)
        row.delete()
