"""Suppliers: what each sells, and by which names it is known."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Id,
    Page,
    Words,
    group_by_key,
    json_response,
    list_response,
    row_to_edit,
    with_id,
    with_version,
)
from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.register import actions
from samdrift.records.register.models import SupplierAlias
from samdrift.records.register.queries import (
    catalogue_kept_by,
    visible_products,
    visible_suppliers,
)

router = Router(tags=["register"])
FIELDS = ["pk", "name", "kind", "organisation_number"]


class SupplierAliasOut(Schema):
    id: int
    name: str


class SupplierOut(Schema):
    """kind: «supplier», or what else an organisation is that others use the products of."""

    id: int
    name: str
    kind: str
    organisation_number: str
    aliases: list[SupplierAliasOut]
    product_ids: list[int]


class SupplierList(Schema):
    items: list[SupplierOut]
    next: int | None


class SupplierAliasIn(Body):
    name: Words


class SupplierMerge(Body):
    """into_id: the supplier that is kept."""

    into_id: Id
    why: Words


def _with_names(request: HttpRequest, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Suppliers with their other names and the products that the caller may see; two queries."""
    keys = [item["id"] for item in items]
    names = SupplierAlias.objects.filter(organisation__in=keys).order_by("pk")
    sold = visible_products(signed_in(request)).filter(supplier__in=keys).order_by("pk")
    aliases = group_by_key(names.values("organisation_id", "name", "id"), "organisation_id")
    products = group_by_key(sold.values("supplier_id", "pk"), "supplier_id")
    return [
        {
            **item,
            "aliases": aliases.get(item["id"], []),
            "product_ids": [each["pk"] for each in products.get(item["id"], [])],
        }
        for item in items
    ]


def _supplier(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(visible_suppliers(signed_in(request)), pk=pk)


def _answer_with(request: HttpRequest, supplier: Organisation, status: int = 200) -> HttpResponse:
    item = {"id": supplier.pk, **{name: getattr(supplier, name) for name in FIELDS[1:]}}
    return with_version(json_response(_with_names(request, [item])[0], status), supplier)


@router.get("/suppliers", response={200: SupplierList, **PROBLEMS}, summary="Suppliers")
def supplier_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    rows = visible_suppliers(signed_in(request))
    return list_response(
        rows, page, FIELDS, with_id, together=lambda items: _with_names(request, items)
    )


@router.get("/suppliers/{pk}", response={200: SupplierOut, **PROBLEMS}, summary="One supplier")
def supplier_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer_with(request, _supplier(request, pk))


@router.post(
    "/suppliers/{pk}/aliases",
    response={201: SupplierOut, **PROBLEMS},
    summary="Remember another name of a supplier",
)
def supplier_alias_add(request: HttpRequest, pk: Id, new: SupplierAliasIn) -> HttpResponse:
    by, supplier = signed_in(request), _supplier(request, pk)
    keeper = require_found(catalogue_kept_by(by))
    actions.add_supplier_alias(by=by, about=keeper, supplier=supplier, name=new.name)
    return _answer_with(request, supplier, 201)


@router.post(
    "/suppliers/{pk}/aliases/{alias}/remove",
    response={200: SupplierOut, **PROBLEMS},
    summary="Let a name mean the supplier no longer",
    openapi_extra=MADE_FROM,
)
def supplier_alias_remove(request: HttpRequest, pk: Id, alias: Id) -> HttpResponse:
    """If-Match: the ETag of the supplier as it was read; 412 where somebody has changed it since, 428 without."""
    by, supplier = signed_in(request), row_to_edit(request, _supplier(request, pk))
    row = get_object_or_404(supplier.supplier_aliases, pk=alias)
    actions.remove_supplier_alias(by=by, about=require_found(catalogue_kept_by(by)), alias=row)
    return _answer_with(request, supplier)


@router.post(
    "/suppliers/{pk}/merge",
    response={200: SupplierOut, **PROBLEMS},
    summary="Let a supplier be another",
    openapi_extra=MADE_FROM,
)
def supplier_merge(request: HttpRequest, pk: Id, merge: SupplierMerge) -> HttpResponse:
    """Its products, agreements and names follow; the answer is the one that is kept. It can be undone on its page.

    If-Match: the ETag of the supplier as it was read; 412 where somebody has changed it since, 428 without.
    """
    kept = _supplier(request, merge.into_id)
    merged = row_to_edit(request, _supplier(request, pk))
    actions.merge_suppliers(by=signed_in(request), kept=kept, merged=merged, why=merge.why)
    return _answer_with(request, kept)
