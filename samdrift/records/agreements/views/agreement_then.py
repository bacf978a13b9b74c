"""The page of one agreement as it was on another day."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.days import DayOfPage
from samdrift.foundation.ui.page import page
from samdrift.records.agreements.convert import STATE_TONES, STATE_WORDS, standing_words
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.panels import AGREEMENT_PANELS
from samdrift.records.agreements.queries import (
    agreement_then,
    bound_then,
    covered_then,
    state_of,
)
from samdrift.records.agreements.views.agreement_facts import facts_about, history_seen, left_open

TEMPLATE = "agreements/agreement_then.html"


def page_of_day(
    request: HttpRequest, person: Person, agreement: Agreement, as_of: DayOfPage
) -> HttpResponse:
    """Where it stood, its terms, its parties and what it covered on a day, as far as the reader may see it today.

    Nothing can be changed on it, so it has no way to any change.
    """
    day = as_of.day
    then = agreement_then(person, agreement, day)
    context: dict[str, Any] = {"as_of": as_of, "title": agreement.title, "agreement": then}
    if then is not None:
        standing = state_of(then, day)
        context |= {
            "title": then.title,
            "lead": str(then.responsible),
            "state": STATE_WORDS[standing.state],
            "tone": STATE_TONES[standing.state],
            "reason": standing_words(standing),
            "unclear": left_open(then),
            "facts": facts_about(then, day),
            "parties": bound_then(then, day),
            "applications": covered_then(person, then, day),
            "panels": AGREEMENT_PANELS.show(person, agreement, on=day),
            "events": history_seen(person, agreement, until=day),
        }
    context["breadcrumbs"] = breadcrumbs(then or agreement)
    return page(request, TEMPLATE, context)


def breadcrumbs(agreement: Agreement, *, here: bool = True) -> list[dict[str, str]]:
    """The way to the agreement; to its own page without a link."""
    last = {"label": agreement.title}
    if not here:
        last["url"] = reverse("agreement_page", args=[agreement.pk])
    return [{"label": _("Agreements"), "url": reverse("agreement_list")}, last]
