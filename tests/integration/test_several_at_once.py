"""One change in several applications: seen first, made in all or in none, by who may, and undone as a whole."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent, ChangeSet
from samdrift.foundation.organisations.actions import undo_changes
from samdrift.foundation.organisations.undoable import may_undo, visible_change_sets
from samdrift.records.register.actions import make_same_change, try_same_change
from samdrift.records.register.actions.several import MOST_AT_ONCE, ChangedInSeveral, SameChange
from samdrift.records.register.models import Application
from samdrift.records.register.queries import owner_on
from tests.factories import application, area, participation
from tests.people import Society, person

NEW_YEAR = dt.date(2009, 1, 1)
LIST = reverse("application_list")
TO_AREA = reverse("application_several", args=["omrade"])


@pytest.fixture
def three(people: Society) -> list[Application]:
    """Three applications of Åmål's, the last in another area than the others."""
    made = [application(people.amal, name, area=area("skola")) for name in ("Ett", "Två", "Tre")]
    for each in made:
        participation(each, people.amal)
    made[2].area = area("vård")
    made[2].save()
    return made


def to(value: object, what: ChangedInSeveral = ChangedInSeveral.AREA) -> SameChange:
    return SameChange(what, value, NEW_YEAR)  # type: ignore[arg-type]  # the kinds go with what is changed


def areas_of(rows: list[Application]) -> list[str]:
    return [str(Application.objects.get(pk=each.pk).area) for each in rows]


def test_all_are_changed_and_all_come_back(people: Society, three: list[Application]) -> None:
    change_set = make_same_change(
        by=people.anna, applications=three[:2], change=to(area("vård")), why="Ny indelning"
    )
    assert areas_of(three) == ["vård", "vård", "vård"]
    events = AuditEvent.objects.filter(event="register.application_changed")
    assert {each.why for each in events} == {"Ny indelning"}
    undo_changes(by=people.anna, change_set=change_set, why="Fel område")
    assert areas_of(three) == ["skola", "skola", "vård"]


def test_an_owner_is_appointed_from_the_day_with_the_reason_as_decision(
    people: Society, three: list[Application]
) -> None:
    owner = person("Ägaren", people.amal)
    make_same_change(
        by=people.anna,
        applications=three,
        change=to(owner, ChangedInSeveral.OWNER),
        why="KS § 12",
    )
    for each in three:
        appointed = owner_on(each, NEW_YEAR)
        assert appointed is not None
        assert (appointed.person, appointed.decision) == (owner, "KS § 12")


def test_to_try_stores_nothing_and_says_what_would_be_and_why_not(
    people: Society, three: list[Application]
) -> None:
    events, sets = AuditEvent.objects.count(), ChangeSet.objects.count()
    tried = try_same_change(by=people.anna, applications=three, change=to(area("vård")))
    said = {str(each.application): (str(each.before), each.refusal) for each in tried}
    assert said == {
        "Ett": ("skola", ""),
        "Två": ("skola", ""),
        "Tre": ("vård", "Så är det redan."),
    }
    assert areas_of(three) == ["skola", "skola", "vård"]
    assert (AuditEvent.objects.count(), ChangeSet.objects.count()) == (events, sets)


def test_where_one_can_not_none_is_changed_and_it_is_named(
    people: Society, three: list[Application]
) -> None:
    with pytest.raises(ValidationError) as refused:
        make_same_change(by=people.anna, applications=three, change=to(area("vård")), why="Prov")
    assert refused.value.messages == ["Tre: Så är det redan."]
    assert areas_of(three) == ["skola", "skola", "vård"]
    assert not ChangeSet.objects.exists()


def test_what_has_changed_since_it_was_looked_at_is_not_changed_over(
    people: Society, three: list[Application]
) -> None:
    tried = try_same_change(by=people.anna, applications=three[:2], change=to(area("vård")))
    seen = {each.application.pk: each.seen for each in tried}
    Application.objects.filter(pk=three[0].pk).update(area=area("kultur"))
    with pytest.raises(ValidationError, match="Ett: Den har ändrats sedan du tittade"):
        make_same_change(
            by=people.anna, applications=three[:2], change=to(area("vård")), why="Prov", seen=seen
        )
    assert areas_of(three) == ["kultur", "skola", "vård"]


@pytest.mark.parametrize("why", ["", "  "])
def test_it_takes_a_reason_and_somewhat_to_change(
    people: Society, three: list[Application], why: str
) -> None:
    with pytest.raises(ValidationError, match="varför"):
        make_same_change(by=people.anna, applications=three, change=to(area("vård")), why=why)
    with pytest.raises(ValidationError, match=f"högst {MOST_AT_ONCE}"):
        make_same_change(by=people.anna, applications=[], change=to(area("vård")), why="Prov")


def test_by_three_people(people: Society, three: list[Application], as_person) -> None:
    change = to(area("vård"))
    for stranger in (people.bo, people.seller, people.controller):
        with pytest.raises(PermissionDenied):
            make_same_change(by=stranger, applications=three[:1], change=change, why="Prov")
        with pytest.raises(PermissionDenied):
            try_same_change(by=stranger, applications=three[:1], change=change)
        assert as_person(stranger).get(TO_AREA).status_code == 403
    # An IT manager elsewhere may do so with what she sees: of Åmål's nothing is told, and nothing changed.
    assert try_same_change(by=people.cilla, applications=three, change=change) == []
    page = as_person(people.cilla).get(f"{TO_AREA}?rad={three[0].pk}").text
    assert "Ett" not in page
    assert areas_of(three) == ["skola", "skola", "vård"]


def test_what_somebody_else_keeps_is_left_and_not_told_of(people: Society) -> None:
    theirs = application(people.mellerud, "Deras", area=area("skola"))
    participation(theirs, people.mellerud)
    [tried] = try_same_change(by=people.anna, applications=[theirs], change=to(area("vård")))
    assert (tried.before, tried.refusal) == (None, "Du får inte ändra den.")


def test_the_change_is_seen_and_undone_by_those_who_keep_the_applications(
    people: Society, three: list[Application]
) -> None:
    made = make_same_change(
        by=people.anna, applications=three[:2], change=to(area("vård")), why="Prov"
    )
    assert made in visible_change_sets(people.anna)
    assert made in visible_change_sets(people.administrator)
    assert may_undo(people.anna, made)
    for stranger in (people.bo, people.cilla, people.seller):
        assert made not in visible_change_sets(stranger)


def test_picked_in_the_list_looked_at_and_made(
    people: Society, three: list[Application], as_person
) -> None:
    client = as_person(people.anna)
    listed = client.get(LIST).text
    assert f'name="rad" value="{three[0].pk}" form="picked"' in listed
    assert f'formaction="{TO_AREA}"' in listed
    assert "picked" not in as_person(people.bo).get(LIST).text
    assert "Ingen applikation är vald" in client.get(TO_AREA).text
    keys = [each.pk for each in three]
    asked = client.get(TO_AREA, {"rad": keys}).text
    assert all(name in asked for name in ("Ett", "Två", "Tre"))
    sent = {"rad": keys, "value": area("vård").pk, "why": "Ny indelning"}
    tried = client.post(TO_AREA, sent).text
    assert "Ändra 2 applikationer" in tried
    assert "Så är det redan." in tried
    assert areas_of(three) == ["skola", "skola", "vård"]
    seen = {f"sedd-{each.pk}": str(area("skola").pk) for each in three[:2]}
    made = client.post(TO_AREA, {**sent, **seen, "rad": keys[:2], "steg": "genomfor"})
    assert made["Location"] == reverse("change_set", args=[ChangeSet.objects.get().pk])
    assert areas_of(three) == ["vård", "vård", "vård"]
    # The same page sent once more changes nothing and says so.
    again = client.post(TO_AREA, {**sent, **seen, "rad": keys[:2], "steg": "genomfor"})
    assert again.status_code == 422
    assert "Så är det redan." in again.text
    assert ChangeSet.objects.count() == 1


def test_a_missing_reason_keeps_what_was_typed(
    people: Society, three: list[Application], as_person
) -> None:
    sent = {"rad": [three[0].pk], "value": area("vård").pk, "why": ""}
    answer = as_person(people.anna).post(TO_AREA, sent)
    assert answer.status_code == 422
    assert "selected" in answer.text
    assert f'name="rad" value="{three[0].pk}"' in answer.text


@pytest.mark.parametrize("what", ["namn", "x", "agare-"])
def test_only_what_can_be_changed_has_a_page(people: Society, as_person, what: str) -> None:
    address = reverse("application_several", args=[what])
    assert as_person(people.anna).get(address).status_code == 404


@pytest.mark.parametrize("keys", ["abc", "-1", "9" * 40, "1 OR 1"])
def test_what_is_no_key_picks_nothing(people: Society, as_person, keys: str) -> None:
    assert "Ingen applikation är vald" in as_person(people.anna).get(TO_AREA, {"rad": keys}).text


def test_what_is_picked_is_exported_alone(
    people: Society, three: list[Application], as_person
) -> None:
    answer = as_person(people.anna).get(LIST, {"exportera": "csv", "rad": [three[1].pk]})
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    assert "Två" in text
    assert "Ett" not in text
