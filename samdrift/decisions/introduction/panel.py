"""Who goes over to an application and who leaves it, on its page."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.introduction.models import Move, Step, StepKind, StepStatus
from samdrift.decisions.introduction.queries import visible_moves
from samdrift.foundation.audit.past import past_of, put_back_related
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import Panel
from samdrift.foundation.organisations.touched import TouchedThing
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import known_applications
from samdrift.records.register.models import Application, Participation


def _moves_seen(person: Person, application: Application) -> QuerySet[Move]:
    return visible_moves(person).filter(Q(target=application) | Q(old=application))


def _moves(person: Person, application: Application) -> dict[str, Any] | None:
    moves = _moves_seen(person, application)
    rows = [_move_context(move, application) for move in moves.prefetch_related("steps")]
    return {"moves": rows} if rows else None


def _moves_then(person: Person, application: Application, on: dt.date) -> dict[str, Any] | None:
    """The moves of the plans drawn up by a day, with the days that their steps had then."""
    moves = visible_moves(person).filter(Q(target=application) | Q(old=application))
    found = list(moves.filter(introduction__made_on__lte=on).prefetch_related("steps"))
    past = past_of(Step, on, ids=[step.pk for move in found for step in move.steps.all()])
    for move in found:
        for step in move.steps.all():
            past.put_back(step)
    put_back_related(found, ("organisation",), on)
    rows = [_move_context(move, application) for move in found]
    return {"moves": rows} if rows else None


def _move_context(move: Move, application: Application) -> dict[str, Any]:
    wanted = StepKind.SETUP if move.is_host else StepKind.INTRODUCTION
    leaves = move.old_id == application.pk
    wanted = StepKind.RETIREMENT if leaves else wanted
    step = next((each for each in move.steps.all() if each.kind == wanted), None)
    return {"move": move, "leaves": leaves, "step": step}


def planned_when_retired(
    person: Person, application: Application, _on: dt.date
) -> Iterator[TouchedThing]:
    """Introductions in which somebody is to go over to the application."""
    moves = visible_moves(person).filter(target=application)
    open_steps = moves.filter(steps__status__in=[StepStatus.PLANNED, StepStatus.UNDER_WAY])
    for move in open_steps.distinct():
        told = _("%(who)s is to go over to it by the introduction plan.") % {
            "who": move.organisation
        }
        yield TouchedThing(told, reverse("introduction_page", args=[move.introduction_id]))


def planned_when_leaving(
    person: Person, part: Participation, _on: dt.date
) -> Iterator[TouchedThing]:
    """Introductions in which the organisation is to go over to the application that it ends its use of."""
    moves = visible_moves(person).filter(
        target=part.application_id, organisation=part.organisation_id
    )
    return _still_to_go_over(moves)


def planned_when_notice_is_given(
    person: Person, agreement: Agreement, _on: dt.date
) -> Iterator[TouchedThing]:
    """Introductions of what the agreement covers."""
    return _still_to_go_over(
        visible_moves(person).filter(target__in=known_applications(person, agreement))
    )


def _still_to_go_over(moves: QuerySet[Move]) -> Iterator[TouchedThing]:
    open_steps = moves.filter(steps__status__in=[StepStatus.PLANNED, StepStatus.UNDER_WAY])
    for move in open_steps.distinct():
        told = _("%(who)s is to go over to %(name)s by the introduction plan.") % {
            "who": move.organisation,
            "name": move.target,
        }
        yield TouchedThing(told, reverse("introduction_page", args=[move.introduction_id]))


INTRODUCTION_PANEL = Panel(
    "introduction/_of_application.html",
    _moves,
    _moves_then,
    order=4,
    tab="andringar",
    count=_moves_seen,
)
