"""Checks of what is told and asked for: changes in good time, and what does not fit a frame."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.costs.convert.frames import FrameNeed, Verdict
from samdrift.decisions.costs.models import ChangeNotice, RequestStatus
from samdrift.decisions.costs.queries.untold import Untold
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.results import Evidence, Result, counted


def changes_told(facts: Facts) -> Result:
    """Every coming change is told of in good time, and everyone told has answered within the days there are."""
    return counted(
        [
            *(_untold(each) for each in facts.untold),
            *(_told(each, overdue=each.pk in facts.notices_overdue) for each in facts.notices),
        ]
    )


def _untold(change: Untold) -> Evidence:
    if change.draft is not None:
        url = reverse("notice_page", args=[change.draft.pk])
        note = _("a draft, nobody is told")
    else:
        url, note = reverse("notice_list"), _("nobody is told")
    return Evidence(f"{change.title}: {change.what} {change.on.isoformat()}", url, False, note)


def _told(notice: ChangeNotice, *, overdue: bool) -> Evidence:
    notes = []
    if notice.is_late:
        notes.append(_("told late"))
    if overdue:
        notes.append(_("somebody has not answered in time"))
    return Evidence(
        str(notice), reverse("notice_page", args=[notice.pk]), not notes, ", ".join(notes)
    )


def budget_tested(facts: Facts) -> Result:
    """Everything that a proposal needs of a unit fits its frame, or is taken in the municipality's budget process."""
    proposals = {each.pk: each for each in facts.proposals}
    return counted(
        _need(proposals[key], need) for key, needs in facts.needs.items() for need in needs
    )


def _need(proposal: Proposal, need: FrameNeed) -> Evidence:
    label = f"{proposal}: {need.unit or need.organisation} {need.year}"
    if need.request is not None:
        taken = need.request.status != RequestStatus.NEEDED
        url = reverse("budget_request_page", args=[need.request.pk])
        return Evidence(label, url, taken, need.request.get_status_display())
    notes = {
        Verdict.FITS: "",
        Verdict.OVER: _("does not fit, and is not asked for"),
        Verdict.NO_FRAME: _("no frame is set"),
    }
    url = reverse("proposal_fits", args=[proposal.pk])
    return Evidence(label, url, need.verdict == Verdict.FITS, notes[need.verdict])
