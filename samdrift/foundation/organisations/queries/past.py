"""People, organisations and units as they were on an earlier day.

People by their employments of that day; the rest, and all names, as the log tells. None of the rows may be saved.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.past import (
    keys_added_after,
    past_of,
    put_back_related,
    removed_since,
)
from samdrift.foundation.organisations.dated import Dated, NoOverlap
from samdrift.foundation.organisations.models import (
    Appointment,
    Employment,
    Membership,
    Organisation,
    Person,
    Unit,
    UnitKind,
)
from samdrift.foundation.organisations.models.organisation import UnitQuerySet
from samdrift.foundation.organisations.queries.visible import (
    circle_ids,
    visible_organisations,
    visible_people,
    visible_units,
)

PLACE = ("organisation_id", "unit_id", "title")


DatedRow = TypeVar("DatedRow", bound=Dated)


def removed_dated(model: type[DatedRow], on: dt.date) -> list[DatedRow]:
    """Rows with days of their own that held on a day and have been taken away since, as they were; two queries.

    Not those in whose place another holds on that day by now: that they never held is known better today.
    """
    gone = [row for row in removed_since(model, on) if row.holds_on(on)]
    rules = [each for each in model._meta.constraints if isinstance(each, NoOverlap)]
    if not gone or not rules:
        return gone
    same = rules[0].fields[0]
    there = model._base_manager.filter(
        **{f"{same}__in": {getattr(row, f"{same}_id") for row in gone}}
    )
    held = [row for row in there.filter(starts_on__lte=on) if row.holds_on(on)]
    return [
        row
        for row in gone
        if not any(rule.forbids_both(row, other) for rule in rules for other in held)
    ]


def employed_then(people: Mapping[int, int | None], on: dt.date) -> dict[int, dict[str, Any]]:
    """Person → the organisation, unit and title of a day; people: with the organisation that each is listed in today.

    Of several employments the one in that organisation, else the last. Two queries.
    """
    rows = list(
        Employment.objects.on(on)
        .filter(person__in=list(people))
        .order_by("starts_on", "pk")
        .values("pk", "person_id", *PLACE)
    )
    past = past_of(Employment, on, ids=[row["pk"] for row in rows])
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in map(past.of, rows):
        held[row["person_id"]].append({name: row[name] for name in PLACE})
    return {
        person: next(
            (each for each in found if each["organisation_id"] == people[person]), found[-1]
        )
        for person, found in held.items()
    }


def people_as_of(person: Person, on: dt.date) -> list[Person]:
    """Colleagues employed on a day, as they were then; their rows must never be saved. A fixed number of queries."""
    past = past_of(Person, on)
    found = [past.put_back(row) for row in visible_people(person).active(on)]
    places = employed_then({row.pk: row.organisation_id for row in found}, on)
    for row in found:
        for name, value in places[row.pk].items():
            setattr(row, name, value)
    prefetch_related_objects(found, "organisation", "unit")
    return found


def organisations_as_of(
    person: Person, on: dt.date, *, only: int | None = None
) -> list[Organisation]:
    """The organisations that there were on a day, without those closed before it; two queries.

    only: the key of the one that is asked about.
    """
    later = keys_added_after(on, "organisations.organisation_added")
    rows = visible_organisations(person).existing(on).exclude(pk__in=later).order_by("pk")
    found = list(rows if only is None else rows.filter(pk=only))
    past = past_of(Organisation, on, ids=None if only is None else [only])
    gone = [row for row in removed_organisations(person, on) if only in (None, row.pk)]
    return sorted([*map(past.put_back, found), *gone], key=lambda row: row.pk)


def removed_organisations(person: Person, on: dt.date) -> list[Organisation]:
    """Organisations that there were on a day and that have been merged or taken away since, for who sees them all."""
    if not person.federation_ids:
        return []
    return [row for row in removed_since(Organisation, on) if not _was_closed(row, on)]


def removed_units(person: Person, on: dt.date) -> list[Unit]:
    """Units that there were on a day and that have been merged or taken away since, of organisations that one sees."""
    gone = [row for row in removed_since(Unit, on) if not _was_closed(row, on)]
    places = {row.organisation_id for row in gone}
    known = set(visible_organisations(person).filter(pk__in=places).values_list("pk", flat=True))
    known |= {each.pk for each in removed_organisations(person, on)} if places - known else set()
    return [row for row in gone if row.organisation_id in known]


def _was_closed(row: Organisation | Unit, on: dt.date) -> bool:
    return row.ends_on is not None and row.ends_on < on


def removed_appointments(person: Person, on: dt.date) -> list[Appointment]:
    """Roles that held on a day and have been taken away since, of colleagues in one's circle."""
    gone = removed_dated(Appointment, on)
    circle = circle_ids(person)
    keys = {row.person_id for row in gone}
    known = set(visible_people(person).filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in gone if row.organisation_id in circle and row.person_id in known]


def removed_employments(person: Person, on: dt.date) -> list[Employment]:
    """Employments that held on a day and have been taken away since, in one's circle."""
    circle = circle_ids(person)
    return [row for row in removed_dated(Employment, on) if row.organisation_id in circle]


def memberships_then(on: dt.date) -> list[Membership]:
    """Every membership that held on a day, the earliest first; two queries."""
    past = past_of(Membership, on)
    found = [past.put_back(row) for row in Membership.objects.on(on)]
    found += removed_dated(Membership, on)
    return sorted(found, key=lambda row: (row.starts_on, row.pk))


def federations_then(organisation: Organisation, on: dt.date) -> list[Membership]:
    """The memberships that an organisation had on a day, with the federations' names of that day."""
    held = [each for each in memberships_then(on) if each.member_id == organisation.pk]
    put_back_related(held, ("federation",), on)
    return held


def members_then(federation: Organisation, on: dt.date) -> list[Organisation]:
    """The members of a federation on a day by their names of that day, in order of municipality code."""
    held = [each for each in memberships_then(on) if each.federation_id == federation.pk]
    put_back_related(held, ("member",), on)
    members = [each.member for each in held]
    return sorted(members, key=lambda row: (row.municipality_code or "", swedish_key(row.name)))


def units_then(person: Person, organisation: Organisation, on: dt.date) -> list[Unit]:
    """The units that an organisation had on a day, by name, without those closed before it."""
    there = visible_units(person).filter(organisation=organisation)
    gone = [row for row in removed_units(person, on) if row.organisation_id == organisation.pk]
    return _as_they_were(there, on, gone)


def it_units_then(person: Person, on: dt.date) -> list[Unit]:
    """The IT units of one's circle on a day, by organisation and name, as they were then."""
    circle = circle_ids(person)
    gone = [row for row in removed_units(person, on) if row.organisation_id in circle]
    found = _as_they_were(Unit.objects.filter(organisation__in=circle), on, gone)
    units = [unit for unit in found if unit.kind == UnitKind.IT_UNIT]
    put_back_related(units, ("organisation",), on)
    return sorted(units, key=lambda unit: swedish_key(unit.organisation.name))


def _as_they_were(rows: UnitQuerySet, on: dt.date, gone: list[Unit]) -> list[Unit]:
    """Those of some units that there were on a day, and those gone since, by name; two queries."""
    later = keys_added_after(on, "organisations.unit_added", "organisations.unit_moved")
    past = past_of(Unit, on)
    found = [past.put_back(row) for row in rows.existing(on).exclude(pk__in=later)]
    return sorted([*found, *gone], key=lambda unit: (swedish_key(unit.name), unit.pk))


def appointments_then(person: Person, organisation: Organisation, on: dt.date) -> list[Appointment]:
    """The roles that colleagues of the reader held in an organisation on a day, with names of that day."""
    held = Appointment.objects.on(on).filter(organisation=organisation)
    rows = list(held.filter(person__in=visible_people(person)))
    past = past_of(Appointment, on, ids=[row.pk for row in rows])
    gone = removed_appointments(person, on)
    found = [past.put_back(row) for row in rows]
    found += [row for row in gone if row.organisation_id == organisation.pk]
    put_back_related(found, ("person", "unit"), on)
    return found
