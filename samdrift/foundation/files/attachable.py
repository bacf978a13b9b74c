"""Kinds of things that files are attached to. Rooms above declare theirs when they are made ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete

from samdrift.foundation.files.models import Attachment, SeenBy
from samdrift.foundation.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Attachable:
    """What a room says of one kind of its things.

    name: in addresses, Swedish. model: «room.Model». page: the name of the thing's page. visible: the things that a
    person may see. may_keep: who attaches, renames and removes. sees_costs: who sees what the thing costs; None where
    there is nothing to hide.
    """

    name: str
    model: str
    page: str
    visible: Callable[[Person], "models.QuerySet[Any]"]
    may_keep: Callable[[Person, Any], bool]
    sees_costs: Callable[[Person, Any], bool] | None = None

    def seen_by_choices(self) -> list[SeenBy]:
        """Whom an attachment may be shown to."""
        return [each for each in SeenBy if each != SeenBy.COSTS or self.sees_costs is not None]

    def thing(self, key: str) -> "models.Model | None":
        """The thing itself, for the work in the background, which nobody has asked for."""
        rows: models.QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return rows.filter(pk=key).first()


_KINDS: dict[str, Attachable] = {}


def add_attachable(kind: Attachable) -> None:
    """Called by a room when it is made ready. From then on no such thing is deleted while it has attachments."""
    model = apps.get_model(kind.model)
    _KINDS[model._meta.label_lower] = kind
    pre_delete.connect(_keep_while_attached, sender=model, dispatch_uid=f"attached to {kind.model}")


def _keep_while_attached(instance: models.Model, **_more: Any) -> None:
    attached = list(Attachment.objects.about(instance).not_removed())
    if attached:
        raise ProtectedError("files are attached to it", set(attached))


def kind_of(thing: models.Model) -> Attachable:
    """What the thing's room has declared. Raises KeyError for a kind of thing that takes no files."""
    return _KINDS[thing._meta.label_lower]


def kind_called(name: str) -> Attachable | None:
    """By its name in addresses."""
    return next((each for each in _KINDS.values() if each.name == name), None)


def kind_behind(attachment: Attachment) -> Attachable | None:
    """The kind of what a file is attached to; None where no room knows it any longer."""
    return _KINDS.get(attachment.about_kind)
