"""Everything the checks look at: each question is asked of the database once, when a check first needs it."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from samdrift.core.opportunities import Assumptions
from samdrift.core.swedish import swedish_key
from samdrift.decisions.budgeting.convert.frames import FrameNeed, against_frames
from samdrift.decisions.collaboration.queries import SeenOpportunity, seen_opportunities
from samdrift.decisions.governance.models import Decision, Proposal, ProposalStatus
from samdrift.decisions.introduction.convert import Responsible, joint_now
from samdrift.decisions.introduction.models import Introduction, Step, StepKind
from samdrift.decisions.introduction.queries import assessments_of
from samdrift.decisions.notices.models import Acknowledgement, ChangeNotice
from samdrift.decisions.notices.queries.missing_notices import (
    UnannouncedChange,
    unannounced_changes,
)
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.planning.queries import WITHOUT_DOCUMENTS
from samdrift.decisions.policy.models import Policy, PolicyDocument, Reading
from samdrift.decisions.policy.queries.facts_register import RegisterFacts
from samdrift.decisions.policy.queries.validity import PolicyState, Validity, state_of, validities
from samdrift.decisions.sharing.models import Share, SharingRule
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.records.register.models import (
    IntroductionException,
    LifecycleEvent,
    ValueAssessment,
)
from samdrift.records.spending.models import CostLine, InitiativeParticipation, JointInitiative

DEAD = {ProposalStatus.WITHDRAWN, ProposalStatus.REJECTED}


class Facts(RegisterFacts):
    """The federation on a day, with what it has decided, what that costs, and what it is about to change.

    rows: by a check's name and what was asked of it, the rows that it has found in these facts.
    """

    @cached_property
    def rows(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        return {}

    @cached_property
    def cost_lines(self) -> list[CostLine]:
        """This year's costs that a member bears."""
        rows = CostLine.objects.filter(year=self.on.year, bearer__in=self.member_ids)
        return list(rows.select_related("application__host", "unit", "bearer", "initiative"))

    @cached_property
    def participants_of_year(self) -> dict[int, set[int]]:
        """Those that take part on some day of the year in what costs something this year, also in what has ended."""
        first, last = dt.date(self.on.year, 1, 1), dt.date(self.on.year, 12, 31)
        costing = {each.application_id for each in self.cost_lines if each.application_id}
        return self._taking_part(first, last, costing)

    @cached_property
    def initiatives(self) -> list[JointInitiative]:
        """What is done together on some day of this year."""
        rows = JointInitiative.objects.not_ended(dt.date(self.on.year, 1, 1)).filter(
            federation=self.federation, starts_on__lte=dt.date(self.on.year, 12, 31)
        )
        return list(rows.select_related("federation", "owner"))

    @cached_property
    def initiative_participants(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        rows = InitiativeParticipation.objects.filter(initiative__federation=self.federation)
        for initiative, organisation in rows.values_list("initiative", "organisation"):
            found.setdefault(initiative, set()).add(organisation)
        return found

    @cached_property
    def shares(self) -> list[Share]:
        """This year's shares, the latest last, with what has become of each: proposed, decided, charged."""
        rows = Share.objects.filter(federation=self.federation, year=self.on.year)
        rows = rows.select_related("proposal").prefetch_related("settlements")
        return list(rows.order_by("made_on", "pk"))

    @cached_property
    def agreed_rules(self) -> list[SharingRule]:
        """What is agreed instead of population, on some day of the year."""
        rows = SharingRule.objects.not_ended(dt.date(self.on.year, 1, 1)).filter(
            federation=self.federation, starts_on__lte=dt.date(self.on.year, 12, 31)
        )
        return list(rows)

    @cached_property
    def opportunities(self) -> list[SeenOpportunity]:
        return seen_opportunities(self.federation, Assumptions(today=self.on))

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Every proposal that nobody has taken back."""
        rows = Proposal.objects.filter(federation=self.federation, made_on__lte=self.on)
        rows = rows.exclude(status=ProposalStatus.WITHDRAWN)
        return list(rows.prefetch_related("organisations"))

    @cached_property
    def decisions(self) -> dict[tuple[int, int], list[Decision]]:
        """(proposal, organisation) → its decisions that no later one has corrected, oldest first."""
        found: dict[tuple[int, int], list[Decision]] = {}
        rows = Decision.objects.filter(proposal__federation=self.federation, on__lte=self.on)
        for each in rows.not_corrected().order_by("on", "pk"):
            found.setdefault((each.proposal_id, each.organisation_id), []).append(each)
        return found

    @cached_property
    def documents(self) -> list[PolicyDocument]:
        """The documents that the policy consists of, and the proposal by which each was put to decision."""
        return list(self.policy.documents.select_related("proposal", "policy"))

    @cached_property
    def validities(self) -> list[Validity]:
        """What each member has decided about the policy's documents."""
        return validities(self.documents, self.members, self.decisions)

    @cached_property
    def policy_state(self) -> PolicyState:
        return state_of(self.policy, self.validities, self.on)

    @cached_property
    def readers(self) -> set[int]:
        """People who say that they have read the policy."""
        rows = Reading.objects.filter(policy=self.policy, on__lte=self.on)
        return set(rows.values_list("person", flat=True))

    @cached_property
    def plans(self) -> list[Plan]:
        """Plans put to decision, the latest first; never taken back."""
        rows = Plan.objects.filter(
            scenario__federation=self.federation, proposal__in=[each.pk for each in self.proposals]
        )
        rows = rows.select_related("scenario", "proposal").prefetch_related(
            "proposal__organisations"
        )
        return list(rows.defer(*WITHOUT_DOCUMENTS).order_by("-computed_on", "-pk"))

    @cached_property
    def unannounced_changes(self) -> list[UnannouncedChange]:
        return unannounced_changes(self.federation, self.on)

    @cached_property
    def _registered_on(self) -> dict[tuple[str, str], dt.date]:
        """(kind of row, its key) → the day on which each coming change was written into the register."""
        rows = [each.rule or each.event for each in self.unannounced_changes]
        found: dict[tuple[str, str], dt.date] = {}
        for kind in (SharingRule, LifecycleEvent):
            keys = [str(row.pk) for row in rows if isinstance(row, kind)]
            events = AuditEvent.objects.filter(about_kind=kind._meta.label_lower, about_id__in=keys)
            for key, at in events.order_by("-at").values_list("about_id", "at"):
                found[kind._meta.label_lower, key] = at.date()
        return found

    def known_since(self, change: UnannouncedChange) -> dt.date:
        """The day on which a coming change was registered; where the log doesn't tell, the policy's first day."""
        row = change.rule or change.event
        key = (row._meta.label_lower, str(row.pk)) if row is not None else ("", "")
        day = self._registered_on.get(key, self.policy.valid_from)
        return min(day, self.on)

    @cached_property
    def _organisations(self) -> list[Organisation]:
        return list(Organisation.objects.all())

    @cached_property
    def _organisation_names(self) -> dict[int, str]:
        return {each.pk: str(each) for each in self._organisations}

    @cached_property
    def names_by_code(self) -> dict[str, str]:
        """What each municipality is called, neighbours too."""
        return {each.code: str(each) for each in self._organisations if each.municipality_code}

    def names(self, organisations: Iterable[int]) -> tuple[str, ...]:
        """What some organisations are called, in Swedish order."""
        found = (self._organisation_names[each] for each in organisations)
        return tuple(sorted(found, key=swedish_key))

    @cached_property
    def notices(self) -> list[ChangeNotice]:
        rows = ChangeNotice.objects.in_force().filter(
            federation=self.federation, takes_effect_on__gte=dt.date(self.on.year, 1, 1)
        )
        return list(rows.select_related("application__host"))

    @cached_property
    def notices_overdue(self) -> set[int]:
        rows = Acknowledgement.objects.overdue(self.on).filter(notice__in=self.notices)
        return set(rows.values_list("notice", flat=True))

    @cached_property
    def needs(self) -> dict[int, list[FrameNeed]]:
        return against_frames(each for each in self.proposals if each.status not in DEAD)

    @cached_property
    def introductions(self) -> list[Introduction]:
        return list(Introduction.objects.filter(federation=self.federation))

    @cached_property
    def steps(self) -> list[Step]:
        """Steps by which something is introduced or trained for."""
        rows = Step.objects.filter(
            move__introduction__federation=self.federation,
            kind__in=[StepKind.INTRODUCTION, StepKind.TRAINING],
        )
        return list(rows.select_related("move__organisation", "move__target", "responsible"))

    @cached_property
    def assessments(self) -> dict[int, ValueAssessment]:
        """Move → what its municipality judged before it."""
        return assessments_of({step.move_id: step.move for step in self.steps}.values())

    @cached_property
    def exceptions(self) -> dict[int, IntroductionException]:
        """The latest exception from what is asked before use, by application."""
        rows = IntroductionException.objects.filter(
            application__in=self.application_ids, on__lte=self.on
        )
        return {each.application_id: each for each in rows.order_by("on", "pk")}

    @cached_property
    def responsibility(self) -> Responsible:
        return joint_now(self.federation, self.on)


@remembered_while_reading
def read_facts(policy: Policy, on: dt.date) -> Facts:
    """What the checks read; one for all that a page asks of a policy."""
    return Facts(policy, on)
