"""What may stand once stands once on every database, also where a part of it is empty."""

import pytest
from django.db import IntegrityError, transaction

from samdrift.foundation.organisations.models import Unit
from samdrift.records.agreements.models import Party, PartyRole
from tests import factories
from tests.people import Society


def test_nothing_stands_twice_where_a_part_of_it_is_empty(people: Society) -> None:
    agreement = factories.agreement(people.amal)
    party = {"agreement": agreement, "organisation": people.mellerud, "role": PartyRole.CUSTOMER}
    unit = {"organisation": people.mellerud, "name": "Stab"}
    for rows, values in ((Party.objects, party), (Unit.objects, unit)):
        rows.bulk_create([rows.model(**values)])  # past the verbs: the database alone refuses
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.bulk_create([rows.model(**values)])
