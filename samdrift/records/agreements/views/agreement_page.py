"""The page of one agreement: where it stands and what follows on the overview, what has happened on a tab."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.agreement_state import StateOnDay
from samdrift.foundation.organisations.access import may, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.contacts import contacts_of
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.at_a_glance import Glance
from samdrift.foundation.ui.days import day_of_page
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.templatetags.ui import figure
from samdrift.records.agreements.convert import (
    STATE_TONES,
    STATE_WORDS,
    WHAT_TO_DO,
    standing_words,
)
from samdrift.records.agreements.models import Agreement, Party, PartyRole, Renewal
from samdrift.records.agreements.panels import AGREEMENT_PANELS
from samdrift.records.agreements.queries import (
    known_applications,
    people_to_act,
    state_of,
    visible_agreements,
)
from samdrift.records.agreements.views.agreement_facts import (
    facts_about,
    history_seen,
    latest_seen,
    left_open,
)
from samdrift.records.agreements.views.agreement_then import breadcrumbs, page_of_day
from samdrift.records.register.queries import visible_suppliers

SHOWN_EVENTS = 4


def require_agreement(person: Person, pk: int) -> Agreement:
    """The agreement, or 404 for who may not know of it."""
    return get_object_or_404(visible_agreements(person).select_related("responsible"), pk=pk)


def agreement_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    as_of = day_of_page(request)
    if as_of.is_other:
        return page_of_day(request, person, agreement, as_of)
    context, standing = _frame(person, agreement, "")
    people = people_to_act(person, agreement, today()) if standing.needs_action else []
    bound = {each.organisation_id for each in context["parties"]}
    context |= {
        "as_of": as_of,
        "standing": standing,
        "state": STATE_WORDS[standing.state],
        "tone": STATE_TONES[standing.state],
        "reason": standing_words(standing),
        "to_do": WHAT_TO_DO.get(standing.state, ""),
        "people": contacts_of(person, people),
        "unclear": left_open(agreement),
        "panels": AGREEMENT_PANELS.show(person, agreement, tab=""),
        "facts": facts_about(agreement, today()),
        "known_suppliers": set(
            visible_suppliers(person).filter(pk__in=bound).values_list("pk", flat=True)
        ),
        "applications": list(
            agreement.applications.filter(pk__in=known_applications(person, agreement))
        ),
        "log": latest_seen(person, agreement, SHOWN_EVENTS),
    }
    return page(request, "agreements/agreement_page.html", context)


def agreement_tab(request: HttpRequest, pk: int, tab: str) -> HttpResponse:
    """One tab of an agreement's page; on another day the page of that day, which is whole."""
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    opened = AGREEMENT_PANELS.tab_called(tab)
    if opened is None:
        raise Http404
    as_of = day_of_page(request)
    if as_of.is_other:
        return redirect(f"{reverse('agreement_page', args=[pk])}?dag={as_of.day}")
    context, _standing = _frame(person, agreement, tab)
    context["breadcrumbs"] = [
        *breadcrumbs(agreement, here=False),
        {"label": opened.label},
    ]
    context |= {
        "tab_label": opened.label,
        "as_of": as_of,
        "panels": AGREEMENT_PANELS.show(person, agreement, tab=tab),
        "events": history_seen(person, agreement),
    }
    return page(request, "agreements/agreement_history.html", context)


def _frame(person: Person, agreement: Agreement, tab: str) -> tuple[dict[str, Any], StateOnDay]:
    """The head, the strip and the tabs, and where the agreement stands."""
    standing = state_of(agreement, today())
    parties = list(agreement.parties.select_related("organisation", "unit"))
    may_edit = may(person, Permission.EDIT_AGREEMENT, agreement)
    context: dict[str, Any] = {
        "title": agreement.title,
        "lead": str(agreement.responsible),
        "mark": _("Example data") if agreement.is_example else "",
        "breadcrumbs": breadcrumbs(agreement),
        "agreement": agreement,
        "parties": parties,
        "may_edit": may_edit,
        "actions": _actions(agreement) if may_edit else [],
        "strip": _strip(agreement, standing, parties),
        "tabs": AGREEMENT_PANELS.tab_links(person, agreement, page="agreement", opened=tab),
    }
    return context, standing


def _actions(agreement: Agreement) -> list[dict[str, Any]]:
    """The ways to change it, of which the terms decide which there are."""
    open_to = [("agreement_change", _("Change"))]
    if not agreement.notice_given_on:
        open_to.append(("agreement_notice", _("Give notice")))
    if agreement.extension_options and agreement.ends_on:
        open_to.append(("agreement_option", _("Use an extension option")))
    return [{"label": label, "url": reverse(name, args=[agreement.pk])} for name, label in open_to]


def _strip(agreement: Agreement, standing: StateOnDay, parties: Sequence[Party]) -> list[Glance]:
    """Where it stands, the next day, who is bound, what it costs and what happens otherwise."""
    price = agreement.seen_price_ore  # type: ignore[attr-defined]  # annotated by the question
    suppliers = [str(each.organisation) for each in parties if each.role == PartyRole.SUPPLIER]
    bound = ngettext("%(number)s party", "%(number)s parties", len(parties))
    last = agreement.last_notice_on
    note = _("last day for notice %(day)s") % {"day": last} if last else ""
    cost = _("not known")
    if price is not None:
        cost = figure(price, "whole_kronor", "agreements.price", agreement.pk)
    return [
        Glance(_("State"), STATE_WORDS[standing.state], note),
        Glance(_("Parties"), bound % {"number": len(parties)}, ", ".join(suppliers[:2])),
        Glance(_("Price a year"), cost),
        Glance(_("When the term is over"), _otherwise(agreement), _end_in_words(agreement)),
    ]


def _otherwise(agreement: Agreement) -> str:
    if agreement.renewal == Renewal.TACIT:
        months = agreement.renews_months
        words = ngettext("prolonged %(number)s month", "prolonged %(number)s months", months)
        return words % {"number": months}
    return agreement.get_renewal_display()


def _end_in_words(agreement: Agreement) -> str:
    end = agreement.current_end
    return _("the term ends %(day)s") % {"day": end} if end else _("no last day")
