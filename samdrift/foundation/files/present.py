"""What pages say of attachments: what the scanner has said, and why one can't be fetched."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samdrift.foundation.files.models import Content, ScanState
from samdrift.foundation.files.scanner import scanner_is_set

_TONES = {ScanState.CLEAN: "success", ScanState.INFECTED: "danger", ScanState.FAILED: "warning"}


def scan_in_words(content: Content) -> str | Promise:
    """What the scanner has said of it, or that none has been asked."""
    return _state(content).label


def scan_tone(content: Content) -> str:
    """The colour of those words."""
    return _TONES.get(_state(content), "info" if scanner_is_set() else "neutral")


def _state(content: Content) -> ScanState:
    """What has not been scanned waits for it where there is a scanner."""
    state = ScanState(content.scan_state)
    if state in {ScanState.WAITING, ScanState.NOT_SCANNED}:
        return ScanState.WAITING if scanner_is_set() else ScanState.NOT_SCANNED
    return state


def why_not_fetched(content: Content) -> str:
    """Why it can't be fetched, and what to do; empty where it can."""
    if content.may_be_fetched:
        return ""
    if content.scan_state == ScanState.INFECTED:
        return _("A virus was found in the file, and its content has been erased.")
    if content.scan_state == ScanState.FAILED:
        return _(
            "The file could not be scanned for viruses and can't be fetched. Remove it, and attach it in another form."
        )
    return _("The file has not been scanned for viruses yet. Try again in a moment.")
