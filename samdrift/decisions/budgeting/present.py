"""Whether a proposal fits the frames, as pages say it."""

from typing import Any

from django.utils.translation import gettext as _

from samdrift.decisions.budgeting.convert.frames import FrameNeed, FrameVerdict, against_frames
from samdrift.decisions.budgeting.models import RequestStatus
from samdrift.decisions.budgeting.queries import (
    seen_municipalities,
)
from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.access import unit_ids_where
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission

STATUS_TONES = {
    RequestStatus.NEEDED: "warning",
    RequestStatus.SENT: "info",
    RequestStatus.GRANTED: "success",
    RequestStatus.PARTLY: "warning",
    RequestStatus.REFUSED: "danger",
}
VERDICT_TONES = {
    FrameVerdict.FITS: "success",
    FrameVerdict.OVER: "danger",
    FrameVerdict.NO_FRAME: "warning",
}


def shown_needs(person: Person, proposal: Proposal) -> list[dict[str, Any]]:
    """Each need that the person may see, with its verdict in words."""
    seen = seen_municipalities(person)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    words = {
        FrameVerdict.FITS: _("Fits"),
        FrameVerdict.OVER: _("Does not fit"),
        FrameVerdict.NO_FRAME: _("No frame set"),
    }
    rows: list[FrameNeed] = against_frames([proposal]).get(proposal.pk, [])
    return [
        {
            "tested": row,
            "verdict": words[row.verdict],
            "tone": VERDICT_TONES[row.verdict],
            "status_tone": STATUS_TONES[RequestStatus(row.request.status)] if row.request else "",
        }
        for row in rows
        if row.organisation.pk in seen or (row.unit is not None and row.unit.pk in units)
    ]
