"""People as they were on an earlier day: by their employments of that day, and their names as the log tells."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import prefetch_related_objects

from samdrift.foundation.audit.past import past_of
from samdrift.foundation.organisations.models import Employment, Person
from samdrift.foundation.organisations.queries.visible import visible_people

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
