"""What has happened to a person, whoever else that person was."""

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import ToldEvent, told
from samdrift.foundation.organisations.models import Person


def person_history(person: Person, *, most: int = 30) -> list[ToldEvent]:
    """The history of a person and of those merged into the person, newest first."""
    keys = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    return told(list(AuditEvent.objects.about(Person._meta.label_lower, *keys)[:most]))
