"""Pages about agreements."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.notice import end_after_months
from samdrift.core.periods import add_months
from samdrift.foundation.audit.queries import told_history
from samdrift.foundation.organisations.access import (
    may,
    require,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.charts import Span, State, Timeline, time_axis
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import confirm_page, form_page, page
from samdrift.records.agreements import actions
from samdrift.records.agreements.convert import standing_words
from samdrift.records.agreements.forms import AgreementForm, NoticeForm, OptionForm, PartyForm
from samdrift.records.agreements.models import Agreement, AgreementKind, AgreementQuerySet
from samdrift.records.agreements.queries import (
    in_force_only,
    may_add_agreements,
    parties_text,
    standing_of,
    visible_agreements,
    with_notice_within,
)
from samdrift.records.register.queries import visible_applications

HORIZON_MONTHS = 24
PRICE = "price_per_year_ore"


def _tone(agreement: Agreement) -> str:
    day = agreement.last_notice_on
    if day is None:
        return "neutral"
    return (
        "danger"
        if day <= add_months(today(), 6)
        else "warning"
        if day <= add_months(today(), 12)
        else "success"
    )


AGREEMENTS = Listing(
    name="avtal",
    columns=[
        Column("title", gettext_lazy("Agreement"), sort=("title",), link=row_link("agreement_page"), heading=True,
               note=lambda row: row.number),
        Column("kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)),
        Column("applications", gettext_lazy("Applications"),
               value=lambda row: ", ".join(str(application) for application in row.applications.all())),
        Column("parties", gettext_lazy("Parties"), value=parties_text),
        Column("current_end", gettext_lazy("Ends"), kind=Kind.DAY, value=lambda row: row.current_end,
               sort=("ends_on",)),
        Column("last_notice_on", gettext_lazy("Last day for notice"), kind=Kind.DAY,
               value=lambda row: row.last_notice_on, tag=_tone),
        Column("price_per_year_ore", gettext_lazy("Price a year"), kind=Kind.KRONOR,
               value=lambda row: row.seen_price_ore, sort=("seen_price_ore",)),
        Column("responsible", gettext_lazy("Kept by"), source="responsible", sort=("responsible__name",),
               visible=False),
    ],
    filters=[
        Choices("slag", gettext_lazy("Kind"), AgreementKind.choices, field="kind", counted=True),
        Flag("galler", gettext_lazy("In force"), where=in_force_only),
        Flag("lopande", gettext_lazy("Until notice"), where=lambda rows: rows.filter(ends_on__isnull=True)),
    ],
    search=("title", "number", "parties__organisation__name", "applications__name"),
    order=("title",),
    values=False,
)  # fmt: skip


def agreement_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    rows = (
        visible_agreements(person)
        .select_related("responsible")
        .prefetch_related(
            Prefetch("applications", visible_applications(person)), "parties__organisation"
        )
    )
    actions_shown = []
    if may_add_agreements(person):
        actions_shown = [
            {
                "label": _("New agreement"),
                "url": reverse("agreement_add"),
                "icon": "plus",
                "primary": True,
            }
        ]
    context = {
        "title": _("Agreements"),
        "actions": actions_shown,
        "chart": notice_chart(visible_agreements(person)),
        "empty_title": _("No agreement yet"),
        "empty_text": _(
            "Add the agreements that bind the applications, so that nobody misses a day for notice."
        ),
    }
    return AGREEMENTS.answer(request, rows, "agreements/agreement_list.html", context)


def notice_chart(agreements: AgreementQuerySet, *, most: int = 12) -> object:
    """The agreements whose last day for notice comes within two years, on a time axis; None when there are none."""
    first = today()
    last = add_months(first, HORIZON_MONTHS)
    pressing = with_notice_within(agreements.in_force(first), last)[:most]
    if not pressing:
        return None
    spans = [
        Span(
            label=agreement.title,
            starts_on=max(agreement.starts_on or first, add_months(first, -3)),
            ends_on=agreement.current_end,
            notice_on=agreement.last_notice_on,
            state={"danger": State.DANGER, "warning": State.WARN}.get(_tone(agreement), State.OK),
            url=reverse("agreement_page", args=[agreement.pk]),
        )
        for agreement in pressing
    ]
    return time_axis(
        Timeline(
            name="avtalstider",
            title=_("Agreements to give notice on or prolong within two years"),
            description=_(
                "Each bar is an agreement's term; the dashed part is its period of notice."
            ),
            spans=spans,
            first=add_months(first, -3),
            last=max([last, *(span.ends_on for span in spans if span.ends_on)]),
            today=first,
            state_words=[
                (State.DANGER, _("Notice within 6 months")),
                (State.WARN, _("Notice within 12 months")),
            ],
        )
    )


def agreement_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = _agreement(person, pk)
    seen = visible_applications(person)
    hides_price = agreement.seen_price_ore != agreement.price_per_year_ore  # type: ignore[attr-defined]
    context = {
        "title": agreement.title,
        "breadcrumbs": _breadcrumbs(agreement),
        "agreement": agreement,
        "facts": _facts(agreement),
        "parties": agreement.parties.select_related("organisation", "unit"),
        "applications": agreement.applications.filter(pk__in=seen.values("pk")),
        "may_edit": may(person, Permission.EDIT_AGREEMENT, agreement),
        "events": told_history(
            agreement, hides=lambda _event, field: hides_price and field == PRICE
        ),
    }
    return page(request, "agreements/agreement_page.html", context)


def _facts(agreement: Agreement) -> list[tuple[str, object]]:
    def months(number: int) -> str:
        return _("%(number)s months") % {"number": number} if number else _("none")

    facts: list[tuple[str, object]] = [
        (_("Kind"), agreement.get_kind_display()),
        (_("Kept by"), agreement.responsible),
        (_("From"), agreement.starts_on.isoformat() if agreement.starts_on else _("not known")),
        (
            _("Ends"),
            agreement.current_end.isoformat() if agreement.current_end else _("until notice"),
        ),
        (_("Period of notice"), months(agreement.notice_months)),
        (_("Prolonged by"), months(agreement.renews_months)),
        (_("Extension options left"), agreement.extension_options or _("none")),
    ]
    if agreement.binding_until:
        facts.append((_("Can't be left before"), agreement.binding_until.isoformat()))
    if agreement.notice_given_on:
        facts.append((_("Notice given on"), agreement.notice_given_on.isoformat()))
    if agreement.end_in_words:
        facts.append((_("End as the source writes it"), agreement.end_in_words))
    return facts


def agreement_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if not may_add_agreements(person):
        raise PermissionDenied

    def save() -> str:
        agreement = form.save(commit=False)
        saved = actions.add_agreement(
            by=person, agreement=agreement, applications=form.cleaned_data["applications"]
        )
        return reverse("agreement_page", args=[saved.pk])

    form = AgreementForm(request.POST or None, person=person, initial=_prefilled(request))
    return form_page(
        request, form, save, {"title": _("New agreement"), "cancel_url": reverse("agreement_list")}
    )


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """What the page that led here knew already."""
    return {"applications": request.GET.getlist("applikation"), "kind": request.GET.get("slag", "")}


def agreement_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = _agreement(person, pk)
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
    agreement = _agreement(person, pk)
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
    agreement = _agreement(person, pk)
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
    agreement = _agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)

    def save() -> str:
        actions.give_notice(by=person, agreement=agreement, **form.cleaned_data)
        return back

    initial: dict[str, dt.date | None] = {"given_on": today(), "ends_on": agreement.earliest_end}
    form = NoticeForm(request.POST or None, initial=initial)
    back = reverse("agreement_page", args=[pk])
    context = {
        "title": _("Give notice on %(title)s") % {"title": agreement.title},
        "lead": standing_words(standing_of(agreement, today())),
        "cancel_url": back,
        "submit_label": _("Give notice"),
    }
    return form_page(request, form, save, context, row=agreement)


def option_use(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    agreement = _agreement(person, pk)
    require(person, Permission.EDIT_AGREEMENT, agreement)
    seen = agreement.extension_options

    def save() -> str:
        actions.use_extension_option(by=person, agreement=agreement, **form.cleaned_data)
        return back

    form = OptionForm(request.POST or None)
    back = reverse("agreement_page", args=[pk])
    consequences = [_("The agreement has no extension option left.")]
    if seen and agreement.ends_on is not None:
        months = seen * agreement.extension_months
        end = end_after_months(agreement.terms, agreement.extension_months)
        latest = end_after_months(agreement.terms, months)
        consequences = [
            _("The term is prolonged by %(months)s months, until %(end)s.")
            % {"months": agreement.extension_months, "end": end},
            _("%(left)s options are left after that; with them it ends %(latest)s.")
            % {"left": seen - 1, "latest": latest},
        ]
    context = {
        "title": _("Use an extension option"),
        "lead": " ".join(consequences),
        "submit_label": _("Prolong the agreement"),
        "cancel_url": back,
    }
    return form_page(request, form, save, context, row=agreement)


def _agreement(person: Person, pk: int) -> Agreement:
    return get_object_or_404(visible_agreements(person).select_related("responsible"), pk=pk)


def _breadcrumbs(agreement: Agreement) -> list[dict[str, str]]:
    return [
        {"label": _("Agreements"), "url": reverse("agreement_list")},
        {"label": agreement.title},
    ]
