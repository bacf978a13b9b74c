"""What happened: one row a change, kept for good."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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

    No foreign keys: the log never blocks a deletion and outlives what it tells about.
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
