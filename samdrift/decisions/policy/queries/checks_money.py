"""Checks of costs: budgeted and approved, typed, borne and shared as the policy says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.budgeting.convert.frames import FrameNeed, FrameVerdict
from samdrift.decisions.budgeting.models import RequestStatus
from samdrift.decisions.governance.models import Proposal, ProposalStatus
from samdrift.decisions.policy.queries.acts import Act, about, for_application
from samdrift.decisions.policy.queries.checks_roles import IN_USE
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.places import RowPage
from samdrift.decisions.policy.queries.results import Evidence, Grade, row_about
from samdrift.decisions.sharing.models import KeyKind, RuleState, Share
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application, FieldGroup, ResponsibilityRole
from samdrift.records.spending.models import CostKind, CostLine, CostType

COSTS_OF_YEAR = gettext_lazy("costs of this year that a member bears")


def _line(line: CostLine, *, fulfils: bool, note: str = "") -> Evidence:
    return Evidence(
        str(line),
        RowPage("cost_line", line.pk),
        Grade.FULFILS if fulfils else Grade.LACKING,
        note,
        about=line.application,
        organisation=line.bearer,
        since=None if fulfils else dt.date(line.year, 1, 1),
        act=None if fulfils else Act("change_line", (line.pk,)),
    )


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy(
        "have a system owner and a budget for this year whose every line the owner or a delegate has approved"
    ),
    excludes=gettext_lazy("forecasts and actual costs, and budgets of other years"),
    group=FieldGroup.COSTS,
)
def budget_approved(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    budgeted: dict[int, list[CostLine]] = defaultdict(list)
    for line in facts.cost_lines:
        if line.kind == CostKind.BUDGET and line.application_id is not None:
            budgeted[line.application_id].append(line)
    for each in facts.applications:
        lines = budgeted.get(each.pk, [])
        approved = sum(line.approved_on is not None for line in lines)
        lacking = [] if each.pk in facts.owners else [_("no system owner")]
        if not lines:
            lacking.append(_("no budget this year"))
        elif approved < len(lines):
            lacking.append(
                _("%(approved)s of %(all)s budget lines approved")
                % {"approved": approved, "all": len(lines)}
            )
        act = _budgeting(each, lines)
        if each.pk not in facts.owners:
            act = about("appoint_owner", each, roll=ResponsibilityRole.OWNER.value)
        yield row_about(each, ", ".join(lacking), since=dt.date(facts.on.year, 1, 1), act=act)


def _budgeting(application: Application, lines: Iterable[CostLine]) -> Act:
    """Approve the first line that is not; where there is none, budget."""
    waiting = [line for line in lines if line.approved_on is None]
    if waiting:
        return Act("approve", (waiting[0].pk,))
    return for_application("budget", application)


#: The clause names hardware and software, licences, communication and training.
UNNAMED_BY_THE_POLICY = {CostType.STAFF, CostType.OTHER}


@measures(
    of=COSTS_OF_YEAR,
    fulfilling=gettext_lazy("say what they are for, in one of the policy's types"),
    excludes=gettext_lazy("the types «staff» and «other»"),
    acts=Role.CONTROLLER,
    group=FieldGroup.COSTS,
)
def costs_typed(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for line in facts.cost_lines:
        yield _line(line, fulfils=line.type not in UNNAMED_BY_THE_POLICY)


def _is_borne_by_own(facts: Facts, line: CostLine) -> bool:
    """Does the municipality that bears it have anything to do with what it costs for?"""
    if line.application is not None:
        users = facts.participants_of_year.get(line.application.pk, set())
        return line.bearer_id in users | {line.application.host_id}
    if line.initiative is not None:
        return line.bearer_id in facts.initiative_participants.get(line.initiative.pk, set())
    return line.unit is not None and line.unit.organisation_id == line.bearer_id


@measures(
    of=COSTS_OF_YEAR,
    fulfilling=gettext_lazy("are borne by a municipality that has its part in what they are for"),
    includes=gettext_lazy(
        "whoever hosts the application or uses it on some day of the year, takes part in the joint initiative, or has "
        "the unit"
    ),
    acts=Role.CONTROLLER,
    group=FieldGroup.COSTS,
)
def costs_borne(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for line in facts.cost_lines:
        fulfils = _is_borne_by_own(facts, line)
        note = "" if fulfils else _("%(who)s bears it without part in it") % {"who": line.bearer}
        yield _line(line, fulfils=fulfils, note=note)


@measures(
    of=gettext_lazy("costs of this year for communication inside a municipality"),
    fulfilling=gettext_lazy("lie on that municipality alone"),
    excludes=gettext_lazy("communication between municipalities"),
    acts=Role.CONTROLLER,
    group=FieldGroup.COSTS,
)
def internal_communication(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for line in facts.cost_lines:
        if line.type == CostType.INTERNAL_COMMUNICATION:
            fulfils = len(facts.participants_of_year.get(line.application_id or 0, ())) < 2
            note = "" if fulfils else _("stands on an application that several use")
            yield _line(line, fulfils=fulfils, note=note)


@measures(
    of=gettext_lazy("joint applications and joint initiatives with a cost this year"),
    fulfilling=gettext_lazy(
        "have it shared by a decision or a charge, by population or by another key that is agreed"
    ),
    includes=gettext_lazy(
        "shares that everybody has adopted or that are charged; another key than population where an agreement or a "
        "decision says so"
    ),
    excludes=gettext_lazy("drafts, and communication inside a municipality"),
    acts=Role.CONTROLLER,
    group=FieldGroup.COSTS,
)
def costs_shared(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    lines = [each for each in facts.cost_lines if each.type != CostType.INTERNAL_COMMUNICATION]
    costing = {each.application_id for each in lines} - {None}
    latest: dict[tuple[int | None, int | None], Share] = {}
    for share in facts.shares:
        latest[share.application_id, share.initiative_id] = share
    new_year = dt.date(facts.on.year, 1, 1)
    for each in facts.joint:
        if each.pk in costing:
            found = latest.get((each.pk, None))
            lacking = _why_not_shared(facts, found)
            yield row_about(each, lacking, since=new_year, act=_sharing(found))
    started = {each.initiative_id for each in lines} - {None}
    for initiative in facts.initiatives:
        if initiative.pk in started:
            found = latest.get((None, initiative.pk))
            lacking = _why_not_shared(facts, found)
            yield Evidence(
                str(initiative),
                RowPage("initiative", initiative.pk),
                Grade.LACKING if lacking else Grade.FULFILS,
                lacking,
                organisation=initiative.federation,
                since=new_year if lacking else None,
                act=_sharing(found) if lacking else None,
                concerns=facts.names(facts.initiative_participants.get(initiative.pk, ())),
            )


def _sharing(share: Share | None) -> Act:
    """The next step of a share: made, put to decision, decided."""
    if share is None:
        return Act("share")
    if share.proposal_id is None:
        return Act("share_propose", (share.pk,))
    return Act("decide_own", (share.proposal_id,))


def _why_not_shared(facts: Facts, share: Share | None) -> str:
    """Why a cost is not yet shared as the policy says; nothing where it is."""
    if share is None:
        return _("not shared this year")
    proposal = share.proposal
    is_adopted = proposal is not None and proposal.status == ProposalStatus.ADOPTED
    if not is_adopted and not share.settlements.all():
        return _("a draft, nothing is decided") if proposal is None else _("not decided by all")
    if share.key != KeyKind.POPULATION and not is_adopted and not _is_agreed(facts, share):
        return _("another key than population, without agreement or decision")
    return ""


def _is_agreed(facts: Facts, share: Share) -> bool:
    """Have those who pay agreed that this is shared by another key?"""
    return any(
        rule.state == RuleState.AGREED
        and rule.key == share.key
        and (rule.application_id, rule.initiative_id)
        in {(share.application_id, share.initiative_id), (None, None)}
        for rule in facts.agreed_rules
    )


@measures(
    of=gettext_lazy("needs that proposals have of units' budgets"),
    fulfilling=gettext_lazy(
        "fit the unit's frame, or are taken in the municipality's budget process"
    ),
    excludes=gettext_lazy("proposals that are rejected or withdrawn"),
    acts=Role.IT_MANAGER,
)
def budget_tested(facts: Facts, asks: Asks) -> Iterable[Evidence]:
    proposals = {each.pk: each for each in facts.proposals}
    return [_need(proposals[key], need) for key, needs in facts.needs.items() for need in needs]


def _need(proposal: Proposal, need: FrameNeed) -> Evidence:
    label = f"{proposal}: {need.unit or need.organisation} {need.year}"
    if need.request is not None:
        fulfils = need.request.status != RequestStatus.NEEDED
        place = RowPage("budget_request", need.request.pk)
        note = need.request.get_status_display()
        act = Act("request", (need.request.pk,), over=need.organisation.pk)
    else:
        fulfils = need.verdict == FrameVerdict.FITS
        place = RowPage("proposal_fits", proposal.pk)
        note = {
            FrameVerdict.FITS: "",
            FrameVerdict.OVER: _("does not fit, and is not asked for"),
            FrameVerdict.NO_FRAME: _("no frame is set"),
        }[need.verdict]
        act = Act("fit", (proposal.pk,), over=need.organisation.pk)
        if need.verdict == FrameVerdict.NO_FRAME:
            unit = (("enhet", need.unit.pk),) if need.unit is not None else ()
            act = Act("frame", over=need.organisation.pk, asked=unit)
    return Evidence(
        label,
        place,
        Grade.FULFILS if fulfils else Grade.LACKING,
        note,
        organisation=need.organisation,
        since=None if fulfils else proposal.made_on,
        act=None if fulfils else act,
    )
