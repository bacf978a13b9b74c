"""Which applications show a field group to a person."""

from collections.abc import Collection

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import FieldGroup
from samdrift.records.register.queries import applications_whose


def applications_showing(person: Person, group: FieldGroup, keys: Collection[int]) -> set[int]:
    """Those of the applications that show the group to the person, as their hosts have chosen."""
    rows = applications_whose(person, group).filter(pk__in=list(keys))
    return set(rows.values_list("pk", flat=True))
