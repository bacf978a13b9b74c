"""All settled rows at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from samdrift.foundation.audit.actions import event_of, facts, store_events
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.intake.actions.plan import Planned
from samdrift.records.intake.actions.writing.batch import SIZE, Batch
from samdrift.records.intake.actions.writing.history import events_of_parts
from samdrift.records.intake.actions.writing.lookups import (
    Pair,
    People,
    Products,
    Units,
)
from samdrift.records.intake.actions.writing.nouns import Desk, put
from samdrift.records.intake.convert import Values, digests, name_key
from samdrift.records.intake.convert.words import event_facts
from samdrift.records.intake.models import ImportedRow, RowOutcome
from samdrift.records.intake.queries import RegisterState
from samdrift.records.intake.queries.introductions import Introduced
from samdrift.records.register.actions import NamedSuppliers
from samdrift.records.register.models import Application, Dependency, IntroductionException

Done = list[tuple[Planned, RegisterState]]


def write_rows(
    *,
    by: Person,
    organisation: Organisation,
    planned: Sequence[Planned],
    standing: dict[int, RegisterState],
    source: str,
    owners_from: dt.date | None = None,
    changes_from: dt.date | None = None,
    exceptions: Mapping[int, Introduced] | None = None,
) -> None:
    """Create and change what the rows say, remember them, and record one event for each application.

    exceptions: number of the row → what it is introduced without, and why.
    """
    differing = [one for one in planned if one.outcome != RowOutcome.UNCHANGED]
    said = [_fields(one) for one in differing]
    suppliers = NamedSuppliers()
    desk = Desk(
        by=by,
        organisation=organisation,
        today=today(),
        source=source,
        owners_from=owners_from,
        changes_from=changes_from,
        people=People(by, organisation, _pairs(said)),
        units=Units(
            by, organisation, [fields["department"] for fields in said if "department" in fields]
        ),
        products=Products(
            by, [fields["product"] for fields in said if "product" in fields], source, suppliers
        ),
        suppliers=suppliers,
        batch=Batch(),
    )
    done: Done = []
    for one, fields in zip(differing, said, strict=True):
        is_new = one.application_id is None
        if one.application_id is None:
            here = RegisterState(Application(host=organisation, source=source, more={}))
        else:
            here = standing[one.application_id]
        put(desk, here, fields, is_new=is_new, vendor=one.row.vendor)
        done.append((one, here))
    desk.batch.write_applications()
    _needs(desk, done)
    supplier_events = desk.suppliers.write(by)
    desk.batch.write_agreements()
    desk.batch.write_parts()
    told_exceptions = list(_exceptions(desk, done, exceptions or {}))
    _remember(organisation, planned, done)
    events = [
        *desk.people.events,
        *desk.units.events,
        *desk.products.events,
        *supplier_events,
        *_events(desk, done),
        *events_of_parts(by, desk.batch),
        *told_exceptions,
    ]
    store_events(events)


def _exceptions(
    desk: Desk, done: Done, exceptions: Mapping[int, Introduced]
) -> Iterator[AuditEvent]:
    """List what is introduced by exception, each with its reason and its event."""
    made = [
        IntroductionException(
            application=here.application,
            on=desk.today,
            lacking="\n".join(without.lacking),
            reason=without.because,
            by=desk.by,
        )
        for one, here in done
        if (without := exceptions.get(one.row.number)) is not None
    ]
    create_rows(made, batch_size=SIZE)
    for each in made:
        yield event_of(
            "register.introduction_exception_made",
            each,
            by=desk.by,
            after=facts(each),
            parent=each.application,
            why=each.reason,
        )


def _fields(planned: Planned) -> Values:
    """All that the row says of a new application; only what differs of a known one."""
    if planned.outcome == RowOutcome.CREATED:
        return planned.row.values
    return {field: after for field, _before, after in planned.changes}


def _pairs(said: Sequence[Values]) -> Iterator[Pair]:
    for fields in said:
        for name in ("owner", "contact"):
            if name in fields:
                yield fields[name]
        for name in ("managers", "deputies"):
            yield from fields.get(name, ())


def _needs(desk: Desk, done: Done) -> None:
    """Dependencies by name: on the municipality's one application of that name, else outside the register."""
    if not any("needs" in _fields(one) or "needed_by" in _fields(one) for one, _ in done):
        return
    named: dict[str, list[int]] = defaultdict(list)
    for pk, name in Application.objects.filter(host=desk.organisation).values_list("pk", "name"):
        named[name_key(name)].append(pk)
    for one, standing in done:
        fields, application = _fields(one), standing.application
        known = {name_key(str(each.needs or each.outside)) for each in standing.needs}
        for name in fields.get("needs", ()):
            found = [pk for pk in named.get(name_key(name), ()) if pk != application.pk]
            if name_key(name) in known or (
                not found and name_key(name) == name_key(application.name)
            ):
                continue
            only = found[0] if len(found) == 1 else None
            desk.batch.dependencies.append(
                Dependency(application=application, needs_id=only, outside="" if only else name)
            )
        known = {name_key(str(each.application)) for each in standing.needed_by}
        for name in fields.get("needed_by", ()):
            found = [pk for pk in named.get(name_key(name), ()) if pk != application.pk]
            if name_key(name) not in known and len(found) == 1:
                desk.batch.dependencies.append(
                    Dependency(application_id=found[0], needs=application)
                )


def _remember(organisation: Organisation, planned: Sequence[Planned], done: Done) -> None:
    """Which application each row is, and what it said, so that the same file changes nothing next time."""
    links = {
        link.application_id: link for link in ImportedRow.objects.filter(organisation=organisation)
    }
    made = {id(one): here for one, here in done}
    fresh, changed, moved = [], [], []
    for one in planned:
        if one.row.application is not None:
            continue  # the register's own export: what the municipality's own file said last still stands
        here = made.get(id(one))
        pk = here.application.pk if here is not None else one.application_id
        assert pk is not None
        said, agreement = _digests(one, here), here.agreement if here is not None else None
        link = links.get(pk)
        if link is None:
            link = ImportedRow(application_id=pk, organisation=organisation, said={})
            fresh.append(link)
        else:
            if link.key != one.row.key:
                moved.append(link.pk)
            is_told = all(link.said.get(name) == mark for name, mark in said.items())
            if (
                not is_told
                or link.key != one.row.key
                or (agreement and link.agreement_id != agreement.pk)
            ):
                changed.append(link)
        link.name_key, link.place_key, link.occurrence = one.row.key
        link.said = {**link.said, **said}
        if agreement is not None:
            link.agreement = agreement
    _make_room(moved)
    fields = ["name_key", "place_key", "occurrence", "said", "agreement"]
    change_rows(changed, fields, batch_size=200)
    create_rows(fresh, batch_size=SIZE)


def _make_room(moved: Sequence[int]) -> None:
    """Rows that change places with each other must not meet on the way."""
    own_place = Concat(Value("#"), Cast("pk", CharField()))
    for start in range(0, len(moved), SIZE):
        ImportedRow.objects.filter(pk__in=moved[start : start + SIZE]).update(place_key=own_place)


def _digests(planned: Planned, standing: RegisterState | None) -> dict[str, str]:
    """As the row will be read next time: a product that was new then is in the catalogue now."""
    values: dict[str, Any] = dict(planned.row.values)
    if standing is not None and "product" in values and standing.application.product is not None:
        product = standing.application.product
        values["product"] = {"id": product.pk, "name": product.name}
    return digests(values)


def _events(desk: Desk, done: Done) -> Iterator[AuditEvent]:
    areas = {name: area.pk for name, area in desk.products.areas.items()}
    for one, here in done:
        application = here.application
        if one.outcome == RowOutcome.CREATED:
            after = event_facts({**one.row.values, "product": _product_of(application)}, areas)
            yield event_of(
                "intake.application_brought_in",
                application,
                by=desk.by,
                after=after,
                parent=application,
            )
        else:
            before = event_facts({field: old for field, old, _new in one.changes}, areas)
            after = event_facts({field: new for field, _old, new in one.changes}, areas)
            yield event_of(
                "intake.application_changed",
                application,
                by=desk.by,
                before=before,
                after=after,
                parent=application,
            )


def _product_of(application: Application) -> Values | None:
    product = application.product
    return {"id": product.pk, "name": product.name} if product is not None else None
