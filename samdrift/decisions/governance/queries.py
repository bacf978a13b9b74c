"""Proposals and decisions that a person may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samdrift.decisions.governance.models import (
    Decision,
    Outcome,
    Proposal,
    ProposalStatus,
)
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of


def visible_proposals(person: Person) -> QuerySet[Proposal]:
    """A proposal is a public document to everyone employed by a member; a neighbour sees those put to it.

    Suppliers and everybody else see none.
    """
    if person.organisation is None or person.organisation.kind == Kind.SUPPLIER:
        return Proposal.objects.none()
    put_to_own = Proposal.organisations.through.objects.filter(organisation=person.organisation)
    return Proposal.objects.filter(
        Q(federation__in=person.federation_ids) | Q(pk__in=put_to_own.values("proposal"))
    ).select_related("made_by", "federation")


def visible_decisions(person: Person) -> QuerySet[Decision]:
    return Decision.objects.filter(proposal__in=visible_proposals(person)).select_related(
        "organisation", "recorded_by", "proposal"
    )


@dataclass(frozen=True)
class MemberDecisions:
    """Where one organisation stands: every decision that no later one has corrected, oldest first."""

    organisation: Organisation
    decisions: tuple[Decision, ...]

    @property
    def latest(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None


def decisions_by_member(proposal: Proposal) -> list[MemberDecisions]:
    """Who has decided what, by municipality code; two queries."""
    by_organisation: dict[int, list[Decision]] = {}
    standing = Decision.objects.filter(proposal=proposal).not_corrected()
    for decision in standing.select_related("organisation").order_by("on", "pk"):
        by_organisation.setdefault(decision.organisation_id, []).append(decision)
    organisations = proposal.organisations.order_by("municipality_code", "name")
    return [
        MemberDecisions(each, tuple(by_organisation.get(each.pk, ()))) for each in organisations
    ]


def status_from(outcomes: Iterable[str | None]) -> ProposalStatus:
    """The latest outcome of each organisation, None where it has not decided → the proposal's status."""
    told = list(outcomes)
    if Outcome.REJECTED in told:
        return ProposalStatus.REJECTED
    if Outcome.RETURNED in told:
        return ProposalStatus.RETURNED
    return ProposalStatus.WAITING if None in told else ProposalStatus.ADOPTED


def progress(proposals: Iterable[int]) -> dict[int, tuple[int, int]]:
    """(adopted, put to) for each proposal; two queries however many there are."""
    keys = list(proposals)
    put_to: dict[int, set[int]] = {key: set() for key in keys}
    links = Proposal.organisations.through.objects.filter(proposal__in=keys)
    for proposal, organisation in links.values_list("proposal_id", "organisation_id"):
        put_to[proposal].add(organisation)
    latest: dict[tuple[int, int], str] = {}
    decisions = Decision.objects.filter(proposal__in=keys).not_corrected().order_by("on", "pk")
    for proposal, organisation, outcome in decisions.values_list(
        "proposal_id", "organisation_id", "outcome"
    ):
        latest[proposal, organisation] = outcome
    return {
        key: (
            sum(latest.get((key, each)) == Outcome.ADOPTED for each in organisations),
            len(organisations),
        )
        for key, organisations in put_to.items()
    }


def may_record_for(person: Person, organisation: Organisation) -> bool:
    """One's own municipality; the federation's administrator for its members and for neighbours without accounts."""
    return may(person, Permission.RECORD_DECISION, keeper_of(organisation, person))


def waiting_on(proposals: QuerySet[Proposal], organisation: Organisation) -> QuerySet[Proposal]:
    """Proposals put to an organisation on which it has not decided."""
    decided = Decision.objects.filter(organisation=organisation).values("proposal")
    return proposals.filter(
        organisations=organisation,
        status__in=[ProposalStatus.WAITING, ProposalStatus.RETURNED, ProposalStatus.REJECTED],
    ).exclude(pk__in=decided)


def decisions_on(kind: str) -> QuerySet[Decision]:
    """Decisions that stand, about proposals of one kind: for follow-up of the policy."""
    return Decision.objects.filter(proposal__kind=kind).not_corrected().select_related("proposal")
