"""The register's list page at 10 000 and 100 000 applications, as a whole request, against an empty page of Django.

    python tests/benchmark/bench_lists.py

Flat means: ten times as many applications make no page much slower. Also says how many queries each page costs.
"""

import datetime as dt

from whole_pages import gather_with_empty_page, measure_pages, run_alone

DAY = dt.date(2005, 1, 1)
PAGES = {
    "the list": "/applikationer/",
    "searched": "/applikationer/?q=Applikation+0042",
    "without owner": "/applikationer/?utan_agare=1",
    "shared by several": "/applikationer/?gemensamma=1",
    "page 20": "/applikationer/?sida=20",
}


def fill(number: int) -> None:
    """Up to that many applications, each used by one municipality, every tenth by two, most with an owner."""
    from samdrift.foundation.organisations.models import Kind, Organisation, Person
    from samdrift.records.register.models import Application, Participation, Responsibility

    hosts = list(Organisation.objects.filter(kind=Kind.MUNICIPALITY)[:5])
    person = Person.objects.all()[0]
    first = Application.objects.count()
    made = Application.objects.bulk_create(
        [
            Application(name=f"Applikation {each:06}", host=hosts[each % 5], starts_on=DAY)
            for each in range(first, number)
        ],
        batch_size=5000,
    )
    used = [Participation(application=each, organisation=each.host, starts_on=DAY) for each in made]
    used += [
        Participation(application=each, organisation=hosts[(place + 1) % 5], starts_on=DAY)
        for place, each in enumerate(made)
        if place % 10 == 0 and each.host != hosts[(place + 1) % 5]
    ]
    Participation.objects.bulk_create(used, batch_size=5000)
    Responsibility.objects.bulk_create(
        [
            Responsibility(application=each, person=person, role="system_owner", starts_on=DAY)
            for place, each in enumerate(made)
            if place % 7
        ],
        batch_size=5000,
    )


def measure() -> None:
    _society, client, empty = gather_with_empty_page()
    measure_pages(client, empty, (10_000, 100_000), fill, PAGES)


if __name__ == "__main__":
    run_alone(measure)
