"""Attachments: what is attached to a thing, the files themselves, and the ways to change it."""

import datetime as dt
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from samdrift.entrances.api.answers import (
    MADE_FROM,
    PROBLEMS,
    Body,
    Id,
    LongWords,
    Page,
    Words,
    json_response,
    list_response,
    row_to_edit,
    with_version,
)
from samdrift.foundation.files import actions
from samdrift.foundation.files.fetching import file_response
from samdrift.foundation.files.models import Attachment
from samdrift.foundation.files.queries import attachment_seen, attachments_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.records.agreements.queries import visible_agreements

router = Router(tags=["attachments"])
FIELDS = (
    *("pk", "name", "file_name", "file_kind", "seen_by", "attached_by_id", "attached_at"),
    *("content__size", "content__digest", "content__scan_state"),
)
#: The answer is the file itself.
A_FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class AttachmentOut(Schema):
    """digest: the SHA-256 of the content. scan_state: where the installation scans, only `clean` can be fetched."""

    id: int
    name: str
    file_name: str
    file_kind: str
    seen_by: str
    attached_by_id: int
    attached_at: dt.datetime
    size: int
    digest: str
    scan_state: str


class AttachmentList(Schema):
    items: list[AttachmentOut]
    next: int | None


class SaidOfFile(Body):
    name: Words = ""
    seen_by: Literal["everyone", "costs", "keepers"] = "everyone"


class Renaming(Body):
    name: Words


class AttachmentRemoved(Body):
    why: LongWords = ""


@router.get(
    "/agreements/{pk}/attachments",
    response={200: AttachmentList, **PROBLEMS},
    summary="What is attached to an agreement",
)
def agreement_attachments(request: HttpRequest, pk: Id, page: Query[Page]) -> HttpResponse:
    person = signed_in(request)
    agreement = get_object_or_404(visible_agreements(person), pk=pk)
    return list_response(attachments_of(person, agreement), page, FIELDS, _shape)


@router.post(
    "/agreements/{pk}/attachments",
    response={201: AttachmentOut, **PROBLEMS},
    summary="Attach a file to an agreement",
)
def agreement_attach(
    request: HttpRequest, pk: Id, file: File[UploadedFile], said: Form[SaidOfFile]
) -> HttpResponse:
    """As a form with a file (multipart/form-data). name: left out it is called as its file."""
    agreement = get_object_or_404(visible_agreements(signed_in(request)), pk=pk)
    made = actions.attach_file(
        by=signed_in(request), thing=agreement, file=file, **said.model_dump()
    )
    return _answer(made, 201)


@router.get(
    "/attachments/{pk}", response={200: AttachmentOut, **PROBLEMS}, summary="One attachment"
)
def attachment_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer(_attachment(request, pk))


@router.get(
    "/attachments/{pk}/content",
    response=PROBLEMS,
    summary="The file itself",
    openapi_extra=A_FILE,
)
def attachment_content(request: HttpRequest, pk: Id) -> HttpResponseBase:
    """409 where it can't be fetched: not scanned yet, infected, or lost."""
    return file_response(_attachment(request, pk))


@router.patch(
    "/attachments/{pk}",
    response={200: AttachmentOut, **PROBLEMS},
    summary="Rename an attachment",
    openapi_extra=MADE_FROM,
)
def attachment_rename(request: HttpRequest, pk: Id, change: Renaming) -> HttpResponse:
    """If-Match: the ETag of the attachment as read."""
    attachment = row_to_edit(request, _attachment(request, pk))
    actions.rename_attachment(by=signed_in(request), attachment=attachment, name=change.name)
    return _answer(attachment)


@router.post(
    "/attachments/{pk}/remove",
    response={204: None, **PROBLEMS},
    summary="Remove an attachment",
    openapi_extra=MADE_FROM,
)
def attachment_remove(request: HttpRequest, pk: Id, removed: AttachmentRemoved) -> HttpResponse:
    """If-Match: the ETag of the attachment as read. Its content is erased."""
    attachment = row_to_edit(request, _attachment(request, pk))
    actions.remove_attachment(by=signed_in(request), attachment=attachment, why=removed.why)
    return HttpResponse(status=204)


def _attachment(request: HttpRequest, pk: int) -> Attachment:
    found = attachment_seen(signed_in(request), pk)
    if found is None:
        raise Http404
    return found


def _answer(attachment: Attachment, status: int = 200) -> HttpResponse:
    row = Attachment.objects.filter(pk=attachment.pk).values(*FIELDS)[0]
    return with_version(json_response(_shape(row), status), attachment)


def _shape(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id" if name == "pk" else name.removeprefix("content__"): value
        for name, value in row.items()
    }
