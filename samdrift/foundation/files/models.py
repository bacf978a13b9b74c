"""What has been attached to the things of other rooms. The contents lie in the storage, under their digest."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.once import Once
from samdrift.foundation.files.kinds import file_kind_named
from samdrift.foundation.organisations.models import Person


class ScanState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be scanned for viruses")
    CLEAN = "clean", _("Scanned: no virus found")
    INFECTED = "infected", _("A virus was found, and the content has been erased")
    FAILED = "failed", _("Could not be scanned for viruses")
    NOT_SCANNED = "not_scanned", _("Not scanned for viruses")


class SeenBy(models.TextChoices):
    EVERYONE = "everyone", _("Everyone who sees the page")
    COSTS = "costs", _("Those who see what it costs")
    KEEPERS = "keepers", _("Only those who may change it")


class Content(models.Model):
    """What a file holds, once, however many have attached it: its digest, its size, and what the scanner says of it.

    The row stays when the content is erased, so that a copy can be recognised.
    """

    digest = models.CharField(_("checksum"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    scan_state = models.CharField(_("virus scan"), max_length=12, choices=ScanState.choices)
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    beat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)

    class Meta:
        verbose_name = _("content of a file")
        verbose_name_plural = _("contents of files")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scan_state", "beat_at"], name="content_scan"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="content_is_something",
                condition=models.Q(size__gt=0),
                violation_error_message=_("The file is empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.digest

    @property
    def may_be_fetched(self) -> bool:
        """Where a scanner is set, only what it has found clean; elsewhere all in which none has found a virus."""
        if settings.CLAMAV:
            return self.scan_state == ScanState.CLEAN
        return self.scan_state != ScanState.INFECTED


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def about(self, thing: models.Model) -> "AttachmentQuerySet":
        return self.filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))

    def not_removed(self) -> "AttachmentQuerySet":
        """Those that nobody has removed; the content of an infected one is gone all the same."""
        return self.filter(removed_at=None)


class Attachment(models.Model):
    """A file attached to a thing: who attached it and when, what it is called, and who sees it.

    The thing is named as the log names it, by kind and key. Of one that is removed the row stays, and its content is
    erased unless it is attached elsewhere too.
    """

    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    name = models.CharField(pgettext_lazy("attachment", "name"), max_length=150)
    file_name = models.CharField(_("file name"), max_length=200)
    file_kind = models.CharField(_("kind of file"), max_length=10)
    content = models.ForeignKey(
        Content, models.PROTECT, related_name="attachments", verbose_name=_("content of a file")
    )
    seen_by = models.CharField(
        _("seen by"), max_length=10, choices=SeenBy.choices, default=SeenBy.EVERYONE
    )
    attached_by = models.ForeignKey(
        Person, models.PROTECT, related_name="attachments", verbose_name=_("attached by")
    )
    attached_at = models.DateTimeField(_("attached"), default=now, editable=False)
    removed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["attached_at", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="attached_once",
                fields=["about_kind", "about_id", "content"],
                condition=models.Q(removed_at=None),
                said=_("This file is attached here already."),
            ),
            models.CheckConstraint(
                name="attachment_removed_by_somebody",
                condition=models.Q(removed_at=None, removed_by=None)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                violation_error_message=_("What is removed is removed by somebody, on a day."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about_kind", "about_id"], name="attachment_about"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str | Promise:
        """What kind of file it is, in words; as it is stored where the kind is no longer taken."""
        kind = file_kind_named(self.file_kind)
        return kind.label if kind else self.file_kind

    @property
    def media_type(self) -> str:
        kind = file_kind_named(self.file_kind)
        return kind.media_type if kind else "application/octet-stream"
