"""Everything that can happen to an agreement."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.periods import add_months
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.register.models import Application


@verb
def add_agreement(
    *, by: Person, agreement: Agreement, applications: Iterable[Application] = ()
) -> Agreement:
    """Add an agreement and say which applications it covers."""
    require(by, Permission.EDIT_AGREEMENT, agreement.responsible)
    agreement.full_clean()
    agreement.save()
    agreement.applications.set(applications)
    record("agreements.agreement_added", agreement, by=by, after=_with_applications(agreement))
    return agreement


@verb
def change_agreement(
    *,
    by: Person,
    agreement: Agreement,
    applications: Iterable[Application] | None = None,
    why: str = "",
) -> Agreement:
    """Change an agreement and which applications it binds."""
    stored = lock_for_edit(agreement)
    require(by, Permission.EDIT_AGREEMENT, stored)
    before = _with_applications(stored)
    agreement.full_clean()
    save_changes(agreement, stored)
    if applications is not None:
        agreement.applications.set(applications)
    record(
        "agreements.agreement_changed",
        agreement,
        by=by,
        before=before,
        after=_with_applications(agreement),
        why=why,
    )
    return agreement


def _with_applications(agreement: Agreement) -> dict[str, object]:
    return {
        **facts(agreement),
        "applications": sorted(agreement.applications.values_list("name", flat=True)),
    }


@verb
def add_party(
    *,
    by: Person,
    agreement: Agreement,
    organisation: Organisation,
    role: str,
    unit: Unit | None = None,
) -> Party:
    """One more party to an agreement."""
    require(by, Permission.EDIT_AGREEMENT, agreement)
    party = Party(agreement=agreement, organisation=organisation, unit=unit, role=role)
    party.full_clean()
    party.save()
    record("agreements.party_added", party, by=by, after=facts(party), parent=agreement)
    return party


@verb
def remove_party(*, by: Person, party: Party, why: str = "") -> Party:
    """A party that should not have been there, or no longer is."""
    require(by, Permission.EDIT_AGREEMENT, party.agreement)
    lock_for_act(party)
    record(
        "agreements.party_removed",
        party,
        by=by,
        before=facts(party),
        parent=party.agreement,
        why=why,
    )
    party.delete()
    return party


@verb
def give_notice(
    *, by: Person, agreement: Agreement, given_on: dt.date, ends_on: dt.date, why: str = ""
) -> Agreement:
    """End an agreement by notice. Refused before its mandatory time is over."""
    require(by, Permission.EDIT_AGREEMENT, agreement)
    lock_for_act(agreement)
    if (agreement.notice_given_on, agreement.ended_on) == (given_on, ends_on):
        raise ValidationError(_("Notice has been given already."))
    if agreement.binding_until and ends_on < agreement.binding_until:
        raise ValidationError(
            {
                "ends_on": _("The agreement can't be left before %(day)s.")
                % {"day": agreement.binding_until}
            }
        )
    before = facts(agreement)
    agreement.notice_given_on, agreement.ended_on = given_on, ends_on
    agreement.full_clean()
    agreement.save()
    record(
        "agreements.notice_given", agreement, by=by, before=before, after=facts(agreement), why=why
    )
    return agreement


@verb
def use_extension_option(*, by: Person, agreement: Agreement, why: str = "") -> Agreement:
    """Prolong the term by one option."""
    require(by, Permission.EDIT_AGREEMENT, agreement)
    lock_for_act(agreement)
    if (
        agreement.extension_options < 1
        or agreement.ends_on is None
        or agreement.latest_end_with_options is None
    ):
        raise ValidationError(_("The agreement has no extension option left."))
    before = facts(agreement)
    agreement.ends_on = add_months(agreement.ends_on, agreement.extension_months)
    agreement.extension_options -= 1
    agreement.full_clean()
    agreement.save()
    record(
        "agreements.option_used", agreement, by=by, before=before, after=facts(agreement), why=why
    )
    return agreement
