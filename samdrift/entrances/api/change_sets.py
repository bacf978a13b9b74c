"""What one act changed, such as a file that was brought in: row by row, and undone as a whole."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from samdrift.entrances.api.answers import (
    PROBLEMS,
    Body,
    Id,
    LongWords,
    Page,
    acted_on,
    json_response,
    list_response,
    with_id,
    with_version,
)
from samdrift.foundation.audit.models import ChangeSet
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.change_words import rows_in_words, told_changes
from samdrift.foundation.organisations.undoable import visible_change_sets

router = Router(tags=["change sets"])
COLUMNS = [
    *("pk", "act", "about_kind", "about_id", "about_name", "at", "by_name", "why"),
    *("undone_at", "undone_by_name", "undone_why", "dropped_at"),
]


class ChangeSetOut(Schema):
    """act: the event of the log. about_kind, about_id: what it was done over.

    dropped_at: since when it can't be undone, because what was before is no longer kept.
    """

    id: int
    act: str
    about_kind: str
    about_id: str
    about_name: str
    at: dt.datetime
    by_name: str
    why: str
    undone_at: dt.datetime | None
    undone_by_name: str
    undone_why: str
    dropped_at: dt.datetime | None


class ChangeSetList(Schema):
    items: list[ChangeSetOut]
    next: int | None


class ChangedField(Schema):
    label: str
    before: str | None
    after: str | None


class ChangedRowOut(Schema):
    """kind: what the row is; what: added, changed or removed; both in Swedish, as on the page."""

    kind: str
    name: str
    what: str
    changes: list[ChangedField]


class ChangedRowList(Schema):
    items: list[ChangedRowOut]
    next: int | None


class UndoIn(Body):
    why: LongWords


def _change_set(request: HttpRequest, pk: int) -> ChangeSet:
    return get_object_or_404(visible_change_sets(signed_in(request)), pk=pk)


def _answer_with(change_set: ChangeSet) -> HttpResponse:
    values = {name: getattr(change_set, name) for name in COLUMNS}
    return with_version(json_response(with_id(values)), change_set)


@router.get(
    "/change-sets",
    response={200: ChangeSetList, **PROBLEMS},
    summary="Acts whose changes are kept as a whole",
)
def change_set_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    return list_response(visible_change_sets(signed_in(request)), page, COLUMNS, with_id)


@router.get("/change-sets/{pk}", response={200: ChangeSetOut, **PROBLEMS}, summary="One such act")
def change_set_detail(request: HttpRequest, pk: Id) -> HttpResponse:
    return _answer_with(_change_set(request, pk))


@router.get(
    "/change-sets/{pk}/changes",
    response={200: ChangedRowList, **PROBLEMS},
    summary="What an act changed, row by row",
)
def change_set_changes(request: HttpRequest, pk: Id, page: Query[Page]) -> HttpResponse:
    """Only what the caller may see of each row; a row of which that is nothing is left out of its page."""
    change_set = _change_set(request, pk)
    found = list(told_changes(change_set).filter(pk__gt=page.after)[: page.limit + 1])
    shown = found[: page.limit]
    items = [
        {
            "kind": row.kind,
            "name": row.name,
            "what": row.what,
            "changes": [
                {"label": each.label, "before": each.before, "after": each.after}
                for each in row.changes
            ],
        }
        for row in rows_in_words(signed_in(request), change_set, shown)
    ]
    return json_response(
        {"items": items, "next": shown[-1].pk if len(found) > len(shown) else None}
    )


@router.post(
    "/change-sets/{pk}/undo", response={200: ChangeSetOut, **PROBLEMS}, summary="Undo an act whole"
)
def change_set_undo(request: HttpRequest, pk: Id, reason: UndoIn) -> HttpResponse:
    """Every row becomes as it was, or none does: 409 with what has changed since, where something has."""
    change_set = acted_on(request, _change_set(request, pk))
    return _answer_with(
        actions.undo_changes(by=signed_in(request), change_set=change_set, why=reason.why)
    )
