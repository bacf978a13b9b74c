"""How a municipality books and invoices: accounts and billing details."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override

from samdrift.decisions.ledger.models import AccountMapping, BillingDetails
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions import identify_organisation
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of


def _require(by: Person, organisation: Organisation) -> None:
    """One's own municipality's; a neighbour's are kept by the federation that deals with it."""
    require(by, Permission.SET_APPROVAL_RULE, keeper_of(organisation, by))


@verb
def set_account(*, by: Person, mapping: AccountMapping) -> AccountMapping:
    """Say or change which account a direction and a type of cost are booked on."""
    _require(by, mapping.organisation)
    former = lock_for_edit(mapping) if mapping.pk else None
    before = facts(former) if former else {}
    mapping.full_clean()
    if former is None:
        mapping.save()
    else:
        save_changes(mapping, former)
    of, after = mapping.organisation, facts(mapping)
    record("costs.account_set", mapping, by=by, before=before, after=after, parent=of)
    return mapping


@verb
def remove_account(*, by: Person, mapping: AccountMapping) -> None:
    """Take an account away; what has been written with it stays as it is."""
    _require(by, mapping.organisation)
    lock_for_act(mapping)
    before = facts(mapping)
    record("costs.account_removed", mapping, by=by, before=before, parent=mapping.organisation)
    mapping.delete()


@verb
def replace_accounts(
    *, by: Person, organisation: Organisation, mappings: Sequence[AccountMapping]
) -> list[AccountMapping]:
    """Every account of a municipality at once, as read from a file: those that are not in it are taken away."""
    _require(by, organisation)
    former = AccountMapping.objects.select_for_update().filter(organisation=organisation)
    before = {"accounts": sorted(_mapping_in_words(each) for each in former)}
    former.delete()
    for mapping in mappings:
        if mapping.organisation_id != organisation.pk:
            raise ValidationError(f"{mapping} belongs to another municipality")
        mapping.full_clean()
        mapping.save(force_insert=True)
    after = {"accounts": sorted(_mapping_in_words(each) for each in mappings)}
    record("costs.accounts_replaced", organisation, by=by, before=before, after=after)
    return list(mappings)


def _mapping_in_words(mapping: AccountMapping) -> str:
    """«Kostnad, licenser: 6481 1210 9250», as the history of whoever reads Swedish keeps it."""
    codes = (mapping.cost_centre, mapping.activity, mapping.counterparty, mapping.project)
    with override(settings.LANGUAGE_CODE):
        kinds = (mapping.get_direction_display(), mapping.get_cost_type_display().lower())
        named = ", ".join(str(kind) for kind in kinds if kind)
    return f"{named}: {' '.join(code for code in (mapping.account, *codes) if code)}"


@verb
def set_billing_details(
    *, by: Person, details: BillingDetails, organisation_number: str | None = None
) -> BillingDetails:
    """Say or change what stands on a municipality's invoices, and its organisation number where one is given."""
    _require(by, details.organisation)
    organisation = details.organisation
    if organisation_number not in {None, organisation.organisation_number}:
        identify_organisation(
            by=by, organisation=organisation, organisation_number=organisation_number or ""
        )
    former = lock_for_edit(details) if details.pk else None
    before = facts(former) if former else {}
    details.full_clean()
    if former is None:
        details.save()
    else:
        save_changes(details, former)
    of, after = details.organisation, facts(details)
    record("costs.billing_details_set", details, by=by, before=before, after=after, parent=of)
    return details
