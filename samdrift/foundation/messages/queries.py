"""What there is to read of letters, for whom."""

from samdrift.foundation.messages.kinds import Frequency, kinds_to_choose
from samdrift.foundation.messages.models import Choice, Message, MessageQuerySet
from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission


def visible_messages(person: Person) -> MessageQuerySet:
    """One's own letters, and those to the people one keeps that could not be mailed."""
    kept = organisation_ids_where(person, Permission.KEEP_PEOPLE)
    own = Message.objects.filter(person=person)
    failed = Message.objects.that_failed().filter(person__organisation__in=kept)
    return (own | failed).select_related("person")


def failed_messages(person: Person) -> MessageQuerySet:
    """Letters to the people one keeps that could not be mailed, newest first."""
    kept = organisation_ids_where(person, Permission.KEEP_PEOPLE)
    return (
        Message.objects.that_failed().filter(person__organisation__in=kept).select_related("person")
    )


def frequencies_of(person: Person) -> dict[str, Frequency]:
    """How often the person wants letters of each kind that may be declined: never, where nothing is chosen."""
    chosen = dict(Choice.objects.filter(person=person).values_list("kind", "frequency"))
    return {
        kind.name: Frequency(chosen.get(kind.name, Frequency.NEVER)) for kind in kinds_to_choose()
    }
