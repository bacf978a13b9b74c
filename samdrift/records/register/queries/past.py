"""The register as of an earlier day, row by row with the values that it had then."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from samdrift.foundation.audit.past import past_of, put_back_related
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.queries.past import employed_then
from samdrift.records.register.models import (
    Application,
    Area,
    Participation,
    Product,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.models.application import ApplicationQuerySet

RELATED = {"product": Product, "area": Area, "host": Organisation, "operating_unit": Unit}


def applications_as_of(rows: ApplicationQuerySet, on: dt.date) -> list[Application]:
    """The applications that existed on a day, as they were at its end; their rows must never be saved.

    rows: with everything annotated and prefetched for that day: people, and who takes part in `taking_part`. A fixed
    number of queries, whatever has changed since; the rows are read whole, so filters and order go by what was, not by
    what is.
    """
    past = past_of(Application, on)
    found = [past.put_back(row) for row in rows.on(on)]
    prefetch_related_objects(found, *RELATED)
    for name, model in RELATED.items():
        then = past_of(model, on)
        for row in found:
            if (related := getattr(row, name)) is not None:
                then.put_back(related)
    organisations = past_of(Organisation, on)
    for row in found:
        for each in row.taking_part:  # type: ignore[attr-defined]  # prefetched for the day
            organisations.put_back(each.organisation)
    _put_back_names(found, on)
    return found


def _put_back_names(rows: Sequence[Any], on: dt.date) -> None:
    """What the owner and the manager of each were called."""
    people = past_of(Person, on)
    for row in rows:
        for role in ("owner", "manager"):
            person = {"pk": getattr(row, f"{role}_id"), "name": getattr(row, f"{role}_name")}
            setattr(row, f"{role}_name", people.of(person)["name"])


def names_then(people: Sequence[int], on: dt.date) -> dict[int, str]:
    """What some people were called on a day; two queries."""
    past = past_of(Person, on, ids=people)
    rows = Person.objects.filter(pk__in=people).values("pk", "name")
    return {row["pk"]: past.of(row)["name"] for row in rows}


def application_then(application: Application, on: dt.date) -> Application:
    """One application as it was when a day ended, with what it points at; it must never be saved."""
    past_of(Application, on, ids=[application.pk]).put_back(application)
    names = ("product", "area", "host", "operating_unit", "operating_unit__organisation")
    put_back_related([application], names, on)
    return application


def participations_then(application: Application, on: dt.date) -> list[Participation]:
    """Who took part in an application on a day, as it was then; never to be saved. A fixed number of queries."""
    rows = list(application.participations.on(on))
    past = past_of(Participation, on, ids=[row.pk for row in rows])
    found = [past.put_back(row) for row in rows]
    put_back_related(found, ("organisation", "unit", "contact"), on)
    return found


def responsibilities_then(application: Application, on: dt.date) -> list[Responsibility]:
    """Who answered for an application on a day, the owner first, with names and employers of that day.

    They must never be saved. A fixed number of queries.
    """
    rows = list(application.responsibilities.on(on))
    past = past_of(Responsibility, on, ids=[row.pk for row in rows])
    order = list(ResponsibilityRole.values)
    found = sorted(map(past.put_back, rows), key=lambda row: (order.index(row.role), row.pk))
    put_back_related(found, ("person", "appointed_by"), on)
    places = employed_then({row.person_id: row.person.organisation_id for row in found}, on)
    for row in found:
        place = places.get(row.person_id)
        row.person.organisation_id = place["organisation_id"] if place else None
    put_back_related(found, ("person__organisation",), on)
    return found
