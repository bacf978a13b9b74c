"""Letters: one's own and what became of them, those that could not be mailed, and how often which kind comes."""

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Id,
    Page,
    acted_on,
    json_response,
    list_response,
    with_id,
    with_version,
)
from samdrift.foundation.messages import actions
from samdrift.foundation.messages.models import Message
from samdrift.foundation.messages.queries import frequencies_of, visible_messages
from samdrift.foundation.organisations.access import signed_in

router = Router(tags=["letters"])
OF_ITS_READER = ("subject", "link")
COLUMNS = [
    *("pk", "person_id", "kind", *OF_ITS_READER, "state", "made_at", "sent_at"),
    *("attempts", "problem"),
]


class LetterOut(Schema):
    """subject, link: null in a letter to somebody else. problem: the kind of fault and the server's code."""

    id: int
    person_id: int
    kind: str
    subject: str | None
    link: str | None
    state: Literal["waiting", "sending", "sent", "failed", "not_needed"]
    made_at: dt.datetime
    sent_at: dt.datetime | None
    attempts: int
    problem: str


class LetterList(Schema):
    items: list[LetterOut]
    next: int | None


class Frequencies(Body):
    """How often each kind of letter that may be declined comes; a kind that is left out stays as it is."""

    frequencies: dict[str, Literal["daily", "weekly", "never"]]


def _for(reader_id: int, row: dict[str, Any]) -> dict[str, Any]:
    """A letter's values; what it is about is told to the one who gets it alone."""
    return with_id(row if row["person_id"] == reader_id else row | dict.fromkeys(OF_ITS_READER))


@router.get("/letters", response={200: LetterList, **PROBLEMS}, summary="Letters")
def letter_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """One's own, and those to the people one keeps that could not be mailed. Their texts are not kept."""
    reader = signed_in(request)
    return list_response(visible_messages(reader), page, COLUMNS, lambda row: _for(reader.pk, row))


@router.post(
    "/letters/{pk}/mail-again",
    response={200: LetterOut, **PROBLEMS},
    summary="Mail a letter again that could not be mailed",
)
def letter_mail_again(request: HttpRequest, pk: Id) -> HttpResponse:
    by = signed_in(request)
    message = acted_on(request, get_object_or_404(visible_messages(by), pk=pk))
    actions.mail_message_again(by=by, message=message)
    row = Message.objects.values(*COLUMNS).get(pk=message.pk)
    return with_version(json_response(_for(by.pk, row)), message)


@router.get(
    "/letters/frequencies",
    response={200: Frequencies, **PROBLEMS},
    summary="How often letters come",
)
def letter_frequencies(request: HttpRequest) -> HttpResponse:
    return json_response({"frequencies": frequencies_of(signed_in(request))})


@router.post(
    "/letters/frequencies",
    response={200: Frequencies, **PROBLEMS},
    summary="Choose how often letters come",
)
def letter_frequencies_choose(request: HttpRequest, chosen: Frequencies) -> HttpResponse:
    """Only one's own. Letters that somebody waits for an answer to can't be declined: 409."""
    by = signed_in(request)
    after = actions.choose_letters(by=by, person=by, frequencies=chosen.frequencies)
    return json_response({"frequencies": after})
