"""Shares, proposals with their decisions, and the policy's status."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samdrift.decisions.governance.models import Decision
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.policy.queries import policy_figures
from samdrift.decisions.sharing.models import ShareLine
from samdrift.decisions.sharing.queries.visible import visible_shares
from samdrift.entrances.api.answers import (
    PROBLEMS,
    Page,
    group_by_key,
    list_response,
    listed_in_memory,
    with_id,
)
from samdrift.foundation.organisations.access import signed_in

router = Router(tags=["decisions"])


class ShareLineOut(Schema):
    """`exact_ore` and `fraction` are exact fractions, as text."""

    organisation_id: int
    code: str
    weight: str
    fraction: str
    exact_ore: str
    amount_ore: int


class ShareOut(Schema):
    id: int
    title: str
    year: int
    application_id: int | None
    total_ore: int
    key: str
    key_date: dt.date | None
    origin: str
    made_on: dt.date
    proposal_id: int | None
    lines: list[ShareLineOut]


class ShareList(Schema):
    items: list[ShareOut]
    next: int | None


class DecisionOut(Schema):
    organisation_id: int
    body: str
    outcome: str
    on: dt.date
    paragraph: str


class ProposalOut(Schema):
    id: int
    kind: str
    title: str
    made_on: dt.date
    status: str
    digest: str
    decisions: list[DecisionOut]


class ProposalList(Schema):
    items: list[ProposalOut]
    next: int | None


class ClauseOut(Schema):
    """`done` of `total` fulfil; null where people follow the clause up.

    `policy_state`: holds, not_adopted, not_begun, over or over_unadopted. Only what holds or has held is judged: else
    the status of what is measured is not_judged.
    """

    code: str
    chapter: str
    text: str
    must_act: str
    due: dt.date | None
    status: str
    policy_state: str
    done: int | None
    total: int | None
    target: int | None
    counted_at: dt.datetime
    changed_since: bool


class ClauseList(Schema):
    items: list[ClauseOut]
    next: int | None


SHARE = [
    "pk",
    "title",
    "year",
    "application_id",
    "total_ore",
    "key",
    "key_date",
    "origin",
    "made_on",
    "proposal_id",
]
LINE = ["share_id", "organisation_id", "code", "weight", "fraction", "exact_ore", "amount_ore"]
PROPOSAL = ["pk", "kind", "title", "made_on", "status", "digest"]
DECISION = ["proposal_id", "organisation_id", "body", "outcome", "on", "paragraph"]


@router.get("/shares", response={200: ShareList, **PROBLEMS}, summary="Shares of joint costs")
def share_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    def with_lines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        lines = ShareLine.objects.filter(share__in=[row["id"] for row in rows])
        found = group_by_key(lines.order_by("code").values(*LINE), "share_id")
        return [{**row, "lines": found.get(row["id"], [])} for row in rows]

    return list_response(
        visible_shares(signed_in(request)), page, SHARE, with_id, together=with_lines
    )


@router.get(
    "/proposals", response={200: ProposalList, **PROBLEMS}, summary="Proposals and who decided what"
)
def proposal_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Only decisions that stand: a corrected one is left out."""

    def with_decisions(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        standing = Decision.objects.filter(proposal__in=[row["id"] for row in rows]).not_corrected()
        found = group_by_key(standing.order_by("on", "pk").values(*DECISION), "proposal_id")
        return [{**row, "decisions": found.get(row["id"], [])} for row in rows]

    rows = visible_proposals(signed_in(request))
    return list_response(rows, page, PROPOSAL, with_id, together=with_decisions)


@router.get(
    "/policy/clauses", response={200: ClauseList, **PROBLEMS}, summary="The policy clause by clause"
)
def clause_list(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Judged on the register at `counted_at`; `after` counts rows. 404 where no policy is followed.

    `changed_since` says whether the register has changed since then; the figures are then being counted anew.
    """
    found = policy_figures(signed_in(request))
    if found is None:
        raise Http404
    items = [
        {
            "code": each.clause.code,
            "chapter": each.clause.chapter,
            "text": each.clause.text,
            "must_act": each.clause.must_act,
            "due": each.clause.due,
            "status": str(each.status),
            "policy_state": str(found.state),
            "done": each.result.done if each.result else None,
            "total": each.result.total if each.result else None,
            "target": each.result.target if each.result else None,
            "counted_at": found.at,
            "changed_since": found.is_behind,
        }
        for chapter in found.status.chapters
        for each in chapter.clauses
    ]
    return listed_in_memory(items, page)
