"""The balance of responsibility, today and when the plan that is decided has been carried out."""

from dataclasses import dataclass

from django.db.models import F

from samdrift.core.balance import Handover, ResponsibilityBalance, balance, suggestions
from samdrift.decisions.introduction.convert import Responsible, joint_now, joint_planned
from samdrift.decisions.introduction.models import Introduction
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import federation_of


@dataclass(frozen=True)
class BalanceSide:
    """One picture: what it was counted from, and what came out."""

    known: Responsible
    found: ResponsibilityBalance


@dataclass(frozen=True)
class Sides:
    """Today beside the plan; no plan where none is on its way or solved."""

    now: BalanceSide
    planned: BalanceSide | None
    plan: Plan | None
    suggested: list[Handover]


def adopted_plan(federation: Organisation) -> Plan | None:
    """The plan that is being introduced, else the latest that keeps every limit."""
    rows = Introduction.objects.filter(federation=federation)
    introduction = rows.select_related("plan__scenario__federation").first()
    if introduction is not None:
        return introduction.plan
    plans = Plan.objects.filter(scenario__federation=federation, objective_ore__isnull=False)
    latest = F("proposal").desc(nulls_last=True)
    return (
        plans.order_by(latest, "-computed_on", "-pk").select_related("scenario__federation").first()
    )


def balance_sides(person: Person) -> Sides | None:
    """For the person's own federation, counted from the owners and costs it may see; None without one."""
    federation = federation_of(person)
    if federation is None:
        return None
    known = joint_now(federation, today(), person)
    now = BalanceSide(known, _balance(known))
    plan = adopted_plan(federation)
    planned = None
    if plan is not None:
        then = joint_planned(known, plan, today(), person)
        planned = BalanceSide(then, _balance(then))
    return Sides(now, planned, plan, suggestions(now.found, known.joint, known.inhabitants))


def _balance(known: Responsible) -> ResponsibilityBalance:
    return balance(known.joint, known.inhabitants, known.codes, known.capacity, known.beside)
