"""Which plans are adopted by those whom they concern, and who is missing."""

from dataclasses import dataclass

from samdrift.decisions.governance.models import Outcome, ProposalStatus
from samdrift.decisions.governance.queries import MemberDecisions, decisions_by_member
from samdrift.decisions.introduction.convert import municipalities_in_transition
from samdrift.decisions.planning.models import Plan
from samdrift.decisions.planning.queries import visible_plans
from samdrift.foundation.organisations.models import Organisation, Person


@dataclass(frozen=True)
class PlanToIntroduce:
    """A proposed plan that is not on its way yet. missing: those concerned that have not adopted it."""

    plan: Plan
    concerned: int
    missing: list[Organisation]

    @property
    def is_adopted(self) -> bool:
        return not self.missing and self.concerned > 0


def missing_for(plan: Plan) -> list[Organisation]:
    """The municipalities that go over to something by the plan and have not adopted it; all, where it is withdrawn."""
    codes = municipalities_in_transition(plan)
    concerned = list(
        Organisation.objects.filter(municipality_code__in=codes).order_by("municipality_code")
    )
    if plan.proposal is None or plan.proposal.status == ProposalStatus.WITHDRAWN:
        return concerned
    adopted = {each.organisation.pk for each in decisions_by_member(plan.proposal) if _adopts(each)}
    return [each for each in concerned if each.pk not in adopted]


def _adopts(standing: MemberDecisions) -> bool:
    return standing.latest is not None and standing.latest.outcome == Outcome.ADOPTED


def candidates(person: Person) -> list[PlanToIntroduce]:
    """Proposed plans that the person sees and that nobody has begun to introduce."""
    plans = visible_plans(person).filter(proposal__isnull=False, introduction__isnull=True)
    return [
        PlanToIntroduce(plan, len(municipalities_in_transition(plan)), missing_for(plan))
        for plan in plans
        if plan.is_solved
    ]
