"""Swedish alphabetical order in memory."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.swedish import swedish_key

IN_ORDER = [
    "_x",
    "/x",
    "10 a",
    "2",
    "A & O",
    "A/O",
    "AL",
    "anställningsavtal",
    "eclair",
    "Eclair",
    "éclair",
    "Ecos",
    "EDP Vision",
    "GIS",
    "PA/lön",
    "VA och avfall",
    "Vara",
    "Wara",
    "wok",
    "Ystad",
    "Zeta",
    "ål",
    "Åmål",
    "Ärla",
    "öl",
    "Öl",
    "Örebro",
]


def test_the_order_of_a_swedish_dictionary() -> None:
    mixed = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(mixed, key=swedish_key) == IN_ORDER


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ecos", "EDP Vision"),
        ("anställningsavtal", "VA och avfall"),
        ("v", "w"),
        ("wz", "x"),
        ("z", "å"),
        ("å", "ä"),
        ("ä", "ö"),
        ("yt", "Üz"),
        ("Müller", "Myra"),
        ("al", "Al"),
        ("Al", "al 2"),
        ("10", "2"),
        ("9", "a"),
    ],
)
def test_one_stands_before_the_other(before: str, after: str) -> None:
    assert swedish_key(before) < swedish_key(after)


@given(st.text(), st.text())
def test_only_the_same_text_compares_equal(one: str, other: str) -> None:
    assert (swedish_key(one) == swedish_key(other)) == (one == other)
    assert swedish_key(None) <= swedish_key(one)
