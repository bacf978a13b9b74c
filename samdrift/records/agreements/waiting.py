"""Agreements that a person has to decide on, a line for each state."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samdrift.core.agreement_state import State
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind
from samdrift.records.agreements.ahead import agreements_ahead
from samdrift.records.register.queries import roles_on_applications

WORDS: dict[State, Callable[[int], str]] = {
    State.EXPIRED_IN_USE: lambda number: ngettext(
        "%(number)s agreement has ended, though what it covers is in use",
        "%(number)s agreements have ended, though what they cover is in use",
        number,
    ),
    State.NOTICE_DUE: lambda number: ngettext(
        "%(number)s agreement is prolonged unless you give notice within six months",
        "%(number)s agreements are prolonged unless you give notice within six months",
        number,
    ),
    State.OPTION_OPEN: lambda number: ngettext(
        "%(number)s agreement has an option to decide on",
        "%(number)s agreements have an option to decide on",
        number,
    ),
    State.PROCUREMENT_DUE: lambda number: ngettext(
        "%(number)s agreement should be procured anew",
        "%(number)s agreements should be procured anew",
        number,
    ),
}

WHY = {
    State.EXPIRED_IN_USE: _("What they cover is used without an agreement."),
    State.NOTICE_DUE: _("Otherwise they are prolonged."),
    State.OPTION_OPEN: _("Otherwise the option is lost and they end."),
    State.PROCUREMENT_DUE: _("Otherwise there is no time to procure before they end."),
}


def _to_decide(person: Person, on: dt.date) -> Iterable[Waiting]:
    """Each state with the list of exactly those. What has ended has waited since then; the others are due by a day."""
    if not (may_anywhere(person, Permission.EDIT_AGREEMENT) or roles_on_applications(person)):
        return
    for each in agreements_ahead(person, on).to_decide:
        has_ended = each.state == State.EXPIRED_IN_USE
        yield Waiting(
            WORDS[each.state](each.number) % {"number": each.number},
            reverse("agreement_list") + each.query,
            since=each.first_day if has_ended else None,
            due_on=each.first_day,
            why=WHY[each.state],
        )


WAITING = WaitingKind(
    "agreements", _("Agreements to decide on"), _to_decide, act=_("Decide"), icon="file-text"
)
