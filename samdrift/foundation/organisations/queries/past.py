"""People, organisations and units as they were on an earlier day.

People by their employments of that day; the rest, and all names, as the log tells. None of the rows may be saved.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import prefetch_related_objects

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.past import keys_added_after, past_of, put_back_related
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
    return [past.put_back(row) for row in found]


def memberships_then(on: dt.date) -> list[Membership]:
    """Every membership that held on a day, the earliest first; two queries."""
    past = past_of(Membership, on)
    return [past.put_back(row) for row in Membership.objects.on(on).order_by("starts_on", "pk")]


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
    return _as_they_were(visible_units(person).filter(organisation=organisation), on)


def it_units_then(person: Person, on: dt.date) -> list[Unit]:
    """The IT units of one's circle on a day, by organisation and name, as they were then."""
    found = _as_they_were(Unit.objects.filter(organisation__in=circle_ids(person)), on)
    units = [unit for unit in found if unit.kind == UnitKind.IT_UNIT]
    put_back_related(units, ("organisation",), on)
    return sorted(units, key=lambda unit: swedish_key(unit.organisation.name))


def _as_they_were(rows: UnitQuerySet, on: dt.date) -> list[Unit]:
    """Those of some units that there were on a day, by name; two queries."""
    later = keys_added_after(on, "organisations.unit_added", "organisations.unit_moved")
    past = past_of(Unit, on)
    found = [past.put_back(row) for row in rows.existing(on).exclude(pk__in=later)]
    return sorted(found, key=lambda unit: (swedish_key(unit.name), unit.pk))


def appointments_then(person: Person, organisation: Organisation, on: dt.date) -> list[Appointment]:
    """The roles that colleagues of the reader held in an organisation on a day, with names of that day."""
    held = Appointment.objects.on(on).filter(organisation=organisation)
    rows = list(held.filter(person__in=visible_people(person)))
    past = past_of(Appointment, on, ids=[row.pk for row in rows])
    found = [past.put_back(row) for row in rows]
    put_back_related(found, ("person", "unit"), on)
    return found
