"""Many applications in the federation that the demonstration has: with users, owners, costs, agreements, assessments.

Written in bulk, not by the verbs: thousands in seconds. What is written holds the rules of the register all the same.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

BEGUN = dt.date(2005, 1, 1)
OWNERS = 200  # new people in each municipality, who answer for what it hosts
PRODUCTS = 400  # so that the same product is hosted by several, as in life
BATCH = 5_000


def fill_register(number: int) -> None:
    """Up to that many applications, spread over the federation's members."""
    from django.db import transaction

    from samdrift.records.register.models import Application

    first = Application.objects.count()
    with transaction.atomic():
        for begin in range(first, number, BATCH):
            _add(range(begin, min(begin + BATCH, number)))


def _add(places: range) -> None:
    from samdrift.foundation.organisations.models import Kind, Organisation
    from samdrift.records.register.models import (
        Application,
        Area,
        Assessment,
        Participation,
        Product,
        Responsibility,
    )
    from samdrift.records.spending.models import CostLine

    federation = Organisation.objects.filter(kind=Kind.FEDERATION)[0]
    members = list(Organisation.objects.members_of(federation, BEGUN + dt.timedelta(days=1400)))
    owners = {member.pk: _owners(member) for member in members}
    areas, products = list(Area.objects.all()), list(Product.objects.all()[:PRODUCTS])
    made = Application.objects.bulk_create(
        Application(
            name=f"Applikation {each:06}",
            host=members[each % len(members)],
            product=products[each // 3 % len(products)],
            area=areas[each // 7 % len(areas)],
            starts_on=BEGUN,
            criticality=1 + each % 4,
        )
        for each in places
    )
    numbered = list(zip(places, made, strict=True))
    Participation.objects.bulk_create(
        Participation(application=row, organisation=user, starts_on=BEGUN, users=5 + each % 300)
        for each, row in numbered
        for user in _users(each, members)
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            application=row,
            person=owners[row.host_id][each % OWNERS],
            role="system_owner",
            starts_on=BEGUN,
        )
        for each, row in numbered
        if each % 11
    )
    Assessment.objects.bulk_create(
        Assessment(application=row, side=side, on=dt.date(2008, 6, 1), fit=1 + (each + at) % 5)
        for each, row in numbered
        if each % 2
        for at, side in enumerate(("it", "operation"))
    )
    CostLine.objects.bulk_create(
        CostLine(
            application=row,
            bearer=row.host,
            year=year,
            kind=kind,
            phase="maintenance",
            type="licence",
            amount_ore=1_000_00 * (1 + each % 90),
            approved_on=dt.date(year - 1, 12, 1) if each % 5 else None,
        )
        for each, row in numbered
        for year, kind in ((2008, "budget"), (2008, "actual"), (2009, "budget"))
    )
    _agree(numbered)


def _users(place: int, members: Sequence) -> Iterator:
    """The host, and for every tenth application the next member as well."""
    yield members[place % len(members)]
    if place % 10 == 0:
        yield members[(place + 1) % len(members)]


def _owners(member) -> list:
    """People who answer for applications in a municipality; the same ones each time."""
    from samdrift.foundation.organisations.models import Employment, Person

    named = [f"Ägare {number:03}" for number in range(OWNERS)]
    found = list(Person.objects.filter(organisation=member, name__in=named).order_by("name"))
    if not found:
        found = Person.objects.bulk_create(
            Person(name=name, organisation=member, title="Systemägare") for name in named
        )
        Employment.objects.bulk_create(
            Employment(person=each, organisation=member, starts_on=BEGUN) for each in found
        )
    return found


def _agree(numbered: Sequence) -> None:
    """An agreement with a supplier for every second application; every sixth of them soon needs an act."""
    from samdrift.foundation.organisations.models import Kind, Organisation
    from samdrift.records.agreements.models import Agreement, Party

    suppliers = list(Organisation.objects.filter(kind=Kind.SUPPLIER))
    covered = [(each, row) for each, row in numbered if each % 2]
    agreements = Agreement.objects.bulk_create(
        Agreement(
            kind="supplier",
            title=f"Avtal {each:06}",
            responsible=row.host,
            starts_on=BEGUN,
            ends_on=dt.date(2009 + each % 6, 1 + each % 12, 28),
            renewal="tacit",
            notice_months=3,
            renews_months=12,
            price_per_year_ore=1_000_00 * (1 + each % 90),
        )
        for each, row in covered
    )
    pairs = list(zip(covered, agreements, strict=True))
    Agreement.applications.through.objects.bulk_create(
        Agreement.applications.through(agreement=agreement, application=row)
        for (_each, row), agreement in pairs
    )
    Party.objects.bulk_create(
        Party(agreement=agreement, organisation=organisation, role=role)
        for (each, row), agreement in pairs
        for organisation, role in (
            (row.host, "customer"),
            (suppliers[each % len(suppliers)], "supplier"),
        )
    )
