"""Everything that can happen to shares."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, figures_needed, rule_document
from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.followers import follow_proposal
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.decisions.sharing.convert.content import (
    cost_line_facts,
    in_words,
    share_content,
    share_values,
)
from samdrift.decisions.sharing.convert.departments import department_lines
from samdrift.decisions.sharing.convert.joint import POLICY_RULE, joint_costs
from samdrift.decisions.sharing.convert.share_calculation import (
    ShareBasis,
    calculate_shares,
    population_on,
)
from samdrift.decisions.sharing.models import KeyKind, Share, ShareLine, Vat
from samdrift.decisions.sharing.queries.joint import (
    AgreedKey,
    TakingPart,
    agreed_key,
    days_of,
    rules_on,
    split_lines,
    taking_part_in,
)
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.clauses import Duty, citing
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostLine, CostType, JointInitiative


def drafted_share(
    *,
    by: Person,
    federation: Organisation,
    title: str,
    year: int,
    participants: Iterable[Organisation],
    key: str = KeyKind.POPULATION,
    rule: KeyRule | None = None,
    key_date: dt.date | None = None,
    amount_ore: int | None = None,
    cost_type: str = "",
    application: Application | None = None,
    initiative: JointInitiative | None = None,
    cost_kind: str = CostKind.BUDGET,
    origin: str = "",
    unit_ore: int = 1,
) -> tuple[Share, list[ShareLine]]:
    """What `share_cost` would store, for a person to look at first. Nothing is written. Raises ValidationError."""
    taking_part = _checked_participants(participants)
    chosen = rule or KeyRule(key)
    subject = (application.pk if application else None, initiative.pk if initiative else None)
    agreed = agreed_key(rules_on(federation, dt.date(year, 12, 31)), subject)
    draft = Share(
        federation=federation,
        title=title,
        year=year,
        key=chosen.kind,
        rule=rule_document(chosen),
        vat=agreed.rule.vat if agreed.rule else Vat.OUTSIDE,
        key_date=key_date if "population" in figures_needed(chosen) else None,
        unit_ore=unit_ore,
        made_by=by,
        made_on=today(),
    )
    parts = [TakingPart(each, days_of(year), None, None) for each in taking_part]
    if amount_ore is None and (application is None) != (initiative is None):
        draft.application, draft.initiative, draft.cost_kind = application, initiative, cost_kind
        lines = _shareable_lines(application, initiative, year, cost_kind)
        draft.cost_lines = cost_line_facts(lines)
        draft.total_ore = sum(line.amount_ore for line in lines)
        known = {
            each.organisation.pk: each for each in taking_part_in([subject], year).get(subject, [])
        }
        parts = [known.get(each.organisation.pk, each) for each in parts]
    elif amount_ore is not None and application is None and initiative is None:
        if cost_type == CostType.INTERNAL_COMMUNICATION:
            raise ValidationError({"cost_type": _never_shared()})
        draft.total_ore, draft.cost_type = amount_ore, cost_type
    else:
        raise ValidationError(_("Share either an application's costs or an amount."))
    draft.origin = _origin(agreed, chosen, origin)
    basis = ShareBasis(parts, population_on(taking_part, draft.key_date), days_of(year))
    try:
        shared = calculate_shares(draft.total_ore, chosen, basis, draft.key_date, unit_ore=unit_ore)
    except InvalidInput as wrong:
        raise ValidationError(in_words(wrong)) from wrong
    return draft, shared


@verb
def share_cost(
    *,
    by: Person,
    federation: Organisation,
    title: str,
    year: int,
    participants: Iterable[Organisation],
    key: str = KeyKind.POPULATION,
    rule: KeyRule | None = None,
    key_date: dt.date | None = None,
    amount_ore: int | None = None,
    cost_type: str = "",
    application: Application | None = None,
    initiative: JointInitiative | None = None,
    cost_kind: str = CostKind.BUDGET,
    origin: str = "",
    unit_ore: int = 1,
) -> Share:
    """Share an amount, or an application's or initiative's cost lines of a year, and keep every figure used.

    Only approved cost lines are shared. Communication inside a municipality is never shared.
    Another key than population needs its
    origin: the agreement or decision that says so.
    """
    require_in_group(by, Permission.SHARE_COSTS, federation)
    share, lines = drafted_share(
        by=by,
        federation=federation,
        title=title,
        year=year,
        participants=participants,
        key=key,
        rule=rule,
        key_date=key_date,
        amount_ore=amount_ore,
        cost_type=cost_type,
        application=application,
        initiative=initiative,
        cost_kind=cost_kind,
        origin=origin,
        unit_ore=unit_ore,
    )
    share.full_clean()
    share.save(force_insert=True)
    for line in lines:
        line.share = share
    create_rows(lines)
    create_rows(department_lines(share, lines))
    amounts = {line.name: line.amount_ore for line in lines}
    record("costs.cost_shared", share, by=by, after=facts(share) | {"shares_ore": amounts})
    return share


def _checked_participants(participants: Iterable[Organisation]) -> list[Organisation]:
    taking_part = list({each.pk: each for each in participants}.values())
    if len(taking_part) < 2:
        raise ValidationError({"participants": _("A joint cost has at least two participants.")})
    if any(each.kind == Kind.SUPPLIER for each in taking_part):
        raise ValidationError({"participants": _("A supplier bears no share of a joint cost.")})
    return taking_part


def _shareable_lines(
    application: Application | None, initiative: JointInitiative | None, year: int, cost_kind: str
) -> Sequence[CostLine]:
    lines = CostLine.objects.filter(
        application=application, initiative=initiative, year=year, kind=cost_kind
    )
    shared, kept = split_lines(lines.select_related("bearer").order_by("phase", "type", "pk"))
    if kept and not shared:
        raise ValidationError({"application": _never_shared()})
    if not shared:
        raise ValidationError({"application": _("The application has no such costs that year.")})
    approved = tuple(line for line in shared if line.approved_on is not None)
    if not approved:
        raise ValidationError(
            {"application": _("No cost of it is approved: the owner approves first.")}
        )
    return approved


def _never_shared() -> str:
    return _(
        "Communication inside a municipality is borne by that municipality and is never shared."
    )


def _origin(agreed: AgreedKey, chosen: KeyRule, origin: str) -> str:
    """Where the key comes from: what is said, else the rule in force, else the policy."""
    if origin.strip():
        return origin.strip()
    if agreed.rule is not None and agreed.key_rule == chosen:
        return agreed.rule.origin
    if chosen.kind == KeyKind.POPULATION:
        with override(settings.LANGUAGE_CODE):
            return _(POLICY_RULE)
    raise ValidationError(
        {
            "origin": _(
                "Say the agreement or decision: the policy shares by population unless otherwise agreed."
            )
        }
    )


@verb
def share_all(
    *, by: Person, federation: Organisation, year: int, cost_kind: str = CostKind.BUDGET
) -> list[Share]:
    """Keep a share of every joint application and initiative of the year whose costs are approved.

    Those whose latest kept share says the same already get no new one.
    """
    require_in_group(by, Permission.SHARE_COSTS, federation)
    made = []
    for cost in joint_costs(by, year, cost_kind):
        if not cost.lines or len(cost.facts.awaiting_approval) == len(cost.facts.shared):
            continue
        asked: dict[str, Any] = {
            "federation": federation,
            "title": cost.facts.title,
            "year": year,
            "participants": cost.facts.participants,
            "rule": cost.agreed.key_rule,
            "key_date": cost.key_date,
            "application": cost.facts.application,
            "initiative": cost.facts.initiative,
            "cost_kind": cost_kind,
        }
        if cost.share is None or not _says_the_same(cost.share, *drafted_share(by=by, **asked)):
            made.append(share_cost(by=by, **asked))
    return made


def _says_the_same(kept: Share, draft: Share, lines: Sequence[ShareLine]) -> bool:
    return (
        share_values(kept, kept.lines.all()) == share_values(draft, lines) and kept.vat == draft.vat
    )


@verb
def propose_share(
    *, by: Person, share: Share, text: str = "", organisations: Iterable[Organisation] | None = None
) -> Proposal:
    """Freeze a share and put it to its participants, or to those named, for decision."""
    stored = lock_for_edit(share)
    if stored.proposal_id is not None:
        raise ValidationError(_("The share has been proposed already."))
    lines = list(stored.lines.select_related("organisation"))
    with override(settings.LANGUAGE_CODE):
        content = share_content(stored, lines)
        words = text.strip() or _("The cost is shared as the table says.")
    proposal = propose(
        by=by,
        federation=stored.federation,
        kind=ProposalKind.SHARE,
        title=str(stored),
        text=words,
        organisations=organisations or [line.organisation for line in lines],
        content=content,
        **citing(Duty.SHARED_BY_POPULATION, stored.federation),
        source_path=f"/kostnader/andelar/{stored.pk}/",
    )
    stored.proposal = proposal
    stored.save(update_fields=["proposal"])
    follow_proposal(by, proposal)
    record("costs.share_proposed", stored, by=by, after={"digest": proposal.digest})
    return proposal


@verb
def discard_share(*, by: Person, share: Share, why: str) -> None:
    """Throw away a share that has not been proposed."""
    require_in_group(by, Permission.SHARE_COSTS, share.federation)
    stored = lock_for_edit(share)
    if stored.proposal_id is not None:
        raise ValidationError(_("The share has been proposed: it stays."))
    if stored.settlements.exists():
        raise ValidationError(_("The share has been charged: it stays."))
    record("costs.share_discarded", stored, by=by, before=facts(stored), why=why)
    stored.delete()
