"""The same act twice, or by eight at once: one effect, one event, and a refusal in words to the others."""

import datetime as dt
import threading
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, connections

from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Decision
from samdrift.decisions.sharing import actions as sharing
from samdrift.decisions.sharing.models import DepartmentRule, Share, SharingRule
from samdrift.foundation.audit.models import AuditEvent
from samdrift.records.agreements.actions import use_extension_option
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Participation
from samdrift.records.spending.actions import approve_cost_lines
from samdrift.records.spending.models import Approval
from tests.integration import test_verbs
from tests.integration.test_verbs import VERBS, Place, Verb

place = test_verbs.place  # the place of the verbs by three
SUMMER = dt.date(2009, 6, 30)
#: Those whose case makes first what it then ends.
CASES: dict[str, Verb] = {
    **VERBS,
    "copy_forward": lambda by, at: test_verbs.spending.copy_forward(
        by=by, lines=at.own.cost_lines.filter(year=2009), year=2010
    ),
    "propose_rule": lambda by, at: sharing.propose_rule(
        by=by,
        rule=SharingRule.objects.first() or test_verbs._waiting_rule(at),
    ),
    "withdraw_rule": lambda by, at: sharing.withdraw_rule(
        by=by,
        rule=SharingRule.objects.first() or test_verbs._waiting_rule(at),
    ),
    "end_rule": lambda by, at: sharing.end_rule(
        by=by,
        rule=SharingRule.objects.first() or test_verbs._rule(at),
        ends_on=SUMMER,
    ),
    "end_department_rule": lambda by, at: sharing.end_department_rule(
        by=by,
        rule=DepartmentRule.objects.first() or test_verbs._split(at),
        ends_on=SUMMER,
    ),
}
#: A file may be looked at twice; it is brought in once, which its upload's step holds.
OF_FILES = {"preview_costs", "take_in_cost_lines"}


@pytest.mark.parametrize("name", sorted(CASES.keys() - OF_FILES))
def test_the_same_act_twice_has_one_effect(place: Place, name: str) -> None:
    CASES[name](place.people.anna, place)
    events = AuditEvent.objects.count()
    with suppress(ValidationError, ObjectDoesNotExist):  # refused, or nothing is left to do it to
        CASES[name](place.people.anna, place)
    assert AuditEvent.objects.count() == events


def _proposal(place: Place) -> Any:
    share = VERBS["share_cost"](place.people.anna, place)
    return sharing.propose_share(by=place.people.anna, share=share)


def test_a_body_decides_once_a_day_and_what_was_wrong_is_corrected(place: Place) -> None:
    proposal = _proposal(place)
    said: dict[str, Any] = {
        "by": place.people.anna,
        "proposal": proposal,
        "organisation": place.people.amal,
        "body": "board",
        "outcome": "adopted",
        "on": dt.date(2009, 1, 1),
        "paragraph": "§ 1",
    }
    first = record_decision(**said)
    with pytest.raises(ValidationError) as refused:
        record_decision(**said | {"outcome": "rejected"})
    assert "body" in refused.value.message_dict
    record_decision(**said, corrects=first)
    with pytest.raises(ValidationError):
        record_decision(**said, corrects=first)
    assert Decision.objects.count() == 2


def _at_once(act: Any) -> list[str]:
    """What eight people get who do the same at the same moment: done, or refused in words."""
    told: list[str] = []
    together = threading.Barrier(8)

    def one() -> None:
        try:
            together.wait(timeout=20)
            act()
            told.append("done")
        except ValidationError:
            told.append("refused")
        except Exception as wrong:  # noqa: BLE001 - told to the test
            told.append(repr(wrong))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
@pytest.mark.parametrize(
    "name", ["decision", "option", "join", "end", "approve", "share", "propose"]
)
def test_eight_at_once_are_one(place: Place, name: str) -> None:
    by, amal = place.people.anna, place.people.amal
    Agreement.objects.filter(pk=place.agreement.pk).update(
        ends_on=dt.date(2009, 12, 31), extension_options=3, extension_months=12, renewal="option"
    )
    agreements = iter([Agreement.objects.get(pk=place.agreement.pk) for _each in range(8)])
    ended = iter([place.own.participations.get() for _each in range(8)])
    line = place.own.cost_lines.get()
    type(line).objects.filter(pk=line.pk).update(approved_on=None)
    VERBS["appoint_owner"](by, place)
    proposal = _proposal(place) if name == "decision" else None
    kept = VERBS["share_cost"](by, place) if name == "propose" else None
    acts: dict[str, tuple[Any, Any]] = {
        "decision": (
            lambda: record_decision(
                by=by,
                proposal=proposal,
                organisation=amal,
                body="board",
                outcome="adopted",
                on=dt.date(2009, 1, 1),
                paragraph="§ 1",
            ),
            Decision.objects.all(),
        ),
        "option": (
            lambda: use_extension_option(by=by, agreement=next(agreements)),
            Agreement.objects.filter(pk=place.agreement.pk, extension_options=2),
        ),
        "join": (
            lambda: VERBS["join_application"](by, place),
            Participation.objects.filter(application=place.own, organisation=place.people.mellerud),
        ),
        "end": (
            lambda: test_verbs.register.end_participation(
                by=by, participation=next(ended), ends_on=SUMMER
            ),
            AuditEvent.objects.filter(event="register.participation_ended"),
        ),
        "approve": (
            lambda: approve_cost_lines(by=place.people.bo, lines=[line]),
            Approval.objects.all(),
        ),
        "share": (lambda: VERBS["share_cost"](by, place), Share.objects.all()),
        "propose": (
            lambda: sharing.propose_share(by=by, share=kept),
            Share.objects.exclude(proposal=None),
        ),
    }
    act, effects = acts[name]
    told = _at_once(act)
    assert set(told) <= {"done", "refused"}, told
    assert effects.count() == 1
    assert name == "approve" or told.count("done") == 1
    assert connection.vendor == "postgresql"
