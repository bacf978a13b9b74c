"""Organisations added, corrected, closed, merged and taken away, and their memberships.

On the router of `organisations`, for what reads and what writes the same address must stand on one.
"""

import datetime as dt
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import Field

from samdrift.core.population import shipped_municipalities
from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Day,
    Id,
    Page,
    Words,
    acted_on,
    json_response,
    list_response,
    row_to_edit,
    with_id,
    with_version,
)
from samdrift.entrances.api.declared import taken_to_add, taken_to_change, with_fields
from samdrift.entrances.api.organisations import ORGANISATION, OrganisationOut, router
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.models import Kind, Membership, Organisation
from samdrift.foundation.organisations.queries import federation_of, visible_organisations


class MunicipalityOut(Schema):
    code: str
    name: str
    official_name: str
    county: str


class MunicipalityList(Schema):
    items: list[MunicipalityOut]


class MembershipOut(Schema):
    id: int
    federation_id: int
    member_id: int
    starts_on: dt.date
    ends_on: dt.date | None


class MembershipList(Schema):
    items: list[MembershipOut]
    next: int | None


@with_fields(taken_to_add(ORGANISATION))
class OrganisationIn(Body):
    """kind: a federation is founded, not added."""


@with_fields(taken_to_change(ORGANISATION))
class OrganisationChange(Body):
    """Only the fields that are sent are changed."""

    why: Words = ""


class MembershipIn(Body):
    starts_on: Day
    ends_on: Day | None = None
    why: Words = ""


class ClosingIn(Body):
    """successor_id: takes over what `successors` does not name; there null is nobody."""

    ends_on: Day
    why: Words
    successor_id: Id | None = None
    successors: dict[str, Id | None] = Field(default_factory=dict, max_length=50)


class MergingIn(Body):
    into_id: Id
    why: Words
    drop_doubles: bool = False


class ReasonIn(Body):
    why: Words


def shape_row(row: Any, schema: type[Schema]) -> dict[str, Any]:
    names = [name for name in schema.model_fields if name != "id"]
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}


def answer_with_version(row: Model, schema: type[Schema], status: int = 200) -> HttpResponse:
    """The row in the shape of `schema`, with its version as the ETag."""
    return with_version(json_response(shape_row(row, schema), status), row)


def visible_organisation(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(visible_organisations(signed_in(request)), pk=pk)


def _memberships(request: HttpRequest) -> QuerySet[Membership]:
    rows = Membership.objects.filter(member__in=visible_organisations(signed_in(request)))
    return rows.select_related("federation", "member")


def _federation(request: HttpRequest) -> Organisation:
    """The caller's federation; without one there is nothing to add to."""
    federation = federation_of(signed_in(request))
    if federation is None:
        raise Http404
    return federation


@router.get(
    "/municipalities",
    response={200: MunicipalityList, **PROBLEMS},
    summary="The 290 municipalities",
)
def municipality_list(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    names = list(MunicipalityOut.model_fields)
    rows = [
        {name: getattr(each, name) for name in names} for each in shipped_municipalities().values()
    ]
    return json_response({"items": rows})


@router.post(
    "/organisations",
    response={201: OrganisationOut, **PROBLEMS},
    summary="Add an organisation",
)
def organisation_add(request: HttpRequest, new: OrganisationIn) -> HttpResponse:
    values = new.model_dump()
    kind = Kind(values.pop("kind"))
    made = actions.add_organisation(
        by=signed_in(request), federation=_federation(request), kind=kind, **values
    )
    return answer_with_version(made, OrganisationOut, 201)


@router.get(
    "/organisations/{pk}",
    response={200: OrganisationOut, **PROBLEMS},
    summary="One organisation",
)
def organisation_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return answer_with_version(visible_organisation(request, pk), OrganisationOut)


@router.patch(
    "/organisations/{pk}",
    response={200: OrganisationOut, **PROBLEMS},
    summary="Correct an organisation",
    openapi_extra=MADE_FROM,
)
def organisation_change(request: HttpRequest, pk: Id, change: OrganisationChange) -> HttpResponse:
    """If-Match: the ETag of the organisation as read; 412 where somebody has changed it since, 428 without."""
    row = row_to_edit(request, visible_organisation(request, pk))
    sent = change.model_dump(exclude_unset=True)
    kept = [each.attname for each in ORGANISATION if each.to_change]
    values = {name: getattr(row, name) for name in kept}
    values |= {name: value for name, value in sent.items() if value is not None}
    changed = actions.change_organisation(by=signed_in(request), organisation=row, **values)
    return answer_with_version(changed, OrganisationOut)


@router.post(
    "/organisations/{pk}/close",
    response={200: OrganisationOut, **PROBLEMS},
    summary="Close an organisation; others take over what goes on",
)
def organisation_close(request: HttpRequest, pk: Id, closing: ClosingIn) -> HttpResponse:
    def find_successor(key: int | None) -> Organisation | None:
        return None if key is None else visible_organisation(request, key)

    closed = actions.close_organisation(
        by=signed_in(request),
        organisation=acted_on(request, visible_organisation(request, pk)),
        ends_on=closing.ends_on,
        why=closing.why,
        successor=find_successor(closing.successor_id),
        successors={kind: find_successor(each) for kind, each in closing.successors.items()},
    )
    return answer_with_version(closed, OrganisationOut)


@router.post(
    "/organisations/{pk}/merge",
    response={200: OrganisationOut, **PROBLEMS},
    summary="Merge an organisation into another; it can't be undone",
    openapi_extra=MADE_FROM,
)
def organisation_merge(request: HttpRequest, pk: Id, merging: MergingIn) -> HttpResponse:
    into = actions.merge_organisation(
        by=signed_in(request),
        organisation=row_to_edit(request, visible_organisation(request, pk)),
        into=visible_organisation(request, merging.into_id),
        why=merging.why,
        drop_doubles=merging.drop_doubles,
    )
    return answer_with_version(into, OrganisationOut)


@router.post(
    "/organisations/{pk}/remove",
    response={204: None, **PROBLEMS},
    summary="Take away an organisation added by mistake",
    openapi_extra=MADE_FROM,
)
def organisation_remove(request: HttpRequest, pk: Id, reason: ReasonIn) -> HttpResponse:
    actions.remove_organisation(
        by=signed_in(request),
        organisation=row_to_edit(request, visible_organisation(request, pk)),
        why=reason.why,
    )
    return HttpResponse(status=204)


@router.post(
    "/organisations/{pk}/memberships",
    response={201: MembershipOut, **PROBLEMS},
    summary="The organisation becomes a member",
)
def membership_add(request: HttpRequest, pk: Id, new: MembershipIn) -> HttpResponse:
    by, federation = signed_in(request), _federation(request)
    made = actions.join_federation(
        by=by,
        federation=federation,
        member=visible_organisation(request, pk),
        starts_on=new.starts_on,
    )
    if new.ends_on is not None:
        made = actions.leave_federation(by=by, membership=made, ends_on=new.ends_on, why=new.why)
    return answer_with_version(made, MembershipOut, 201)


@router.get(
    "/memberships",
    response={200: MembershipList, **PROBLEMS},
    summary="From when to when organisations are members",
)
def membership_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    fields = ["pk", *(name for name in MembershipOut.model_fields if name != "id")]
    return list_response(_memberships(request).select_related(None), page, fields, with_id)


@router.get(
    "/memberships/{pk}",
    response={200: MembershipOut, **PROBLEMS},
    summary="One membership",
)
def membership_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return answer_with_version(get_object_or_404(_memberships(request), pk=pk), MembershipOut)


@router.put(
    "/memberships/{pk}",
    response={200: MembershipOut, **PROBLEMS},
    summary="Correct from when to when an organisation is a member",
    openapi_extra=MADE_FROM,
)
def membership_change(request: HttpRequest, pk: Id, change: MembershipIn) -> HttpResponse:
    """If-Match: the ETag of the membership as read; 412 where somebody has changed it since, 428 without."""
    row = row_to_edit(request, get_object_or_404(_memberships(request), pk=pk))
    changed = actions.change_membership(
        by=signed_in(request), membership=row, **change.model_dump()
    )
    return answer_with_version(changed, MembershipOut)
