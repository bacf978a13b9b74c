"""What an employee of the demonstration asks, and what the search answers."""

import pytest

from samdrift.records.register.models import Application
from samdrift.records.register.queries import search_by_some_words

ASKED = [
    ("karta", "GIS i samverkan"),
    ("kartor", "ArcGIS"),
    ("visa kartor på webben", "ArcGIS"),
    ("ritprogram", "Topocad"),
    ("semester", "PA- och lönesystem"),
    ("skolschema", "Novaschem"),
    ("GIS", "ArcGIS"),
    ("ekonmi", "Ekonomisystem"),
    ("fakturor", "Ekonomisystem"),
    ("betala räkningar", "Ekonomisystem"),
    ("lån", "Bibliotekssystem i samverkan"),
    ("jag vill låna böcker", "Bibliotekssystem i samverkan"),
    ("telefonnummer", "Telefoni (Alcatel-växel med TRIO-hänvisning)"),
]


def _found(text: str) -> list[str]:
    return [each.name for each in search_by_some_words(Application.objects.all(), text)]


@pytest.mark.parametrize(("text", "name"), ASKED)
def test_a_real_question_has_an_answer(text: str, name: str) -> None:
    assert name in _found(text)


@pytest.mark.parametrize(
    ("text", "name"), [("gis", "Procapita BoU"), ("post", "Topocad"), ("art", "ArcGIS")]
)
def test_what_is_not_asked_for_is_not_answered(text: str, name: str) -> None:
    assert name not in _found(text)
