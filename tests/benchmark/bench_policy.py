"""The policy's pages at 1 000 and 10 000 applications, as whole requests, against an empty page of Django.

    python tests/benchmark/bench_policy.py

Every clause is judged on the whole register, so time follows the number of applications; what is held here is that it
does no worse, that the number of queries stays, and that a page of rows stays as long as it is.
"""

import os
import tempfile

import django
from bench_lists import fill, median

#: A clause of each kind of rows: applications, agreements, joint use, costs, people.
CHECKS = (
    "owner_without_gaps",
    "agreements_signed",
    "levels_recorded",
    "budget_approved",
    "specialists",
    "joint_share",
)


def measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.http import HttpResponse
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import path

    from samdrift.config import urls
    from samdrift.decisions.policy.actions import adopt_policy
    from samdrift.decisions.policy.convert import shipped_policy
    from samdrift.journey.organisations import gather

    urls.urlpatterns.append(path("tom/", lambda _request: HttpResponse(b"")))
    call_command("migrate", verbosity=0)
    society = gather("ett-langt-losenord")
    policy = adopt_policy(
        by=society.administrator, federation=society.federation, document=shipped_policy()
    )
    clauses = {each.check_name: each.code for each in policy.clauses.all()}
    client = Client()
    client.force_login(society.it_manager("amal"))
    empty = median(lambda: client.get("/tom/"))
    print(f"An empty page, signed in: {1000 * empty:.1f} ms")
    pages = {"policy": "/policy/"} | {each: f"/policy/{clauses[each]}/" for each in CHECKS}
    before: dict[str, float] = {}
    for number in (1_000, 10_000):
        fill(number)
        for name, address in pages.items():
            took = median(lambda address=address: client.get(address))
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            grown = (
                f", {took / before[name]:.1f} times as long as at 1 000" if name in before else ""
            )
            before.setdefault(name, took)
            size = len(answer.content) // 1000
            cost = f"{took / empty:.0f} empty pages ({took:.2f} s), {len(asked)} queries, {size} kB"
            print(f"{number}, {name}: {cost}{grown}")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    os.environ["SAMDRIFT_VAR"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    measure()


if __name__ == "__main__":
    main()
