"""What happened: one row a change, kept for good; and for some acts all that they changed, kept for a while."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.once import Once


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, kind: str, *keys: object) -> "AuditEventQuerySet":
        """Events about one thing or about its parts, newest first; several keys where one thing was once several."""
        written = [str(key) for key in keys]
        here = models.Q(about_kind=kind, about_id__in=written) | models.Q(
            parent_kind=kind, parent_id__in=written
        )
        return self.filter(here).order_by("-at", "-pk")


class AuditEvent(models.Model):
    """One change: who, when, what before and after, and why.

    No foreign keys: the log never blocks a deletion and outlives what it tells about. `change_set_id`: the act that it
    was part of, where all that the act changed is kept.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    event = models.CharField(_("event"), max_length=80, db_index=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(_("by"), max_length=200)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    about_name = models.CharField(_("about"), max_length=250)
    parent_kind = models.CharField(max_length=60, blank=True)
    parent_id = models.CharField(max_length=40, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    why = models.TextField(_("reason"), blank=True)
    change_set_id = models.BigIntegerField(null=True, db_index=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="audit_about"),
            models.Index(fields=["parent_kind", "parent_id"], name="audit_parent"),
        ]
        verbose_name = _("event")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.event} {self.about_name}"

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """(field, before, after) for every field that differs."""
        keys = [*self.before, *(key for key in self.after if key not in self.before)]
        return [
            (key, self.before.get(key), self.after.get(key))
            for key in keys
            if self.before.get(key) != self.after.get(key)
        ]


class ChangeSet(models.Model):
    """What one act changed, row by row, so that it can be shown as a whole and undone; its events point to it.

    No foreign keys, as in the log. `dropped_at`: since when the values before and after are not kept any more, so that
    the act can't be undone.
    """

    act = models.CharField(_("event"), max_length=80, db_index=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    about_name = models.CharField(_("about"), max_length=250)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(_("by"), max_length=200)
    why = models.TextField(_("reason"), blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by_id = models.BigIntegerField(null=True)
    undone_by_name = models.CharField(_("undone by"), max_length=200, blank=True)
    undone_why = models.TextField(_("reason for undoing"), blank=True)
    dropped_at = models.DateTimeField(_("values no longer kept since"), null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="change_set_about")]
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="undone_by_somebody_with_a_reason",
                condition=models.Q(undone_at__isnull=True, undone_by_name="", undone_why="")
                | models.Q(undone_at__isnull=False)
                & ~models.Q(undone_by_name="")
                & ~models.Q(undone_why=""),
                violation_error_message=_("Who undoes something says why."),
            )
        ]

    def __str__(self) -> str:
        return self.about_name


class Change(models.Model):
    """One row that an act added, changed or removed.

    before, after: the stored values, all of an added or a removed row, else those that differ; `stored_values` says how
    they are written. left_as: a digest of the whole row as the act left it.
    """

    class Kind(models.TextChoices):
        ADDED = "added", pgettext_lazy("change", "Added")
        CHANGED = "changed", pgettext_lazy("change", "Changed")
        REMOVED = "removed", pgettext_lazy("change", "Removed")

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    model = models.CharField(max_length=100)
    row_key = models.CharField(max_length=40)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    left_as = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = pgettext_lazy("of a row", "change")
        verbose_name_plural = pgettext_lazy("of rows", "changes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="row_once_in_change_set",
                fields=["change_set", "model", "row_key"],
                said=_("The row is among the changes already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.row_key}"
