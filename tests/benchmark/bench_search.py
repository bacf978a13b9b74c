"""A search at 10 000 and 100 000 applications, as a whole request, against an empty page of Django.

    python tests/benchmark/bench_search.py

Flat means: ten times as many applications make no question much slower, as long as as many answer to it. Also says how
many queries each costs.
"""

import datetime as dt
import os
import tempfile

import django
from bench_lists import median

DAY = dt.date(2005, 1, 1)
#: Questions by what is hard about them; each answers with as many applications whatever the number of others.
QUESTIONS = {
    "a word": "vattenverket",
    "inflected": "vattenverken",
    "misspelt": "vattenvreket",
    "what means the same": "reningsanläggning",
    "in parts": "vatten-verk",
    "a sentence": "hur söker jag i vattenverkets register",
    "nothing": "rymdraket",
}
FEW = 20
BEGINNINGS = "barn skol väg bygg fastighets miljö kultur fritids social omsorgs lön ekonomi personal avfalls energi"
ENDS = "register diarium schema bokning journal karta planering rapport portal arkiv statistik kalender lista"


def fill(number: int) -> None:
    """Up to that many applications of made-up compounds; the first few are what is sought."""
    from samdrift.foundation.organisations.models import Kind, Organisation
    from samdrift.records.register.models import Application

    hosts = list(Organisation.objects.filter(kind=Kind.MUNICIPALITY)[:5])
    first = Application.objects.count()
    beginnings, ends = BEGINNINGS.split(), ENDS.split()
    names = [
        f"{beginnings[each % 15]}{ends[each // 15 % 13]} {_letters(each // 195)}"
        if each >= FEW
        else f"Vattenverk {_letters(each)}"
        for each in range(first, number)
    ]
    Application.objects.bulk_create(
        [
            Application(name=name, host=hosts[place % 5], starts_on=DAY, purpose="Sköter sitt.")
            for place, name in enumerate(names)
        ],
        batch_size=5000,
    )


def _letters(number: int) -> str:
    """A made-up word for each number."""
    syllables = ("ba", "ke", "li", "mo", "nu", "ry", "så", "tä", "vö", "fi")
    return "".join(syllables[int(figure)] for figure in str(number))


def measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.http import HttpResponse
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import path

    from samdrift.config import urls
    from samdrift.journey.organisations import gather
    from samdrift.records.register.actions import add_synonym

    urls.urlpatterns.append(path("tom/", lambda _request: HttpResponse(b"")))
    call_command("migrate", verbosity=0)
    society = gather("ett-langt-losenord")
    words = "vattenverk, reningsanläggning"
    add_synonym(by=society.administrator, federation=society.federation, words=words)
    client = Client()
    client.force_login(society.it_manager("amal"))
    empty = median(lambda: client.get("/tom/"))
    print(f"An empty page, signed in: {1000 * empty:.1f} ms")
    before: dict[tuple[str, str], float] = {}
    for number in (10_000, 100_000):
        fill(number)
        for page in ("/applikationer/", "/applikationer/sok/"):
            for name, words in QUESTIONS.items():
                took = median(lambda page=page, words=words: client.get(page, {"q": words}))
                with CaptureQueriesContext(connection) as asked:
                    client.get(page, {"q": words})
                key = (page, name)
                grown = (
                    f", {took / before[key]:.1f} times as long as at 10 000"
                    if key in before
                    else ""
                )
                before.setdefault(key, took)
                print(
                    f"{number}, {page} {name}: {took / empty:.0f} empty pages, {len(asked)} queries{grown}"
                )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    os.environ["SAMDRIFT_VAR"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    measure()


if __name__ == "__main__":
    main()
