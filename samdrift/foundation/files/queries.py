"""Who sees which attachment: asked of the room of the thing that it is attached to."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from samdrift.foundation.audit.clock import end_of
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import Hides
from samdrift.foundation.files.attachable import kind_behind, kind_of
from samdrift.foundation.files.models import Attachment, AttachmentQuerySet, SeenBy
from samdrift.foundation.organisations.models import Person


def may_attach(person: Person, thing: models.Model) -> bool:
    """May somebody who sees the thing attach, rename and remove its files?"""
    return person.is_active and kind_of(thing).may_keep(person, thing)


def seen_by_choices_for(person: Person, thing: models.Model) -> set[SeenBy]:
    """Which attachments somebody who sees the thing may see: who keeps it sees all."""
    if may_attach(person, thing):
        return set(SeenBy)
    sees_costs = kind_of(thing).sees_costs
    also = {SeenBy.COSTS} if sees_costs is not None and sees_costs(person, thing) else set()
    return {SeenBy.EVERYONE} | also


def attachments_of(
    person: Person, thing: models.Model, on: dt.date | None = None
) -> AttachmentQuerySet:
    """What is attached to a thing and the person may see. Ask only for a thing got through `visible_…`.

    on: what was attached when that day ended.
    """
    rows = Attachment.objects.about(thing).filter(seen_by__in=seen_by_choices_for(person, thing))
    if on is None:
        return rows.not_removed().select_related("attached_by", "content")
    after = end_of(on)
    there = rows.filter(attached_at__lt=after).filter(Q(removed_at=None) | Q(removed_at__gte=after))
    return there.select_related("attached_by", "content")


def thing_behind(person: Person, attachment: Attachment) -> Any | None:
    """What a file is attached to; None where the person may not know of the thing."""
    kind = kind_behind(attachment)
    return None if kind is None else kind.visible(person).filter(pk=attachment.about_id).first()


def attachment_seen(person: Person, pk: int) -> Attachment | None:
    """One attachment that nobody has removed; None where the person may not know of it."""
    attachment = Attachment.objects.not_removed().select_related("content").filter(pk=pk).first()
    thing = attachment and thing_behind(person, attachment)
    if attachment is None or thing is None:
        return None
    return attachment if attachment.seen_by in seen_by_choices_for(person, thing) else None


def hides_attachments(person: Person, thing: models.Model) -> Hides:
    """For the history of a thing: hides what is told of attachments that the person may not see; one query."""
    seen = seen_by_choices_for(person, thing)
    hidden = {
        str(key)
        for key in Attachment.objects.about(thing)
        .exclude(seen_by__in=seen)
        .values_list("pk", flat=True)
    }
    kind = Attachment._meta.label_lower

    def hides(event: AuditEvent, _field: str) -> bool:
        return event.about_kind == kind and event.about_id in hidden

    return hides
