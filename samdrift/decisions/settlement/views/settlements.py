"""Charges and settlements of a year: who pays whom, for what, and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samdrift.core.money import ORE_A_KRONA
from samdrift.decisions.settlement import actions
from samdrift.decisions.settlement.convert.settling import recompute_content
from samdrift.decisions.settlement.forms import CorrectionForm, SettlementForm
from samdrift.decisions.settlement.models import Charge, Settlement, SettlementKind
from samdrift.decisions.settlement.present.pictures import participant_bars
from samdrift.decisions.settlement.queries.participants import settlement_participants
from samdrift.decisions.settlement.queries.visible import (
    settles,
    visible_charges,
    visible_settlements,
)
from samdrift.decisions.sharing.access import require_costs, require_federation, year_asked
from samdrift.decisions.sharing.convert.joint import joint_costs
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.charts import Flow, FlowChart, flow_chart
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page
from samdrift.records.spending.models import CostKind


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": _("Charges and settlements"), "url": reverse("settlement_list")},
    ]


SETTLEMENTS = Listing(
    name="avrakningar",
    columns=[
        Column(
            "year",
            gettext_lazy("Year"),
            sort=("year",),
            link=row_link("settlement_page"),
            heading=True,
        ),
        Column(
            "kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)
        ),
        Column("number", gettext_lazy("Number"), kind=Kind.NUMBER, sort=("number",)),
        Column("periods", gettext_lazy("Periods"), kind=Kind.NUMBER, sort=("periods",)),
        Column("made_on", gettext_lazy("Made on"), kind=Kind.DAY, sort=("made_on",)),
        Column("made_by", pgettext_lazy("cost", "Made by"), value=lambda row: row.made_by),
    ],
    filters=[
        Choices("slag", gettext_lazy("Kind"), SettlementKind.choices, field="kind", counted=True)
    ],
    order=("-year", "-number", "pk"),
    values=False,
)


def settlement_list(request: HttpRequest) -> HttpResponse:
    person = require_costs(request)
    add = {"label": _("Charge or settle a year"), "url": reverse("settlement_add"), "icon": "plus"}
    context = {
        "title": _("Charges and settlements"),
        "lead": _("Charged by budget, settled by outcome. What has been made is never changed."),
        "breadcrumbs": _crumbs(),
        "actions": [*([{**add, "primary": True}] if settles(person) else []), *_settings()],
        "empty_title": _("No charges to show"),
        "empty_text": _(
            "When a budget is approved, the year can be charged. You see what your own role shows you."
        ),
    }
    return SETTLEMENTS.answer(request, visible_settlements(person), "ui/listing.html", context)


def _settings() -> list[dict[str, str]]:
    """What has to be said before anything can be booked and invoiced."""
    return [
        {"label": _("Accounts"), "url": reverse("ledger_account_list")},
        {"label": _("Billing details"), "url": reverse("billing_list")},
    ]


def settlement_add(request: HttpRequest) -> HttpResponse:
    """Choose year and kind, and see first what is ready to be shared and what is not."""
    person = signed_in(request)
    federation = require_federation(person, Permission.SETTLE_COSTS)
    year = year_asked(request)
    initial = {"year": year, "periods": 4, "kind": request.GET.get("slag", "")}
    form = SettlementForm(request.POST or None, initial=initial)

    def save() -> str:
        chosen = form.cleaned_data
        if chosen["kind"] == SettlementKind.PRELIMINARY:
            made = actions.charge_preliminarily(
                by=person, federation=federation, year=chosen["year"], periods=chosen["periods"]
            )
        else:
            made = actions.settle_year(by=person, federation=federation, year=chosen["year"])
        return reverse("settlement_page", args=[made.pk])

    context = {
        "title": _("Charge or settle a year"),
        "lead": _("Approved costs are shared and charged; what is not approved is left out."),
        "submit_label": _("Charge"),
        "cancel_url": reverse("settlement_list"),
        "breadcrumbs": [*_crumbs(), {"label": _("Charge or settle a year")}],
        "year": year,
        "ready": [
            {"kind": label, "costs": joint_costs(person, year, kind)}
            for kind, label in CostKind.choices
            if kind != CostKind.FORECAST
        ],
    }
    return form_page(request, form, save, context, "settlement/settlement_add.html")


CHARGES = Listing(
    name="debiteringar",
    columns=[
        Column(
            "title",
            gettext_lazy("What the cost is for"),
            sort=("title",),
            heading=True,
            link=row_link("charge_page"),
        ),
        Column("period", gettext_lazy("Period"), kind=Kind.NUMBER, sort=("period",)),
        Column("due_on", gettext_lazy("Due"), kind=Kind.DAY, sort=("due_on",)),
        Column("payer", gettext_lazy("Pays"), sort=("payer__municipality_code",)),
        Column("payee", gettext_lazy("Is paid"), sort=("payee__municipality_code",)),
        Column("outcome_ore", gettext_lazy("Outcome"), kind=Kind.KRONOR, sort=("outcome_ore",)),
        Column(
            "charged_ore", gettext_lazy("Charged before"), kind=Kind.KRONOR, sort=("charged_ore",)
        ),
        Column(
            "amount_ore",
            gettext_lazy("To pay"),
            kind=Kind.KRONOR,
            sort=("amount_ore",),
            figure="costs.charge.{pk}",
        ),
        Column("vat", gettext_lazy("VAT"), value=lambda row: row.get_vat_display(), visible=False),
    ],
    filters=[
        Choices(
            "betalar",
            gettext_lazy("Pays"),
            lambda request: _parties(request, "payer"),
            field="payer",
        ),
        Choices(
            "far",
            gettext_lazy("Is paid"),
            lambda request: _parties(request, "payee"),
            field="payee",
        ),
    ],
    search=("title",),
    order=("period", "payer__municipality_code", "payee__municipality_code", "title", "pk"),
    values=False,
)


def _parties(request: HttpRequest, side: str) -> list[tuple[str, str]]:
    rows = visible_charges(signed_in(request)).order_by(f"{side}__municipality_code")
    return [(str(pk), name) for pk, name in rows.values_list(side, f"{side}__name").distinct()]


def settlement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every charge, who pays whom in a picture and a table, and whether it still adds up."""
    person = signed_in(request)
    settlement = get_object_or_404(visible_settlements(person), pk=pk)
    charges = visible_charges(person).filter(settlement=settlement)
    sums = _sums(list(charges))
    rows = settlement_participants(person, settlement)
    last = not Settlement.objects.filter(
        federation=settlement.federation, year=settlement.year, number__gt=settlement.number
    ).exists()
    may_correct = settles(person) and last and settlement.kind != SettlementKind.PRELIMINARY
    correct = {"label": _("Correct"), "url": reverse("settlement_correct", args=[pk])}
    context: dict[str, Any] = {
        "title": str(settlement),
        "breadcrumbs": [*_crumbs(), {"label": str(settlement)}],
        "actions": [*_files(pk), *([correct] if may_correct else [])],
        "settlement": settlement,
        "holds_again": settlement.is_unchanged
        and recompute_content(settlement) == settlement.content,
        "settles": settlement.kind != SettlementKind.PRELIMINARY,
        "participants": rows,
        "bars": participant_bars(settlement, rows),
        "chart": _chart(settlement, sums),
        "sums": sums,
        "total": sum(amount for _payer, _payee, amount in sums),
        "events": history_of(settlement),
    }
    return CHARGES.answer(request, charges, "settlement/settlement_page.html", context)


def _files(pk: int) -> list[dict[str, Any]]:
    """Where the settlement goes on to the ledgers."""
    books = {"label": _("Vouchers and invoices"), "url": reverse("export_list", args=[pk])}
    return [{**books, "primary": True}]


def _sums(charges: list[Charge]) -> list[tuple[str, str, int]]:
    """(who pays, who is paid, öre), in order of municipality code."""
    found: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for charge in charges:
        key = (charge.payer.code, charge.payee.code)
        found[key] = found.get(key, 0) + charge.amount_ore
        names |= {charge.payer.code: str(charge.payer), charge.payee.code: str(charge.payee)}
    return [
        (names[payer], names[payee], found[payer, payee])
        for payer, payee in sorted(found)
        if found[payer, payee]
    ]


def _chart(settlement: Settlement, sums: list[tuple[str, str, int]]) -> SafeString | None:
    paid = [each for each in sums if each[2]]
    if not paid:
        return None
    flows = [(payer, payee, ore) if ore > 0 else (payee, payer, -ore) for payer, payee, ore in paid]
    sources = list(dict.fromkeys(payer for payer, _payee, _ore in flows))
    targets = list(dict.fromkeys(payee for _payer, payee, _ore in flows))
    return flow_chart(
        FlowChart(
            name="betalningar",
            title=_("Who pays whom, %(what)s") % {"what": settlement},
            description=_("Each band is what one municipality pays another."),
            sources=sources,
            targets=targets,
            flows=[Flow(sources.index(a), targets.index(b), ore) for a, b, ore in flows],
            unit=_("kronor"),
            scale=ORE_A_KRONA,
            source_head=_("Pays"),
            target_head=_("Is paid"),
        )
    )


def settlement_correct(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    settlement = get_object_or_404(visible_settlements(person), pk=pk)
    require_federation(person, Permission.SETTLE_COSTS)
    form = CorrectionForm(request.POST or None)

    def save() -> str:
        why = form.cleaned_data["why"]
        made = actions.correct_settlement(by=person, settlement=settlement, why=why)
        return reverse("settlement_page", args=[made.pk])

    context = {
        "title": _("Correct %(what)s") % {"what": settlement},
        "lead": _(
            "A new settlement is made of the costs as they are now; this one stays as it is."
        ),
        "submit_label": _("Make the correction"),
        "cancel_url": reverse("settlement_page", args=[pk]),
        "breadcrumbs": [*_crumbs(), {"label": str(settlement)}],
    }
    return form_page(request, form, save, context, row=settlement)
