"""Checks of what is decided, read and told."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.introduction.models import Step, StepKind, StepStatus
from samdrift.decisions.notices.models import ChangeNotice
from samdrift.decisions.notices.queries.missing_notices import UnannouncedChange
from samdrift.decisions.policy.models import PolicyDocument
from samdrift.decisions.policy.queries.acts import Act, for_application
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.places import RowPage
from samdrift.decisions.policy.queries.results import Evidence, Grade, names_of, row_about
from samdrift.decisions.policy.queries.validity import ValidityVerdict, standing_of
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Phase


@measures(
    of=gettext_lazy("decisions that the policy's documents need"),
    fulfilling=gettext_lazy("are to adopt the document, by the body that is to decide it"),
    includes=gettext_lazy("each document once for each member; the latest decision that stands"),
    excludes=gettext_lazy("rejections, returns, decisions by another body, and other proposals"),
    acts=Role.IT_MANAGER,
)
def policy_decided(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for document in facts.documents:
        for member in facts.members:
            standing = standing_of(document, member, facts.decisions)
            place = (
                RowPage("proposal", document.proposal_id)
                if document.proposal_id
                else RowPage("policy")
            )
            yield Evidence(
                f"{document.name}: {member}",
                place,
                Grade.FULFILS if standing.verdict is ValidityVerdict.ADOPTED else Grade.LACKING,
                standing.words,
                organisation=member,
                since=standing.on or facts.policy.valid_from,
                act=None
                if standing.verdict is ValidityVerdict.ADOPTED
                else _deciding(document, member),
            )


def _deciding(document: PolicyDocument, member: Organisation) -> Act:
    if document.proposal_id is None:
        return Act("put_document")
    return Act("decide", (document.proposal_id,), over=member.pk)


@measures(
    of=gettext_lazy("members of the federation"),
    fulfilling=gettext_lazy(
        "have adopted every document of the policy, whose time has begun and is not over"
    ),
    excludes=gettext_lazy("members that have rejected or not decided a document of it"),
    acts=Role.IT_MANAGER,
)
def policy_in_force(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    in_time = facts.policy.valid_from <= facts.on <= facts.policy.valid_until
    standings = {each.organisation: each.standings for each in facts.validities}
    for member in facts.members:
        undecided = [
            standing
            for standing in standings[member]
            if standing.verdict is not ValidityVerdict.ADOPTED
        ]
        lacking = [f"{each.document.name}: {each.words}" for each in undecided]
        if not facts.documents:
            lacking = [_("the policy says not which documents it consists of")]
        if not in_time:
            lacking.insert(0, _("the policy's time is over, or has not begun"))
        yield Evidence(
            str(member),
            RowPage("policy"),
            Grade.LACKING if lacking else Grade.FULFILS,
            ", ".join(lacking),
            organisation=member,
            since=_in_force_no_longer(facts) if lacking else None,
            act=_deciding(undecided[0].document, member) if undecided else Act("new_policy"),
        )


def _in_force_no_longer(facts: Facts) -> dt.date:
    """The policy's first day, or the day after its last where that is over."""
    over = facts.policy.valid_until < facts.on
    return facts.policy.valid_until + dt.timedelta(days=1) if over else facts.policy.valid_from


@measures(
    of=gettext_lazy("employees of the members"),
    fulfilling=gettext_lazy("say that they have read the policy"),
    includes=gettext_lazy("everybody employed today, also those who never sign in, by department"),
    acts=Role.IT_MANAGER,
)
def policy_read(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    by_unit: dict[tuple[Organisation, Unit | None], list[Person]] = defaultdict(list)
    for person in facts.employees:
        assert person.organisation is not None
        by_unit[person.organisation, person.unit].append(person)
    for (organisation, unit), people in by_unit.items():
        number = sum(person.pk in facts.readers for person in people)
        name = unit.name if unit else _("without department")
        yield Evidence(
            f"{organisation}: {name}",
            RowPage("organisation", organisation.pk),
            Grade.FULFILS if number == len(people) else Grade.LACKING,
            _("%(number)s of %(all)s have read it") % {"number": number, "all": len(people)},
            organisation=organisation,
            since=None if number == len(people) else facts.policy.valid_from,
            number=number,
            of=len(people),
            act=Act("read", over=organisation.pk),
        )


@measures(
    of=gettext_lazy("proposals since the policy began"),
    fulfilling=gettext_lazy("say which of its clauses they serve or depart from"),
    includes=gettext_lazy("clauses that the policy has"),
    excludes=gettext_lazy(
        "proposals that have been withdrawn, and those that say why they have to do with no clause"
    ),
    acts=Role.IT_MANAGER,
)
def proposals_cite_clauses(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    known = {clause.code for clause in facts.policy.clauses.all()}
    for each in facts.proposals:
        if each.made_on < facts.policy.valid_from:
            continue
        cited = {*each.document.get("serves", ()), *each.document.get("departs", ())}
        unknown = sorted(cited - known)
        reason = each.document.get("cites_none_because", "")
        lacking = "" if cited or reason else _("no clause is cited")
        if unknown:
            lacking = _("the policy has no %(codes)s") % {"codes": ", ".join(unknown)}
        yield Evidence(
            str(each),
            RowPage("proposal", each.pk),
            Grade.LACKING if lacking else Grade.FULFILS if cited else Grade.NOT_ASKED,
            lacking or ("" if cited else reason),
            organisation=facts.federation,
            since=each.made_on if lacking else None,
            act=Act("withdraw", (each.pk,)) if lacking else None,
            concerns=names_of(each.organisations.all()),
            of=int(bool(cited or lacking)),
        )


@measures(
    of=gettext_lazy("members of the federation"),
    fulfilling=gettext_lazy("have had a computed plan of the joint organisation put to them"),
    includes=gettext_lazy("plans put to decision and not withdrawn, whatever was decided"),
    excludes=gettext_lazy("plans computed for trial and never put to decision"),
    acts=Role.IT_MANAGER,
)
def plan_proposed(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    plan = facts.plans[0] if facts.plans else None
    asked = (
        {each.pk for each in plan.proposal.organisations.all()} if plan and plan.proposal else set()
    )
    for member in facts.members:
        yield _plan_evidence(facts, member, "" if member.pk in asked else _("no plan is put to it"))


@measures(
    of=gettext_lazy("members of the federation"),
    fulfilling=gettext_lazy(
        "know their transition costs and investments by the latest plan that was put to decision"
    ),
    excludes=gettext_lazy("plans computed for trial and never put to decision"),
    acts=Role.IT_MANAGER,
)
def transition_investigated(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    plan = facts.plans[0] if facts.plans else None
    yearly = plan.explanation.get("yearly", {}) if plan else {}
    for member in facts.members:
        figures = yearly.get(member.code, {})
        is_known = "transition" in figures and "investment" in figures
        yield _plan_evidence(facts, member, "" if is_known else _("no figures for it"))


def _plan_evidence(facts: Facts, member: Organisation, lacking: str) -> Evidence:
    plan = facts.plans[0] if facts.plans else None
    return Evidence(
        str(member),
        RowPage("plan", plan.pk) if plan else RowPage("policy"),
        Grade.LACKING if lacking else Grade.FULFILS,
        lacking or str(plan),
        organisation=member,
        since=facts.policy.valid_from if lacking else None,
        act=Act("plan") if lacking else None,
    )


@measures(
    of=gettext_lazy("introductions, by themselves or by an adopted plan"),
    fulfilling=gettext_lazy(
        "were judged worth it beforehand, with what neighbours have among the alternatives"
    ),
    includes=gettext_lazy("applications being introduced, and introduction steps of plans"),
    excludes=gettext_lazy("assessments that advise against it, and exceptions: they lack"),
)
def value_assessed(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        if each.phase == Phase.INTRODUCTION:
            found = facts.value_assessments.get(each.pk)
            lacking = "" if found else _("no value assessment")
            if found and not found.speaks_for_it:
                lacking = _("the value assessment advises against it")
            exception = facts.exceptions.get(each.pk)
            if lacking and exception:
                lacking += ", " + _("exception: %(reason)s") % {"reason": exception.reason}
            yield row_about(each, lacking, act=for_application("value", each))
    for step in facts.steps:
        if step.kind == StepKind.INTRODUCTION and step.status != StepStatus.CANCELLED:
            assessed = facts.assessments.get(step.move_id)
            fulfils = assessed is not None and assessed.speaks_for_it
            yield Evidence(
                str(step),
                RowPage("step", step.pk),
                Grade.FULFILS if fulfils else Grade.LACKING,
                "" if fulfils else _("no value assessment"),
                organisation=step.move.organisation,
                since=None if fulfils else min(step.starts_on, facts.on),
                act=None if fulfils else _valuing(step),
            )


def _valuing(step: Step) -> Act:
    organisation = step.move.organisation_id
    return Act(
        "value_step",
        over=organisation,
        asked=(("kommun", organisation), ("vad", str(step.move.target or step.move))),
    )


@measures(
    of=gettext_lazy("changes ahead, and notices of changes this year and later"),
    fulfilling=gettext_lazy("were told in good time, and nobody told is late to answer"),
    includes=gettext_lazy("changes that nobody has been told of: they lack"),
    acts=Role.IT_MANAGER,
)
def changes_told(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for change in facts.unannounced_changes:
        yield _change_evidence(facts, change)
    for notice in facts.notices:
        yield _notice_evidence(notice, is_overdue=notice.pk in facts.notices_overdue)


def _change_evidence(facts: Facts, change: UnannouncedChange) -> Evidence:
    return Evidence(
        f"{change.title}: {change.what} {change.on.isoformat()}",
        RowPage("notice", change.draft.pk) if change.draft is not None else RowPage("notices"),
        Grade.LACKING,
        _("a draft, nobody is told") if change.draft is not None else _("nobody is told"),
        about=change.application,
        organisation=None if change.application else facts.federation,
        since=change.draft.made_on if change.draft is not None else facts.known_since(change),
        act=_act_of_announcing(change),
    )


def _act_of_announcing(change: UnannouncedChange) -> Act:
    if change.draft is not None:
        return Act("send", (change.draft.pk,))
    if change.rule is not None:
        return Act("notice_key", asked=(("regel", change.rule.pk),))
    if change.event is not None:
        return Act("notice", asked=(("handelse", change.event.pk),))
    application = change.application
    return Act("notice", asked=(("applikation", application.pk),) if application else ())


def _notice_evidence(notice: ChangeNotice, *, is_overdue: bool) -> Evidence:
    notes = []
    if notice.is_late:
        notes.append(_("told late"))
    if is_overdue:
        notes.append(_("somebody has not answered in time"))
    sent: dt.date | None = notice.sent_on
    return Evidence(
        str(notice),
        RowPage("notice", notice.pk),
        Grade.LACKING if notes else Grade.FULFILS,
        ", ".join(notes),
        about=notice.application,
        organisation=None if notice.application else notice.federation,
        since=sent if notes else None,
        act=Act("remind", (notice.pk,)) if is_overdue else None,
    )
