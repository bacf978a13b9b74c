"""The register as of an earlier day, row by row with the values that it had then."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects

from samdrift.foundation.audit.past import past_of, put_back_related, rows_then
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.queries.past import employed_then, removed_dated
from samdrift.records.register.models import (
    Application,
    Area,
    Assessment,
    Dependency,
    FieldGroup,
    LifecycleEvent,
    LifecycleKind,
    Participation,
    Phase,
    Product,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries.audience import applications_whose
from samdrift.records.register.queries.visible import visible_applications

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
    put_back_related(found, ("product__supplier",), on)
    _put_back_removed(found, on)
    parts = [each for row in found for each in row.taking_part]  # type: ignore[attr-defined]  # prefetched for the day
    put_back_related(parts, ("organisation",), on)
    _put_back_names(found, on)
    return found


def _put_back_removed(rows: Sequence[Any], on: dt.date) -> None:
    """Who took part and who answered on a day, of what has been taken away since; where the reader may see who."""
    by_key = {row.pk: row for row in rows}
    for part in removed_parts(Participation, by_key, on):
        by_key[part.application_id].taking_part.append(part)
    held = removed_parts(Responsibility, by_key, on)
    names = Person.objects.in_bulk({each.person_id for each in held})
    shown = {ResponsibilityRole.OWNER: "owner", ResponsibilityRole.MANAGER: "manager"}
    for each in sorted(held, key=lambda each: each.starts_on):
        row, who = by_key[each.application_id], shown.get(ResponsibilityRole(each.role))
        if who is None or row.has_no_owner is None or each.person_id not in names:
            continue
        if getattr(row, f"{who}_id") is None:
            setattr(row, f"{who}_id", each.person_id)
            setattr(row, f"{who}_name", names[each.person_id].name)
            row.has_no_owner = row.has_no_owner and who != "owner"


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
    names = (
        "product",
        "product__supplier",
        "area",
        "host",
        "operating_unit",
        "operating_unit__organisation",
    )
    put_back_related([application], names, on)
    return application


Part = TypeVar("Part", Participation, Responsibility)


def removed_parts(model: type[Part], applications: Collection[int], on: dt.date) -> list[Part]:
    """The rows of some applications that held on a day and have been taken away since; two queries."""
    wanted = set(applications)
    return [row for row in removed_dated(model, on) if row.application_id in wanted]


def removed_participations(person: Person, on: dt.date) -> list[Participation]:
    """Participations that held on a day and have been taken away since, of applications one sees; three queries."""
    gone = removed_dated(Participation, on)
    keys = {row.application_id for row in gone}
    known = set(visible_applications(person).filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in gone if row.application_id in known]


def dependencies_then(
    person: Person, application: Application, on: dt.date
) -> tuple[list[Dependency], list[Dependency]]:
    """What an application needed on a day, and what needed it and the person may see; never to be saved.

    The second with `sees_note`, whether the note, which belongs to the one that needs, may be seen. A fixed number of
    queries.
    """
    needs = rows_then(Dependency, on, application_id=application.pk)
    needed_by = rows_then(Dependency, on, needs_id=application.pk)
    keys = {row.application_id for row in needed_by}
    known = set(visible_applications(person).filter(pk__in=keys).values_list("pk", flat=True))
    noted = applications_whose(person, FieldGroup.NOTES).filter(pk__in=keys)
    notes = set(noted.values_list("pk", flat=True))
    seen = [row for row in needed_by if row.application_id in known]
    for row in seen:
        row.sees_note = row.application_id in notes  # type: ignore[attr-defined]  # as today's page has it annotated
    put_back_related(needs, ("needs", "needs__host"), on)
    put_back_related(seen, ("application", "application__host"), on)
    return needs, seen


def lifecycle_then(application: Application, on: dt.date) -> list[LifecycleEvent]:
    """What had happened to an application by a day, and what was known by then to come; the latest first.

    application: as it was on that day, for its retirement is known from its phase.
    """
    rows = list(application.lifecycle_events.all())
    past = past_of(LifecycleEvent, on, ids=[row.pk for row in rows])
    is_retired = application.phase == Phase.RETIRED
    return [
        past.put_back(row)
        for row in rows
        if row.on <= on
        or (str(row.pk) not in past.added and (row.kind != LifecycleKind.RETIRED or is_retired))
    ]


def assessments_then(application: Application, on: dt.date) -> list[Assessment]:
    """How an application had been judged by a day, with the names of that day; the latest first."""
    rows = list(application.assessments.filter(on__lte=on))
    put_back_related(rows, ("by",), on)
    return rows


def participations_then(application: Application, on: dt.date) -> list[Participation]:
    """Who took part in an application on a day, as it was then; never to be saved. A fixed number of queries."""
    rows = list(application.participations.on(on))
    past = past_of(Participation, on, ids=[row.pk for row in rows])
    found = [past.put_back(row) for row in rows] + removed_parts(
        Participation, [application.pk], on
    )
    put_back_related(found, ("organisation", "unit", "contact"), on)
    return found


def responsibilities_then(application: Application, on: dt.date) -> list[Responsibility]:
    """Who answered for an application on a day, the owner first, with names and employers of that day.

    They must never be saved. A fixed number of queries.
    """
    rows = list(application.responsibilities.on(on))
    past = past_of(Responsibility, on, ids=[row.pk for row in rows])
    order = list(ResponsibilityRole.values)
    then = [past.put_back(row) for row in rows] + removed_parts(
        Responsibility, [application.pk], on
    )
    found = sorted(then, key=lambda row: (order.index(row.role), row.pk))
    put_back_related(found, ("person", "appointed_by"), on)
    places = employed_then({row.person_id: row.person.organisation_id for row in found}, on)
    for row in found:
        place = places.get(row.person_id)
        row.person.organisation_id = place["organisation_id"] if place else None
    put_back_related(found, ("person__organisation",), on)
    return found
