"""The worker's part: what is attached is scanned, tried again while the scanner is away, and erased if infected."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from samdrift.foundation.audit.actions import record_without_person
from samdrift.foundation.audit.clock import now
from samdrift.foundation.files.attachable import kind_behind
from samdrift.foundation.files.infected import INFECTED_FILE
from samdrift.foundation.files.models import Attachment, Content, ScanState
from samdrift.foundation.files.scanner import ScannerAwayError, scan, scanner_is_set
from samdrift.foundation.files.storing import erase_unless_needed, hold, open_content
from samdrift.foundation.messages.actions import post_message
from samdrift.foundation.organisations.silent_work import queued_keys

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(minutes=30)
AT_ONCE = 100
#: What no scanner has answered about.
UNSCANNED = (ScanState.WAITING, ScanState.NOT_SCANNED)


def scan_after_commit(content: Content) -> None:
    """Let a content be scanned when the act is over, where there is a scanner and it has not been."""
    if scanner_is_set() and content.scan_state in UNSCANNED:
        transaction.on_commit(lambda: scan_content.enqueue(content.pk), robust=True)


@task
def scan_content(key: int) -> None:
    """Ask the scanner of one content that waits; until it has answered nobody can fetch it."""
    content = _contents_to_scan().filter(pk=key).first()
    if content is None or not scanner_is_set():
        return
    try:
        with open_content(content.digest) as opened:
            state = scan(opened)
    except FileNotFoundError:
        state = ScanState.FAILED
    except ScannerAwayError:
        _try_again(content)
        return
    _keep_answer(content, state)


def take_up_unscanned(silent_since: dt.datetime) -> int:
    """Contents that wait and stand in no queue: their worker is gone, or the scanner was set after they came.

    Returns how many were queued.
    """
    if not scanner_is_set():
        return 0
    queued = queued_keys(scan_content)
    silent = _contents_to_scan().filter(beat_at__lt=silent_since).exclude(pk__in=queued)
    taken = 0
    for key in silent.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        if silent.filter(pk=key).update(beat_at=timezone.now()):  # of two who look, one
            scan_content.enqueue(key)
            taken += 1
    return taken


def _contents_to_scan() -> "QuerySet[Content]":
    kept = Attachment.objects.not_removed().values("content")
    return Content.objects.filter(scan_state__in=UNSCANNED, pk__in=kept)


def _try_again(content: Content) -> None:
    wait = min(FIRST_WAIT * 2 ** min(content.attempts, 10), LONGEST_WAIT)
    log.warning("the virus scanner does not answer: content %s waits %s", content.pk, wait)
    Content.objects.filter(pk=content.pk).update(
        scan_state=ScanState.WAITING, attempts=content.attempts + 1, beat_at=timezone.now()
    )
    scan_content.using(run_after=timezone.now() + wait).enqueue(content.pk)


def _keep_answer(content: Content, state: ScanState) -> None:
    """Store what the scanner said; of two workers one does, and what is infected is erased at once and told of."""
    with transaction.atomic():
        hold(content.digest)
        said = (
            _contents_to_scan()
            .filter(pk=content.pk)
            .update(scan_state=state, scanned_at=now(), beat_at=timezone.now())
        )
        if said and state == ScanState.INFECTED:
            log.warning("a virus was found in content %s", content.pk)
            for attachment in content.attachments.filter(removed_at=None):
                _tell_of_virus(attachment)
    if said and state == ScanState.INFECTED:
        erase_unless_needed(content.digest)


def _tell_of_virus(attachment: Attachment) -> None:
    """In the history of the thing, and in a letter to who attached the file."""
    kind = kind_behind(attachment)
    with override(settings.LANGUAGE_CODE):
        record_without_person(
            "files.virus_found",
            attachment,
            after={"file_name": attachment.file_name},
            parent=kind.thing(attachment.about_id) if kind else None,
        )
        subject = _("A virus was found in a file that you attached")
    post_message(to=attachment.attached_by, kind=INFECTED_FILE, about=attachment, subject=subject)
