"""Kinds of letters. Rooms above add theirs when they are made ready, as they add panels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from samdrift.foundation.messages.models import Message


class Frequency(TextChoices):
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Once a week, on Mondays")
    NEVER = "never", _("Never")


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file that goes with a letter; kept nowhere, as its text."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, as it is mailed."""

    subject: str
    text: str
    attachments: tuple[EnclosedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageKind:
    """One kind of letter.

    name: stable, kept in the rows. label: what it is called on pages. write: what it says now, in Swedish; None where
    it is no longer needed. may_be_declined: the person chooses how often it comes, and it comes to nobody who has not
    chosen it; the rest can't be declined.
    """

    name: str
    label: str | Promise
    write: "Callable[[Message], Letter | None]"
    may_be_declined: bool = False


_KINDS: dict[str, MessageKind] = {}


def add_message_kind(kind: MessageKind) -> None:
    """Called by each room when it is made ready."""
    _KINDS[kind.name] = kind


def kind_named(name: str) -> MessageKind | None:
    """The kind of a row; None where no room knows it any longer."""
    return _KINDS.get(name)


def kinds_to_choose() -> list[MessageKind]:
    """The kinds that a person may decline."""
    return [kind for kind in _KINDS.values() if kind.may_be_declined]
