"""Dates of steps: what waits for what, what an agreement binds, what slips and what it costs."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.findings import InvalidInput
from samdrift.core.introduction import (
    LENGTHS,
    Exit,
    Running,
    Schedule,
    ScheduledTask,
    StepKind,
    Task,
    Transition,
    Turning,
    delay_task,
    double_days,
    extra_ore,
    first_schedule,
    last_day_of,
    reschedule,
    running_by_area,
    slack_of,
    task_key,
    tasks_of,
    working_days,
)
from samdrift.core.introduction.days import (
    day_after,
    first_day_of,
    on_or_after,
    on_or_before,
    red_days,
)
from samdrift.core.notice import Terms

MONDAY = dt.date(2009, 1, 5)
FAR = dt.date(2009, 12, 31)


def _ends(schedule: Schedule) -> dict[str, str]:
    return {key: each.ends_on.isoformat() for key, each in schedule.dated.items()}


def _leaving(leaving: Exit, days: int) -> list[Task]:
    """Something introduced in a number of days, notice given, and the old retired."""
    return [
        Task("i", days),
        Task("n", 5, covers=leaving, until="i"),
        Task("r", 10, ("i", "n"), leaves=leaving),
    ]


def test_working_days_go_over_weekends() -> None:
    monday = dt.date(2009, 1, 12)
    assert last_day_of(monday, 5) == dt.date(2009, 1, 16)
    assert last_day_of(monday, 6) == dt.date(2009, 1, 19)
    assert first_day_of(dt.date(2009, 1, 19), 6) == monday
    assert working_days(dt.date(2009, 1, 9), dt.date(2009, 1, 12)) == 2
    assert working_days(dt.date(2009, 1, 9), dt.date(2009, 1, 8)) == 0
    assert day_after(dt.date(2009, 1, 10)) == dt.date(2009, 1, 12)


def test_working_days_go_over_red_days() -> None:
    """Epiphany, Easter, 1 May, Ascension, and the eves of midsummer, Christmas and the new year, all 2009."""
    assert day_after(MONDAY) == dt.date(2009, 1, 7)
    assert last_day_of(dt.date(2009, 4, 9), 2) == dt.date(2009, 4, 14)
    assert first_day_of(dt.date(2009, 5, 4), 2) == dt.date(2009, 4, 30)
    assert working_days(dt.date(2009, 5, 18), dt.date(2009, 5, 22)) == 4
    assert on_or_after(dt.date(2009, 6, 19)) == dt.date(2009, 6, 22)
    assert on_or_before(dt.date(2009, 12, 31)) == dt.date(2009, 12, 30)
    assert working_days(dt.date(2009, 12, 24), dt.date(2010, 1, 6)) == 5
    assert sum(day.weekday() < 5 for day in red_days(2009)) == 10


def test_no_step_begins_or_is_due_on_a_red_day() -> None:
    """Due on the last day before the year of 2010, each taking a day: none stands on an eve or a holiday."""
    tasks = [Task("0", 1)] + [Task(str(at), 1, (str(at - 1),)) for at in range(1, 260)]
    tasks[-1] = replace(tasks[-1], aim=dt.date(2009, 12, 31))
    for placed in first_schedule(tasks, dt.date(2008, 12, 1)).dated.values():
        for day in (placed.starts_on, placed.ends_on):
            assert day.weekday() < 5
            assert day not in red_days(day.year)


def test_just_in_time_where_there_is_time() -> None:
    tasks = [Task("a", 5), Task("b", 5, ("a",), aim=dt.date(2009, 3, 31)), Task("c", 2, ("b",))]
    assert _ends(first_schedule(tasks, MONDAY)) == {
        "a": "2009-03-24",
        "b": "2009-03-31",
        "c": "2009-04-02",
    }


def test_as_early_as_can_be_where_there_is_not() -> None:
    tasks = [Task("a", 5), Task("b", 5, ("a",), aim=dt.date(2009, 1, 9), due=dt.date(2009, 1, 14))]
    schedule = first_schedule(tasks, MONDAY)
    assert _ends(schedule) == {"a": "2009-01-12", "b": "2009-01-19"}  # Epiphany between
    assert [(each.rule, each.values["days"]) for each in schedule.findings] == [("no-time", 3)]
    assert schedule.critical == ("a", "b")


def test_the_old_lasts_as_long_as_its_agreement() -> None:
    """Until the end of 2009 with six months' notice: given in July it is prolonged by two years."""
    leaving = Exit(Terms(dt.date(2005, 1, 1), FAR, 6, 24), notice="n")
    tasks = _leaving(leaving, 20)
    schedule = first_schedule(tasks, MONDAY)
    assert schedule.dated["r"].ends_on == dt.date(
        2010, 1, 4
    )  # the first working day from the end on
    assert schedule.critical == ("n", "r")
    assert [each.rule for each in schedule.findings] == ["bound-beyond"]
    late = delay_task(_stored(tasks, schedule), "n", dt.date(2009, 7, 1), MONDAY)
    assert late.after.dated["r"].ends_on == dt.date(2012, 1, 2)  # 31 December 2011 is a Saturday
    assert late.moved == ("n", "r")
    assert "notice-too-late" in {each.rule for each in late.after.findings}


def test_notice_is_not_given_so_early_that_there_is_a_gap() -> None:
    until_notice = Exit(Terms(dt.date(2005, 1, 1), None, 3), notice="n")
    tasks = _leaving(until_notice, 100)
    schedule = first_schedule(tasks, MONDAY)
    ends = until_notice.ends_on(schedule.dated["n"].ends_on)
    assert ends is not None
    assert ends >= schedule.dated["i"].ends_on
    assert schedule.dated["r"].ends_on >= ends
    assert schedule.findings == ()


def test_a_notice_day_that_has_passed_is_told() -> None:
    leaving = Exit(Terms(dt.date(2005, 1, 1), FAR, 12, 12), notice="n")
    tasks = _leaving(leaving, 20)
    findings = first_schedule(tasks, MONDAY).findings
    told = next(each for each in findings if each.rule == "notice-day-passed")
    assert told.values == {"last": dt.date(2008, 12, 31), "end": dt.date(2010, 12, 31)}


def test_an_agreement_that_ends_before_the_new_is_in_use_is_told() -> None:
    ends = Exit(Terms(dt.date(2005, 1, 1), dt.date(2009, 1, 31), 0, 0))
    assert [each.rule for each in first_schedule(_leaving(ends, 40), MONDAY).findings] == [
        "ends-too-early"
    ]


def test_what_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as wrong:
        first_schedule([Task("a", 0), Task("b", 1, ("x",))], MONDAY)
    assert {each.rule for each in wrong.value.findings} == {"no-days", "unknown-task"}
    with pytest.raises(InvalidInput) as wrong:
        first_schedule([Task("a", 1, ("b",)), Task("b", 1, ("a",))], MONDAY)
    assert wrong.value.findings[0].rule == "circle"


def test_the_steps_of_an_area_wait_for_the_host() -> None:
    period = {"goes_over_on": dt.date(2010, 1, 1), "goes_over_by": dt.date(2010, 12, 31)}
    leaving = Exit(Terms(dt.date(2005, 1, 1), None, 3))
    goings = [
        Transition("host", **period, host=True),
        Transition("one", **period, leaving=leaving, needs_notice=True),
        Transition("new", **period, has_old=False, procures=True),
    ]
    tasks = {task.key: task for task in tasks_of(goings)}
    assert [key for key in tasks if key.startswith("host")] == ["host/setup"]
    assert "one/procurement" not in tasks
    assert {"new/notice", "new/retirement"}.isdisjoint(tasks)
    assert "host/setup" in tasks["one/introduction"].after
    assert tasks["one/retirement"].leaves.notice == "one/notice"
    assert tasks["one/notice"].until == "one/introduction"
    schedule = first_schedule(list(tasks.values()), MONDAY)
    assert schedule.dated["one/introduction"].ends_on == dt.date(2009, 12, 30)  # the eve is free


def test_what_waiting_costs() -> None:
    """Today 365 000 kr a year, 250 000 with the plan: thirty days late with both is thirty days of the difference."""
    running = Running(36_500_000, 25_000_000)
    before = Turning(dt.date(2009, 6, 30), dt.date(2009, 7, 31))
    both = Turning(dt.date(2009, 7, 30), dt.date(2009, 8, 30))
    assert extra_ore(running, before, both) == 30 * 100_000 - round(30 * 25_000_000 / 365)
    assert extra_ore(running, before, Turning(before.introduced_on, both.retired_on)) == 3_000_000
    assert double_days(before) == 31
    assert extra_ore(running, Turning(None, None), both) == 0


def test_running_cost_follows_work() -> None:
    options = [{"id": "o", "load_fte": [0.3, 0.06], "load_fixed_fte": 0.2}]
    problem = {
        "areas": [
            {
                "id": "gis",
                "members": ["1", "2"],
                "current_load_fte": [0.5, 0.1],
                "options": options,
            },
            {"id": "bygg", "members": ["1"], "current_load_fte": [0.5], "options": []},
        ]
    }
    answer = [{"id": "gis", "moves": [{"municipality": code, "option": "o"} for code in "12"]}]
    found = running_by_area(problem, answer, {"1": [1000, 1000], "2": [200, 200]})
    assert found["gis", "1"] == Running(
        500, 400
    )  # half the work of a thousand; 0.3 and half of 0.2 of it
    assert found["gis", "2"] == Running(200, 320)
    by_people = running_by_area(problem, answer, {"1": [1000], "2": [200]}, {"1": 3, "2": 1})
    assert by_people["gis", "1"] == Running(500, 450)  # 0.3 and three quarters of 0.2


# ── whatever the tasks are ───────────────────────────────────────────────────
DAYS = st.dates(dt.date(2009, 1, 1), dt.date(2010, 12, 31))


@st.composite
def plans(draw) -> list[Task]:
    """Up to eight tasks, each waiting for some of those before it; some leave an agreement."""
    tasks: list[Task] = []
    for number in range(draw(st.integers(1, 8))):
        keys = [task.key for task in tasks]
        after = (
            tuple(draw(st.lists(st.sampled_from(keys), unique=True, max_size=3))) if keys else ()
        )
        task = Task(
            f"t{number}",
            draw(st.integers(1, 60)),
            after,
            aim=draw(st.none() | DAYS),
            not_before=draw(st.none() | DAYS),
        )
        tasks.append(task)
    if draw(st.booleans()):
        ends_on, renews = draw(st.none() | DAYS), draw(st.sampled_from([0, 12, 24]))
        notice = draw(st.integers(0, 14))
        terms = Terms(dt.date(2000, 1, 1), ends_on, notice, renews if ends_on else 0)
        leaving = Exit(terms, notice="n")
        last = tasks[-1].key
        tasks += [
            Task("n", 3, covers=leaving, until=last),
            Task("r", 5, (last, "n"), leaves=leaving),
        ]
    return tasks


def _stored(tasks: list[Task], schedule: Schedule) -> list[Task]:
    """The tasks as they are kept: with the dates that they were given."""
    return [
        replace(
            task,
            aim=None,
            not_before=each.starts_on,
            days=working_days(each.starts_on, each.ends_on),
        )
        for task in tasks
        for each in (schedule.dated[task.key],)
    ]


def _in_order(tasks: list[Task], dated: dict[str, ScheduledTask]) -> bool:
    return all(
        dated[key].ends_on < dated[task.key].starts_on for task in tasks for key in task.after
    )


@settings(max_examples=80, deadline=None)
@given(plans(), st.dates(dt.date(2009, 1, 1), dt.date(2009, 12, 31)))
def test_nothing_begins_before_what_it_waits_for(tasks: list[Task], first_day: dt.date) -> None:
    schedule = first_schedule(tasks, first_day)
    assert _in_order(tasks, dict(schedule.dated))
    for task in tasks:
        placed = schedule.dated[task.key]
        assert placed.starts_on >= first_day
        assert working_days(placed.starts_on, placed.ends_on) >= task.days
        if task.leaves is not None:
            end = task.leaves.ends_on(schedule.dated["n"].ends_on)
            assert end is None or placed.ends_on >= end
    again = reschedule(_stored(tasks, schedule), first_day)
    assert dict(_dates(again)) == dict(_dates(schedule))


def _dates(schedule: Schedule) -> list[tuple[str, tuple[dt.date, dt.date]]]:
    return [(key, (each.starts_on, each.ends_on)) for key, each in schedule.dated.items()]


@settings(max_examples=80, deadline=None)
@given(plans(), st.data())
def test_slipping_makes_nothing_earlier_and_keeps_the_order(tasks: list[Task], data) -> None:
    stored = _stored(tasks, first_schedule(tasks, MONDAY))
    key = data.draw(st.sampled_from([task.key for task in stored]))
    today = data.draw(st.dates(MONDAY, dt.date(2009, 6, 30)))
    was = delay_task(stored, key, MONDAY, MONDAY).before[key].ends_on
    late = delay_task(stored, key, was + dt.timedelta(days=data.draw(st.integers(0, 400))), today)
    for each in stored:
        assert late.after.dated[each.key].starts_on >= late.before[each.key].starts_on
        assert late.after.dated[each.key].ends_on >= late.before[each.key].ends_on
    assert _in_order(stored, dict(late.after.dated))
    more = delay_task(stored, key, late.after.dated[key].ends_on + dt.timedelta(days=30), today)
    assert set(late.moved) <= set(more.moved)
    for each in stored:
        assert more.after.dated[each.key].ends_on >= late.after.dated[each.key].ends_on


@settings(max_examples=80, deadline=None)
@given(plans())
def test_the_critical_chain_is_unbroken_and_no_chain_is_longer(tasks: list[Task]) -> None:
    plain = [Task(task.key, task.days, task.after) for task in tasks if task.key not in {"n", "r"}]
    schedule = first_schedule(plain, MONDAY)
    chain = schedule.critical
    by_key = {task.key: task for task in plain}
    assert schedule.dated[chain[0]].starts_on == MONDAY
    for one, other in pairwise(chain):
        assert one in by_key[other].after
        assert schedule.dated[other].starts_on == day_after(schedule.dated[one].ends_on)
    lengths: dict[str, int] = {}
    for task in plain:
        lengths[task.key] = task.days + max((lengths[key] for key in task.after), default=0)
    longest = max(lengths.values())
    assert sum(by_key[key].days for key in chain) == longest
    assert schedule.ends_on == last_day_of(MONDAY, longest)


@settings(max_examples=30, deadline=None)
@given(plans(), st.data())
def test_slack_is_the_most_that_moves_nothing(tasks: list[Task], data) -> None:
    stored = _stored(tasks, first_schedule(tasks, MONDAY))
    key = data.draw(st.sampled_from([task.key for task in stored]))
    slack = slack_of(stored, key, MONDAY)
    now = reschedule(stored, MONDAY)
    over = now.dated[key].ends_on
    within = delay_task(stored, key, last_day_of(day_after(over), slack) if slack else over, MONDAY)
    assert within.after.ends_on == now.ends_on
    if slack < 1500:
        beyond = delay_task(stored, key, last_day_of(day_after(over), slack + 1), MONDAY)
        assert beyond.after.ends_on > now.ends_on
    if key in now.critical and not any(task.leaves for task in stored):
        assert slack == 0


def test_every_kind_of_step_has_a_length() -> None:
    assert set(LENGTHS) == set(StepKind)
    assert task_key("a", StepKind.VALUE) == "a/value"
