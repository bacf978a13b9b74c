"""What the demonstration tells of changes and asks for in budgets."""

import datetime as dt

from samdrift.decisions.budgeting.convert.frames import FrameVerdict, against_frames
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.notices.models import Mailed
from samdrift.decisions.notices.present.pages import counted_again
from samdrift.decisions.notices.queries.missing_notices import unannounced_changes
from samdrift.journey import DAY
from tests.journey.conftest import Walked


def test_a_change_of_key_moves_money_and_makes_none(walked: Walked) -> None:
    key = walked.decided.notices[0]
    changes = list(key.consequences.select_related("organisation", "unit"))
    assert {row.year for row in changes} == {2010, 2011, 2012}
    assert sum(row.change_ore for row in changes) == 0
    dalsed = [
        row.change_ore for row in changes if str(row.organisation) == "Dals-Ed" and row.year == 2010
    ]
    assert sum(dalsed) == 5_786_815
    assert len(dalsed) == 3  # one a department
    assert counted_again(key)


def test_a_change_of_platform_is_borne_by_all_seven(walked: Walked) -> None:
    switch = walked.decided.notices[1]
    sums = {
        year: sum(row.change_ore for row in switch.consequences.filter(year=year))
        for year in (2009, 2010, 2011)
    }
    assert sums == {2009: 35_000_000, 2010: -12_000_000, 2011: -12_000_000}
    assert switch.consequences.values("organisation").distinct().count() == 7
    assert switch.is_late


def test_who_was_told_and_who_has_answered(walked: Walked) -> None:
    key, switch, _draft, _version = walked.decided.notices
    answered = {
        row.person.name: row.acknowledged_on
        for row in key.acknowledgements.select_related("person")
    }
    assert {name for name, on in answered.items() if on} == {"Britta Holmgren"}
    assert all(
        row.answer_state(DAY) == "overdue"
        for row in key.acknowledgements.exclude(acknowledged_on=DAY)
    )
    assert "Roger Rask" in answered
    assert "Karin Kron" not in answered  # she sent it
    assert {row.mail_state for row in switch.acknowledgements.select_related("message")} == {
        Mailed.WAITING
    }


def test_what_nobody_was_told_of_is_known(walked: Walked) -> None:
    untold = unannounced_changes(walked.society.federation, DAY)
    assert [(str(each.on), each.title) for each in untold] == [
        ("2009-07-01", "PA- och lönesystem"),
        ("2010-01-01", "Bibliotekssystem i samverkan"),
    ]
    later = unannounced_changes(walked.society.federation, dt.date(2010, 1, 1))
    assert later == []


def test_what_does_not_fit_is_asked_for_where_there_is_a_frame(walked: Walked) -> None:
    requests = walked.decided.requests
    rows = [row for needs in against_frames(Proposal.objects.all()).values() for row in needs]
    over = [row for row in rows if row.verdict == FrameVerdict.OVER]
    assert {row.request for row in over} == set(requests)
    assert all(0 < row.asked_ore <= row.needed_ore for row in over)
    assert {"granted", "partly", "sent", "needed"} >= {each.status for each in requests}
    assert [each.status for each in requests if str(each.organisation) == "Mellerud"][:2] in (
        ["partly", "sent"],
        ["sent", "partly"],
    )
