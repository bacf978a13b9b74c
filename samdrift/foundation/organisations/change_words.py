"""A change set told to who reads it: what happened, how many rows of which kind, and row by row before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.actions import SECRET
from samdrift.foundation.audit.changes import (
    HistoryChange,
    changes_in_words,
    names_of_rows,
    names_referred_to,
)
from samdrift.foundation.audit.models import AuditEvent, Change, ChangeSet
from samdrift.foundation.audit.queries import Hides
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.undoable import undoable_act


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row of a change set in words. kind: what it is, what: whether it was added, changed or removed."""

    kind: str
    name: str
    what: str
    tone: str
    changes: Sequence[HistoryChange]


@dataclass(slots=True)
class KindCount:
    """How many rows of one kind an act added, changed and removed."""

    kind: str
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def when_undone(self) -> list[str]:
        """What becomes of them when the act is undone."""
        said = (
            (self.added, _("%(kind)s: %(number)s that were added are taken away")),
            (self.changed, _("%(kind)s: %(number)s that were changed become what they were")),
            (self.removed, _("%(kind)s: %(number)s that were removed come back")),
        )
        return [words % {"kind": self.kind, "number": number} for number, words in said if number]


TONES = {Change.Kind.ADDED: "success", Change.Kind.CHANGED: "info", Change.Kind.REMOVED: "warning"}


def told_changes(change_set: ChangeSet) -> QuerySet[Change]:
    """The changes of a set that tell a reader something, in the order in which the act touched the rows."""
    return change_set.changes.exclude(model__in=undoable_act(change_set).not_told)


def counts_of(change_set: ChangeSet) -> list[KindCount]:
    """How many rows of each kind, in the order of the alphabet; one query."""
    counted: dict[str, KindCount] = {}
    rows = told_changes(change_set).order_by().values_list("model", "kind")
    for label, kind, number in rows.annotate(number=Count("pk")):
        name = _kind_of(apps.get_model(label))
        count = counted.setdefault(name, KindCount(name))
        setattr(count, kind, getattr(count, kind) + number)
    return sorted(counted.values(), key=lambda each: swedish_key(each.kind))


def rows_in_words(
    person: Person, change_set: ChangeSet, changes: Sequence[Change]
) -> list[ChangedRow]:
    """Some changes, row by row, as the person may see them; a fixed number of queries for each kind of row."""
    hides = undoable_act(change_set).hides(person, change_set)
    told = [(each, _as_event(change_set, each, hides)) for each in changes]
    events = [event for _change, event in told if event is not None]
    names = names_referred_to(events)
    places = {each.pk: _place(each) for each in changes}
    called = names_of_rows(places.values())
    return [
        ChangedRow(
            kind=_kind_of(places[change.pk][0]),
            name=_name(change, called[places[change.pk]]),
            what=str(Change.Kind(change.kind).label),
            tone=TONES[Change.Kind(change.kind)],
            changes=list(changes_in_words(event, names)),
        )
        for change, event in told
        if event is not None
    ]


def _place(change: Change) -> tuple[type[Model], Any]:
    model = apps.get_model(change.model)
    return model, model._meta.pk.to_python(change.row_key)


def _kind_of(model: type[Model]) -> str:
    """What a row is called; one that only ties two together by both: «Avtal – applikation»."""
    name = str(model._meta.verbose_name)
    if model._meta.auto_created:
        tied = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
        name = " – ".join(str(each._meta.verbose_name) for each in tied)  # type: ignore[union-attr]  # models
    return name[:1].upper() + name[1:]


def _as_event(change_set: ChangeSet, change: Change, hides: Hides) -> AuditEvent | None:
    """The change as the log would tell it, without what the reader may not see; None where that is all."""
    event = AuditEvent(
        event=change_set.act,
        about_kind=change.model,
        about_id=change.row_key,
        before=_leave_out_secrets(change.before),
        after=_leave_out_secrets(change.after),
    )
    if hides(event, ""):
        return None
    hidden = [name for name, _before, _after in event.changes if hides(event, name)]
    for name in hidden:
        event.before.pop(name, None)
        event.after.pop(name, None)
    return event


def _leave_out_secrets(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in SECRET}


def _name(change: Change, called: str) -> str:
    """What the row is called; one that is gone by what it was stored with; empty where it has no name."""
    if called != change.row_key:
        return called
    stored = change.after or change.before
    return str(stored.get("name") or stored.get("title") or "")
