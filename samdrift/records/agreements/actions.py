"""Everything that can happen to an agreement."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.notice import end_after_months
from samdrift.core.periods import month_number
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.convert import deviations_in_words, option_deviation_in_words
from samdrift.records.agreements.lead_times import ProcurementTimes
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.agreements.queries import require_keeping, require_knowing
from samdrift.records.register.models import Application


@verb
def add_agreement(
    *, by: Person, agreement: Agreement, applications: Iterable[Application] = ()
) -> Agreement:
    """Add an agreement and say which applications it covers."""
    covered = list(applications)
    require_keeping(by, agreement.responsible, covered)
    require_knowing(by, covered)
    agreement.full_clean()
    agreement.save()
    agreement.applications.set(covered)
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
    before_it = list(stored.applications.all())
    covered = before_it if applications is None else list(applications)
    require_knowing(by, set(covered) - set(before_it))
    if agreement.responsible_id != stored.responsible_id or not may(
        by, Permission.EDIT_AGREEMENT, stored.responsible
    ):
        require_keeping(by, agreement.responsible, covered)
    before = _with_applications(stored)
    if agreement.ends_on != stored.ends_on:
        agreement.first_ends_on = None  # a new term has been agreed; later ones are counted from it
    agreement.full_clean()
    save_changes(agreement, stored)
    if applications is not None:
        agreement.applications.set(covered)
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
        "application_ids": sorted(agreement.applications.values_list("pk", flat=True)),
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
    """End an agreement by notice.

    Refused before its mandatory time is over and where the days can't be true. What differs from the terms is refused
    without a reason, and shown as differing with one.
    """
    require(by, Permission.EDIT_AGREEMENT, agreement)
    lock_for_act(agreement)
    _refuse_impossible_notice(agreement, given_on, ends_on)
    deviates = deviations_in_words(agreement, given_on, ends_on)
    if deviates and not why.strip():
        raise ValidationError({"why": _needs_reason(deviates)})
    before = facts(agreement)
    agreement.notice_given_on, agreement.ended_on = given_on, ends_on
    if deviates:
        agreement.deviates, agreement.deviates_because = deviates[:300], why
    agreement.full_clean()
    agreement.save()
    record(
        "agreements.notice_given", agreement, by=by, before=before, after=facts(agreement), why=why
    )
    return agreement


def _refuse_impossible_notice(agreement: Agreement, given_on: dt.date, ends_on: dt.date) -> None:
    if agreement.notice_given_on is not None:
        raise ValidationError(
            _("Notice was given %(given)s already: the agreement ends %(end)s.")
            % {"given": agreement.notice_given_on, "end": agreement.ended_on}
        )
    if given_on > today():
        raise ValidationError(
            {"given_on": _("Notice can't have been given on a day that has not come.")}
        )
    if ends_on < given_on:
        raise ValidationError(
            {
                "ends_on": _("The agreement can't end before the day notice is given, %(day)s.")
                % {"day": given_on}
            }
        )
    if agreement.starts_on is not None and ends_on < agreement.starts_on:
        raise ValidationError(
            {
                "ends_on": _("The agreement can't end before it begins, %(day)s.")
                % {"day": agreement.starts_on}
            }
        )
    if agreement.binding_until and ends_on < agreement.binding_until:
        raise ValidationError(
            {
                "ends_on": _("The agreement can't be left before %(day)s.")
                % {"day": agreement.binding_until}
            }
        )


@verb
def use_extension_option(*, by: Person, agreement: Agreement, why: str = "") -> Agreement:
    """Prolong the term by one option.

    On an agreement that is over it is refused without a reason, and shown as differing from the terms with one.
    """
    require(by, Permission.EDIT_AGREEMENT, agreement)
    lock_for_act(agreement)
    _refuse_impossible_option(agreement)
    assert agreement.ends_on is not None
    before = facts(agreement)
    end = agreement.current_end or agreement.ends_on
    if end < today():
        deviates = option_deviation_in_words(end)
        if not why.strip():
            raise ValidationError({"why": _needs_reason(deviates)})
        agreement.deviates, agreement.deviates_because = deviates[:300], why
    passed = month_number(end) - month_number(agreement.ends_on)
    prolonged = end_after_months(agreement.terms, passed + agreement.extension_months)
    agreement.first_ends_on = agreement.first_ends_on or agreement.ends_on
    agreement.ends_on = prolonged
    agreement.extension_options -= 1
    agreement.full_clean()
    agreement.save()
    record(
        "agreements.option_used", agreement, by=by, before=before, after=facts(agreement), why=why
    )
    return agreement


def _refuse_impossible_option(agreement: Agreement) -> None:
    if (
        agreement.extension_options < 1
        or agreement.extension_months < 1
        or agreement.ends_on is None
    ):
        raise ValidationError(_("The agreement has no extension option left."))
    if agreement.ended_on is not None:
        raise ValidationError(
            _("Notice has been given: the agreement ends %(end)s, and no option can be used.")
            % {"end": agreement.ended_on}
        )


@verb
def settle_procurement_times(*, by: Person, times: ProcurementTimes) -> ProcurementTimes:
    """How long before agreements end procurement begins, from a day on; what held before is kept."""
    require(by, Permission.MANAGE_ORGANISATIONS, times.federation)
    times.full_clean()
    times.save()
    record(
        "agreements.procurement_times_settled",
        times,
        by=by,
        after=facts(times),
        parent=times.federation,
    )
    return times


@verb
def change_procurement_times(*, by: Person, times: ProcurementTimes) -> ProcurementTimes:
    """Correct what has been settled."""
    stored = lock_for_edit(times)
    require(by, Permission.MANAGE_ORGANISATIONS, stored.federation)
    times.full_clean()
    save_changes(times, stored)
    record(
        "agreements.procurement_times_changed",
        times,
        by=by,
        before=facts(stored),
        after=facts(times),
        parent=times.federation,
    )
    return times


def _needs_reason(deviates: str) -> str:
    return _(
        "This deviates from the terms: %(what)s. Give the reason if it holds all the same."
    ) % {"what": deviates}
