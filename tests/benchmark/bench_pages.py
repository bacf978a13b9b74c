"""Every page of the table of rights for an IT manager and a controller, at the demonstration's size and far larger.

    python tests/benchmark/bench_pages.py [applications …]

Each page as a whole request, held against an empty page: processor's time, queries, length, and how these grow with
the register. Said a line each: the pages that lie over a goal. Goals: a list 10 ms, others 60 ms and 25 queries on a
quiet machine, 100 kB, the same at every size.
"""

import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from many_applications import fill_register
from whole_pages import run_alone

if TYPE_CHECKING:
    from django.test import Client

SIZES = (0, 10_000)  # 0: as the demonstration is
READERS = ("IT manager", "controller")
MOST_QUERIES, MOST_BYTES = 25, 100_000
MOST_EMPTY_PAGES = 12  # an empty page takes some 5 ms on the machine that the goals are told for
GROWN = 1.5
ROUNDS = 3
LONG = 1.0


@dataclass(frozen=True)
class Cost:
    """What one page takes. seconds: of the processor."""

    seconds: float
    queries: int
    length: int


def measure() -> None:
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    from samdrift.config import urls
    from samdrift.journey import walk
    from tests.contracts.addresses import make_house
    from tests.journey.conftest import Walked

    urls.urlpatterns.append(path("tom/", lambda _request: HttpResponse(b"")))
    call_command("migrate", verbosity=0)
    house = make_house(Walked(*walk()))
    pages, clients = {}, {}
    for kind in READERS:
        clients[kind] = Client()
        clients[kind].force_login(house.people[kind])
        pages |= {(kind, each.path): each for each in house.addresses if each.rights[kind] == "yes"}
    measure_sizes(clients, [(kind, path) for kind, path in pages], sizes())


def sizes() -> list[int]:
    return [int(word) for word in sys.argv[1:]] or list(SIZES)


def measure_sizes(
    clients: dict[str, "Client"], pages: list[tuple[str, str]], numbers: list[int]
) -> None:
    """Each page at each size; told where all have been measured."""
    empty = cost_of(clients[READERS[0]], "/tom/")
    assert empty is not None
    print(f"An empty page, signed in: {1000 * empty.seconds:.1f} ms, {empty.queries} queries")
    costs: dict[tuple[str, str], list[Cost]] = {each: [] for each in pages}
    for number in numbers:
        started = time.perf_counter()
        fill_register(number)
        bring_facts_up_to_date(clients.values())
        print(
            f"{number or 'Demonstration'}: ready in {time.perf_counter() - started:.0f} s",
            flush=True,
        )
        for kind, address in pages:
            cost = cost_of(clients[kind], address)
            if cost is not None:
                costs[kind, address].append(cost)
    tell(
        {each: found for each, found in costs.items() if len(found) == len(numbers)}, numbers, empty
    )


def bring_facts_up_to_date(clients: Iterable["Client"]) -> None:
    """As the service leaves it: what pages ask the background for has been computed."""
    from django_tasks_db.models import DBTaskResult

    from samdrift.foundation.organisations.kept_facts import compute_in_background
    from samdrift.foundation.organisations.silent_work import queued_keys

    for client in clients:
        for address in ("/", "/policy/", "/samverkan/", "/kostnader/", "/inforande/balans/"):
            client.get(address)
    for name in queued_keys(compute_in_background):
        compute_in_background.func(name)
    DBTaskResult.objects.all().delete()


def cost_of(client: "Client", address: str) -> Cost | None:
    """What a page costs when it has been opened once before; None for what is no page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    started = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    first, queries = time.process_time() - started, len(asked)
    if answer.status_code != 200 or answer.streaming:
        return None
    if "text/html" not in answer.get("Content-Type", ""):
        return None
    times: list[float] = []
    for _round in range(1 if first > LONG else ROUNDS):
        started = time.process_time()
        client.get(address)
        times.append(time.process_time() - started)
    return Cost(statistics.median(times), queries, len(answer.content))


def tell(costs: dict[tuple[str, str], list[Cost]], numbers: list[int], empty: Cost) -> None:
    """How many pages keep each goal at each size, and each page that doesn't, the dearest first."""
    names = [f"{number:_}".replace("_", " ") if number else "demonstration" for number in numbers]
    for at, name in enumerate(names):
        found = [each[at] for each in costs.values()]
        quick = sum(each.seconds <= MOST_EMPTY_PAGES * empty.seconds for each in found)
        few = sum(each.queries <= MOST_QUERIES for each in found)
        short = sum(each.length <= MOST_BYTES for each in found)
        print(
            f"{name}: of {len(found)} pages {quick} take at most {MOST_EMPTY_PAGES} empty pages, "
            f"{few} at most {MOST_QUERIES} queries, {short} at most {MOST_BYTES // 1000} kB; median "
            f"{1000 * statistics.median(each.seconds for each in found):.0f} ms, "
            f"{statistics.median(each.queries for each in found):.0f} queries"
        )
    grown = sum(each[-1].queries > each[0].queries for each in costs.values())
    print(f"Pages whose queries grow with the register: {grown}")
    for (kind, address), found in sorted(costs.items(), key=lambda each: -each[1][-1].seconds):
        if _keeps_goals(found, empty):
            continue
        cells = ", ".join(
            f"{name} {each.seconds / empty.seconds:.0f} empty pages ({1000 * each.seconds:.0f} ms) "
            f"{each.queries} queries {each.length // 1000} kB"
            for name, each in zip(names, found, strict=True)
        )
        print(f"{address} ({kind}): {cells}")


def _keeps_goals(found: list[Cost], empty: Cost) -> bool:
    return all(
        each.seconds <= MOST_EMPTY_PAGES * empty.seconds
        and each.queries <= MOST_QUERIES
        and each.length <= MOST_BYTES
        for each in found
    ) and found[-1].seconds <= max(GROWN * found[0].seconds, 2 * empty.seconds)


if __name__ == "__main__":
    run_alone(measure)
