"""The page on which an opportunity is put to decision."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.collaboration import actions
from samdrift.decisions.collaboration.forms import OpportunityProposalForm
from samdrift.decisions.collaboration.opportunities_kept import visible_opportunity
from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where, members_of
from samdrift.foundation.ui.page import form_page


def opportunity_propose(request: HttpRequest, address: str) -> HttpResponse:
    person = signed_in(request)
    seen, _assumed = visible_opportunity(person, address)
    federation = require_found(federation_where(person, Permission.MAKE_PROPOSAL))
    concerned = [each for each in members_of(federation) if each.code in seen.found.municipalities]

    def save() -> str:
        proposal = actions.propose_opportunity(
            by=person,
            federation=federation,
            found=seen.found,
            text=form.cleaned_data["text"],
            organisations=concerned,
        )
        return reverse("proposal_page", args=[proposal.pk])

    form = OpportunityProposalForm(request.POST or None)
    context = {
        "title": _("Propose: %(name)s") % {"name": seen.name},
        "lead": _("The opportunity is frozen with its evidence and put to %(names)s for decision.")
        % {"names": ", ".join(str(each) for each in concerned)},
        "submit_label": _("Propose"),
        "cancel_url": reverse("opportunity_page", args=[address]),
    }
    return form_page(request, form, save, context)
