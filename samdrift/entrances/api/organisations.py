"""Who is who: organisations, units, population."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import PROBLEMS, Day, Page, list_response, with_id
from samdrift.entrances.api.days import DatedPage, as_they_were
from samdrift.entrances.api.declared import answers_of, with_fields
from samdrift.foundation.audit.past import keys_added_after
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.list_fields import ORGANISATION_FIELDS, UNIT_FIELDS
from samdrift.foundation.organisations.models import Organisation, Population, Unit
from samdrift.foundation.organisations.queries import (
    removed_organisations,
    removed_units,
    visible_organisations,
    visible_units,
)
from samdrift.foundation.ui.listing.stored_fields import answered_fields

router = Router(tags=["organisations"])


ORGANISATION = answered_fields(ORGANISATION_FIELDS)
UNIT = answered_fields(UNIT_FIELDS)


@with_fields(answers_of(ORGANISATION))
class OrganisationOut(Schema):
    id: int


class OrganisationList(Schema):
    items: list[OrganisationOut]
    next: int | None


@with_fields(answers_of(UNIT))
class UnitOut(Schema):
    id: int


class UnitList(Schema):
    items: list[UnitOut]
    next: int | None


class PopulationOut(Schema):
    id: int
    code: str
    on: dt.date
    value: int
    source_table: str
    perturbed: bool


class PopulationList(Schema):
    items: list[PopulationOut]
    next: int | None


@router.get("/organisations", response={200: OrganisationList, **PROBLEMS}, summary="Organisations")
def organisation_list(request: HttpRequest, page: Query[DatedPage]) -> HttpResponse:
    """`on`: those that there were on that day, without those closed before it."""
    fields = ["pk", *(each.attname for each in ORGANISATION)]
    then = as_they_were(Organisation, page.on)
    rows = visible_organisations(signed_in(request))
    if page.on is not None:
        later = keys_added_after(page.on, "organisations.organisation_added")
        rows = rows.existing(page.on).exclude(pk__in=later)
    gone = removed_organisations(signed_in(request), page.on) if page.on else []
    return list_response(rows, page, fields, with_id, together=then, removed=gone)


@router.get("/units", response={200: UnitList, **PROBLEMS}, summary="Departments and IT units")
def unit_list(request: HttpRequest, page: Query[DatedPage]) -> HttpResponse:
    """`on`: those that there were on that day, without those closed before it."""
    fields = ["pk", *(each.attname for each in UNIT)]
    then = as_they_were(Unit, page.on)
    rows = visible_units(signed_in(request))
    if page.on is not None:
        later = keys_added_after(page.on, "organisations.unit_added", "organisations.unit_moved")
        rows = rows.existing(page.on).exclude(pk__in=later)
    gone = removed_units(signed_in(request), page.on) if page.on else []
    return list_response(rows, page, fields, with_id, together=then, removed=gone)


@router.get(
    "/population", response={200: PopulationList, **PROBLEMS}, summary="Inhabitants, from SCB"
)
def population_list(request: HttpRequest, page: Query[Page], on: Day | None = None) -> HttpResponse:
    """Published figures are public; `on` keeps one key date."""
    signed_in(request)
    rows = Population.objects.filter(on=on) if on else Population.objects.all()
    return list_response(
        rows, page, ["pk", "code", "on", "value", "source_table", "perturbed"], with_id
    )
