"""Who reads the history of a thing: the one place that answers, for every page that shows one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol, runtime_checkable

from django.db import models

from samdrift.foundation.audit.queries import Hides, HistoryEntry, history_of
from samdrift.foundation.organisations.access import appointed_roles
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import ROLES

#: What somebody did without changing anything: erased in time (decision 131).
SIGN_INS = (
    "organisations.signed_in",
    "organisations.sign_in_failed",
    "organisations.file_taken_out",
)
#: Told on a person's page to nobody else; that personal data was handed out and what was chosen is not erased.
TOLD_TO_ONESELF = (
    *SIGN_INS,
    "organisations.personal_data_handed_out",
    "messages.letters_chosen",
)


@runtime_checkable
class Shared(Protocol):
    """Something that several organisations take part in."""

    @property
    def concerned_organisation_ids(self) -> Iterable[int]: ...


def may_read_history(person: Person, thing: models.Model, *, sees_whole: bool = True) -> bool:
    """Whether somebody who sees a thing also reads what has happened to it.

    Whoever sees the thing whole does. An auditor reads the history of whatever the own municipality takes part in,
    though parts of the thing are hidden: those parts are left out of the history too.
    """
    if sees_whole:
        return True
    concerned = set(getattr(thing, "governing_organisation_ids", ()))
    if isinstance(thing, Shared):
        concerned |= set(thing.concerned_organisation_ids)
    roles = appointed_roles(person, concerned)
    return any(Permission.READ_HISTORY in ROLES[role] for role in roles)


def history_for(
    person: Person,
    thing: models.Model,
    *,
    sees_whole: bool = True,
    hides: Hides | None = None,
    most: int = 100,
    until: dt.date | None = None,
    in_short: bool = False,
) -> Sequence[HistoryEntry] | None:
    """The history of a thing as its reader may read it; None for who may not, so that the page leaves it out.

    until: only what had happened when that day ended, by what the reader may see today. in_short: without what changed.
    """
    if not may_read_history(person, thing, sees_whole=sees_whole):
        return None
    return history_of(thing, most=most, hides=hides, until=until, in_short=in_short)
