"""What the benchmarks of whole pages share: a service of their own, an empty page to hold others against, one loop."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from django.test import Client

    from samdrift.journey.organisations import Society

ROUNDS = 7
#: A work that takes longer than this, in seconds, is timed three times, not seven.
LONG = 3.0


def run_alone(measure: Callable[[], None]) -> None:
    """Make Django ready on an empty SQLite of its own, then measure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    os.environ["SAMDRIFT_VAR"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    measure()


def median(work: Callable[[], object]) -> float:
    """Seconds; the first time, which fills caches, is not counted."""
    work()
    times: list[float] = []
    while len(times) < (3 if times and times[0] > LONG else ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def gather_with_empty_page() -> "tuple[Society, Client, float]":
    """The demonstration's organisations and people, somebody signed in, and what an empty page takes."""
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.test import Client
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
    return society, client, empty


def measure_pages(
    client: "Client",
    empty: float,
    sizes: Iterable[int],
    fill: Callable[[int], None],
    pages: Mapping[str, str],
) -> None:
    """Each page at each size: how many empty pages it takes, its queries, and how it has grown since the last size."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    before: dict[str, tuple[int, float]] = {}
    for number in sizes:
        fill(number)
        for name, address in pages.items():
            took = median(lambda address=address: client.get(address))
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            grown = ""
            if name in before:
                smaller, then = before[name]
                grown = f", {took / then:.1f} times as long as at {smaller}"
            before[name] = (number, took)
            print(
                f"{number}, {name}: {took / empty:.0f} empty pages ({1000 * took:.0f} ms), {len(asked)} queries, "
                f"{len(answer.content) // 1000} kB{grown}",
                flush=True,
            )
