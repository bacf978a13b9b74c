"""What is asked of many applications at once is answered as `may` answers of each."""

import datetime as dt

import pytest

from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Employment
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application, Responsibility, ResponsibilityRole
from samdrift.records.register.queries import applications_where, visible_applications
from tests import factories
from tests.people import LONG_AGO, Society, person

YESTERDAY = dt.date(2008, 12, 31)


@pytest.fixture
def readers(people: Society):
    """Everybody appointed to something in Mellerud, and who holds, or held, each role over one of its applications."""
    hers = factories.application(people.mellerud, "Egen")
    shared = factories.application(people.amal, "Delad")
    factories.application(people.trollhattan, "Främmande")
    factories.participation(shared, people.mellerud)
    found = [people.anna, people.bo, people.cilla, people.administrator, people.seller]
    found += [person(str(role), people.mellerud, role) for role in Role.by_appointment()]
    for number, role in enumerate(ResponsibilityRole):
        for application in (hers, shared):
            who = person(f"{role} {application}", people.mellerud)
            first = LONG_AGO + dt.timedelta(days=number)
            Responsibility.objects.create(
                application=application, person=who, role=role, starts_on=first
            )
            found.append(who)
    former = person("Förra", people.mellerud)
    Responsibility.objects.create(
        application=hers, person=former, role="deputy_owner", starts_on=LONG_AGO, ends_on=YESTERDAY
    )
    gone = person("Slutat", people.mellerud)
    Responsibility.objects.create(
        application=hers, person=gone, role="deputy_owner", starts_on=LONG_AGO
    )
    Employment.objects.filter(person=gone).update(ends_on=YESTERDAY)
    gone.refresh_from_db()
    return [*found, former, gone]


@pytest.mark.parametrize("permission", Permission)
def test_the_applications_where_a_person_may_are_those_of_which_each_is_allowed(
    readers, permission
) -> None:
    for reader in readers:
        one_by_one = {
            each.pk
            for each in Application.objects.filter(pk__in=visible_applications(reader).values("pk"))
            if may(reader, permission, each)
        }
        at_once = set(applications_where(reader, permission).values_list("pk", flat=True))
        assert at_once == one_by_one, str(reader)
