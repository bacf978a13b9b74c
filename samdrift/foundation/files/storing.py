"""Where contents lie: in Django's storage, each once under its digest, whatever it was called and whoever attached it.

Whoever stores or erases a content holds its digest until the transaction is over (`hold`), so that none is erased
while another attaches the same.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samdrift.foundation.audit.queries import one_at_a_time
from samdrift.foundation.files.models import Attachment, ScanState

FOLDER = "attachments"
#: A content without a row may be on its way into a transaction that is not over yet.
ON_ITS_WAY = dt.timedelta(hours=1)


def place_of(digest: str) -> str:
    """Where a content lies in the storage."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


def read_through(file: "File[Any]") -> tuple[str, int]:
    """The digest and size of a file that somebody sends. Raises ValidationError for an empty or too large one."""
    whole, size = hashlib.sha256(), 0
    most = settings.FILE_LIMIT_MB * 1_000_000
    for part in file.chunks():
        size += len(part)
        if size > most:
            words = _("The file is larger than %(megabytes)s MB, which is the most that is taken.")
            raise ValidationError(words % {"megabytes": settings.FILE_LIMIT_MB})
        whole.update(part)
    if not size:
        raise ValidationError(_("The file is empty."))
    return whole.hexdigest(), size


def hold(digest: str) -> None:
    """Whoever else stores or erases this content waits until this transaction is over."""
    one_at_a_time(f"content {digest}")


def store(file: "File[Any]", digest: str, size: int) -> None:
    """Store a content unless it lies there already, whole; what a broken write has left is written anew."""
    place = place_of(digest)
    if default_storage.exists(place):
        if default_storage.size(place) == size:
            return
        default_storage.delete(place)
    file.seek(0)
    default_storage.save(
        place, File(file.file)
    )  # copied part by part, also where it lies in a file of its own


def open_content(digest: str) -> BinaryIO:
    """The content, to be read and closed. Raises FileNotFoundError where the storage has lost it."""
    return cast("BinaryIO", default_storage.open(place_of(digest)))  # Django's File reads as one


@transaction.atomic
def erase_unless_needed(digest: str) -> bool:
    """Erase a content that no attachment has any longer; says whether it did."""
    hold(digest)
    needed = Attachment.objects.not_removed().filter(content__digest=digest)
    if needed.exclude(content__scan_state=ScanState.INFECTED).exists():
        return False
    default_storage.delete(place_of(digest))
    return True


def erase_forgotten_contents() -> int:
    """Erase what lies in the storage without a row: an act that was taken back, or an erasure that was cut short."""
    before = timezone.now() - ON_ITS_WAY
    old = (
        digest
        for digest in _stored_digests()
        if default_storage.get_modified_time(place_of(digest)) < before
    )
    return sum(erase_unless_needed(digest) for digest in old)


def _stored_digests() -> Iterator[str]:
    if default_storage.exists(FOLDER):
        for folder in default_storage.listdir(FOLDER)[0]:
            yield from default_storage.listdir(f"{FOLDER}/{folder}")[1]
