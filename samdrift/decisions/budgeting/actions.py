"""Everything that can happen to a budget request: noted, sent into the budget process, decided."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from samdrift.decisions.budgeting.convert.frames import FrameNeed, FrameVerdict, against_frames
from samdrift.decisions.budgeting.models import BudgetRequest, RequestStatus
from samdrift.decisions.governance.models import Proposal, ProposalStatus
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.access import may_in_group, require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of

DEAD = {ProposalStatus.WITHDRAWN, ProposalStatus.REJECTED}


def may_note(person: Person, proposal: Proposal) -> bool:
    """Those who make proposals for the federation, and those who handle its members' budget requests."""
    return any(
        may_in_group(person, permission, proposal.federation)
        for permission in (Permission.MAKE_PROPOSAL, Permission.HANDLE_BUDGET_REQUEST)
    )


@verb
def note_budget_needs(*, by: Person, proposal: Proposal) -> list[BudgetRequest]:
    """Test a proposal against every unit's frame; what does not fit becomes a request, to be sent by its municipality.

    Asked again it follows the frames as they are now: what is still to be sent changes or goes away, what has been
    sent stays as it is.
    """
    if not may_note(by, proposal):
        raise PermissionDenied("may not test the proposal")
    stored = Proposal.objects.select_for_update().get(pk=proposal.pk)
    rows = against_frames([stored]).get(stored.pk, []) if stored.status not in DEAD else []
    over = [row for row in rows if row.verdict == FrameVerdict.OVER]
    made = [_write_request(by, stored, row) for row in over]
    kept = {each.pk for each in made}
    gone = BudgetRequest.objects.filter(proposal=stored, status=RequestStatus.NEEDED)
    left_out = [str(each) for each in gone.exclude(pk__in=kept)]
    gone.exclude(pk__in=kept).delete()
    after = {"requests": [str(each) for each in made], "no_longer_needed": left_out}
    record("costs.budget_needs_noted", stored, by=by, after=after)
    return made


def note_needs_of_proposal(by: Person, proposal: Proposal) -> None:
    """What follows when a share is proposed: the units whose frames it does not fit into get a request to send."""
    note_budget_needs(by=by, proposal=proposal)


def _write_request(by: Person, proposal: Proposal, row: FrameNeed) -> BudgetRequest:
    request = row.request or BudgetRequest(
        proposal=proposal,
        organisation=row.organisation,
        unit=row.unit,
        year=row.year,
        made_by=by,
        made_on=today(),
    )
    if request.status != RequestStatus.NEEDED:
        return request
    request.needed_ore, request.room_ore = row.needed_ore, row.room_ore or 0
    request.asked_ore = row.asked_ore
    request.full_clean()
    request.save()
    return request


@verb
def send_budget_request(
    *, by: Person, request: BudgetRequest, asked_ore: int | None = None, reference: str = ""
) -> BudgetRequest:
    """One's own municipality takes the request into its budget process, under a case number where it has one."""
    require(by, Permission.HANDLE_BUDGET_REQUEST, keeper_of(request.organisation, by))
    stored = lock_for_edit(request)
    if stored.status != RequestStatus.NEEDED:
        raise ValidationError(_("The request is in the budget process already."))
    before = facts(stored)
    stored.asked_ore = stored.asked_ore if asked_ore is None else asked_ore
    stored.reference, stored.sent_on = reference.strip(), today()
    stored.status = RequestStatus.SENT
    stored.full_clean()
    stored.save()
    after = facts(stored)
    record(
        "costs.budget_request_sent",
        stored,
        by=by,
        before=before,
        after=after,
        parent=stored.proposal,
    )
    return stored


@verb
def decide_budget_request(
    *,
    by: Person,
    request: BudgetRequest,
    granted_ore: int,
    decision: str,
    on: dt.date | None = None,
) -> BudgetRequest:
    """Record what one's own municipality granted; recorded anew where it was wrong. The history keeps both."""
    require(by, Permission.HANDLE_BUDGET_REQUEST, keeper_of(request.organisation, by))
    stored = lock_for_edit(request)
    day = on or today()
    if stored.status == RequestStatus.NEEDED or stored.sent_on is None:
        raise ValidationError(_("Send the request into the budget process first."))
    if not stored.sent_on <= day <= today():
        raise ValidationError(
            {"on": _("The decision is made from the day it was sent until today.")}
        )
    if not 0 <= granted_ore <= stored.asked_ore:
        raise ValidationError(
            {"granted_ore": _("What is granted lies between nought and what was asked for.")}
        )
    if not decision.strip():
        raise ValidationError({"decision": _("Say the decision: body, day and paragraph.")})
    before = facts(stored)
    stored.granted_ore, stored.decision, stored.decided_on = granted_ore, decision.strip(), day
    stored.status = _outcome(stored)
    stored.full_clean()
    stored.save()
    after = facts(stored)
    record(
        "costs.budget_request_decided",
        stored,
        by=by,
        before=before,
        after=after,
        parent=stored.proposal,
    )
    return stored


def _outcome(request: BudgetRequest) -> RequestStatus:
    if request.granted_ore == request.asked_ore:
        return RequestStatus.GRANTED
    return RequestStatus.PARTLY if request.granted_ore else RequestStatus.REFUSED
