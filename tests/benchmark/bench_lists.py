"""The register's list page at 10 000 and 100 000 applications, as a whole request, against an empty page of Django.

    python tests/benchmark/bench_lists.py

Flat means: ten times as many applications make no page much slower. Also says how many queries each page costs.
"""

import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Callable

import django

DAY = dt.date(2005, 1, 1)
ROUNDS = 7


def median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


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
    from django.core.management import call_command
    from django.db import connection
    from django.http import HttpResponse
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import path

    from samdrift.config import urls
    from samdrift.journey.organisations import gather

    urls.urlpatterns.append(path("tom/", lambda _request: HttpResponse(b"")))
    call_command("migrate", verbosity=0)
    society = gather("ett-langt-losenord")
    client = Client()
    client.force_login(society.it_manager("amal"))
    empty = median(lambda: client.get("/tom/"))
    print(f"An empty page, signed in: {1000 * empty:.1f} ms")
    pages = {
        "the list": "/applikationer/",
        "searched": "/applikationer/?q=Applikation+0042",
        "without owner": "/applikationer/?utan_agare=1",
        "shared by several": "/applikationer/?gemensamma=1",
        "page 20": "/applikationer/?sida=20",
    }
    before: dict[str, float] = {}
    for number in (10_000, 100_000):
        fill(number)
        for name, address in pages.items():
            took = median(lambda address=address: client.get(address))
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            grown = (
                f", {took / before[name]:.1f} times as long as at 10 000" if name in before else ""
            )
            before.setdefault(name, took)
            print(
                f"{number} applications, {name}: {took / empty:.0f} empty pages, {len(asked)} queries{grown}"
            )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    os.environ["SAMDRIFT_VAR"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    measure()


if __name__ == "__main__":
    main()
