"""Who may tell of a change, who may not, and who sees what."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samdrift.decisions.notices import actions as notices
from samdrift.decisions.notices.models import ChangeNotice
from samdrift.decisions.notices.queries.missing_notices import unannounced_changes
from samdrift.decisions.notices.queries.notices import visible_notices
from samdrift.decisions.notices.queries.own_notices import own_notices, reach_of
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import LifecycleEvent, LifecycleKind
from tests import factories
from tests.integration.notice_told import NEW_YEAR, Told, notice, own, platform, sent

Step = Callable[[Person, Told], Any]
STEPS: dict[str, Step] = {
    "draft": lambda by, at: notices.draft_notice(by=by, notice=notice(at)),
    "preview": lambda by, at: notices.previewed_notice(by=by, notice=notice(at)),
    "change": lambda by, at: notices.change_notice(
        by=by, notice=ChangeNotice.objects.get(title="Utkast")
    ),
    "discard": lambda by, at: notices.discard_notice(
        by=by, notice=ChangeNotice.objects.get(title="Utkast")
    ),
    "send": lambda by, at: notices.send_notice(
        by=by, notice=ChangeNotice.objects.get(title="Utkast")
    ),
    "remind": lambda by, at: notices.remind_recipients(
        by=by, notice=ChangeNotice.objects.get(title="Skickad")
    ),
    "withdraw": lambda by, at: notices.withdraw_notice(
        by=by, notice=ChangeNotice.objects.get(title="Skickad"), why="Nej"
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_who_may_tell_and_who_may_not(told: Told, name: str) -> None:
    notices.draft_notice(by=told.people.anna, notice=notice(told, title="Utkast"))
    sent(told, notice(told, title="Skickad"))
    events = AuditEvent.objects.count()
    people = told.people
    for other in (people.bo, people.cilla, people.seller, people.neighbour, told.manager):
        with pytest.raises(PermissionDenied):
            STEPS[name](other, told)
    assert AuditEvent.objects.count() == events
    STEPS[name](told.people.anna, told)


def test_an_owner_tells_of_the_own_application_and_of_no_other(told: Told) -> None:
    own(told, told.people.bo)
    made = notices.draft_notice(by=told.people.bo, notice=platform(told))
    assert made.made_by == told.people.bo
    other = factories.application(told.people.amal, "Annat")
    with pytest.raises(PermissionDenied):
        notices.draft_notice(by=told.people.bo, notice=platform(told, application=other))


def test_who_sees_a_notice(told: Told) -> None:
    draft = notices.draft_notice(by=told.people.anna, notice=notice(told, title="Utkast"))
    made = sent(told)

    def seen(by: Person) -> set[int]:
        return set(visible_notices(by).values_list("pk", flat=True))

    assert seen(told.people.anna) == seen(told.people.controller) == {draft.pk, made.pk}
    assert seen(told.manager) == {made.pk}
    for stranger in (told.people.bo, told.people.cilla, told.people.seller, told.people.neighbour):
        assert seen(stranger) == set()


def test_a_manager_sees_what_changes_for_the_own_department(told: Told) -> None:
    sent(told)
    changes = own_notices(told.manager, reach_of(told.manager))
    assert [(row.unit, row.change_ore) for row in changes[0].rows] == [(told.social, 562_500)]
    assert changes[0].is_waiting
    whole = own_notices(told.people.controller, reach_of(told.people.controller))
    assert {row.unit for row in whole[0].rows} == {told.social, told.school}


def test_changes_that_nobody_was_told_of_are_listed(told: Told) -> None:
    rule = sharing.agree_on_rule(
        by=told.people.anna,
        federation=told.people.federation,
        key="equal",
        origin="Avtal 7",
        starts_on=dt.date(2010, 1, 1),
        application=told.application,
    )
    LifecycleEvent.objects.create(
        application=told.application, kind=LifecycleKind.MOVED, on=dt.date(2009, 10, 1)
    )
    LifecycleEvent.objects.create(
        application=told.application, kind=LifecycleKind.UPGRADED, on=dt.date(2008, 10, 1)
    )
    federation = told.people.federation
    assert [each.on for each in unannounced_changes(federation, NEW_YEAR)] == [
        dt.date(2009, 10, 1),
        dt.date(2010, 1, 1),
    ]
    draft = notices.draft_notice(by=told.people.anna, notice=notice(told))
    assert unannounced_changes(federation, NEW_YEAR)[1].draft == draft
    assert unannounced_changes(federation, NEW_YEAR)[1].rule == rule
    notices.send_notice(by=told.people.anna, notice=draft)
    sent(told, platform(told, takes_effect_on=dt.date(2009, 11, 1)))
    assert unannounced_changes(federation, NEW_YEAR) == []
