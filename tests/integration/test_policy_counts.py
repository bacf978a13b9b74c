"""Kept figures of a policy are never silently behind: they say of when they are, and are counted anew."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samdrift.decisions.policy import actions
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries.counted import FIGURES
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.actions.sign_ins import record_sign_in
from samdrift.foundation.organisations.kept_facts import (
    FactName,
    compute_in_background,
    compute_what_is_behind,
)
from samdrift.foundation.organisations.models import KeptFact
from samdrift.foundation.organisations.silent_work import take_up_silent_work
from samdrift.records.register.actions import add_application, appoint_owner
from samdrift.records.register.models import Application
from tests import factories
from tests.people import Society

CHANGED = "Registret har ändrats sedan dess"
UNCHANGED = "inget har registrerats sedan dess"


@pytest.fixture
def policy(people: Society, settings) -> Policy:
    """One application that lacks its owner; counting is said to take long."""
    factories.application(people.amal, "Kartan")
    found = actions.adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )
    settings.COUNTED_AT_ONCE = -1
    return found


def _count(policy: Policy) -> None:
    compute_in_background.func(str(FactName(FIGURES, policy.pk)))


def _kept() -> KeptFact:
    return KeptFact.objects.get(name__startswith=FIGURES)


def _rested() -> None:
    """As if the latest counting was long ago."""
    KeptFact.objects.update(seconds=0)


def _add_one(people: Society) -> None:
    add_application(
        by=people.anna,
        name="Ny",
        host=people.amal,
        starts_on=dt.date(2000, 1, 1),
        phase="maintenance",
    )


def _page(person) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("policy")).content.decode()


def _owners(page: str) -> str:
    """The figure of the clause that asks for owners, as the page says it."""
    found = re.search(r"(\d+) av (\d+) applikationer[^.]*har en systemägare i dag", page)
    assert found, "the page has no figure of owners"
    return f"{found[1]}/{found[2]}"


def test_figures_that_take_long_are_counted_in_the_background_and_kept(
    policy: Policy, people: Society
) -> None:
    assert UNCHANGED in _page(people.bo)
    assert not KeptFact.objects.filter(
        name__startswith=FIGURES
    ).exists()  # reading a page stores nothing
    _count(policy)
    kept = _kept()
    assert UNCHANGED in _page(people.bo)
    assert _kept().counted_at == kept.counted_at


def test_a_change_is_told_beside_the_old_figure_until_it_is_counted(
    policy: Policy, people: Society
) -> None:
    _count(policy)
    _rested()
    assert _owners(_page(people.bo)) == "0/1"
    application = Application.objects.get()
    appoint_owner(
        by=people.anna, application=application, person=people.anna, starts_on=dt.date(2009, 1, 1)
    )
    page = _page(people.bo)
    assert CHANGED in page
    assert _owners(page) == "0/1"
    client = Client()
    client.force_login(people.anna)  # an employee's start page has no figures of the policy
    assert CHANGED in client.get("/").content.decode()
    items = client.get("/api/v1/policy/clauses").json()["items"]
    assert {each["changed_since"] for each in items} == {True}
    _count(policy)
    page = _page(people.bo)
    assert UNCHANGED in page
    assert _owners(page) == "1/1"


def test_what_is_stored_late_with_a_lower_key_is_a_change_too(
    policy: Policy, people: Society
) -> None:
    _add_one(people)
    latest = AuditEvent.objects.order_by("pk").last()
    AuditEvent.objects.filter(pk=latest.pk).update(id=latest.pk + 5)
    _count(policy)
    assert UNCHANGED in _page(people.bo)
    AuditEvent.objects.create(pk=latest.pk + 2, event="register.application_changed")
    assert CHANGED in _page(people.bo)


def test_signing_in_changes_no_figure(policy: Policy, people: Society) -> None:
    _count(policy)
    record_sign_in(by=people.bo)
    assert UNCHANGED in _page(people.bo)


def test_another_day_makes_figures_be_behind(policy: Policy, people: Society, settings) -> None:
    _count(policy)
    settings.SAMDRIFT_TODAY = "2009-01-02"
    assert CHANGED in _page(people.bo)
    assert compute_what_is_behind(timezone.now()) == 1


def test_the_service_asks_once_for_what_is_behind_and_not_all_the_time(
    policy: Policy, people: Society
) -> None:
    _count(policy)
    assert "facts" not in take_up_silent_work()
    record_sign_in(by=people.bo)
    _add_one(people)
    KeptFact.objects.update(seconds=3600)
    assert "facts" not in take_up_silent_work()  # it took an hour: not again at once
    _rested()
    assert take_up_silent_work()["facts"] == 1


def test_one_count_waits_in_the_queue_however_many_look(
    policy: Policy, people: Society, django_capture_on_commit_callbacks
) -> None:
    for _round in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            _page(people.bo)
    assert DBTaskResult.objects.filter(task_path=compute_in_background.module_path).count() == 1


def test_where_counting_is_quick_nothing_is_kept(policy: Policy, people: Society, settings) -> None:
    _count(policy)
    settings.COUNTED_AT_ONCE = 600
    _count(policy)
    assert not KeptFact.objects.filter(name__startswith=FIGURES).exists()
    assert UNCHANGED in _page(people.bo)


def test_the_nights_results_and_the_page_are_one_count(policy: Policy, people: Society) -> None:
    assert actions.keep_results_of_the_day() == 1
    kept = _kept()
    for each in policy.clauses.filter(results__isnull=False):
        result = each.results.get()
        figures = kept.value[f"{each.pk} {each.check_name}"]
        assert [result.done, result.total] == figures[:2]
