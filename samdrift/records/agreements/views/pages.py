"""Pages about agreements."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.notice import end_after_months
from samdrift.foundation.organisations.access import (
    require,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import confirm_page, form_page
from samdrift.records.agreements import actions
from samdrift.records.agreements.consequences import GIVING_NOTICE
from samdrift.records.agreements.convert import (
    standing_words,
)
from samdrift.records.agreements.forms import AgreementForm, NoticeForm, OptionForm, PartyForm
from samdrift.records.agreements.queries import (
    may_add_agreements,
    state_of,
)
from samdrift.records.agreements.views.agreement_page import require_agreement


def agreement_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_that(may_add_agreements(person))

    def save() -> str:
        agreement = form.save(commit=False)
        saved = actions.add_agreement(
            by=person, agreement=agreement, applications=form.cleaned_data["applications"]
        )
        return reverse("agreement_page", args=[saved.pk])

    form = AgreementForm(request.POST or None, person=person, initial=_initial_values(request))
    return form_page(
        request, form, save, {"title": _("New agreement"), "cancel_url": reverse("agreement_list")}
    )


def _initial_values(request: HttpRequest) -> dict[str, Any]:
    """What the page that led here knew already."""
    return {"applications": request.GET.getlist("applikation"), "kind": request.GET.get("slag", "")}


def agreement_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)

    def save() -> str:
        changed = form.save(commit=False)
        saved = actions.change_agreement(
            by=person, agreement=changed, applications=form.cleaned_data["applications"]
        )
        return reverse("agreement_page", args=[saved.pk])

    form = AgreementForm(request.POST or None, person=person, instance=agreement)
    back = reverse("agreement_page", args=[pk])
    return form_page(
        request,
        form,
        save,
        {"title": _("Change %(title)s") % {"title": agreement.title}, "cancel_url": back},
    )


def party_add(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)

    def save() -> str:
        values = form.cleaned_data
        actions.add_party(
            by=person,
            agreement=agreement,
            organisation=values["organisation"],
            unit=values["unit"],
            role=values["role"],
        )
        return back

    form = PartyForm(request.POST or None, person=person)
    back = reverse("agreement_page", args=[pk])
    return form_page(
        request,
        form,
        save,
        {"title": _("New party to %(title)s") % {"title": agreement.title}, "cancel_url": back},
    )


def party_remove(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)
    row = get_object_or_404(agreement.parties.select_related("organisation"), pk=party)
    back = reverse("agreement_page", args=[pk])

    def act() -> str:
        actions.remove_party(by=person, party=row)
        return back

    context = {
        "title": _("Remove %(party)s from the agreement") % {"party": row.organisation},
        "consequences": [
            _("The agreement no longer binds %(party)s.") % {"party": row.organisation}
        ],
        "danger": True,
        "confirm_label": _("Remove the party"),
        "cancel_url": back,
    }
    return confirm_page(request, act, context, row=row)


def notice_give(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)

    def save() -> str:
        actions.give_notice(by=person, agreement=agreement, **form.cleaned_data)
        return back

    initial: dict[str, dt.date | None] = {"given_on": today(), "ends_on": agreement.earliest_end}
    form = NoticeForm(request.POST or None, initial=initial)
    back = reverse("agreement_page", args=[pk])
    context = {
        "title": _("Give notice on %(title)s") % {"title": agreement.title},
        "lead": standing_words(state_of(agreement, today())),
        "consequences": GIVING_NOTICE.list_touched(
            person, agreement, agreement.earliest_end or today()
        ),
        "cancel_url": back,
        "submit_label": _("Give notice"),
    }
    return form_page(request, form, save, context, template="ui/touching_form.html", row=agreement)


def option_use(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = require_agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)
    seen = agreement.extension_options

    def save() -> str:
        actions.use_extension_option(by=person, agreement=agreement, **form.cleaned_data)
        return back

    form = OptionForm(request.POST if request.method == "POST" else None)
    back = reverse("agreement_page", args=[pk])
    consequences = [_("The agreement has no extension option left.")]
    if seen and agreement.ends_on is not None:
        months = seen * agreement.extension_months
        end = end_after_months(agreement.terms, agreement.extension_months)
        latest = end_after_months(agreement.terms, months)
        consequences = [
            ngettext(
                "The term is prolonged by %(months)s month, until %(end)s.",
                "The term is prolonged by %(months)s months, until %(end)s.",
                agreement.extension_months,
            )
            % {"months": agreement.extension_months, "end": end},
            ngettext(
                "%(left)s option is left after that; with it it ends %(latest)s.",
                "%(left)s options are left after that; with them it ends %(latest)s.",
                seen - 1,
            )
            % {"left": seen - 1, "latest": latest},
        ]
    context = {
        "title": _("Use an extension option"),
        "lead": " ".join(consequences),
        "submit_label": _("Prolong the agreement"),
        "cancel_url": back,
    }
    return form_page(request, form, save, context, row=agreement)
