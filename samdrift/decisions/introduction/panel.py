"""Who goes over to an application and who leaves it, on its page."""

from typing import Any

from django.db.models import Q

from samdrift.decisions.introduction.models import Move, StepKind
from samdrift.decisions.introduction.queries import visible_moves
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application
from samdrift.records.register.panels import Panel


def _moves(person: Person, application: Application) -> dict[str, Any] | None:
    moves = visible_moves(person).filter(Q(target=application) | Q(old=application))
    rows = [_told(move, application) for move in moves.prefetch_related("steps")]
    return {"moves": rows} if rows else None


def _told(move: Move, application: Application) -> dict[str, Any]:
    wanted = StepKind.SETUP if move.is_host else StepKind.INTRODUCTION
    leaves = move.old_id == application.pk
    wanted = StepKind.RETIREMENT if leaves else wanted
    step = next((each for each in move.steps.all() if each.kind == wanted), None)
    return {"move": move, "leaves": leaves, "step": step}


INTRODUCTION_PANEL = Panel("introduction/_of_application.html", _moves, order=4)
