"""What a search finds and what it never finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.searching import (
    answers,
    halves,
    is_slip,
    matching,
    sought_parts,
    sought_words,
    stem,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("karta", "kartor"),
        ("karta", "kartorna"),
        ("kartor", "kartan"),
        ("skolschema", "skol"),
        ("skolschema", "schema"),
        ("Översiktskarta", "kartor"),
        ("ritprogram", "ritprogrammet"),
        ("skolschema", "scheman"),
        ("E-post", "epost"),
        ("epost", "e-post"),
        ("PA- och lönesystem", "lönesystem"),
        ("Ekonomisystem", "ekonomi"),
        ("ekonomi", "ekonmi"),
        ("bibliotek", "biblotek"),
        ("ärende", "ärneden"),
        ("webb", "webben"),
        ("GIS", "gis"),
        ("VA/avlopp", "avlopp"),
    ],
)
def test_a_word_is_found_inflected_in_a_compound_and_with_one_slip(
    text: str, question: str
) -> None:
    (sought,) = sought_words(question)[:1]
    assert matching(words_of(text), sought)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Register över barn", "gis"),
        ("kompost", "post"),
        ("kartong", "art"),
        ("schema", "chem"),
        ("logistik", "gis"),
        ("lön", "bön"),
        ("karta", "kassa"),
        ("bilbokning", "bok"),
        ("förskola", "ors"),
    ],
)
def test_a_word_is_never_found_inside_another(text: str, question: str) -> None:
    assert not matching(words_of(text), sought_words(question)[0])


def test_small_words_ask_for_nothing() -> None:
    assert sought_words("visa kartor på webben") == ["kart", "webb"]
    assert sought_words("Hur gör jag för att söka semester?") == ["semest"]
    assert sought_words("vad är det") == words_of("vad är det")  # nothing else is asked
    assert sought_words("?!") == []


@pytest.mark.parametrize(
    ("stored", "question"),
    [
        ("e-post", "epost"),
        ("epost", "e-post"),
        ("e post", "e-post"),
        ("e-post", "e post"),
        ("E-post", "e-posten"),
        ("E-post", "e-postsystem"),
        ("PA- och lönesystem", "PA-lönesystem"),
        ("PA/lön", "PA-lön"),
        ("Office365", "365"),
        ("Office 365", "Office365"),
        ("Office365", "office 365"),
        ("GIS", "GIS:et"),
        ("W3D3", "w3d3:an"),
        ("IT", "IT:s"),
        ("fråga", "fra\u030aga"),
        ("a\u030atgärd", "åtgärder"),
        ("webb-GIS", "gis"),
        ("e-tjänster", "etjänst"),
    ],
)
def test_a_word_in_parts_is_one_word_however_it_is_written(stored: str, question: str) -> None:
    kept = words_of(stored)
    for word, said in sought_parts(question).items():
        assert matching(kept, word) or (said and all(matching(kept, each) for each in said))


@pytest.mark.parametrize(
    ("stored", "question"),
    [
        ("posthantering", "e-post"),
        ("kompost", "e-post"),
        ("Office 2007", "Office365"),
        ("lösystem", "e-postsystem"),
        ("system för nämnder", "e-postsystem"),
        ("tjänsteresor", "e-tjänst"),
    ],
)
def test_a_part_alone_is_not_the_word(stored: str, question: str) -> None:
    kept = words_of(stored)
    ((word, said),) = sought_parts(question).items()
    assert not matching(kept, word)
    assert not (said and all(matching(kept, each) for each in said))


WORDS = st.text("abcdeklmnorstuåäö", min_size=5, max_size=12)


@given(WORDS, st.integers(0, 11), st.sampled_from("aeklåx"))
def test_after_one_slip_a_half_of_the_word_stands(word: str, place: int, letter: str) -> None:
    place = 1 + place % (len(word) - 1)
    wrong = word[:place] + letter + word[place + 1 :]
    if is_slip(word, wrong):
        beginning, end = halves(wrong)
        assert word.startswith(beginning) or word.endswith(end)


@given(WORDS)
def test_a_word_answers_to_itself_and_its_stem_is_a_beginning_at_most(word: str) -> None:
    assert answers(stem(word), stem(word))
    assert len(stem(word)) <= len(word)
