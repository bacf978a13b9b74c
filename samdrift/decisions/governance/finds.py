"""Proposals as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.foundation.organisations.finding import Find, FindKind


def _tell_proposal(proposal: Proposal) -> Find:
    page = reverse("proposal_page", args=[proposal.pk])
    return Find(proposal.title, page, proposal.get_status_display())


FINDS = [
    FindKind(
        "proposal",
        _("Proposals"),
        rows=visible_proposals,
        tell=_tell_proposal,
        title="title",
        model="governance.Proposal",
        fields=("title",),
        list_page="proposal_list",
        order=65,
    ),
]
