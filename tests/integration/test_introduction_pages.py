"""The pages of introduction plans: who sees them, what they show, and what many steps cost."""

import datetime as dt
from itertools import pairwise

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.decisions.introduction import actions
from samdrift.decisions.introduction.models import (
    Introduction,
    Move,
    Step,
    StepKind,
)
from samdrift.decisions.introduction.queries import (
    balance_sides,
    visible_introductions,
    visible_steps,
)
from samdrift.decisions.introduction.timeline import build_timeline
from tests.integration.introduction_place import TODAY, Place, adopt, assess, through
from tests.people import Society


def test_outsiders_do_not_know_that_any_of_it_exists(introduced: Place, as_person) -> None:
    step = introduced.step(StepKind.TRAINING)
    for stranger in (
        introduced.people.cilla,
        introduced.people.seller,
        introduced.people.neighbour,
    ):
        assert not visible_introductions(stranger).exists()
        assert not visible_steps(stranger).exists()
        assert balance_sides(stranger) is None
        client = as_person(stranger)
        for address in (
            reverse("introduction_list"),
            reverse("balance_page"),
            reverse("introduction_page", args=[introduced.introduction.pk]),
            reverse("step_page", args=[step.pk]),
            reverse("step_complete", args=[step.pk]),
            reverse("introduction_report", args=[introduced.introduction.pk]),
        ):
            assert client.get(address).status_code == 404, address


def test_an_empty_federation_is_told_what_to_do(people: Society, as_person) -> None:
    client = as_person(people.anna)
    assert "Ingen införandeplan än" in client.get(reverse("introduction_list")).content.decode()
    assert "Inget är gemensamt än" in client.get(reverse("balance_page")).content.decode()


def test_the_list_tells_who_is_missing(place: Place, as_person) -> None:
    adopt(place, place.people.amal)
    text = as_person(place.people.anna).get(reverse("introduction_list")).content.decode()
    assert "Inte antagen än av: Mellerud" in text
    adopt(place, place.people.mellerud)
    client = as_person(place.people.anna)
    add = reverse("introduction_add", args=[place.plan.pk])
    assert add in client.get(reverse("introduction_list")).content.decode()
    shown = client.get(add)
    assert len(shown.context["drawn"].tasks) == 7
    typed = {
        "name": "Vägen",
        "begins_on": "2009-02-02",
        **{f"length_{kind}": 10 for kind in StepKind.values},
    }
    preview = client.post(add, {**typed, "forhandsvisa": "1"})
    assert preview.status_code == 200
    assert not Introduction.objects.exists()
    assert client.post(add, {**typed, "length_value": "0"}).status_code == 422
    assert client.post(add, typed).status_code == 302
    assert Step.objects.filter(starts_on__lt=dt.date(2009, 2, 2)).count() == 0
    assert place.step(StepKind.TRAINING).days == 10


def test_what_will_be_written_stands_before_it_is_confirmed(introduced: Place, as_person) -> None:
    assess(introduced)
    through(introduced, StepKind.SETUP, StepKind.VALUE, StepKind.AGREEMENT, StepKind.TRAINING)
    client = as_person(introduced.mover)
    page = reverse("step_complete", args=[introduced.step(StepKind.INTRODUCTION).pk])
    assert f"använder {introduced.move.target} från och med" in client.get(page).content.decode()
    assert client.post(page, {"on": "2009-01-02"}).status_code == 422  # not yet
    assert client.post(page, {"on": "2009-01-01", "evidence": "Dnr 5"}).status_code == 302
    assert introduced.step(StepKind.INTRODUCTION).evidence == "Dnr 5"


def test_a_slip_is_shown_before_it_is_done(introduced: Place, as_person) -> None:
    client, step = as_person(introduced.mover), introduced.step(StepKind.TRAINING)
    page = reverse("step_slip", args=[step.pk])
    typed = {"ends_on": "2009-12-01", "why": "Bokslut"}
    shown = client.post(page, typed)
    assert shown.status_code == 200
    assert shown.context["told"].total_ore != 0
    step.refresh_from_db()
    assert step.ends_on == step.first_ends_on
    assert client.post(page, {**typed, "bekrafta": "1"}).status_code == 302
    step.refresh_from_db()
    assert step.ends_on == dt.date(2009, 12, 1)


def test_mine_are_on_the_start_page_and_the_papers_are_there(introduced: Place, as_person) -> None:
    client = as_person(introduced.mover)
    waiting = client.get(reverse("waiting")).context["waiting"]
    assert len([each for each in waiting if each.kind.name == "steps"]) == 6
    report = client.get(reverse("introduction_report", args=[introduced.introduction.pk]))
    assert report.content.startswith(b"%PDF")
    exported = client.get(
        reverse("step_list", args=[introduced.introduction.pk]) + "?exportera=xlsx"
    )
    assert exported.content.startswith(b"PK")


def test_pages_cost_the_same_for_two_thousand_steps(introduced: Place, as_person) -> None:
    """The list and the page of an introduction: the number of queries does not grow with the steps."""
    client = as_person(introduced.people.anna)
    addresses = [
        reverse("introduction_list"),
        reverse("introduction_page", args=[introduced.introduction.pk]),
        reverse("step_list", args=[introduced.introduction.pk]),
        reverse(
            "introduction_of_one", args=[introduced.introduction.pk, introduced.people.amal.pk]
        ),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get(address).status_code == 200
            found.append(len(caught))
        return found

    counts()
    few = counts()
    _grow(introduced, areas=335)
    assert Step.objects.count() > 2000
    assert counts() == few
    told = build_timeline(introduced.introduction)
    assert len(told.steps) == Step.objects.count()


def test_a_late_step_is_called_late_in_the_list_too(introduced: Place, as_person) -> None:
    Step.objects.update(starts_on=dt.date(2008, 11, 3), ends_on=dt.date(2008, 11, 7))
    address = reverse("step_list", args=[introduced.introduction.pk])
    text = (
        as_person(introduced.people.anna)
        .get(address + "?exportera=csv")
        .content.decode("utf-8-sig")
    )
    assert "Planerat" not in text.partition("\n")[2]
    assert "Försenat" in text


def test_many_areas_are_shown_some_at_a_time(introduced: Place, as_person) -> None:
    """Every area is on one page of the introduction plan, and every step on one page of the municipality's."""
    _grow(introduced, areas=39)
    client = as_person(introduced.people.anna)
    address = reverse("introduction_page", args=[introduced.introduction.pk])
    seen: list[str] = []
    for number in range(1, 5):
        areas = client.get(address, {"sida": number}).context["areas"]
        assert len(areas) <= 12
        seen += [area["name"] for area in areas]
    assert len(seen) == len(set(seen)) == 40
    one = reverse(
        "introduction_of_one", args=[introduced.introduction.pk, introduced.people.amal.pk]
    )
    first, last = client.get(one), client.get(one, {"sida": 999})
    assert len(first.context["steps"]) <= 60
    assert first.context["steps"][0]["told"].step != last.context["steps"][0]["told"].step


def _grow(place: Place, areas: int) -> None:
    """More areas, each with the same six steps one after the other."""
    pattern = list(Step.objects.filter(move=place.move).order_by("starts_on", "pk"))
    moves = Move.objects.bulk_create(
        Move(
            introduction=place.introduction,
            organisation=place.people.amal,
            area=f"område {number}",
            product="X",
            goes_over_on=TODAY,
            goes_over_by=dt.date(2009, 12, 31),
            today_ore=100,
            planned_ore=50,
        )
        for number in range(areas)
    )
    steps = Step.objects.bulk_create(
        Step(
            move=move,
            kind=each.kind,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            first_ends_on=each.ends_on,
        )
        for move in moves
        for each in pattern
    )
    through = Step.waits_for.through
    through.objects.bulk_create(
        through(from_step_id=other.pk, to_step_id=one.pk)
        for one, other in pairwise(steps)
        if one.move_id == other.move_id
    )


def test_a_plan_for_hundreds_is_stored_in_few_queries(place: Place, monkeypatch) -> None:
    """Storing costs as many queries for two steps as for two thousand: everything is written in bulk."""
    adopt(place, place.people.amal, place.people.mellerud)
    with CaptureQueriesContext(connection) as caught:
        actions.make_introduction(by=place.people.anna, plan=place.plan)
    inserts = [each["sql"] for each in caught if each["sql"].startswith("INSERT")]
    assert len(inserts) == 5  # the plan, moves, steps, their order, the event
