"""How far the work has come, told while it goes on, and whether somebody wants it stopped."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.utils import timezone

from samdrift.records.intake.models import Upload

Item = TypeVar("Item")
TOLD_EVERY = 1000


class StoppedError(Exception):
    """Somebody asked for the work to be stopped."""


def report_progress(upload: Upload, done: int, total: int) -> None:
    """Store how far the work has come; raises StoppedError where it should stop. Call it outside a transaction."""
    mine = Upload.objects.filter(pk=upload.pk)
    if mine.values_list("stop_asked", flat=True).first():
        raise StoppedError
    mine.update(done=done, total=total, beat_at=timezone.now())


def hold(upload: Upload) -> None:
    """Lock the upload before its result is stored; raises StoppedError where somebody else has taken up the work."""
    mine = Upload.objects.select_for_update(of=("self",)).defer("content")
    if not mine.filter(pk=upload.pk, attempts=upload.attempts, status=upload.status).exists():
        raise StoppedError


def in_parts(upload: Upload, items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items some at a time, telling how far the work has come before each part."""
    for start in range(0, len(items), TOLD_EVERY):
        report_progress(upload, start, len(items))
        yield items[start : start + TOLD_EVERY]
