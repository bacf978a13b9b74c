"""Saved views: who keeps them for whom, what they remember, and what a list does with them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.http import urlencode

from samdrift.foundation.organisations.actions import erase_person, merge_people
from samdrift.foundation.organisations.models import Appointment, Employment
from samdrift.foundation.saved_views.actions import add_view, change_view, remove_view
from samdrift.foundation.saved_views.models import MOST_ON_A_LIST, SavedView
from samdrift.foundation.saved_views.queries import (
    may_keep_view,
    organisations_to_share_with,
    visible_views,
)
from tests.people import LONG_AGO, Society, person
from tests.saved import LIST, saved_view

ASKED = f"{LIST}?q=karta&sortera=-name"


def test_a_view_is_what_the_list_was_asked_for_and_not_which_page(people: Society) -> None:
    view = add_view(by=people.bo, name=" Kartor ", address=f"{ASKED}&sida=3&exportera=csv&vy=alla")
    assert (view.name, view.path, view.query) == ("Kartor", LIST, "q=karta&sortera=-name")
    assert view.address == ASKED


@pytest.mark.parametrize(
    ("address", "words"),
    [("/finns-inte/?q=a", "ingen lista"), (LIST, "visar allt"), (f"{LIST}?sida=2", "visar allt")],
)
def test_what_is_no_view_is_refused_in_words(people: Society, address: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        add_view(by=people.bo, name="Prov", address=address)


def test_one_s_own_view_is_for_oneself(people: Society) -> None:
    view = saved_view(people.bo)
    assert list(visible_views(people.bo)) == [view]
    for other in (people.anna, people.cilla, people.seller):
        assert not visible_views(other).exists()
        assert not may_keep_view(other, view)
        with pytest.raises(PermissionDenied):
            change_view(by=other, view=view)
        with pytest.raises(PermissionDenied):
            remove_view(by=other, view=view)


def test_the_municipality_s_view_is_for_its_people_and_kept_by_its_it_manager(
    people: Society,
) -> None:
    view = saved_view(people.anna, organisation=people.amal)
    assert list(visible_views(people.anna)) == [view]
    assert not visible_views(people.bo).exists()
    with pytest.raises(PermissionDenied):  # not of another municipality
        saved_view(people.anna, organisation=people.mellerud)
    with pytest.raises(PermissionDenied):  # nor by an employee
        saved_view(people.bo, organisation=people.mellerud)


def test_the_federation_s_view_is_for_all_its_members_and_nobody_else(people: Society) -> None:
    assert people.federation in organisations_to_share_with(people.administrator)
    assert organisations_to_share_with(people.anna) == [people.amal]
    view = saved_view(people.administrator, organisation=people.federation)
    for member in (people.anna, people.bo, people.administrator):
        assert list(visible_views(member)) == [view]
    for stranger in (people.cilla, people.neighbour, people.seller):
        assert not visible_views(stranger).exists()
    assert may_keep_view(people.administrator, view)
    assert not may_keep_view(people.anna, view)


def test_own_views_go_with_an_erased_person_and_shared_ones_stay(people: Society) -> None:
    saved_view(people.bo)
    shared = saved_view(people.anna, organisation=people.amal)
    saved_view(people.anna)
    for leaver in (people.bo, people.anna):
        Appointment.objects.filter(person=leaver).delete()
        Employment.objects.filter(person=leaver).update(ends_on=LONG_AGO)
        erase_person(by=people.administrator, person=leaver, why="Slutade")
    assert list(SavedView.objects.all()) == [shared]


def test_two_who_are_one_keep_what_both_saved(people: Society) -> None:
    saved_view(people.bo)
    double = person("Bo Dubbel", people.mellerud)
    saved_view(double)
    saved_view(double, name="Kartor")
    merge_people(by=people.administrator, kept=people.bo, merged=double)
    names = visible_views(people.bo).values_list("name", flat=True)
    assert {"Utan ägare", "Kartor"} <= set(names)


def test_names_stand_once_and_a_list_has_no_more_views_than_are_chosen_between(
    people: Society,
) -> None:
    saved_view(people.anna)
    saved_view(people.anna, organisation=people.amal)  # shared beside one's own
    with pytest.raises(ValidationError, match="redan en vy"):
        saved_view(people.anna)
    for number in range(1, MOST_ON_A_LIST):
        saved_view(people.anna, name=f"Vy {number}")
    with pytest.raises(ValidationError, match=f"redan {MOST_ON_A_LIST} vyer"):
        saved_view(people.anna, name="En till")


def test_a_view_can_show_something_else_of_the_same_list(people: Society) -> None:
    view = saved_view(people.bo)
    changed = change_view(by=people.bo, view=view, address=f"{LIST}?q=lön")
    assert changed.query == "q=l%C3%B6n"
    with pytest.raises(ValidationError, match="annan lista"):
        change_view(by=people.bo, view=view, address="/avtal/?q=lön")


def test_from_the_list_to_a_view_and_back_to_it(people: Society, as_person) -> None:
    client = as_person(people.anna)
    listed = client.get(ASKED)
    save_url = f"{reverse('view_save')}?{urlencode({'lista': ASKED})}"
    assert save_url.replace("&", "&amp;") in listed.text
    form = client.get(save_url)
    assert "Bara du" in form.text
    assert "Åmål" in form.text
    answer = client.post(save_url, {"name": "Kartor", "organisation": people.amal.pk})
    assert answer["Location"] == ASKED
    listed = client.get(ASKED).text
    assert "För alla i Åmål" in listed
    assert "Spara vyn" not in listed
    # Who comes back to the list comes back to the view, until the whole list is chosen.
    assert client.get(LIST)["Location"] == ASKED
    assert client.get(f"{LIST}?vy=alla").status_code == 200
    assert client.get(LIST).status_code == 200
    # A view that is gone leads nowhere.
    client.get(ASKED)
    remove_view(by=people.anna, view=SavedView.objects.get())
    assert client.get(LIST).status_code == 200


def test_a_remembered_view_is_its_own_lists_alone(people: Society, as_person) -> None:
    client = as_person(people.bo)
    view = saved_view(people.bo)
    client.get(view.address)
    assert client.get(LIST)["Location"] == view.address
    assert client.get(reverse("agreement_list")).status_code == 200


def test_views_on_their_page_by_three_people(people: Society, as_person) -> None:
    view = saved_view(people.anna, organisation=people.amal)
    change = reverse("view_change", args=[view.pk])
    remove = reverse("view_remove", args=[view.pk])
    page = as_person(people.anna).get(reverse("view_list")).text
    assert "Utan ägare" in page
    assert change in page
    for stranger in (people.bo, people.cilla):
        assert "Utan ägare" not in as_person(stranger).get(reverse("view_list")).text
        for address in (change, remove):
            assert as_person(stranger).get(address).status_code == 404
    of_all = saved_view(people.administrator, organisation=people.federation)
    assert as_person(people.bo).get(reverse("view_change", args=[of_all.pk])).status_code == 403
    assert as_person(people.anna).post(remove).status_code == 302
    assert not SavedView.objects.filter(pk=view.pk).exists()


@pytest.mark.parametrize("address", ["", "https://annan.example/", "//annan.example/"])
def test_only_lists_of_this_house_are_saved(people: Society, as_person, address: str) -> None:
    answer = as_person(people.bo).get(f"{reverse('view_save')}?{urlencode({'lista': address})}")
    assert answer.status_code == 404
