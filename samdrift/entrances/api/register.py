"""The register: products, areas, applications, participations."""

import datetime as dt
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Id,
    Page,
    Words,
    acted_on,
    group_by_key,
    json_response,
    list_response,
    row_to_edit,
    with_id,
    with_version,
)
from samdrift.entrances.api.days import AsOf, DatedChangedPage, Rows, as_they_were
from samdrift.entrances.api.declared import changed_value, emptied_by_null, values_seen
from samdrift.entrances.api.register_shapes import (
    APPLICATION_FIELDS,
    PARTICIPATION_FIELDS,
    ApplicationChange,
    ApplicationDetail,
    ApplicationIn,
    ApplicationList,
    AreaList,
    ParticipationChange,
    ParticipationEnd,
    ParticipationIn,
    ParticipationList,
    ParticipationOut,
    ProductList,
)
from samdrift.foundation.audit.past import past_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.queries import (
    visible_organisations,
    visible_people,
    visible_units,
)
from samdrift.records.register import actions
from samdrift.records.register.fields import APPLICATION_FIELDS as REGISTERED
from samdrift.records.register.models import Application, FieldGroup, Participation, Responsibility
from samdrift.records.register.participation_fields import PARTICIPATION_FIELDS as TAKEN_PART
from samdrift.records.register.product_fields import PRODUCT_FIELDS
from samdrift.records.register.queries import (
    search_applications,
    visible_applications,
    visible_areas,
    visible_groups,
    visible_participations,
    visible_products,
)
from samdrift.records.register.queries.past import names_then, removed_participations, removed_parts

router = Router(tags=["register"])


HELD_FIELDS = ("role", "person_id", "starts_on", "ends_on")


def _with_participations(items: Rows, on: dt.date | None = None) -> Rows:
    """Applications with those who take part in them; on a day, with those who did then."""
    rows = Participation.objects.filter(application__in=[item["id"] for item in items])
    if on is not None:
        rows = rows.on(on)
    parts = [with_id(dict(row)) for row in rows.order_by("pk").values(*PARTICIPATION_FIELDS)]
    parts = as_they_were(Participation, on)(parts)
    for gone in removed_parts(Participation, [item["id"] for item in items], on or today()):
        values = {name: getattr(gone, name) for name in PARTICIPATION_FIELDS}
        parts.append(with_id(values))
    parts.sort(key=lambda part: int(part["id"]))
    found = group_by_key(({**part, "of": part["application_id"]} for part in parts), "of")
    items = as_they_were(Application, on)(items)
    return [{**item, "participations": found.get(item["id"], [])} for item in items]


@router.get("/areas", response={200: AreaList, **PROBLEMS}, summary="Areas of the catalogue")
def area_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_areas(signed_in(request)), page, ["pk", "name", "status"], with_id)


@router.get(
    "/products", response={200: ProductList, **PROBLEMS}, summary="Products of the catalogue"
)
def product_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    fields = ["pk", "vendor_name", *(each.attname for each in PRODUCT_FIELDS)]
    rows = visible_products(signed_in(request))
    rows = rows.annotate(vendor_name=Coalesce("supplier__name", Value("")))
    return list_response(rows, page, fields, _with_vendor)


def _with_vendor(row: dict[str, Any]) -> dict[str, Any]:
    return with_id({**row, "vendor": row.pop("vendor_name")})


@router.get("/applications", response={200: ApplicationList, **PROBLEMS}, summary="Applications")
def application_list(
    request: HttpRequest,
    page: Query[DatedChangedPage],
    search: Words = "",
    organisation_id: Id | None = None,
) -> HttpResponse:
    """Every application the caller may see; `organisation_id`: used by it on the day `on` (today unless said)."""
    on = page.on
    rows = visible_applications(signed_in(request))
    if search:
        rows = search_applications(rows, search)
    if organisation_id is not None:
        using = Participation.objects.on(on or today()).filter(organisation=organisation_id)
        rows = rows.filter(pk__in=using.values("application"))
    if on is not None:
        rows = rows.on(on)
    return list_response(
        rows,
        page,
        APPLICATION_FIELDS,
        with_id,
        together=lambda items: _with_participations(items, on),
    )


@router.get(
    "/applications/{pk}", response={200: ApplicationDetail, **PROBLEMS}, summary="One application"
)
def application_detail(request: HttpRequest, pk: Id, asked: Query[AsOf]) -> HttpResponse:
    """With `on`: who took part and who answered for it on that day; 404 where it did not exist then."""
    rows = visible_applications(signed_in(request))
    application = get_object_or_404(rows if asked.on is None else rows.on(asked.on), pk=pk)
    return with_version(json_response(_detail(request, application, asked.on)), application)


def _detail(
    request: HttpRequest, application: Application, on: dt.date | None = None
) -> dict[str, Any]:
    groups = visible_groups(signed_in(request), application)
    values = Application.objects.filter(pk=application.pk).values(*APPLICATION_FIELDS)[0]
    people = None
    if FieldGroup.PEOPLE in groups:
        rows = Responsibility.objects.filter(application=application).order_by("pk")
        held = (rows if on is None else rows.on(on)).values("id", *HELD_FIELDS)
        then = as_they_were(Responsibility, on)([dict(row) for row in held])
        then += [
            {name: getattr(gone, name) for name in ("id", *HELD_FIELDS)}
            for gone in removed_parts(Responsibility, [application.pk], on or today())
        ]
        then.sort(key=lambda row: int(row["id"]))
        names = names_then([row["person_id"] for row in then], on or today())
        people = [
            {
                "id": row["id"],
                "role": row["role"],
                "person": names[row["person_id"]],
                "starts_on": row["starts_on"],
                "ends_on": row["ends_on"],
            }
            for row in then
        ]
    if on is not None:
        application = past_of(Application, on, ids=[application.pk]).put_back(application)
    classified = FieldGroup.CLASSIFICATION in groups
    return {
        **_with_participations([with_id(values)], on)[0],
        "responsibilities": people,
        **values_seen(application, groups),
        "classification": application.classification if classified else None,
    }


@router.post(
    "/applications", response={201: ApplicationDetail, **PROBLEMS}, summary="Add an application"
)
def application_add(request: HttpRequest, new: ApplicationIn) -> HttpResponse:
    person = signed_in(request)
    values = new.model_dump()
    host = get_object_or_404(visible_organisations(person), pk=values.pop("host_id"))
    _check_references(request, values)
    application = actions.add_application(by=person, host=host, **values)
    return with_version(json_response(_detail(request, application), 201), application)


@router.patch(
    "/applications/{pk}",
    response={200: ApplicationDetail, **PROBLEMS},
    summary="Change an application",
    openapi_extra=MADE_FROM,
)
def application_change(request: HttpRequest, pk: Id, change: ApplicationChange) -> HttpResponse:
    """If-Match: the ETag of the application as it was read; 412 where somebody has changed it since, 428 without."""
    person = signed_in(request)
    application = get_object_or_404(visible_applications(person), pk=pk)
    values = change.model_dump(exclude_unset=True)
    why, because = values.pop("why", ""), values.pop("without_because", "")
    _check_references(request, values)
    for name, value in values.items():
        setattr(application, name, changed_value(REGISTERED, name, value))
    actions.change_application(
        by=person, application=row_to_edit(request, application), why=why, without_because=because
    )
    application.refresh_from_db()
    return with_version(json_response(_detail(request, application)), application)


def _check_references(request: HttpRequest, values: dict[str, Any]) -> None:
    """What is pointed at must be there for the caller."""
    person = signed_in(request)
    reachable: list[tuple[str, Any]] = [
        ("product_id", visible_products(person)),
        ("area_id", visible_areas(person)),
        ("operating_unit_id", visible_units(person)),
        ("unit_id", visible_units(person)),
        ("contact_id", visible_people(person)),
    ]
    for name, rows in reachable:
        if values.get(name) is not None:
            get_object_or_404(rows, pk=values[name])


@router.get(
    "/participations",
    response={200: ParticipationList, **PROBLEMS},
    summary="Who takes part in what",
)
def participation_list(request: HttpRequest, page: Query[DatedChangedPage]) -> HttpResponse:
    rows = visible_participations(signed_in(request))
    if page.on is not None:
        rows = rows.on(page.on)
    gone = removed_participations(signed_in(request), page.on) if page.on else []
    then = as_they_were(Participation, page.on)
    return list_response(rows, page, PARTICIPATION_FIELDS, with_id, together=then, removed=gone)


@router.post(
    "/applications/{pk}/participations",
    response={201: ParticipationOut, **PROBLEMS},
    summary="Start taking part",
)
def participation_add(request: HttpRequest, pk: Id, new: ParticipationIn) -> HttpResponse:
    person = signed_in(request)
    application = get_object_or_404(visible_applications(person), pk=pk)
    values = new.model_dump()
    organisation = get_object_or_404(
        visible_organisations(person), pk=values.pop("organisation_id")
    )
    _check_references(request, values)
    unit = visible_units(person).filter(pk=values.pop("unit_id")).first()
    contact = visible_people(person).filter(pk=values.pop("contact_id")).first()
    made = actions.join_application(
        by=person,
        application=application,
        organisation=organisation,
        unit=unit,
        contact=contact,
        **values,
    )
    return json_response(_participation(made), 201)


@router.get(
    "/participations/{pk}",
    response={200: ParticipationOut, **PROBLEMS},
    summary="One participation",
)
def participation_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    row = get_object_or_404(visible_participations(signed_in(request)), pk=pk)
    return with_version(json_response(_participation(row)), row)


@router.patch(
    "/participations/{pk}",
    response={200: ParticipationOut, **PROBLEMS},
    summary="Change a participation",
    openapi_extra=MADE_FROM,
)
def participation_change(request: HttpRequest, pk: Id, change: ParticipationChange) -> HttpResponse:
    """By the host's people, or those who decide for the organisation that takes part.

    If-Match: the ETag of the participation as it was read; 412 where somebody has changed it since, 428 without.
    """
    person = signed_in(request)
    rows = visible_participations(person).select_related("application", "organisation")
    participation = row_to_edit(request, get_object_or_404(rows, pk=pk))
    values = change.model_dump(exclude_unset=True)
    _check_references(request, values)
    for name, value in values.items():
        if value is not None or name in emptied_by_null(TAKEN_PART):
            setattr(participation, name, value)
    changed = actions.change_participation(by=person, participation=participation)
    return with_version(json_response(_participation(changed)), changed)


@router.post(
    "/participations/{pk}/end",
    response={200: ParticipationOut, **PROBLEMS},
    summary="Leave an application",
)
def participation_end(request: HttpRequest, pk: Id, end: ParticipationEnd) -> HttpResponse:
    person = signed_in(request)
    participation = get_object_or_404(
        visible_participations(person).select_related("application", "organisation"), pk=pk
    )
    ended = actions.end_participation(
        by=person,
        participation=acted_on(request, participation),
        ends_on=end.ends_on,
        why=end.why,
    )
    return json_response(_participation(ended))


def _participation(row: Participation) -> dict[str, Any]:
    return with_id(Participation.objects.filter(pk=row.pk).values(*PARTICIPATION_FIELDS)[0])
