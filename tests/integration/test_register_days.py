"""What the database itself refuses, on SQLite and on PostgreSQL."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from samdrift.foundation.organisations.models import Membership
from samdrift.records.register.models import Responsibility
from tests import factories
from tests.people import LONG_AGO, Society

NEW_YEAR = dt.date(2009, 1, 1)


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


def own(application, person, starts_on=LONG_AGO, ends_on=None):
    return Responsibility.objects.create(
        application=application,
        person=person,
        role="system_owner",
        starts_on=starts_on,
        ends_on=ends_on,
    )


def test_two_owners_on_one_day_are_impossible(people: Society):
    application = factories.application(people.amal)
    own(application, people.anna, ends_on=NEW_YEAR)
    with refused("one_owner_a_day"):
        own(application, people.bo, starts_on=NEW_YEAR)


def test_an_owner_may_follow_the_day_after(people: Society):
    application = factories.application(people.amal)
    own(application, people.anna, ends_on=NEW_YEAR)
    own(application, people.bo, starts_on=NEW_YEAR + dt.timedelta(days=1))
    assert application.responsibilities.count() == 2


def test_two_owners_are_refused_when_a_row_is_changed(people: Society):
    application = factories.application(people.amal)
    former = own(application, people.anna, ends_on=NEW_YEAR)
    own(application, people.bo, starts_on=NEW_YEAR + dt.timedelta(days=1))
    with refused("one_owner_a_day"):
        Responsibility.objects.filter(pk=former.pk).update(ends_on=None)


def test_two_system_managers_on_one_day_are_fine(people: Society):
    application = factories.application(people.amal)
    for person in (people.anna, people.bo):
        Responsibility.objects.create(
            application=application, person=person, role="system_manager", starts_on=LONG_AGO
        )
    assert application.responsibilities.count() == 2


def test_a_participation_can_not_start_before_the_application(people: Society):
    application = factories.application(people.amal, starts_on=NEW_YEAR)
    with refused("participation_within_life"):
        factories.participation(application, people.mellerud, starts_on=LONG_AGO)


def test_a_participation_can_not_outlive_the_application(people: Society):
    application = factories.application(people.amal, ends_on=NEW_YEAR)
    with refused("participation_within_life"):
        factories.participation(application, people.mellerud)


def test_an_application_can_not_be_shortened_under_its_participations(people: Society):
    application = factories.application(people.amal)
    factories.participation(application, people.mellerud)
    application.ends_on = NEW_YEAR
    with refused("life_holds_participations"), transaction.atomic():
        application.save()


def test_one_municipality_takes_part_once_a_day(people: Society):
    application = factories.application(people.amal)
    factories.participation(application, people.mellerud)
    with refused("one_participation_a_day"):
        factories.participation(application, people.mellerud)


def test_nothing_ends_before_it_starts(people: Society):
    with refused("application_ends_after_start"):
        factories.application(people.amal, ends_on=LONG_AGO - dt.timedelta(days=1))


def test_a_municipality_is_a_member_once_a_day(people: Society):
    with refused("one_membership_a_day"):
        Membership.objects.create(
            federation=people.federation, member=people.amal, starts_on=NEW_YEAR
        )
