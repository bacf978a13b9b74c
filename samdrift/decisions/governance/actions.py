"""Everything that can happen to a proposal. Its content is frozen when it is made: nothing here changes it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.frozen import canonical_json, digest_of
from samdrift.core.periods import add_months
from samdrift.decisions.governance.models import (
    Decision,
    Proposal,
    ProposalKind,
    ProposalStatus,
)
from samdrift.decisions.governance.queries import decisions_by_member, status_from
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.access import require, require_in_group
from samdrift.foundation.organisations.clauses import clauses_followed
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of

#: A body may have decided before anybody wrote the proposal here; farther back it is another matter.
MONTHS_BEFORE = 120


@verb
def propose(
    *,
    by: Person,
    federation: Organisation,
    kind: ProposalKind | str,
    title: str,
    text: str,
    organisations: Iterable[Organisation],
    content: Mapping[str, Any] | None = None,
    serves: Sequence[str] = (),
    departs: Sequence[str] = (),
    departs_because: str = "",
    cites_none_because: str = "",
    source_path: str = "",
    on: dt.date | None = None,
) -> Proposal:
    """Freeze a proposal and put it to organisations for decision.

    content: what the page shows beside the text, all optional: ``facts`` [[label, value]], ``tables`` [{caption,
    heads, rows, numbers: places of columns with numbers}] and ``values``, the same for machines.
    serves, departs: ids of clauses of the policy that is followed; a departure needs its reason, and a proposal that
    has nothing to do with any clause says why in `cites_none_because`.
    source_path: the page that the proposal was made from.
    """
    require_in_group(by, Permission.MAKE_PROPOSAL, federation)
    asked = sorted(organisations, key=lambda each: (each.code, each.pk))
    made_on = on or today()
    _check_proposal(asked, source_path, made_on)
    cited = _cited_clauses(federation, serves, departs, departs_because, cites_none_because)
    frozen = canonical_json(
        {
            "title": title,
            "kind": str(kind),
            "text": text,
            "facts": [],
            "tables": [],
            "values": {},
            **(content or {}),
            "put_to": [{"code": each.code, "name": each.name} for each in asked],
            "serves": list(serves),
            "departs": list(departs),
            "departs_because": departs_because,
            "cites_none_because": "" if serves or departs else cites_none_because,
            "cited": cited,
            "source_path": source_path,
            "made_by": str(by),
            "made_on": made_on.isoformat(),
        }
    )
    proposal = Proposal(
        federation=federation,
        kind=kind,
        title=title,
        content=frozen,
        digest=digest_of(frozen),
        made_by=by,
        made_on=made_on,
    )
    proposal.full_clean()
    proposal.save(force_insert=True)
    proposal.organisations.set(asked)
    record("governance.proposal_made", proposal, by=by, after=facts(proposal))
    return proposal


def _check_proposal(asked: Sequence[Organisation], source_path: str, made_on: dt.date) -> None:
    if not asked:
        raise ValidationError({"organisations": _("Say which municipalities are to decide.")})
    if any(each.kind == Kind.SUPPLIER for each in asked):
        raise ValidationError({"organisations": _("A supplier does not decide on proposals.")})
    if source_path and (not source_path.startswith("/") or source_path.startswith("//")):
        raise ValidationError({"source_path": _("The source is a page of this site.")})
    if made_on > today():
        raise ValidationError({"on": _("A proposal can't be made after today.")})


def _cited_clauses(
    federation: Organisation,
    serves: Sequence[str],
    departs: Sequence[str],
    departs_because: str,
    cites_none_because: str,
) -> list[dict[str, str]]:
    """The clauses as they read today, frozen with the proposal. Raises ValidationError where one doesn't exist."""
    known = {each.code: each for each in clauses_followed({federation.pk})}
    for field, codes in (("serves", serves), ("departs", departs)):
        unknown = [code for code in codes if code not in known]
        if unknown and not known:
            raise ValidationError(
                {field: _("No policy is followed: there are no clauses to cite.")}
            )
        if unknown:
            words = _("The policy that is followed has no clause %(codes)s.")
            raise ValidationError({field: words % {"codes": ", ".join(unknown)}})
    both = sorted(set(serves) & set(departs))
    if both:
        words = _("The proposal can't both serve and depart from %(codes)s.")
        raise ValidationError({"departs": words % {"codes": ", ".join(both)}})
    if departs and not departs_because.strip():
        raise ValidationError(
            {"departs_because": _("Say why the proposal departs from the policy.")}
        )
    if known and not serves and not departs and not cites_none_because.strip():
        words = _(
            "Say which clauses of the policy the proposal serves or departs from, or why it concerns none."
        )
        raise ValidationError({"serves": words})
    return [
        {"code": code, "text": known[code].text, "policy": known[code].policy}
        for code in dict.fromkeys((*serves, *departs))
    ]


@verb
def withdraw_proposal(*, by: Person, proposal: Proposal, why: str) -> Proposal:
    """Take a proposal back; it stays to be read, with the decisions made until then."""
    require_in_group(by, Permission.MAKE_PROPOSAL, proposal.federation)
    stored = lock_for_edit(proposal)
    if stored.status == ProposalStatus.WITHDRAWN:
        raise ValidationError(_("The proposal is withdrawn already."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the proposal is withdrawn.")})
    before = {"status": stored.status}
    stored.status, stored.withdrawn_because = ProposalStatus.WITHDRAWN, why
    stored.save(update_fields=["status", "withdrawn_because"])
    record(
        "governance.proposal_withdrawn",
        stored,
        by=by,
        before=before,
        after={"status": stored.status},
        why=why,
    )
    return stored


@verb
def record_decision(
    *,
    by: Person,
    proposal: Proposal,
    organisation: Organisation,
    body: str,
    outcome: str,
    on: dt.date,
    paragraph: str = "",
    case_number: str = "",
    body_name: str = "",
    note: str = "",
    corrects: Decision | None = None,
) -> Decision:
    """Record what a body of one's own organisation decided; `corrects` names a decision recorded wrongly."""
    require(by, Permission.RECORD_DECISION, keeper_of(organisation, by))
    stored = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _check_decision(stored, organisation, on, corrects)
    same = stored.decisions.filter(organisation=organisation, body=body, body_name=body_name, on=on)
    if corrects is None and same.exists():
        raise ValidationError(
            {
                "body": _(
                    "That body's decision of the day is recorded already. Correct it where it is wrong."
                )
            }
        )
    decision = Decision(
        proposal=stored,
        organisation=organisation,
        body=body,
        body_name=body_name,
        outcome=outcome,
        on=on,
        paragraph=paragraph,
        case_number=case_number,
        note=note,
        corrects=corrects,
        recorded_by=by,
    )
    decision.full_clean()
    decision.save(force_insert=True)
    _follow(stored, by)
    record("governance.decision_recorded", decision, by=by, after=facts(decision), parent=stored)
    return decision


def _check_decision(
    proposal: Proposal, organisation: Organisation, on: dt.date, corrects: Decision | None
) -> None:
    if proposal.status == ProposalStatus.WITHDRAWN:
        raise ValidationError(_("The proposal is withdrawn: there is nothing to decide."))
    if not proposal.is_unchanged:
        raise ValidationError(
            _("The proposal's content is not what was frozen: it can't be decided on.")
        )
    if not proposal.organisations.filter(pk=organisation.pk).exists():
        raise ValidationError({"organisation": _("The proposal is not put to this municipality.")})
    earliest = add_months(proposal.made_on, -MONTHS_BEFORE)
    if not earliest <= on <= today():
        raise ValidationError(
            {
                "on": _(
                    "The decision is of a day from %(first)s until today, %(last)s. It may be older than the proposal, "
                    "which was written here %(made)s."
                )
                % {"first": earliest, "last": today(), "made": proposal.made_on}
            }
        )
    if corrects is not None and (corrects.proposal_id, corrects.organisation_id) != (
        proposal.pk,
        organisation.pk,
    ):
        raise ValidationError(
            {"corrects": _("A decision corrects one about the same proposal in the same place.")}
        )


def _follow(proposal: Proposal, by: Person) -> None:
    """The proposal's status follows from the decisions that stand."""
    latest = [each.latest for each in decisions_by_member(proposal)]
    status = status_from(decision.outcome if decision else None for decision in latest)
    if status == proposal.status:
        return
    before = {"status": proposal.status}
    proposal.status = status
    proposal.save(update_fields=["status"])
    record(
        "governance.proposal_status_changed",
        proposal,
        by=by,
        before=before,
        after={"status": str(status)},
    )
