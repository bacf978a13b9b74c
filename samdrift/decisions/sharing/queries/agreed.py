"""Whether those who pay have agreed on a sharing rule: only then is it in force."""

import datetime as dt

from django.db.models import Q

from samdrift.decisions.governance.models import Decision, Outcome, ProposalStatus
from samdrift.decisions.sharing.models import RuleState, SharingRule
from samdrift.foundation.organisations.dated import DatedQuerySet
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.foundation.organisations.queries import members_of
from samdrift.records.agreements.models import Agreement
from samdrift.records.spending.models import InitiativeParticipation


def rules_in_force(day: dt.date) -> DatedQuerySet[SharingRule]:
    """The rules that hold on a day: agreed on by everybody who pays, in an agreement or by adopting a proposal."""
    adopted = Q(state=RuleState.AWAITING, proposal__status=ProposalStatus.ADOPTED)
    return SharingRule.objects.on(day).filter(Q(state=RuleState.AGREED) | adopted)


def awaited_rules(federation: Organisation) -> DatedQuerySet[SharingRule]:
    """The rules that somebody has written down and not everybody who pays has agreed on."""
    waiting = SharingRule.objects.filter(federation=federation, state=RuleState.AWAITING)
    return waiting.exclude(proposal__status=ProposalStatus.ADOPTED)


def payers_of(rule: SharingRule) -> list[Organisation]:
    """Those who pay by a rule on its first day: the participants of its subject, else every member."""
    if rule.application is not None:
        then = {part.organisation_id for part in rule.application.participations.on(rule.starts_on)}
    elif rule.initiative is not None:
        parts = InitiativeParticipation.objects.on(rule.starts_on).filter(
            initiative=rule.initiative
        )
        then = {part.organisation_id for part in parts}
    else:
        return members_of(rule.federation, rule.starts_on)
    found = Organisation.objects.filter(pk__in=then).exclude(kind=Kind.SUPPLIER)
    return list(found.order_by("municipality_code", "name"))


def waits_for(rule: SharingRule) -> list[Organisation]:
    """Those who pay and have neither signed the rule's agreement nor adopted its proposal."""
    if rule.state == RuleState.AGREED:
        return []
    agreed = _parties(rule) | _adopters(rule)
    return [each for each in payers_of(rule) if each.pk not in agreed]


def _parties(rule: SharingRule) -> set[int]:
    """The parties of the rule's agreement, where it is in force on the first day and about the same application."""
    if rule.agreement_id is None:
        return set()
    agreement = Agreement.objects.in_force(rule.starts_on).filter(pk=rule.agreement_id).first()
    if agreement is None:
        return set()
    covered = set(agreement.applications.values_list("pk", flat=True))
    if rule.application_id and covered and rule.application_id not in covered:
        return set()
    return {agreement.responsible_id, *agreement.parties.values_list("organisation", flat=True)}


def _adopters(rule: SharingRule) -> set[int]:
    if rule.proposal_id is None:
        return set()
    decisions = (
        Decision.objects.filter(proposal=rule.proposal_id).not_corrected().order_by("on", "pk")
    )
    latest = dict(decisions.values_list("organisation", "outcome"))
    return {organisation for organisation, outcome in latest.items() if outcome == Outcome.ADOPTED}
