"""Last stretch: levels, opportunities, plan, shares, proposals, decisions and the policy's status.

What the policy decides is real; every amount, note and paragraph here is example data.
"""

from dataclasses import dataclass, field

from samdrift.core.opportunities import Assumptions
from samdrift.decisions.budgeting.models import BudgetRequest
from samdrift.decisions.collaboration.actions import (
    handle_opportunity,
    propose_opportunity,
    record_level,
)
from samdrift.decisions.collaboration.models import Level, LevelRecord, OpportunityState
from samdrift.decisions.collaboration.queries import SeenOpportunity, seen_opportunities
from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Body, Outcome, Proposal
from samdrift.decisions.ledger.models import Export
from samdrift.decisions.notices.models import ChangeNotice
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.policy.actions import (
    acknowledge_reading,
    adopt_policy,
    propose_document,
    record_results,
)
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.models import CheckResult, Policy
from samdrift.decisions.settlement.actions import charge_preliminarily
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.sharing.actions.shares import propose_share, share_all
from samdrift.decisions.sharing.models import Share
from samdrift.foundation.meetings.models import WorkingGroup
from samdrift.foundation.organisations.clock import today
from samdrift.journey.booking import export, prepare_booking
from samdrift.journey.change_notices import ask_for_budget, tell_of_changes
from samdrift.journey.introduce import ReadyIntroductions
from samdrift.journey.joint import JOINT
from samdrift.journey.money import prepare_money
from samdrift.journey.organisations import Society
from samdrift.journey.plans import plan_the_way
from samdrift.journey.settlement import SettledYear, settle_last_year
from samdrift.records.register.models import Application

#: Level by joint application (example data but for telephony and finance, which the policy calls joint solutions).
LEVELS = {
    "telefoni": 4,
    "ekonomi": 5,
    "information": 4,
    "palon": 4,
    "gis": 3,
    "bibliotek": 4,
    "helpdesk": 2,
}


@dataclass
class Decided:
    """What the last stretch made."""

    levels: list[LevelRecord] = field(default_factory=list)
    opportunities: list[SeenOpportunity] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    charged: Settlement | None = None
    exports: list[Export] = field(default_factory=list)
    settled: SettledYear | None = None
    plan: Plan | None = None
    variants: list[Plan] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    notices: list[ChangeNotice] = field(default_factory=list)
    requests: list[BudgetRequest] = field(default_factory=list)
    policy: Policy | None = None
    results: list[CheckResult] = field(default_factory=list)
    introduced: ReadyIntroductions = field(default_factory=ReadyIntroductions)
    group: WorkingGroup | None = None


def decide(society: Society, joint: dict[str, Application]) -> Decided:
    made = Decided(levels=record_levels(society, joint))
    _adopt(society, made)
    _collaborate(society, made)
    _share(society, joint, made)
    _plan(society, made)
    made.notices = tell_of_changes(society, joint)
    made.requests = ask_for_budget(society, made.proposals)
    return made


def judge(society: Society, made: Decided) -> list[CheckResult]:
    """What each clause says when everything before is in place."""
    assert made.policy is not None
    return record_results(by=society.it_manager("amal"), policy=made.policy)


def record_levels(society: Society, joint: dict[str, Application]) -> list[LevelRecord]:
    levels = {level.number: level for level in Level.objects.all()}
    return [
        record_level(
            by=society.it_manager(each.host),
            application=joint[each.key],
            organisation=society.organisations[participant],
            level=levels[LEVELS[each.key]],
            starts_on=each.used_from,
            evidence="Exempeldata",
        )
        for each in JOINT
        for participant in each.participants
    ]


def _adopt(society: Society, made: Decided) -> None:
    """The policy is followed from its first day, and put to the five councils; its strategies to the boards."""
    made.policy = adopt_policy(
        by=society.administrator, federation=society.federation, document=shipped_policy()
    )
    for key in ("amal", "mellerud", "bengtsfors"):
        acknowledge_reading(by=society.it_manager(key), policy=made.policy)
    by = society.it_manager("amal")
    text = "Policyn gäller för de fem kommunerna från och med 2009."
    policy, strategies = made.policy.documents.all()
    proposal = propose_document(by=by, document=policy, text=text)
    made.proposals.append(proposal)
    _decide(society, proposal, ("amal", "mellerud", "bengtsfors", "dalsed"), Body.COUNCIL)
    proposal = propose_document(by=by, document=strategies, text=text)
    _decide(society, proposal, ("amal", "mellerud", "bengtsfors"), Body.BOARD, number=5)


def _decide(
    society: Society, proposal: Proposal, keys: tuple[str, ...], body: Body, number: int = 1
) -> None:
    for place, key in enumerate(keys):
        record_decision(
            by=society.it_manager(key),
            proposal=proposal,
            organisation=society.organisations[key],
            body=body,
            outcome=Outcome.ADOPTED,
            on=today(),
            paragraph=f"§ {number + place}",
            note="Exempeldata",
        )


def _collaborate(society: Society, made: Decided) -> None:
    """The group looks at what the registers show, and puts the best to those it concerns."""
    made.opportunities = seen_opportunities(society.federation, Assumptions(today=today()))
    by = society.it_manager("amal")
    best, second = made.opportunities[0].found, made.opportunities[1].found
    concerned = [each for each in society.members if each.code in best.municipalities]
    proposal = propose_opportunity(
        by=by,
        federation=society.federation,
        found=best,
        text="Kommunerna upphandlar tillsammans när avtalen går ut.",
        organisations=concerned,
    )
    made.proposals.append(proposal)
    handle_opportunity(
        by=by,
        federation=society.federation,
        found=second,
        state=OpportunityState.INVESTIGATING,
        note="Gruppen tar in uppgifter från kommunerna.",
    )


def _share(society: Society, joint: dict[str, Application], made: Decided) -> None:
    """Every approved budget is shared by its rule and charged by quarter; the first share goes to decision."""
    by = society.it_manager("mellerud")
    prepare_money(society, joint)
    made.shares = share_all(by=by, federation=society.federation, year=today().year)
    if made.shares:
        made.charged = charge_preliminarily(
            by=society.people["controller"], federation=society.federation, year=today().year
        )
        proposal = propose_share(by=by, share=made.shares[0])
        made.proposals.append(proposal)
        first = next(key for key in ("mellerud", "amal") if _asks(society, proposal, key))
        _decide(society, proposal, (first,), Body.BOARD, number=12)
    made.settled = settle_last_year(society, joint)
    prepare_booking(society)
    for settlement in (made.settled.charged, made.settled.settled, made.settled.corrected):
        made.exports += export(society, settlement)


def _asks(society: Society, proposal: Proposal, key: str) -> bool:
    return proposal.organisations.filter(pk=society.organisations[key].pk).exists()


def _plan(society: Society, made: Decided) -> None:
    """The way to the joint organisation, computed in three ways; the first is put to the members."""
    planned = plan_the_way(society)
    made.plan, made.variants = planned.plan, planned.variants
    made.proposals.append(planned.proposal)
