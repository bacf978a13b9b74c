"""The virus scanner: ClamAV's own service, where the installation has said where it is."""

from typing import BinaryIO

from clamav_client.clamd import BufferTooLongError, CommunicationError, ResponseError
from clamav_client.scanner import ClamdScanner
from django.conf import settings

from samdrift.foundation.files.models import ScanState


class ScannerAwayError(Exception):
    """The scanner does not answer now: ask again later."""


def scanner_is_set() -> bool:
    return bool(settings.CLAMAV)


def scan(content: BinaryIO) -> ScanState:
    """Clean, infected, or what the scanner refuses to look at. Raises ScannerAwayError where it does not answer."""
    scanner = ClamdScanner({"address": settings.CLAMAV, "timeout": float(settings.CLAMAV_SECONDS)})
    try:
        answers = scanner.client.instream(content)
    except (BufferTooLongError, ResponseError):
        return ScanState.FAILED
    except CommunicationError as away:
        raise ScannerAwayError from away
    except OSError as broken:  # it hung up while it was sent: too large for it, or it died
        return _failed_if_there(scanner, broken)
    states = {state for state, _what in answers.values()}
    if states == {"OK"}:
        return ScanState.CLEAN
    return ScanState.INFECTED if "FOUND" in states else ScanState.FAILED


def _failed_if_there(scanner: ClamdScanner, broken: OSError) -> ScanState:
    try:
        scanner.client.ping()
    except (OSError, CommunicationError, ResponseError):
        raise ScannerAwayError from broken
    return ScanState.FAILED
