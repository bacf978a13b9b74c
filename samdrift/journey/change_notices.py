"""Changes told in good time and one told late, and what did not fit a frame (the policy, P6.4 and P1.5).

Example data, all of it: the changes, what they cost, who has answered, the decision on the budget.
"""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from samdrift.core.sharing import KeyRule, rule_document
from samdrift.decisions.budgeting.actions import (
    decide_budget_request,
    note_budget_needs,
    send_budget_request,
)
from samdrift.decisions.budgeting.models import BudgetRequest
from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.notices.actions.notices import acknowledge_notice, draft_notice, send_notice
from samdrift.decisions.notices.models import ChangeKind, ChangeNotice
from samdrift.decisions.sharing.actions.rules import agree_on_rule
from samdrift.foundation.organisations.clock import today
from samdrift.journey.organisations import Society
from samdrift.records.register.models import Application

NEXT_YEAR = dt.date(2010, 1, 1)
BUDGET_CLOSES = dt.date(2009, 9, 30)
TOLD_ON = dt.date(2008, 11, 20)
MIX = KeyRule(
    "mix", parts=((Fraction(3, 10), KeyRule("equal")), (Fraction(7, 10), KeyRule("population")))
)


def tell_of_changes(society: Society, joint: Mapping[str, Application]) -> list[ChangeNotice]:
    """A key told of in good time, a platform told of late, a draft, one as it should be, and a key untold of."""
    key = _new_key(society, joint["ekonomi"])
    late = _new_switch(society, joint["telefoni"])
    draft = draft_notice(
        by=society.it_manager("bengtsfors"), notice=_moved_server(society, joint["gis"])
    )
    agree_on_rule(
        by=society.people["controller"],
        federation=society.federation,
        key="equal",
        application=joint["bibliotek"],
        origin="Tilläggsavtal biblioteket 2008-12-15 (exempeldata)",
        starts_on=NEXT_YEAR,
    )
    return [key, late, draft, _new_version(society, joint["information"])]


def _new_key(society: Society, application: Application) -> ChangeNotice:
    """Told on paper in November; one municipality has read it, the others are overdue."""
    by = society.people["controller"]
    drafted = draft_notice(
        by=by,
        notice=ChangeNotice(
            federation=society.federation,
            kind=ChangeKind.KEY,
            title="Ny fördelningsnyckel för ekonomisystemet från 2010",
            text="En grundavgift på 30 procent delas lika mellan kommunerna, resten fördelas efter befolkning."
            " Grundavgiften motsvarar det som kostar lika mycket oavsett kommunens storlek.",
            application=application,
            takes_effect_on=NEXT_YEAR,
            budget_deadline=BUDGET_CLOSES,
            new_rule=rule_document(MIX),
            origin="Tilläggsavtal ekonomisystem 2008-11-17 (exempeldata)",
        ),
    )
    sent = send_notice(by=by, notice=drafted, on=TOLD_ON)
    acknowledge_notice(
        by=society.it_manager("bengtsfors"), notice=sent, comment="Inarbetas i budget 2010."
    )
    return sent


def _new_switch(society: Society, application: Application) -> ChangeNotice:
    """Four months before it takes effect, where six were to be: it is marked as late."""
    by = society.it_manager("amal")
    drafted = draft_notice(
        by=by,
        notice=ChangeNotice(
            federation=society.federation,
            kind=ChangeKind.PLATFORM,
            title="Växeln byts mot IP-telefoni",
            text="Leverantören slutar ge stöd åt växelns äldsta del. Den byts under våren; därefter sjunker driften.",
            application=application,
            takes_effect_on=dt.date(2009, 5, 1),
            change_ore={"2009": 35_000_000, "2010": -12_000_000, "2011": -12_000_000},
        ),
    )
    return send_notice(by=by, notice=drafted)


def _new_version(society: Society, application: Application) -> ChangeNotice:
    """Told in December, in good time; those who were told still have some days to answer."""
    by = society.it_manager("dalsed")
    drafted = draft_notice(
        by=by,
        notice=ChangeNotice(
            federation=society.federation,
            kind=ChangeKind.PLATFORM,
            title="Ny version av webbplattformen",
            text="Webbplatserna flyttas till den nya versionen i september. Redaktörerna utbildas i augusti.",
            application=application,
            takes_effect_on=dt.date(2009, 9, 1),
            change_ore={"2009": 4_500_000},
        ),
    )
    return send_notice(by=by, notice=drafted, on=dt.date(2008, 12, 19))


def _moved_server(society: Society, application: Application) -> ChangeNotice:
    return ChangeNotice(
        federation=society.federation,
        kind=ChangeKind.PLATFORM,
        title="GIS flyttas till gemensam server",
        text="Kartorna läggs på den gemensamma servern i Åmål.",
        application=application,
        takes_effect_on=NEXT_YEAR,
        budget_deadline=BUDGET_CLOSES,
        change_ore={"2010": 6_000_000, "2011": -3_000_000},
    )


def ask_for_budget(society: Society, proposals: list[Proposal]) -> list[BudgetRequest]:
    """Every proposal is tested against the frames; Mellerud sends its requests, and the first is granted in part."""
    noted = [
        each
        for proposal in proposals
        for each in note_budget_needs(by=society.it_manager("amal"), proposal=proposal)
    ]
    own = [each for each in noted if each.organisation == society.organisations["mellerud"]]
    by = society.people["controller"]
    for number, request in enumerate(own[:2], start=1):
        send_budget_request(by=by, request=request, reference=f"KS 2009/{number} (exempeldata)")
    for request in own[:1]:
        decide_budget_request(
            by=by,
            request=request,
            granted_ore=request.asked_ore // 2,
            decision=f"KF {today().isoformat()} § 7 (exempeldata)",
        )
    return list(BudgetRequest.objects.filter(pk__in=[each.pk for each in noted]))
