"""Acts that can be undone as a whole: each room says who sees what its own changed, who may undo them, and when.

A room keeps what an act changes with `changes_kept` and makes the act known here when it is made ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from samdrift.foundation.audit.models import AuditEvent, ChangeSet
from samdrift.foundation.audit.queries import Hides
from samdrift.foundation.organisations.models import Person


def _nothing_against_it(_change_set: ChangeSet) -> str:
    return ""


def _nothing_more(_change_set: ChangeSet) -> None:
    """What the act is about needs no mark."""


def _hides_nothing(_person: Person, _change_set: ChangeSet) -> Hides:
    def hides(_event: AuditEvent, _field: str) -> bool:
        return False

    return hides


@dataclass(frozen=True, slots=True)
class UndoableAct:
    """One act whose changes are kept.

    act: the event's name, as given to `changes_kept`. undone: the event that the history tells of everything that is
    put back. visible: the things whose acts a person may see, what the acts are about. may_undo: whether a person may
    undo what was done about a thing. why_not: why the act can't be undone whoever asks, in words: a letter has left,
    money is charged; empty where nothing stands against it. hides: what of the changes a person may not see.
    afterwards: marks what the act was about, where that is no part of the changes. not_told: models, as
    «intake.importedrow», whose rows are put back but tell a reader nothing.
    """

    act: str
    undone: str
    visible: Callable[[Person], QuerySet[Any]]
    may_undo: Callable[[Person, Any], bool]
    why_not: Callable[[ChangeSet], str] = _nothing_against_it
    hides: Callable[[Person, ChangeSet], Hides] = _hides_nothing
    afterwards: Callable[[ChangeSet], None] = _nothing_more
    not_told: frozenset[str] = frozenset()


_ACTS: dict[str, UndoableAct] = {}


def add_undoable_act(act: UndoableAct) -> None:
    """Called by a room when it is made ready."""
    _ACTS[act.act] = act


def undoable_act(change_set: ChangeSet) -> UndoableAct:
    """The act that a change set is of."""
    return _ACTS[change_set.act]


def undoable_acts() -> frozenset[str]:
    """The names of all acts that can be undone."""
    return frozenset(_ACTS)


def visible_change_sets(person: Person) -> QuerySet[ChangeSet]:
    """The change sets that a person may see: those of acts about what each room lets the person see."""
    reach = Q(pk__in=[])
    for act in _ACTS.values():
        things = act.visible(person)
        keys = things.order_by().annotate(written_key=Cast("pk", CharField())).values("written_key")
        reach |= Q(act=act.act, about_kind=things.model._meta.label_lower, about_id__in=keys)
    return ChangeSet.objects.filter(reach)


def thing_of(change_set: ChangeSet) -> Model | None:
    """What the act was about; None where it is gone."""
    model: type[Model] = apps.get_model(change_set.about_kind)
    return model._base_manager.filter(pk=change_set.about_id).first()


def may_undo(person: Person, change_set: ChangeSet) -> bool:
    """Whether a person may undo an act, if nothing stands against it."""
    thing = thing_of(change_set)
    return (
        person.is_active and thing is not None and undoable_act(change_set).may_undo(person, thing)
    )


def change_set_of(act: str, thing: Model) -> ChangeSet | None:
    """The latest change set of an act about a thing that the reader may already see; None where there is none."""
    about = {"about_kind": thing._meta.label_lower, "about_id": str(thing.pk)}
    return ChangeSet.objects.filter(act=act, **about).first()
