"""The introductions, moves and steps that a person may see."""

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from samdrift.decisions.introduction.models import Introduction, Move, Step, StepStatus
from samdrift.decisions.introduction.models import StepQuerySet as Steps
from samdrift.decisions.introduction.queries.effects import RegisterEffect, effects_of
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.queries import visible_agreements


def visible_introductions(person: Person) -> QuerySet[Introduction]:
    """An introduction plan carries out a public decision: everyone employed by a member sees it, others do not."""
    return Introduction.objects.filter(federation__in=person.federation_ids).select_related(
        "plan__scenario", "federation", "made_by"
    )


def visible_moves(person: Person) -> QuerySet[Move]:
    seen = Move.objects.filter(introduction__in=visible_introductions(person))
    return seen.select_related("organisation", "target", "old", "unit__organisation")


def visible_steps(person: Person) -> Steps:
    return Step.objects.filter(move__introduction__in=visible_introductions(person))


def area_steps(step_or_move: Step | Move) -> list[Step]:
    """Every step of the same area of the same introduction: what can wait for each other. Two queries."""
    move = step_or_move if isinstance(step_or_move, Move) else step_or_move.move
    steps = Step.objects.filter(move__introduction=move.introduction_id, move__area=move.area)
    return list(_whole(steps))


def _whole(steps: QuerySet[Step]) -> QuerySet[Step]:
    """With all that pages and core ask for."""
    return steps.select_related(
        "move__organisation",
        "move__target",
        "move__old",
        "move__introduction",
        "responsible",
        "agreement",
    ).prefetch_related("waits_for")


def whole_steps(introduction: Introduction) -> list[Step]:
    """Every step of an introduction, in the order of areas and municipalities. Two queries."""
    steps = _whole(Step.objects.filter(move__introduction=introduction))
    return list(
        steps.order_by(
            "move__area",
            "-move__is_host",
            "move__organisation__municipality_code",
            "starts_on",
            "pk",
        )
    )


def with_progress(rows: QuerySet[Introduction], on: dt.date) -> QuerySet[Introduction]:
    """The latest first, with how many steps are planned, done and overdue, and the last planned day; one query."""
    standing = ~Q(moves__steps__status=StepStatus.CANCELLED)
    open_steps = Q(moves__steps__status__in=[StepStatus.PLANNED, StepStatus.UNDER_WAY])
    counted = rows.annotate(
        step_count=Count("moves__steps", filter=standing, distinct=True),
        done_count=Count(
            "moves__steps", filter=Q(moves__steps__status=StepStatus.DONE), distinct=True
        ),
        overdue_count=Count(
            "moves__steps", filter=open_steps & Q(moves__steps__ends_on__lt=on), distinct=True
        ),
        last_on=Max("moves__steps__ends_on", filter=standing),
    )
    return counted.order_by("-made_on", "-pk")  # counted rows keep no order of the model's own


def mine(person: Person) -> QuerySet[Step]:
    """Steps still to be done that the person is responsible for, the most pressing first."""
    seen = visible_steps(person).open().filter(responsible=person)
    return seen.select_related("move__organisation").order_by("ends_on", "pk")


def may_act_on(person: Person, step: Any) -> bool:
    """The municipality's own people who introduce, and whoever is responsible for the step."""
    return step.responsible_id == person.pk or may(person, Permission.INTRODUCE, step.move)


def sees_agreement(person: Person, step: Step) -> bool:
    """Whether the agreement that a step is about may be named to the person."""
    return step.agreement_id is not None and (
        visible_agreements(person).filter(pk=step.agreement_id).exists()
    )


def shown_effects(person: Person, step: Step, on: dt.date) -> list[RegisterEffect]:
    """What is written when the step is completed, without what is said of an agreement that the person may not see."""
    seen = sees_agreement(person, step)
    return [each for each in effects_of(step, on) if each.agreement is None or seen]
