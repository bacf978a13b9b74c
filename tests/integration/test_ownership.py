"""Who owned it on that day: for any day of an application's life, and never a gap in silence."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.foundation.audit.queries import history
from samdrift.records.register import actions
from samdrift.records.register.models import Application, Responsibility
from samdrift.records.register.queries import owner_gap_on, owner_line, owner_on
from tests import factories
from tests.people import LONG_AGO, Society

TODAY = dt.date(2009, 1, 1)
YESTERDAY = dt.date(2008, 12, 31)


@pytest.fixture
def application(people: Society) -> Application:
    return factories.application(people.amal)


def appoint(people: Society, application: Application, who, starts_on, ends_on=None, **more):
    return actions.appoint_owner(
        by=people.anna,
        application=application,
        person=who,
        starts_on=starts_on,
        ends_on=ends_on,
        **more,
    )


def owners(application: Application, *days: dt.date) -> list[str | None]:
    held = [owner_on(application, day) for day in days]
    return [each.person.name if each else None for each in held]


def test_an_owner_from_before_the_import_fills_the_days_until_then(people, application):
    appoint(people, application, people.anna, TODAY)
    earlier = appoint(people, application, people.bo, LONG_AGO)
    assert earlier.ends_on == YESTERDAY
    assert owners(application, LONG_AGO, YESTERDAY, TODAY) == ["Bo", "Bo", "Anna"]
    assert [spell.held is None for spell in owner_line(application)] == [False, False]


def test_who_was_appointed_from_the_same_day_is_replaced_and_stands_in_the_history(
    people, application
):
    appoint(people, application, people.anna, TODAY)
    appoint(people, application, people.bo, TODAY)
    assert owners(application, TODAY) == ["Bo"]
    event = history(application).get(event="register.owner_replaced")
    assert event.before["person_id"] == people.anna.pk


def test_the_middle_of_anothers_days_is_taken_only_when_asked(people, application):
    appoint(people, application, people.anna, LONG_AGO)
    first, last = dt.date(2005, 1, 1), dt.date(2005, 6, 30)
    with pytest.raises(ValidationError) as refusal:
        appoint(people, application, people.bo, first, last)
    assert "others_give_way" in refusal.value.message_dict
    appoint(people, application, people.bo, first, last, others_give_way=True)
    days = (dt.date(2004, 12, 31), first, last, dt.date(2005, 7, 1), TODAY)
    assert owners(application, *days) == ["Anna", "Bo", "Bo", "Anna", "Anna"]
    assert history(application).filter(event="register.owner_resumed").count() == 1


def test_years_held_are_never_wiped_out_unasked(people, application):
    appoint(people, application, people.anna, LONG_AGO)
    with pytest.raises(ValidationError):
        appoint(people, application, people.bo, LONG_AGO)
    assert owners(application, LONG_AGO) == ["Anna"]


def test_nobody_owns_it_outside_its_life(people, application):
    with pytest.raises(ValidationError):
        appoint(people, application, people.bo, LONG_AGO - dt.timedelta(days=1))


def test_the_last_owner_ends_with_a_successor_or_a_reason(people, application):
    held = appoint(people, application, people.anna, LONG_AGO)
    end = {"by": people.anna, "responsibility": held, "ends_on": YESTERDAY}
    with pytest.raises(ValidationError) as refusal:
        actions.end_responsibility(**end, why="Slutar")
    assert "successor" in refusal.value.message_dict
    assert owners(application, TODAY) == ["Anna"]
    held.refresh_from_db()
    actions.end_responsibility(**end, why="Tjänsten är vakant", leaves_gap=True)
    gap = owner_gap_on(application, TODAY)
    assert gap is not None
    assert (gap.period.starts_on, gap.gap_reason) == (TODAY, "Tjänsten är vakant")


def test_a_decision_to_leave_the_post_empty_is_told_with_the_reason(people, application):
    held = appoint(people, application, people.anna, LONG_AGO)
    actions.end_responsibility(
        by=people.anna,
        responsibility=held,
        ends_on=YESTERDAY,
        why="Tjänsten är vakant",
        decision="KS § 9",
        leaves_gap=True,
    )
    gap = owner_gap_on(application, TODAY)
    assert gap is not None
    assert gap.gap_reason == "Tjänsten är vakant · KS § 9"
    assert "Tjänsten är vakant · KS § 9" in {each.why for each in history(held)}


def test_a_decision_is_no_reason_for_a_gap(people, application):
    held = appoint(people, application, people.anna, LONG_AGO)
    end = {"by": people.anna, "responsibility": held, "ends_on": YESTERDAY}
    with pytest.raises(ValidationError):
        actions.end_responsibility(**end, decision="KS § 9", leaves_gap=True)


def test_a_successor_follows_the_day_after(people, application):
    held = appoint(people, application, people.anna, LONG_AGO)
    actions.end_responsibility(
        by=people.anna,
        responsibility=held,
        ends_on=YESTERDAY,
        successor=people.bo,
        decision="KS § 4",
    )
    assert owners(application, YESTERDAY, TODAY) == ["Anna", "Bo"]


def test_a_last_day_to_come_without_a_follower_takes_a_reason(people, application):
    last = dt.date(2009, 6, 30)
    with pytest.raises(ValidationError) as refusal:
        appoint(people, application, people.anna, TODAY, last)
    assert "gap_reason" in refusal.value.message_dict
    appoint(people, application, people.anna, TODAY, last, gap_reason="Avvecklas i höst")
    assert owner_gap_on(application, dt.date(2009, 7, 1)).gap_reason == "Avvecklas i höst"


def test_a_correction_keeps_what_stood_there_and_its_reason(people, application):
    held = appoint(people, application, people.anna, TODAY)
    actions.correct_responsibility(
        by=people.anna,
        responsibility=held,
        person=people.bo,
        starts_on=LONG_AGO,
        ends_on=None,
        decision="KS § 9",
        why="Fel person i registret",
    )
    assert owners(application, LONG_AGO) == ["Bo"]
    event = history(application)[0]
    assert (event.before["person_id"], event.why) == (people.anna.pk, "Fel person i registret")


def test_a_correction_gives_nobody_anothers_days(people, application):
    appoint(people, application, people.bo, LONG_AGO, YESTERDAY)
    held = appoint(people, application, people.anna, TODAY)
    with pytest.raises(ValidationError):
        actions.correct_responsibility(
            by=people.anna,
            responsibility=held,
            person=people.anna,
            starts_on=YESTERDAY,
            ends_on=None,
            decision="",
            why="Prov",
        )


def test_a_responsibility_never_held_is_taken_away_with_its_reason_and_the_gap_shown(
    people, application
):
    appoint(people, application, people.bo, LONG_AGO, YESTERDAY)
    held = appoint(people, application, people.anna, TODAY)
    actions.remove_responsibility(by=people.anna, responsibility=held, why="Tillträdde aldrig")
    assert owner_gap_on(application, TODAY).gap_reason == "Tillträdde aldrig"
    assert history(application)[0].before["person_id"] == people.anna.pk


@pytest.mark.parametrize("who", ["bo", "cilla", "seller"])
def test_others_neither_correct_nor_take_away_nor_end(people, application, who):
    held = appoint(people, application, people.anna, TODAY)
    by = getattr(people, who)
    with pytest.raises(PermissionDenied):
        actions.correct_responsibility(
            by=by,
            responsibility=held,
            person=by,
            starts_on=TODAY,
            ends_on=None,
            decision="",
            why="x",
        )
    with pytest.raises(PermissionDenied):
        actions.remove_responsibility(by=by, responsibility=held, why="x")
    with pytest.raises(PermissionDenied):
        actions.end_responsibility(
            by=by, responsibility=held, ends_on=TODAY, leaves_gap=True, why="x"
        )


def test_the_line_is_a_page_that_tells_every_gap_and_leads_to_filling_it(
    people, application, as_person
):
    appoint(people, application, people.anna, TODAY)
    address = reverse("responsibility_line", args=[application.pk])
    text = as_person(people.anna).get(address).content.decode()
    assert "Ingen systemägare" in text
    assert f"fran={LONG_AGO}" in text
    assert "fran=" not in as_person(people.bo).get(address).content.decode()
    assert as_person(people.cilla).get(address).status_code == 404


def test_the_gap_stands_on_the_application_and_in_the_list(people, application, as_person):
    held = appoint(people, application, people.anna, LONG_AGO)
    actions.end_responsibility(
        by=people.anna, responsibility=held, ends_on=YESTERDAY, leaves_gap=True, why="Vakant"
    )
    client = as_person(people.anna)
    page = client.get(reverse("application_page", args=[application.pk])).content.decode()
    assert "Saknar systemägare sedan 2009-01-01" in page
    assert "Vakant" in page
    listed = client.get(reverse("application_list") + "?utan_agare=1").content.decode()
    assert "saknas sedan 2009-01-01" in listed


def test_what_was_typed_survives_when_the_form_refuses(people, application, as_person):
    appoint(people, application, people.anna, LONG_AGO)
    answer = as_person(people.anna).post(
        reverse("responsibility_add", args=[application.pk]),
        {
            "role": "system_owner",
            "person": people.bo.pk,
            "starts_on": "2005-01-01",
            "ends_on": "2005-02-01",
        },
    )
    assert answer.status_code == 422
    assert "Anna äger applikationen" in answer.content.decode()
    assert 'value="2005-02-01"' in answer.content.decode()


def test_the_api_reads_and_writes_the_line(people, application, as_person):
    client = as_person(people.anna)
    address = f"/api/v1/applications/{application.pk}/responsibilities"
    body = {"role": "system_owner", "person_id": people.anna.pk, "starts_on": "2009-01-01"}
    made = client.post(address, body, content_type="application/json")
    assert made.status_code == 201
    line = client.get(address).json()
    assert line["gaps"] == [{"starts_on": "2001-01-01", "ends_on": "2008-12-31", "reason": ""}]
    row = f"/api/v1/responsibilities/{made.json()['id']}"
    change = {"starts_on": "2001-01-01", "why": "Sedan start"}
    version = {"If-Match": made.headers["ETag"]}
    changed = client.patch(row, change, content_type="application/json", headers=version)
    assert changed.status_code == 200
    assert client.get(address).json()["gaps"] == []
    refused = client.post(f"{row}/end", {"ends_on": "2008-01-01"}, content_type="application/json")
    assert refused.status_code == 409
    stranger = as_person(people.cilla)
    assert stranger.get(address).status_code == 404
    assert stranger.patch(row, change, content_type="application/json").status_code == 404
    assert Responsibility.objects.count() == 1


DAYS = [LONG_AGO + dt.timedelta(days=number) for number in range(12)]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["anna", "bo", "cilla"]),
            st.integers(0, 11),
            st.none() | st.integers(0, 11),
        ),
        max_size=5,
    )
)
def test_any_sequence_of_appointments_is_provable_day_by_day_and_in_the_history(people, sequence):
    """Those whom the product lets through are counted by hand; those refused change nothing."""
    made = factories.application(people.amal)
    by_hand: dict[dt.date, str] = {}
    for name, start, end in sequence:
        who = getattr(people, name)
        last = DAYS[end] if end is not None else None
        before = history(made).count()
        try:
            held = appoint(people, made, who, DAYS[start], last, others_give_way=True)
        except ValidationError:
            assert history(made).count() == before
            continue
        by_hand |= {day: who.name for day in DAYS if held.holds_on(day)}
        assert history(made).filter(event="register.owner_appointed").count() >= 1
    assert owners(made, *DAYS) == [by_hand.get(day) for day in DAYS]
    rows = sorted(spell.period for spell in owner_line(made))
    assert all(one.overlap(other) is None for one, other in pairwise(rows))
    assert rows[0].starts_on == made.starts_on


def test_the_reason_for_a_gap_stands_in_the_policys_evidence(people, application, as_person):
    adopt_policy(by=people.administrator, federation=people.federation, document=shipped_policy())
    factories.participation(application, people.amal)
    held = appoint(people, application, people.anna, LONG_AGO)
    actions.end_responsibility(
        by=people.anna,
        responsibility=held,
        ends_on=YESTERDAY,
        leaves_gap=True,
        why="Tjänsten är vakant",
    )
    page = as_person(people.anna).get(reverse("clause_page", args=["P3.4"])).content.decode()
    assert "Tjänsten är vakant" in page
