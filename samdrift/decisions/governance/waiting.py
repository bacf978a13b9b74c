"""Proposals that wait for the own municipality's decision, or came back to who made them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.governance.models import Proposal, ProposalStatus
from samdrift.decisions.governance.queries import may_record_for, visible_proposals, waiting_on
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind


def _proposals_to_us(person: Person, _on: dt.date) -> QuerySet[Proposal] | None:
    own = person.organisation
    if own is None or not may_anywhere(person, Permission.RECORD_DECISION):
        return None
    return waiting_on(Proposal.objects.all(), own)


def _to_decide(person: Person, _on: dt.date) -> Iterable[Waiting]:
    """For those who record the own municipality's decisions."""
    own = person.organisation
    if own is None or not may_record_for(person, own):
        return
    for proposal in waiting_on(visible_proposals(person), own).order_by("made_on", "pk"):
        yield Waiting(
            _("Decide: %(title)s") % {"title": proposal},
            reverse("proposal_page", args=[proposal.pk]),
            since=proposal.made_on,
            behalf=str(own),
        )


def _own_proposals(person: Person, _on: dt.date) -> QuerySet[Proposal]:
    return Proposal.objects.filter(made_by=person, status=ProposalStatus.RETURNED)


def _to_make_again(person: Person, on: dt.date) -> Iterable[Waiting]:
    """What the person has proposed and somebody has returned."""
    rows = visible_proposals(person).filter(pk__in=_own_proposals(person, on))
    for proposal in rows.order_by("made_on", "pk"):
        yield Waiting(
            _("Returned: make a new proposal and withdraw this one: %(title)s")
            % {"title": proposal},
            reverse("proposal_page", args=[proposal.pk]),
            since=proposal.made_on,
        )


WAITING = (
    WaitingKind(
        "proposals",
        gettext_lazy("Proposals to decide on"),
        _to_decide,
        act=gettext_lazy("Record the decision"),
        why=gettext_lazy("Until then it is decided for nobody in the municipality."),
        icon="gavel",
        rows=_proposals_to_us,
    ),
    WaitingKind(
        "returned_proposals",
        gettext_lazy("Proposals returned to you"),
        _to_make_again,
        act=gettext_lazy("Propose anew"),
        why=gettext_lazy("Nobody decides on what has been returned."),
        icon="undo-2",
        rows=_own_proposals,
    ),
)
