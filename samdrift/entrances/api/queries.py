"""Tokens that a person may see: their own."""

from samdrift.entrances.api.models import ApiToken, ApiTokenQuerySet
from samdrift.foundation.organisations.models import Person


def visible_tokens(person: Person) -> ApiTokenQuerySet:
    return ApiToken.objects.filter(person=person)
