"""The federation says how long before the end procurement begins, from a day on; else the usual times hold."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.actions import (
    change_procurement_times,
    settle_procurement_times,
)
from samdrift.records.agreements.lead_times import ProcurementTimes
from samdrift.records.agreements.queries import states_on
from tests import factories
from tests.people import Society

SignIn = Callable[[Person], Client]
NEW_YEAR = dt.date(2009, 1, 1)


def _times(people: Society, **changes) -> ProcurementTimes:
    return ProcurementTimes(federation=people.federation, **{"starts_on": NEW_YEAR, **changes})


def test_what_is_settled_decides_where_agreements_stand_from_its_day_on(people: Society) -> None:
    agreement = factories.agreement(people.amal, kind="supplier", ends_on=dt.date(2010, 3, 31))
    assert agreement.months_to_procure == 9
    settle_procurement_times(by=people.administrator, times=_times(people, other_months=15))
    settle_procurement_times(
        by=people.administrator,
        times=_times(people, other_months=24, starts_on=dt.date(2009, 2, 1)),
    )
    agreement.refresh_from_db()
    assert agreement.months_to_procure == 15
    assert states_on([agreement], NEW_YEAR)[agreement.pk].state == "procurement_due"
    own = factories.agreement(people.amal, kind="supplier", procurement_months=3)
    assert own.months_to_procure == 3
    strange = factories.agreement(people.supplier, kind="supplier")
    assert strange.months_to_procure == 9


def test_the_administrator_settles_others_read_and_strangers_have_their_own(
    people: Society, as_person: SignIn
) -> None:
    for other in (people.anna, people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            settle_procurement_times(by=other, times=_times(people))
    times = settle_procurement_times(by=people.administrator, times=_times(people))
    for other in (people.anna, people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            change_procurement_times(by=other, times=times)
    assert as_person(people.anna).get(reverse("procurement_times")).status_code == 200
    assert as_person(people.anna).get(reverse("procurement_times_add")).status_code == 403
    change = reverse("procurement_times_change", args=[times.pk])
    assert as_person(people.bo).get(change).status_code == 403
    assert as_person(people.cilla).get(change).status_code in {403, 404}


def test_times_that_contradict_each_other_are_refused_beside_the_field(people: Society) -> None:
    wrong: list[tuple[dict[str, int], str]] = [
        ({"dear_ore": 0}, "dear_ore"),
        ({"dear_ore": 200_000_000}, "dearest_ore"),
        ({"other_months": 121}, "other_months"),
    ]
    for changes, field in wrong:
        with pytest.raises(ValidationError) as refused:
            settle_procurement_times(by=people.administrator, times=_times(people, **changes))
        assert set(refused.value.message_dict) == {field}
    settle_procurement_times(by=people.administrator, times=_times(people))
    with pytest.raises(ValidationError):
        settle_procurement_times(by=people.administrator, times=_times(people))
    assert ProcurementTimes.objects.count() == 1


def test_the_page_shows_what_holds_with_its_history(people: Society, as_person: SignIn) -> None:
    fia = as_person(people.administrator)
    shown = fia.get(reverse("procurement_times"))
    assert [holds for _row, holds, _settled in shown.context["rows"]] == [True]
    form = fia.get(reverse("procurement_times_add")).context["form"]
    sent = {name: form[name].value() for name in form.fields if not name.endswith("_ore")} | {
        "dearest_ore": "2000000",
        "dear_ore": "500000",
        "other_months": "8",
    }
    assert fia.post(reverse("procurement_times_add"), sent).status_code == 302
    times = ProcurementTimes.objects.get()
    assert (times.dearest_ore, times.other_months) == (200_000_000, 8)
    shown = fia.get(reverse("procurement_times"))
    assert [holds for _row, holds, _settled in shown.context["rows"]] == [True, False]
    assert len(history_of(times)) == len(shown.context["events"]) == 1
    assert reverse("procurement_times") in fia.get(reverse("agreement_list")).content.decode()
