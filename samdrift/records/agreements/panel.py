"""The agreements that bind an application, on its page."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.agreement_state import State, StateOnDay
from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.page_panels import GistReader, Panel
from samdrift.foundation.ui.at_a_glance import Gist, Lack, NextDate
from samdrift.records.agreements.convert import STATE_TONES, STATE_WORDS, standing_words
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.agreements.queries import (
    agreements_on,
    covering_then,
    may_add_agreement_for,
    states_on,
    visible_agreements,
)
from samdrift.records.register.models import Application, FieldGroup


def _agreements(person: Person, application: Application) -> dict[str, Any]:
    covering = visible_agreements(person).filter(applications=application)
    listed = list(covering.select_related("responsible").order_by("kind", "title", "pk"))
    standing = states_on(listed, today())
    expired = sum(each.state == State.EXPIRED_IN_USE for each in standing.values())
    words = ngettext(
        "%(number)s agreement has ended, and the application is used without agreement.",
        "%(number)s agreements have ended, and the application is used without them.",
        expired,
    )
    return {
        "agreements": _describe_agreements(listed, standing),
        "expired": words % {"number": expired} if expired else "",
        "may_add": may_add_agreement_for(person, application),
    }


def _gist(person: Person, application: Application) -> Gist:
    """The days to decide by, and what has ended though the application is used."""
    listed = list(agreements_on(person, application).order_by("pk"))
    lacks, dates = [], []
    standings = states_on(listed, today())
    for each in listed:
        standing = standings[each.pk]
        url = reverse("agreement_page", args=[each.pk])
        why = standing_words(standing)
        if standing.state == State.EXPIRED_IN_USE:
            words = f"{each.title}: {str(STATE_WORDS[standing.state]).lower()}"
            lacks.append(Lack(words, why, _("Look at the agreement"), url, "danger"))
        elif standing.day is not None and standing.day >= today():
            dates.append(NextDate(standing.day, f"{each.title}: {why}", url))
    return Gist(lacks=lacks, dates=dates, counts={"avtal": len(listed)})


def _describe_agreements(
    listed: Sequence[Agreement], standing: Mapping[int, StateOnDay]
) -> list[dict[str, Any]]:
    """Each with its state in words, those that somebody must act on first."""
    return [
        {
            "agreement": each,
            "state": STATE_WORDS[standing[each.pk].state],
            "tone": STATE_TONES[standing[each.pk].state],
            "reason": standing_words(standing[each.pk]),
        }
        for each in sorted(listed, key=lambda each: not standing[each.pk].needs_action)
    ]


def _agreements_with(person: Person, supplier: Organisation) -> dict[str, Any]:
    """Those that a supplier is a party to, as far as the person may see them."""
    bound = visible_agreements(person).filter(
        pk__in=Party.objects.filter(organisation=supplier).values("agreement")
    )
    listed = list(bound.select_related("responsible").order_by("kind", "title", "pk"))
    return {"agreements": _describe_agreements(listed, states_on(listed, today()))}


def _agreements_then(person: Person, application: Application, on: dt.date) -> dict[str, Any]:
    """Those that covered it on a day, where each stood then."""
    listed = covering_then(person, application, on)
    standing = states_on(listed, on)
    shown = [
        {
            "agreement": each,
            "state": STATE_WORDS[standing[each.pk].state],
            "tone": STATE_TONES[standing[each.pk].state],
            "reason": standing_words(standing[each.pk]),
        }
        for each in sorted(listed, key=lambda each: (each.kind, swedish_key(each.title), each.pk))
    ]
    return {"agreements": shown, "day": on}


SUPPLIER_PANEL = Panel(
    "agreements/_agreements.html", _agreements_with, follows="agreements.Party.organisation"
)
AGREEMENTS_PANEL = Panel(
    "agreements/_agreements.html",
    _agreements,
    _agreements_then,
    FieldGroup.AGREEMENTS,
    order=1,
    tab="avtal",
)
AGREEMENTS_GIST = GistReader(_gist, FieldGroup.AGREEMENTS)
