"""The one search: what is stored in any way is found by it, by those who may see it and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.organisations.finding import found_for, keep_all_words
from samdrift.foundation.organisations.models import FoundWord, Person, Unit
from samdrift.records.register import actions
from samdrift.records.register.models import Product
from samdrift.records.register.queries import sought_in
from tests import factories
from tests.people import Society


def _found(person: Person, text: str) -> dict[str, list[str]]:
    """By kind, in the order of the page."""
    found = found_for(person, text, sought_in(text))
    return {each.kind.name: [find.words for find in each.finds] for each in found}


@pytest.fixture
def filled(people: Society) -> Society:
    factories.application(people.amal, "Bygglovsregister")
    factories.product("Castor", "Prosona")
    factories.agreement(people.amal, "Drift av bygglov")
    Unit.objects.create(organisation=people.amal, name="Byggnadskontoret", kind="department")
    return people


def test_each_kind_is_found_and_what_is_called_so_comes_first(filled: Society) -> None:
    assert _found(filled.anna, "bygglov") == {
        "application": ["Bygglovsregister"],
        "agreement": ["Drift av bygglov"],
    }
    assert _found(filled.anna, "castor") == {"product": ["Castor"]}
    assert list(_found(filled.anna, filled.bo.name)) == ["person"]
    assert next(iter(_found(filled.anna, "Åmål"))) == "organisation"


@pytest.mark.parametrize("text", ["byggnadskontor", "kontor", "bygnadskontoret"])
def test_a_unit_is_found_inflected_and_misspelt(filled: Society, text: str) -> None:
    assert _found(filled.anna, text)["unit"] == ["Byggnadskontoret"]


def test_what_means_the_same_is_found(filled: Society) -> None:
    assert "unit" not in _found(filled.anna, "stadsarkitekten")
    actions.add_synonym(
        by=filled.administrator,
        federation=filled.federation,
        words="stadsarkitekten, byggnadskontoret",
    )
    assert _found(filled.anna, "stadsarkitekten")["unit"] == ["Byggnadskontoret"]


def test_nobody_finds_what_they_may_not_see(filled: Society) -> None:
    for outsider in (filled.neighbour, filled.seller):
        assert _found(outsider, "bygglov") == {}
        assert _found(outsider, "byggnadskontoret") == {}
        assert _found(outsider, filled.bo.name) == {}


def test_what_is_stored_many_at_a_time_renamed_or_removed_follows(filled: Society) -> None:
    made = create_rows(
        [
            Unit(organisation=filled.amal, name=f"Simhallen {each}", kind="department")
            for each in "AB"
        ]
    )
    assert len(_found(filled.anna, "simhall")["unit"]) == 2
    for unit in made:
        unit.name = unit.name.replace("Simhallen", "Ishallen")
    change_rows(made, ["name"])
    assert _found(filled.anna, "simhall") == {}
    assert len(_found(filled.anna, "ishall")["unit"]) == 2
    made[0].delete()
    assert len(_found(filled.anna, "ishall")["unit"]) == 1


def test_another_name_of_a_supplier_finds_it(filled: Society) -> None:
    supplier = Product.objects.get(name="Castor").supplier
    assert supplier is not None
    supplier.supplier_aliases.create(name="Prosonagruppen")
    assert _found(filled.anna, "prosonagruppen")["supplier"] == ["Prosona"]


def test_words_made_anew_are_the_words_that_were_kept(filled: Society) -> None:
    def kept() -> set[tuple[str, int, str]]:
        return set(FoundWord.objects.values_list("kind", "row", "word"))

    before = kept()
    assert {kind for kind, _row, _word in before} >= {"person", "unit", "agreement", "supplier"}
    keep_all_words()
    assert kept() == before


def test_the_page_leads_there_and_to_the_whole_list(filled: Society, as_person) -> None:
    for each in range(7):
        factories.application(filled.amal, f"Bygglov {each}")
    answer = as_person(filled.anna).get(reverse("search"), {"q": "bygglov"})
    said = answer.content.decode()
    assert said.count('href="/applikationer/') >= 5
    assert f'href="{reverse("application_list")}?q=bygglov"' in said
    assert 'value="bygglov"' in said
    nothing = as_person(filled.anna).get(reverse("search"), {"q": "rymdraket"}).content.decode()
    assert "Inget som du får se har de orden" in nothing
    page = as_person(filled.anna).get(reverse("search"), {"q": "meddelanden"}).content.decode()
    assert f'<a class="ds-link" href="{reverse("message_list")}"' in page


def test_some_of_the_words_are_said_to_be_some(filled: Society, as_person) -> None:
    said = as_person(filled.anna).get("/sok/", {"q": "byggnadskontoret rymdraket"}).content.decode()
    assert "Inget har alla orden" in said
    assert "Byggnadskontoret" in said


def test_a_search_asks_as_much_whatever_is_stored(filled: Society, as_person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/sok/", {"q": "simhall"})
        return len(queries)

    client = as_person(filled.anna)
    Unit.objects.create(organisation=filled.amal, name="Simhallen", kind="department")
    asked()  # the first request signs in
    before = asked()
    create_rows(
        [
            Unit(organisation=filled.amal, name=f"Simhallen {n}", kind="department")
            for n in range(50)
        ]
    )
    assert asked() == before
    assert before <= 60
