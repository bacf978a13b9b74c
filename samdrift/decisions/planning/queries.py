"""The scenarios and plans that a person may see."""

from django.db.models import QuerySet

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.planning.models import Plan, Scenario
from samdrift.foundation.organisations.models import Person


def visible_scenarios(person: Person) -> QuerySet[Scenario]:
    """Those of one's federation, for those who work with collaboration."""
    federations = person.federation_ids if sees_collaboration(person) else frozenset()
    return Scenario.objects.filter(federation__in=federations).select_related("federation")


def visible_plans(person: Person) -> QuerySet[Plan]:
    """The plans of visible scenarios, and those proposed: a proposal is for everyone in the federation."""
    mine = Plan.objects.filter(scenario__in=visible_scenarios(person))
    proposed = Plan.objects.filter(proposal__in=visible_proposals(person))
    return (mine | proposed).distinct().select_related("scenario__federation", "by", "proposal")
