"""A search at 10 000 and 100 000 applications, as a whole request, against an empty page of Django.

    python tests/benchmark/bench_search.py

Flat means: ten times as many applications make no question much slower, as long as as many answer to it. Also says how
many queries each costs.
"""

import datetime as dt
from urllib.parse import quote

from whole_pages import gather_with_empty_page, measure_pages, run_alone

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
    from samdrift.records.register.actions import add_synonym

    society, client, empty = gather_with_empty_page()
    words = "vattenverk, reningsanläggning"
    add_synonym(by=society.administrator, federation=society.federation, words=words)
    pages = {
        f"{page} {name}": f"{page}?q={quote(words)}"
        for page in ("/applikationer/", "/applikationer/sok/", "/sok/")
        for name, words in QUESTIONS.items()
    }
    measure_pages(client, empty, (60, 10_000, 100_000), fill, pages)


if __name__ == "__main__":
    run_alone(measure)
