"""Pages about how each municipality books and invoices: accounts and billing details."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.findings import Finding, InvalidInput
from samdrift.decisions.ledger import actions
from samdrift.decisions.ledger.convert.account_rows import accounts_in
from samdrift.decisions.ledger.forms import AccountFileForm, AccountForm, BillingDetailsForm
from samdrift.decisions.ledger.models import BillingDetails, Direction
from samdrift.decisions.ledger.queries import (
    booked_organisations,
    organisations_to_set,
    sets_accounts,
    visible_accounts,
)
from samdrift.decisions.sharing.access import require_costs
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing
from samdrift.foundation.ui.page import confirm_page, form_page, page


def _crumbs(here: str, url: str = "") -> list[dict[str, str]]:
    return [
        {"label": _("Costs"), "url": reverse("cost_overview")},
        {"label": here, "url": url} if url else {"label": here},
    ]


def _municipalities(request: HttpRequest) -> list[tuple[str, str]]:
    rows = booked_organisations(require_costs(request))
    return [(str(each.pk), str(each)) for each in rows]


def _own_account(row: Any) -> str:
    return reverse("ledger_account_change", args=[row.pk]) if row.reader_sets else ""


ACCOUNTS = Listing(
    name="konton",
    columns=[
        Column(
            "organisation",
            gettext_lazy("Municipality"),
            value=lambda row: row.organisation,
            sort=("organisation__municipality_code",),
        ),
        Column(
            "direction",
            gettext_lazy("Direction"),
            value=lambda row: row.get_direction_display(),
            sort=("direction",),
            heading=True,
            link=_own_account,
        ),
        Column(
            "cost_type",
            gettext_lazy("Type of cost"),
            value=lambda row: row.get_cost_type_display(),
            sort=("cost_type",),
        ),
        Column("account", gettext_lazy("Account"), sort=("account",)),
        Column("cost_centre", gettext_lazy("Responsibility"), sort=("cost_centre",)),
        Column("activity", gettext_lazy("Activity"), sort=("activity",)),
        Column("counterparty", gettext_lazy("Counterparty"), sort=("counterparty",)),
        Column("project", gettext_lazy("Project"), sort=("project",)),
        Column("is_example", gettext_lazy("Example data"), kind=Kind.YES, visible=False),
    ],
    filters=[
        Choices("kommun", gettext_lazy("Municipality"), _municipalities, field="organisation"),
        Choices("riktning", gettext_lazy("Direction"), Direction.choices, field="direction"),
    ],
    search=("account", "cost_centre", "project"),
    order=("organisation__municipality_code", "direction", "cost_type", "pk"),
    values=False,
)


def account_list(request: HttpRequest) -> HttpResponse:
    """Every account that the person may see; for who sets some, buttons to add and to read from a file."""
    person = require_costs(request)
    add = {"label": _("New account"), "url": reverse("ledger_account_add"), "icon": "plus"}
    read = {"label": _("Read from a file"), "url": reverse("ledger_account_file"), "icon": "upload"}
    context = {
        "title": _("Accounts"),
        "lead": _(
            "Where each municipality books what it pays and is paid. No account is given by the system."
        ),
        "breadcrumbs": _crumbs(_("Accounts")),
        "actions": [{**add, "primary": True}, read] if organisations_to_set(person) else [],
        "empty_title": _("No accounts yet"),
        "empty_text": _(
            "Say for each direction which account it is booked on; then vouchers can be written."
        ),
    }
    sets = Q(organisation__in=organisations_to_set(person))
    rows = visible_accounts(person).annotate(reader_sets=Case(When(sets, then=True), default=False))
    return ACCOUNTS.answer(request, rows, "ui/listing.html", context)


def account_add(request: HttpRequest) -> HttpResponse:
    person = require_costs(request)
    require_that(organisations_to_set(person).exists())
    form = AccountForm(request.POST or None, person=person)
    return _account_form(request, person, form, {"title": _("New account")})


def account_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    mapping = get_object_or_404(visible_accounts(person), pk=pk)
    require_that(sets_accounts(person, mapping.organisation))
    form = AccountForm(request.POST or None, person=person, instance=mapping)
    remove = {"label": _("Take away"), "url": reverse("ledger_account_remove", args=[pk])}
    context = {
        "title": _("%(direction)s, %(name)s")
        % {"direction": mapping.get_direction_display(), "name": mapping.organisation},
        "actions": [{**remove, "icon": "trash-2"}],
        "events": history_of(mapping),
    }
    return _account_form(request, person, form, context)


def _account_form(
    request: HttpRequest, person: Person, form: AccountForm, context: dict[str, Any]
) -> HttpResponse:
    def save() -> str:
        made = actions.set_account(by=person, mapping=form.save(commit=False))
        return f"{reverse('ledger_account_list')}?kommun={made.organisation_id}"

    whole = {
        "cancel_url": reverse("ledger_account_list"),
        "breadcrumbs": [
            *_crumbs(_("Accounts"), reverse("ledger_account_list")),
            {"label": context["title"]},
        ],
        **context,
    }
    return form_page(request, form, save, whole, "ledger/account_form.html")


def account_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    mapping = get_object_or_404(visible_accounts(person), pk=pk)
    require_that(sets_accounts(person, mapping.organisation))

    def act() -> str:
        actions.remove_account(by=person, mapping=mapping)
        return reverse("ledger_account_list")

    context = {
        "title": _("Take away %(account)s?") % {"account": mapping},
        "consequences": [
            _("Vouchers that need it can't be written until another is said."),
            _("What has been written already stays as it is."),
        ],
        "danger": True,
        "confirm_label": _("Take away"),
        "cancel_url": reverse("ledger_account_change", args=[pk]),
    }
    return confirm_page(request, act, context, row=mapping)


def account_file(request: HttpRequest) -> HttpResponse:
    """A municipality's accounts from a spreadsheet; everything wrong is told by row, and nothing is changed then."""
    person = require_costs(request)
    require_that(organisations_to_set(person).exists())
    form = AccountFileForm(request.POST or None, request.FILES or None, person=person)
    findings: list[Finding] = []

    def save() -> str:
        organisation = form.cleaned_data["organisation"]
        try:
            mappings = accounts_in(form.cleaned_data["file"].read(), organisation)
        except InvalidInput as wrong:
            findings.extend(wrong.findings)
            raise ValidationError(_("The file does not hold; nothing is changed.")) from wrong
        actions.replace_accounts(by=person, organisation=organisation, mappings=mappings)
        return f"{reverse('ledger_account_list')}?kommun={organisation.pk}"

    context = {
        "title": _("Read accounts from a file"),
        "cancel_url": reverse("ledger_account_list"),
        "submit_label": _("Read"),
        "breadcrumbs": [
            *_crumbs(_("Accounts"), reverse("ledger_account_list")),
            {"label": _("Read from a file")},
        ],
        "findings": findings,
    }
    return form_page(request, form, save, context, "ledger/account_file.html")


def billing_list(request: HttpRequest) -> HttpResponse:
    """Every municipality's billing details and what is missing in them, in a fixed number of queries."""
    person = require_costs(request)
    organisations = booked_organisations(person).select_related("billing_details")
    own = set(organisations_to_set(person).values_list("pk", flat=True))
    rows = [
        {
            "organisation": each,
            "details": getattr(each, "billing_details", None),
            "missing": _missing(each),
            "may": each.pk in own,
        }
        for each in organisations
    ]
    context = {
        "title": _("Billing details"),
        "lead": _("What stands on invoices between the municipalities, as seller and as buyer."),
        "breadcrumbs": _crumbs(_("Billing details")),
        "rows": rows,
    }
    return page(request, "ledger/billing_list.html", context)


def _missing(organisation: Organisation) -> list[str]:
    """What an invoice to or from the municipality needs and nobody has said."""
    details = getattr(organisation, "billing_details", None) or BillingDetails()
    wanted = (
        (organisation.organisation_number, _("organisation number")),
        (details.reference, _("reference")),
        (details.bankgiro or details.plusgiro, _("bankgiro or plusgiro")),
        (details.street and details.postal_code and details.city, _("address")),
    )
    return [words for value, words in wanted if not value]


def billing_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_costs(request)
    organisation = get_object_or_404(booked_organisations(person), pk=pk)
    require_that(sets_accounts(person, organisation))
    known = BillingDetails.objects.filter(organisation=organisation).first()
    details = known or BillingDetails(organisation=organisation)
    form = BillingDetailsForm(
        request.POST or None,
        instance=details,
        initial={"organisation_number": organisation.organisation_number},
    )

    def save() -> str:
        changed = form.save(commit=False)
        changed.is_example = False
        number = form.cleaned_data["organisation_number"]
        actions.set_billing_details(by=person, details=changed, organisation_number=number)
        return reverse("billing_list")

    title = _("Billing details, %(name)s") % {"name": organisation}
    context = {
        "title": title,
        "cancel_url": reverse("billing_list"),
        "breadcrumbs": [
            *_crumbs(_("Billing details"), reverse("billing_list")),
            {"label": str(organisation)},
        ],
        "organisation": organisation,
        "events": history_of(known) if known else [],
    }
    return form_page(request, form, save, context, "ledger/account_form.html")
