"""Everything that can happen to shares and the rules that they follow."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.findings import InvalidInput
from samdrift.decisions.costs.convert import (
    POLICY_RULE,
    cost_line_facts,
    figures_on,
    in_words,
    reckon,
    share_content,
)
from samdrift.decisions.costs.models import KeyKind, Share, ShareLine, SharingRule
from samdrift.decisions.costs.queries import agreed_key, rules_on, split_lines
from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostLine, CostType

CLAUSES = ("P2.18", "P6.5")


def drafted_share(
    *,
    by: Person,
    federation: Organisation,
    title: str,
    year: int,
    participants: Iterable[Organisation],
    key: str = KeyKind.POPULATION,
    key_date: dt.date | None = None,
    amount_ore: int | None = None,
    cost_type: str = "",
    application: Application | None = None,
    cost_kind: str = CostKind.BUDGET,
    origin: str = "",
    unit_ore: int = 1,
) -> tuple[Share, list[ShareLine]]:
    """What `share_cost` would store, for a person to look at first. Nothing is written. Raises ValidationError."""
    taking_part = _checked_participants(participants)
    draft = Share(
        federation=federation,
        title=title,
        year=year,
        key=key,
        key_date=key_date if key == KeyKind.POPULATION else None,
        unit_ore=unit_ore,
        made_by=by,
        made_on=today(),
    )
    if application is not None and amount_ore is None:
        draft.application, draft.cost_kind = application, cost_kind
        lines = _shareable_lines(application, year, cost_kind)
        draft.cost_lines = cost_line_facts(lines)
        draft.total_ore = sum(line.amount_ore for line in lines)
    elif amount_ore is not None and application is None:
        if cost_type == CostType.INTERNAL_COMMUNICATION:
            raise ValidationError({"cost_type": _never_shared()})
        draft.total_ore, draft.cost_type = amount_ore, cost_type
    else:
        raise ValidationError(_("Share either an application's costs or an amount."))
    draft.origin = _origin(draft, origin)
    figures = figures_on(taking_part, draft.key_date)
    try:
        shared = reckon(
            draft.total_ore, taking_part, key, figures, draft.key_date, unit_ore=unit_ore
        )
    except InvalidInput as wrong:
        raise ValidationError(in_words(wrong)) from wrong
    return draft, shared


@transaction.atomic
def share_cost(
    *,
    by: Person,
    federation: Organisation,
    title: str,
    year: int,
    participants: Iterable[Organisation],
    key: str = KeyKind.POPULATION,
    key_date: dt.date | None = None,
    amount_ore: int | None = None,
    cost_type: str = "",
    application: Application | None = None,
    cost_kind: str = CostKind.BUDGET,
    origin: str = "",
    unit_ore: int = 1,
) -> Share:
    """Share an amount, or an application's cost lines of a year, and keep every figure that it was computed from.

    Communication inside a municipality is never shared (policy, P2.19). Another key than population needs its
    origin: the agreement or decision that says so (P6.5).
    """
    require_in_group(by, Permission.SHARE_COSTS, federation)
    share, lines = drafted_share(
        by=by,
        federation=federation,
        title=title,
        year=year,
        participants=participants,
        key=key,
        key_date=key_date,
        amount_ore=amount_ore,
        cost_type=cost_type,
        application=application,
        cost_kind=cost_kind,
        origin=origin,
        unit_ore=unit_ore,
    )
    share.full_clean()
    share.save(force_insert=True)
    for line in lines:
        line.share = share
        line.full_clean()
    ShareLine.objects.bulk_create(lines)
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


def _shareable_lines(application: Application, year: int, cost_kind: str) -> Sequence[CostLine]:
    lines = CostLine.objects.filter(application=application, year=year, kind=cost_kind)
    shared, kept = split_lines(lines.select_related("bearer").order_by("phase", "type", "pk"))
    if kept and not shared:
        raise ValidationError({"application": _never_shared()})
    if not shared:
        raise ValidationError({"application": _("The application has no such costs that year.")})
    return shared


def _never_shared() -> str:
    return _(
        "Communication inside a municipality is borne by that municipality and is never shared"
        " (the policy, P2.19 and P6.5)."
    )


def _origin(draft: Share, origin: str) -> str:
    """Where the key comes from: what is said, else the rule in force, else the policy."""
    if origin.strip():
        return origin.strip()
    rules = rules_on(draft.federation, dt.date(draft.year, 12, 31))
    agreed = agreed_key(rules, draft.application_id)
    if agreed.rule is not None and agreed.key == draft.key:
        return agreed.rule.origin
    if draft.key == KeyKind.POPULATION:
        with override(settings.LANGUAGE_CODE):
            return _(POLICY_RULE)
    raise ValidationError(
        {
            "origin": _(
                "Say the agreement or decision: the policy shares by population unless otherwise agreed (P6.5)."
            )
        }
    )


@transaction.atomic
def propose_share(
    *, by: Person, share: Share, text: str = "", organisations: Iterable[Organisation] | None = None
) -> Proposal:
    """Freeze a share and put it to its participants, or to those named, for decision."""
    stored = Share.objects.select_for_update().get(pk=share.pk)
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
        serves=CLAUSES,
        source_path=f"/kostnader/andelar/{stored.pk}/",
    )
    stored.proposal = proposal
    stored.save(update_fields=["proposal"])
    record("costs.share_proposed", stored, by=by, after={"digest": proposal.digest})
    return proposal


@transaction.atomic
def discard_share(*, by: Person, share: Share, why: str) -> None:
    """Throw away a share that has not been proposed."""
    require_in_group(by, Permission.SHARE_COSTS, share.federation)
    stored = Share.objects.select_for_update().get(pk=share.pk)
    if stored.proposal_id is not None:
        raise ValidationError(_("The share has been proposed: it stays."))
    record("costs.share_discarded", stored, by=by, before=facts(stored), why=why)
    stored.delete()


@transaction.atomic
def agree_on_rule(
    *,
    by: Person,
    federation: Organisation,
    key: str,
    origin: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    application: Application | None = None,
) -> SharingRule:
    """Share by another key from a day, as an agreement or decision says; the rule before ends the day before."""
    require_in_group(by, Permission.SHARE_COSTS, federation)
    _end_former_rule(by, federation, application, starts_on)
    rule = SharingRule(
        federation=federation,
        application=application,
        key=key,
        origin=origin,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    rule.full_clean()
    rule.save(force_insert=True)
    record("costs.rule_agreed", rule, by=by, after=facts(rule), parent=application)
    return rule


def _end_former_rule(
    by: Person, federation: Organisation, application: Application | None, starts_on: dt.date
) -> None:
    former = (
        SharingRule.objects.on(starts_on)
        .filter(federation=federation, application=application, starts_on__lt=starts_on)
        .first()
    )
    if former is None:
        return
    before = facts(former)
    former.ends_on = starts_on - dt.timedelta(days=1)
    former.save(update_fields=["ends_on"])
    record(
        "costs.rule_ended",
        former,
        by=by,
        before=before,
        after=facts(former),
        parent=application,
    )
