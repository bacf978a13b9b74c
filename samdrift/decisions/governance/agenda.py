"""Proposals at meetings: what an agenda calls one, and on a proposal's page where it is taken up and how it went."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from samdrift.decisions.governance.models import Proposal, ProposalStatus
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.foundation.meetings.agenda_kinds import AgendaKind, AgendaSubject
from samdrift.foundation.meetings.present import OUTCOME_TONES
from samdrift.foundation.meetings.queries import items_about, meetings_to_add_to, sees_groups
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import Panel


def _proposals(person: Person, keys: Sequence[str]) -> Mapping[str, AgendaSubject]:
    rows = visible_proposals(person).filter(pk__in=[int(key) for key in keys])
    return {
        str(each.pk): AgendaSubject(
            f"{each.get_kind_display()}: {each.get_status_display()}",
            reverse("proposal_page", args=[each.pk]),
        )
        for each in rows
    }


def may_take_up(person: Person, proposal: Proposal) -> bool:
    """Is there a meeting to come on whose agenda the person may put the proposal?"""
    if proposal.status == ProposalStatus.WITHDRAWN:
        return False
    return meetings_to_add_to(person).exists()


def _meetings(person: Person, proposal: Proposal) -> dict[str, Any] | None:
    """Left out for who sees no group."""
    if not sees_groups(person):
        return None
    items = list(items_about(person, proposal))
    may = may_take_up(person, proposal)
    if not items and not may:
        return None
    told = [(each, OUTCOME_TONES.get(each.outcome, "neutral")) for each in items]
    return {"taken_up": told, "may_take_up": may}


PROPOSALS = AgendaKind("governance.proposal", _proposals)
MEETINGS = Panel("governance/_taken_up.html", _meetings)
