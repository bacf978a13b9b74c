"""What waits for whoever asks: the same list as the page."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from samdrift.entrances.api.answers import PROBLEMS, json_response
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.waiting import Waits, waiting_for

router = Router(tags=["waiting"])


class WaitsOut(Schema):
    """`url`: the page where it is done. `since`, `due_on`: null where there is no such day."""

    kind: str
    words: str
    url: str
    since: dt.date | None
    due_on: dt.date | None
    behalf: str
    is_late: bool


class WaitingList(Schema):
    items: list[WaitsOut]


def row_for_machines(waits: Waits) -> dict[str, object]:
    found = waits.found
    return {
        "kind": waits.kind.name,
        "words": found.words,
        "url": found.url,
        "since": found.since,
        "due_on": found.due_on,
        "behalf": found.behalf,
        "is_late": waits.is_late,
    }


@router.get("/waiting", response={200: WaitingList, **PROBLEMS}, summary="What waits for you")
def waiting_list(request: HttpRequest) -> HttpResponse:
    """What is due first stands first; then what has waited longest."""
    return json_response(
        {"items": [row_for_machines(each) for each in waiting_for(signed_in(request))]}
    )
