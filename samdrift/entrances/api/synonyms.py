"""Words that mean the same in a search: the federation keeps them."""

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
    json_response,
    list_response,
    row_to_edit,
    with_id,
    with_version,
)
from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.queries import federation_of
from samdrift.records.register import actions
from samdrift.records.register.models import Synonym
from samdrift.records.register.queries import visible_synonyms

router = Router(tags=["register"])


class SynonymOut(Schema):
    id: int
    words: str


class SynonymList(Schema):
    items: list[SynonymOut]
    next: int | None


class SynonymIn(Body):
    """words: two or more, with commas between."""

    words: Words


def _synonym(request: HttpRequest, pk: int) -> Synonym:
    return get_object_or_404(visible_synonyms(signed_in(request)), pk=pk)


def _answer_with(synonym: Synonym, status: int = 200) -> HttpResponse:
    return with_version(json_response({"id": synonym.pk, "words": synonym.words}, status), synonym)


@router.get(
    "/synonyms",
    response={200: SynonymList, **PROBLEMS},
    summary="Words that mean the same in a search",
)
def synonym_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_synonyms(signed_in(request)), page, ["pk", "words"], with_id)


@router.get(
    "/synonyms/{pk}", response={200: SynonymOut, **PROBLEMS}, summary="One line of such words"
)
def synonym_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer_with(_synonym(request, pk))


@router.post(
    "/synonyms", response={201: SynonymOut, **PROBLEMS}, summary="Keep words that mean the same"
)
def synonym_add(request: HttpRequest, new: SynonymIn) -> HttpResponse:
    by = signed_in(request)
    federation = require_found(federation_of(by))
    return _answer_with(actions.add_synonym(by=by, federation=federation, words=new.words), 201)


@router.patch(
    "/synonyms/{pk}",
    response={200: SynonymOut, **PROBLEMS},
    summary="Change which words mean the same",
    openapi_extra=MADE_FROM,
)
def synonym_change(request: HttpRequest, pk: Id, change: SynonymIn) -> HttpResponse:
    synonym = row_to_edit(request, _synonym(request, pk))
    synonym.words = change.words
    return _answer_with(actions.change_synonym(by=signed_in(request), synonym=synonym))


@router.delete(
    "/synonyms/{pk}",
    response={204: None, **PROBLEMS},
    summary="Let words mean the same no longer",
    openapi_extra=MADE_FROM,
)
def synonym_remove(request: HttpRequest, pk: Id) -> HttpResponse:
    synonym = row_to_edit(request, _synonym(request, pk))
    actions.remove_synonym(by=signed_in(request), synonym=synonym)
    return HttpResponse(status=204)
