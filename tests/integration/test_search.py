"""Applications found by words, whoever stored them and however; and the words that mean the same."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from samdrift.records.register import actions
from samdrift.records.register.models import Application, Area, Product, SearchWord, Synonym
from samdrift.records.register.queries import (
    search_applications,
    search_by_some_words,
    shipped_synonyms,
)
from tests import factories
from tests.people import Society


@pytest.fixture
def found(people: Society):
    """The names found, own words, product and area stored in different ways."""
    area = Area.objects.create(name="mätning")
    product = Product.objects.create(
        name="Topocad", supplier=factories.supplier("Adtollo"), area=area
    )
    maps = factories.application(people.amal, "GIS i samverkan")
    Application.objects.filter(pk=maps.pk).first()
    maps.purpose = "Kartor och lägesdata för alla"
    maps.save(update_fields=["purpose"])
    cad = factories.application(people.mellerud, "Ritbordet")
    cad.product, cad.area = product, area
    Application.objects.bulk_update([cad], ["product", "area"])
    host, first = maps.host, maps.starts_on
    Application.objects.bulk_create(
        [Application(name="Register över barn", host=host, starts_on=first)]
    )

    def names(text: str) -> list[str]:
        return [each.name for each in search_applications(Application.objects.all(), text)]

    return names


@pytest.mark.parametrize("text", ["karta", "kartorna", "GIS", "lägesdata karta", "samverkn"])
def test_words_are_found_inflected_and_misspelt(found, text: str) -> None:
    assert found(text) == ["GIS i samverkan"]


@pytest.mark.parametrize("text", ["topocad", "Adtollo", "mätning", "mätningar"])
def test_a_product_its_supplier_and_an_area_find_what_has_them(found, text: str) -> None:
    assert found(text) == ["Ritbordet"]


def test_nothing_is_found_inside_words(found) -> None:
    assert "Register över barn" not in found("gis")
    assert found("register") == ["Register över barn"]
    assert found("?") == []


def test_other_names_and_merging_follow(found, people: Society) -> None:
    by, about = people.administrator, people.federation
    product = Product.objects.get(name="Topocad")
    actions.add_alias(by=by, about=about, product=product, name="Kartritaren")
    assert found("kartritare") == ["Ritbordet"]
    into = Product.objects.create(name="Novapoint")
    actions.merge_product(by=by, about=about, product=product, into=into)
    assert found("topocad") == found("kartritaren") == found("novapoint") == ["Ritbordet"]


def test_words_that_mean_the_same_are_kept_by_the_federation(found, people: Society) -> None:
    assert found("ritprogram") == []
    with pytest.raises(PermissionDenied):
        actions.add_synonym(by=people.bo, federation=people.federation, words="ritprogram, CAD")
    with pytest.raises(ValidationError):
        actions.add_synonym(by=people.administrator, federation=people.federation, words="ensam,")
    kept = actions.add_synonym(
        by=people.administrator, federation=people.federation, words=" ritprogram ,CAD,topocad"
    )
    assert kept.words == "ritprogram, CAD, topocad"
    assert found("ritprogram") == found("ritprogrammet") == ["Ritbordet"]
    actions.remove_synonym(by=people.administrator, synonym=kept)
    assert found("ritprogram") == []


def test_a_word_in_parts_finds_what_means_the_same(found, people: Society) -> None:
    """In a list every word asked for must be found: «e-post» is one word, not two."""
    mail = factories.application(people.amal, "GroupWise")
    mail.purpose = "Epost och kalender"
    mail.save()
    assert found("e-post") == found("e post") == found("e-postsystem") == ["GroupWise"]
    Application.objects.filter(pk=mail.pk).update(purpose="")
    mail.refresh_from_db()
    mail.save()
    assert found("e-post") == []
    actions.add_synonym(
        by=people.administrator, federation=people.federation, words="e-post, mejl, GroupWise"
    )
    assert found("e-post") == found("mejl") == found("e-postsystemet") == ["GroupWise"]
    assert found("post") == []


def test_words_that_mean_the_same_through_the_api(people: Society, as_person) -> None:
    keeper, address = as_person(people.administrator), "/api/v1/synonyms"
    body = {"words": "karta, GIS"}
    for who, status in ((people.bo, 403), (people.cilla, 403)):
        assert as_person(who).post(address, body, "application/json").status_code == status
    assert keeper.post(address, {"words": "karta"}, "application/json").status_code == 409
    made = keeper.post(address, body, "application/json")
    assert (made.status_code, made.json()["words"]) == (201, "karta, GIS")
    one = f"{address}/{made.json()['id']}"
    changed = {"content_type": "application/json", "data": {"words": "karta,GIS,ArcGIS"}}
    assert keeper.patch(one, **changed).status_code == 428
    told = {"If-Match": keeper.get(one)["ETag"]}
    for who, status in ((people.bo, 403), (people.cilla, 404)):
        assert as_person(who).patch(one, headers=told, **changed).status_code == status
        assert as_person(who).delete(one, headers=told).status_code == status
    assert keeper.patch(one, headers=told, **changed).json()["words"] == "karta, GIS, ArcGIS"
    assert keeper.patch(one, headers=told, **changed).status_code == 412
    assert as_person(people.bo).get(address).json()["items"][0]["words"] == "karta, GIS, ArcGIS"
    now = {"If-Match": keeper.get(one)["ETag"]}
    assert keeper.delete(one, headers=now).status_code == 204
    assert keeper.get(one).status_code == 404
    assert keeper.get(address).json()["items"] == []


def test_the_pages_of_words(people: Society, as_person) -> None:
    client = as_person(people.administrator)
    assert client.post(reverse("synonym_add"), {"words": "karta"}).status_code == 422
    assert client.post(reverse("synonym_add"), {"words": "karta, GIS"}).status_code == 302
    kept = Synonym.objects.get()
    assert "karta, GIS" in as_person(people.bo).get(reverse("synonym_list")).content.decode()
    for name in ("synonym_change", "synonym_remove"):
        page = reverse(name, args=[kept.pk])
        for who, status in ((people.administrator, 200), (people.bo, 403), (people.cilla, 404)):
            assert as_person(who).get(page).status_code == status
    assert client.post(reverse("synonym_remove", args=[kept.pk])).status_code == 302


def test_own_municipalitys_come_first_and_questions_cost_the_same(
    found, people: Society, as_person, django_assert_max_num_queries
) -> None:
    ours = factories.application(people.mellerud, "Översiktskarta")
    factories.participation(ours, people.mellerud)
    context = as_person(people.bo).get(reverse("application_search"), {"q": "visa karta"}).context
    assert [(each["application"].name, each["is_ours"]) for each in context["found"]] == [
        ("Översiktskarta", True),
        ("GIS i samverkan", False),
    ]
    rows = Application.objects.all()
    for text in ("karta", "karta register barn ritbord topocad mätning läge"):
        with django_assert_max_num_queries(3):
            list(search_by_some_words(rows, text))


def test_words_can_be_made_anew(found, people: Society) -> None:
    before = sorted(SearchWord.objects.values_list("word", flat=True))
    SearchWord.objects.all().delete()
    assert found("karta") == []
    call_command("searchwords")
    assert sorted(SearchWord.objects.values_list("word", flat=True)) == before


def test_the_words_that_come_with_the_package_are_a_federations_to_begin_with(
    people: Society,
) -> None:
    """Each line is one that the form would take, stands once and finds by its first word as by its last."""
    lines = shipped_synonyms()
    assert len(set(lines)) == len(lines) > 30
    for words in lines:
        actions.add_synonym(by=people.administrator, federation=people.federation, words=words)
    assert set(Synonym.objects.values_list("words", flat=True)) == set(lines)
    factories.application(people.amal, "GroupWise")
    factories.application(people.amal, "Novaschem")
    everything = Application.objects.all()
    asked = {"e-post": "GroupWise", "mejlen": "GroupWise", "skolschemat": "Novaschem"}
    for text, name in asked.items():
        assert [each.name for each in search_applications(everything, text)] == [name]
