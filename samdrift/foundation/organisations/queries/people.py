"""What has happened to a person, whoever else that person was."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import HistoryEntry, history_entries
from samdrift.foundation.organisations.history import TOLD_TO_ONESELF
from samdrift.foundation.organisations.models import Person


def person_history(reader: Person, person: Person, *, most: int = 30) -> list[HistoryEntry]:
    """The history of a person and of those merged into the person, newest first.

    When somebody has signed in, and which files or personal data went out, is told to that person alone.
    """
    keys = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    told = AuditEvent.objects.about(Person._meta.label_lower, *keys)
    if reader.pk != person.pk:
        told = told.exclude(event__in=TOLD_TO_ONESELF)
    return history_entries(list(told[:most]))


#: Keys that tell of merges themselves.
NOT_MOVED = {"PersonMerge.kept", "PersonMerge.merged", "Person.merged_into"}


def keys_to_people() -> Iterator[tuple[type[models.Model], Any]]:
    """(model, field) of every foreign key to a person, those behind many-to-many fields too."""
    relations: list[Any] = list(Person._meta.get_fields(include_hidden=True))
    for relation in relations:
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model: Any = relation.related_model
            if f"{model.__name__}.{relation.field.name}" not in NOT_MOVED:
                yield model, relation.field
