"""Units moved, closed and merged, with all that is registered on them."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import event_of, facts, record, store_events
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.taking_over import counted_words, hand_all_over
from samdrift.foundation.organisations.actions.unit_functions import drop_functions, join_function
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Organisation, Person, Unit, UnitFunction
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of
from samdrift.foundation.organisations.queries.functions import unit_facts
from samdrift.foundation.organisations.references import (
    Reference,
    change_towards,
    count_references,
    counts_for_history,
    point_at,
    references_to,
)


def require_units_of(by: Person, organisation: Organisation) -> None:
    """Refuse whoever doesn't keep an organisation's units: its IT manager and the federation's administrator do."""
    require(by, Permission.MANAGE_UNITS, keeper_of(organisation, by))


@verb
def close_unit(
    *,
    by: Person,
    unit: Unit,
    ends_on: dt.date,
    successor: Unit | None = None,
    successors: Mapping[str, Unit | None] | None = None,
    why: str = "",
) -> Unit:
    """Close a unit after its last day. What goes on after it is taken over by a successor: people, applications it
    operates, use, roles, rules, and budgets of later years. What was stays with it.

    successors: by «room.Model.field», who takes over the rows of that kind, or None for nobody, with the reason.
    successor: takes over what has no answer there.
    """
    require_units_of(by, unit.organisation)
    stored = lock_for_act(unit)
    check_day("ends_on", ends_on)
    if ends_on > today():
        raise ValidationError({"ends_on": _("Close it when the day has come.")})
    answers = successors or {}
    following = [each for each in (successor, *answers.values()) if each is not None]
    for each in following:
        require_units_of(by, each.organisation)
        _require_another(stored, each, ends_on)
    before = facts(stored)
    hand_all_over(
        by=by, closed=stored, last_day=ends_on, successors=answers, for_all=successor, why=why
    )
    stored.ends_on = ends_on
    stored.successor = following[0] if len({each.pk for each in following}) == 1 else successor
    stored.full_clean()
    stored.save()
    record(
        "organisations.unit_closed",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=stored.organisation,
        why=why,
    )
    return stored


def _require_another(unit: Unit, successor: Unit, ends_on: dt.date) -> None:
    """The successor goes on when the unit is closed, and isn't a part of it."""
    above: Unit | None = successor
    while above is not None:
        if above.pk == unit.pk:
            raise ValidationError({"successor": _("A part of the unit can't take it over.")})
        above = above.parent
    if successor.ends_on is not None and successor.ends_on <= ends_on:
        raise ValidationError({"successor": _("%(unit)s is closed itself.") % {"unit": successor}})


@verb
def move_unit(
    *, by: Person, unit: Unit, organisation: Organisation, starts_on: dt.date, why: str = ""
) -> Unit:
    """Move a unit to another organisation from a day, with its parts and all that goes on. What was stays where it was.

    Answers with the unit in its new organisation; the old one is closed and refers to it.
    """
    require_units_of(by, unit.organisation)
    require_units_of(by, organisation)
    check_day("starts_on", starts_on)
    if organisation.pk == unit.organisation_id:
        raise ValidationError({"organisation": _("It belongs to that organisation already.")})
    lock_for_act(unit)
    moved = Unit.objects.get(pk=unit.pk)
    moved.pk, moved.organisation, moved.parent = None, organisation, None
    moved.full_clean()
    moved.save()
    record(
        "organisations.unit_moved",
        moved,
        by=by,
        before=facts(unit),
        after=facts(moved),
        parent=organisation,
        why=why,
    )
    last_day = starts_on - dt.timedelta(days=1)
    for part in unit.parts.existing(starts_on):
        inner = move_unit(by=by, unit=part, organisation=organisation, starts_on=starts_on, why=why)
        inner.parent = moved
        inner.save()
    close_unit(by=by, unit=unit, ends_on=last_day, successor=moved, why=why)
    return moved


@verb
def merge_unit(*, by: Person, unit: Unit, into: Unit, why: str, drop_doubles: bool = False) -> Unit:
    """Make two units that are the same into one: everything that refers to the one refers to the other, and the one is
    gone. It can't be undone. Rows that both have, as two budgets for a year, are refused unless `drop_doubles`."""
    require_units_of(by, unit.organisation)
    require_units_of(by, into.organisation)
    _require_reason(why)
    lock_for_act(unit)
    if unit.organisation_id != into.organisation_id:
        raise ValidationError(
            {"into": _("Units of different organisations are not merged; move the one first.")}
        )
    _require_another(unit, into, dt.date.min)
    before, counts = unit_facts(unit), counts_for_history(count_references(unit))
    for row in unit.held_functions.select_related("unit", "function"):
        join_function(by=by, row=row, unit=into, function=row.function)
    point_everything_at(by=by, thing=unit, other=into, drop_doubles=drop_doubles)
    name = str(unit)
    record(gettext_noop("organisations.merged_into_another"), unit, by=by, before=before)
    unit.delete()
    record(
        "organisations.unit_merged",
        into,
        by=by,
        after={"merged": name, "followed": counts},
        parent=into.organisation,
        why=why,
    )
    return into


@verb
def point_everything_at(
    *, by: Person, thing: models.Model, other: models.Model, drop_doubles: bool
) -> None:
    """Let everything that refers to one thing refer to another; doubles are dropped with history, or refused."""
    doubles: list[str] = []
    for reference in references_to(type(thing)):
        rows = [] if reference.model._meta.auto_created else list(reference.rows(thing))
        alike = point_at(reference, thing, other)
        store_events(
            _events_of_following(by, reference, other, [row for row in rows if row not in alike])
        )
        for row in alike:
            if drop_doubles:
                event = gettext_noop("organisations.double_dropped")
                record(event, row, by=by, before=facts(row), parent=other)
                row.delete()
            else:
                doubles.append(f"{reference.kind}: {row}")
    if doubles:
        raise ValidationError(
            {
                "drop_doubles": [
                    _("%(other)s has these already, on the same days or for the same year:")
                    % {"other": other},
                    *doubles[:20],
                    _("Correct them first, or tick that the doubles are dropped."),
                ]
            }
        )


def _events_of_following(
    by: Person, reference: Reference, other: models.Model, rows: list[models.Model]
) -> Iterator[AuditEvent]:
    """One event for each row that refers to the other from now on, so that what it was on an earlier day is known."""
    change = {}
    for name, value in change_towards(reference, other).items():
        change[reference.model._meta.get_field(name).attname] = value.pk  # type: ignore[union-attr]  # a foreign key
    for row in rows:
        before = {name: getattr(row, name) for name in change}
        event = gettext_noop("organisations.followed_into_another")
        yield event_of(event, row, by=by, before=before, after=change)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})


@verb
def remove_unit(*, by: Person, unit: Unit, why: str) -> None:
    """Take away a unit that was added by mistake, with its functions; refused while anything else refers to it."""
    require_units_of(by, unit.organisation)
    _require_reason(why)
    lock_for_act(unit)
    counts = count_references(unit)
    del counts[UnitFunction]
    if counts:
        raise ValidationError(
            _("It can't be taken away, for on it stand: %(counts)s. Close it or merge it instead.")
            % {"counts": counted_words(counts)}
        )
    record(
        "organisations.unit_removed",
        unit,
        by=by,
        before=unit_facts(unit),
        parent=unit.organisation,
        why=why,
    )
    drop_functions(by=by, unit=unit, why=why)
    unit.delete()
