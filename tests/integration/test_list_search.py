"""Every list that can be searched finds words, inflected and in compounds, and never what stands inside a word."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samdrift.core.searching import have_words, pattern_of, sought_parts, stem, words_of
from samdrift.foundation.ui.listing.sources import search_words
from samdrift.records.agreements.models import Agreement
from tests import factories
from tests.people import Society

#: (what stands, what is asked, is it found?)
CASES = [
    ("Bygglovshandläggning", "bygglov", True),
    ("Bygglovshandläggning", "handläggning", True),
    ("Tidskrifter", "tidskrift", True),
    ("Förskolekö", "förskolan", True),
    ("Ålderdomshem i Åmål", "åmål", True),
    ("ÅMÅLS KOMMUN", "åmåls", True),
    ("Vårdplaner", "vårdplanen", True),
    ("E-tjänster", "etjänst", True),
    ("Avtal 2009/15", "2009/15", True),
    ("Vägregister", "gis", False),
    ("Skatteverket", "katt", False),
    ("Transport", "port", True),  # an end with four letters before it is a word of its own
    ("Rapport", "port", False),
    ("Bostäder", "stad", False),
    ("Bokningar", "ok", False),
    ("Måltidsplanering", "tid", False),
    ("Anna Ek", "ek", True),
    ("Anna Ekman", "ek", False),
    ("100 % procent", "%", False),
]


@pytest.mark.parametrize(("text", "question", "is_found"), CASES)
def test_a_list_answers_alike_from_the_database_and_from_memory(
    db: None, text: str, question: str, is_found: bool
) -> None:
    Group.objects.create(name=text)
    Group.objects.create(name="Något helt annat")
    found = search_words(Group.objects.all(), ("name",), question)
    assert [each.name for each in found] == ([text] if is_found else [])
    in_memory = [SimpleNamespace(name=text), SimpleNamespace(name="Något helt annat")]
    assert len(search_words(in_memory, ("name",), question)) == is_found


LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"
WORDS = st.text(LETTERS, min_size=4, max_size=9)


class EveryWord(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(WORDS, WORDS, WORDS)
    def test_a_word_that_stands_is_found_among_others_and_however_it_is_written(
        self, first: str, word: str, last: str
    ) -> None:
        Group.objects.all().delete()
        text = f"{first} {word.capitalize()}, {last}"
        Group.objects.create(name=text)
        for question in (word, word.upper(), f"{last} {word}"):
            found = [each.name for each in search_words(Group.objects.all(), ("name",), question)]
            assert found == ([text] if sought_parts(question) else [])

    @settings(max_examples=60, deadline=None)
    @given(st.text(LETTERS, min_size=1, max_size=3), WORDS, WORDS)
    def test_what_stands_inside_a_word_is_not_found(
        self, inner: str, before: str, after: str
    ) -> None:
        Group.objects.all().delete()
        text = f"{before}{inner}{after}"
        Group.objects.create(name=text)
        is_word = stem(inner) in words_of(text)
        assert search_words(Group.objects.all(), ("name",), inner).exists() == is_word


@given(WORDS, WORDS)
def test_what_a_database_leaves_out_has_not_the_words(text: str, question: str) -> None:
    sought = sought_parts(question)
    if sought and have_words([text], sought):
        assert all(
            re.search(pattern_of(one), text, re.IGNORECASE)
            or (parts and re.search(pattern_of(parts[0]), text, re.IGNORECASE))
            for one, parts in sought.items()
        )


def test_agreements_are_found_by_words_of_what_they_cover_and_bind(
    people: Society, as_person
) -> None:
    agreement = factories.agreement_between(people.amal, people.mellerud)
    agreement.title = "Kartsamverkan"
    agreement.save()
    agreement.applications.add(factories.application(people.amal, "Fastighetsregister"))
    Agreement.objects.create(kind="support", title="Annat", responsible=people.amal)
    client = as_person(people.anna)
    for question, number in (
        ("karta", 1),
        ("fastigheter", 1),
        ("mellerud", 1),
        ("register karta", 1),
        ("gis", 0),
        ("artsam", 0),
    ):
        rows = client.get(reverse("agreement_list"), {"q": question}).context["listing"].rows
        assert len(rows) == number, question


def test_a_multiple_field_finds_a_row_once(people: Society, as_person) -> None:
    product = factories.product("Raindance")
    for name in ("Ekonomiportal", "Ekonomirapporter"):
        product.aliases.create(name=name)
    factories.application(people.amal, "Ekonomi", product=product)
    rows = (
        as_person(people.anna)
        .get(reverse("product_list"), {"q": "ekonomi"})
        .context["listing"]
        .rows
    )
    assert len(rows) == 1
