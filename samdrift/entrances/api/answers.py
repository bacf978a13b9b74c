"""How every list is answered: one page at a time, straight from the database's values to JSON."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

import orjson
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from samdrift.foundation.audit.versions import (
    edit_from,
    require_mark,
    version_of,
)

Row = TypeVar("Row", bound=Model)
LARGEST = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Words = Annotated[str, Field(max_length=150, pattern=r"^[^\x00-\x1f]*$")]
LongWords = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")]


def _written(value: object) -> object:
    """Moments and days are written out; a bare number is not read as seconds since 1970."""
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return value
    raise ValueError(gettext_noop("Write a day as 2009-01-31."))


def _within_reach(moment: dt.datetime) -> dt.datetime:
    """In UTC, for databases know no zones as odd as can be written; too far off is as far as our clocks reach."""
    earliest, latest = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (1000, 9000))
    if moment.year < 1001:
        return earliest
    return latest if moment.year > 8999 else moment.astimezone(dt.UTC)


Day = Annotated[dt.date, BeforeValidator(_written)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_within_reach)]


class VersionMissingError(Exception):
    """A change without the version that it was made from."""


class Body(BaseModel):
    """What is sent: an object with these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """What is wrong, as words and field by field."""

    detail: str
    fields: dict[str, list[str]] = {}


class Page(Schema):
    """Which part of a list: `limit` rows after the one with id `after`."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0


class ChangedPage(Page):
    """`changed_since`: only rows changed at or after that moment (with time zone)."""

    changed_since: Moment | None = None


#: What every operation can answer beside what it is for.
PROBLEMS: dict[Any, Any] = {
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    412: Problem,
    422: Problem,
    428: Problem,
}


#: For the description of what edits, merges or removes a row: it says which version it is made from (`row_to_edit`).
MADE_FROM: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "required": True,
            "schema": {"type": "string"},
            "description": "The ETag of the row as it was read.",
        }
    ]
}


def list_response(
    rows: QuerySet[Any],
    page: Page,
    fields: Sequence[str],
    shape: Callable[[dict[str, Any]], dict[str, Any]] = dict,
    *,
    together: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] | None = None,
    removed: Iterable[Model] = (),
) -> HttpResponse:
    """One page of rows by id, with the address of the next in `next` (the last id), null on the last page.

    `shape` turns a row's values into the answer; `together` adds what lies in other tables to the whole page.
    `removed`: rows of an earlier day that are gone today, each to stand where its id stood.
    """
    changed_since = getattr(page, "changed_since", None)
    if changed_since is not None:
        rows = rows.filter(changed_at__gte=changed_since)
    wanted = rows.filter(pk__gt=page.after).order_by("pk").values(*fields)[: page.limit + 1]
    gone = [
        {name: row.pk if name == "pk" else getattr(row, name) for name in fields}
        for row in removed
        if row.pk > page.after
    ]
    found = sorted([*wanted, *gone], key=lambda row: row["pk"]) if gone else list(wanted)
    more = len(found) > page.limit
    last = found[page.limit - 1]["pk"] if more else None
    items = [shape(row) for row in found[: page.limit]]
    if together is not None:
        items = together(items)
    return json_response({"items": items, "next": last})


def listed_in_memory(items: Sequence[dict[str, Any]], page: Page) -> HttpResponse:
    """The same for lists that are computed: `after` counts rows."""
    part = items[page.after : page.after + page.limit]
    reached = page.after + len(part)
    return json_response({"items": part, "next": reached if reached < len(items) else None})


def json_response(content: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(content, default=str, option=orjson.OPT_NON_STR_KEYS),
        content_type="application/json; charset=utf-8",
        status=status,
    )


def with_version(response: HttpResponse, row: Model) -> HttpResponse:
    """The answer with the row's version as its ETag, which whoever changes the row sends back in If-Match."""
    response["ETag"] = f'"{version_of(row)}"'
    return response


def row_to_edit(request: HttpRequest, row: Row) -> Row:
    """A row that the request is to change, marked with the version of If-Match. Without one: 428 to the caller.

    Where the row is another by now: 412.
    """
    sent = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
    if not sent:
        raise VersionMissingError
    require_mark(edit_from(row, sent))
    return row


def acted_on(request: HttpRequest, row: Row) -> Row:
    """The same for an act, which may be sent without a version: it is then about the row as it is."""
    return row_to_edit(request, row) if "If-Match" in request.headers else row


def with_id(row: dict[str, Any]) -> dict[str, Any]:
    """The key of a row is called `id` outside."""
    return {"id": row.pop("pk"), **row}


def group_by_key(rows: Iterable[Mapping[str, Any]], key: str) -> dict[Any, list[dict[str, Any]]]:
    """Rows by the value of `key`, which is left out of them."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[key], []).append({name: row[name] for name in row if name != key})
    return found
