"""What can happen to an attachment. Who may is the answer of the room whose thing it is attached to."""

from pathlib import PureWindowsPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.files.actions.scanning import scan_after_commit
from samdrift.foundation.files.attachable import kind_of
from samdrift.foundation.files.kinds import FileKind
from samdrift.foundation.files.models import Attachment, Content, ScanState, SeenBy
from samdrift.foundation.files.queries import may_attach, thing_behind
from samdrift.foundation.files.scanner import scanner_is_set
from samdrift.foundation.files.sniffing import sniff
from samdrift.foundation.files.storing import erase_unless_needed, hold, read_through, store
from samdrift.foundation.organisations.access import require_found, require_that
from samdrift.foundation.organisations.models import Person

LONGEST_FILE_NAME = 200


@verb
def attach_file(
    *,
    by: Person,
    thing: models.Model,
    file: "File[Any]",
    name: str = "",
    seen_by: str = SeenBy.EVERYONE,
) -> Attachment:
    """Attach a file to a thing that somebody keeps; it is called as its file where nothing else is said."""
    require_that(may_attach(by, thing))
    lock_for_act(thing)
    if seen_by not in kind_of(thing).seen_by_choices():
        raise ValidationError({"seen_by": _("Choose who sees the file.")})
    file_name = plain_file_name(file.name or "")
    kind, content = _look_at(file, file_name)
    attachment = Attachment(
        about_kind=thing._meta.label_lower,
        about_id=str(thing.pk),
        name=_plain(name) or PureWindowsPath(file_name).stem[:150],
        file_name=file_name,
        file_kind=kind.name,
        content=content,
        seen_by=seen_by,
        attached_by=by,
    )
    attachment.full_clean()
    attachment.save()
    store(file, content.digest, content.size)
    record("files.file_attached", attachment, by=by, after=_facts_of(attachment), parent=thing)
    scan_after_commit(content)
    attachment.refresh_from_db()
    return attachment


@verb
def rename_attachment(*, by: Person, attachment: Attachment, name: str) -> Attachment:
    """Call an attachment something else on the page; the file keeps its own name."""
    thing = _kept_thing(by, attachment)
    stored = lock_for_edit(attachment)
    _require_not_removed(stored)
    attachment.name = _plain(name)
    attachment.full_clean()
    save_changes(attachment, stored)
    before, after = {"name": stored.name}, {"name": attachment.name}
    record("files.attachment_renamed", attachment, by=by, before=before, after=after, parent=thing)
    return attachment


@verb
def remove_attachment(*, by: Person, attachment: Attachment, why: str = "") -> Attachment:
    """Take an attachment away: its content is erased unless it is attached elsewhere too; that it was there is kept."""
    thing = _kept_thing(by, attachment)
    lock_for_act(attachment)
    _require_not_removed(attachment)
    attachment.removed_by, attachment.removed_at = by, now()
    attachment.save()
    record(
        "files.attachment_removed",
        attachment,
        by=by,
        before=_facts_of(attachment),
        parent=thing,
        why=why,
    )
    digest = attachment.content.digest
    transaction.on_commit(lambda: erase_unless_needed(digest), robust=True)  # else at night
    attachment.refresh_from_db()
    return attachment


def plain_file_name(name: str) -> str:
    """A file's name without folders and without signs that can't be seen; a long one is cut before its ending."""
    seen = "".join(each for each in PureWindowsPath(name).name if each.isprintable()).strip(" .")
    ending = PureWindowsPath(seen).suffix[:12]
    stem = seen.removesuffix(ending)[: LONGEST_FILE_NAME - len(ending)]
    return f"{stem}{ending}"


def _look_at(file: "File[Any]", file_name: str) -> tuple[FileKind, Content]:
    """What the file is, and its content held until the transaction is over. What is wrong is said of the file."""
    try:
        digest, size = read_through(file)
        kind = sniff(file, file_name)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from refusal
    hold(digest)
    return kind, _content(digest, size)


def _content(digest: str, size: int) -> Content:
    """The content as it is known, or a new one. One that nobody has kept is scanned anew when it comes back."""
    state = ScanState.WAITING if scanner_is_set() else ScanState.NOT_SCANNED
    values = {"size": size, "scan_state": state}
    content, is_new = Content.objects.get_or_create(digest=digest, defaults=values)
    if content.scan_state == ScanState.INFECTED:
        words = _("A virus has been found in this file. It is not taken.")
        raise ValidationError({"file": words})
    if not is_new and not content.attachments.filter(removed_at=None).exists():
        content.scan_state, content.scanned_at, content.attempts = state, None, 0
        content.save()
    return content


def _kept_thing(by: Person, attachment: Attachment) -> models.Model:
    """The thing that the file is attached to, where the person keeps it. Raises PermissionDenied."""
    thing: models.Model = require_found(thing_behind(by, attachment))
    require_that(may_attach(by, thing))
    return thing


def _require_not_removed(attachment: Attachment) -> None:
    if attachment.removed_at is not None:
        raise ValidationError(_("The attachment has been removed already."))


def _plain(name: str) -> str:
    return " ".join(name.split())


def _facts_of(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "file_name": attachment.file_name,
        "seen_by": attachment.seen_by,
        "digest": attachment.content.digest,
    }
