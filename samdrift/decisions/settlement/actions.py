"""Charging a year, settling it, and correcting what was settled. What has been made is never changed."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.frozen import digest_of
from samdrift.core.swedish import swedish_key
from samdrift.decisions.settlement.convert.settling import (
    charges_of,
    grounds_of,
    settlement_content,
)
from samdrift.decisions.settlement.models import Charge, Settlement, SettlementKind
from samdrift.decisions.sharing.actions.shares import share_all
from samdrift.decisions.sharing.models import Share
from samdrift.decisions.sharing.queries.joint import unseen_joint_costs
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.spending.models import CostKind

ROWS_AT_ONCE = 2000
PERIODS = (1, 2, 3, 4, 6, 12)


@verb
def charge_preliminarily(
    *, by: Person, federation: Organisation, year: int, periods: int = 4
) -> Settlement:
    """Share the year's approved budget and charge it in equal instalments; once a year."""
    require_in_group(by, Permission.SETTLE_COSTS, federation)
    if periods not in PERIODS:
        raise ValidationError({"periods": _("A year is charged in 1, 2, 3, 4, 6 or 12 periods.")})
    if _lock_settlements(federation, year):
        raise ValidationError(_("The year has been charged already: settle it, or correct."))
    draft = Settlement(
        federation=federation, kind=SettlementKind.PRELIMINARY, year=year, periods=periods
    )
    return _freeze(by, draft, CostKind.BUDGET)


@verb
def settle_year(*, by: Person, federation: Organisation, year: int) -> Settlement:
    """Share the year's approved actual costs and settle them against what has been charged; once a year."""
    require_in_group(by, Permission.SETTLE_COSTS, federation)
    if any(each.kind != SettlementKind.PRELIMINARY for each in _lock_settlements(federation, year)):
        raise ValidationError(_("The year is settled already: correct the settlement."))
    draft = Settlement(federation=federation, kind=SettlementKind.FINAL, year=year)
    return _freeze(by, draft, CostKind.ACTUAL)


@verb
def correct_settlement(*, by: Person, settlement: Settlement, why: str) -> Settlement:
    """Settle once more against everything charged so far, by the actual costs as they now are approved.

    It refers to what it corrects, which stays as it was: the latest of the year, after the settlement.
    """
    require_in_group(by, Permission.SETTLE_COSTS, settlement.federation)
    made = _lock_settlements(settlement.federation, settlement.year)
    if settlement.kind == SettlementKind.PRELIMINARY or made[-1].pk != settlement.pk:
        raise ValidationError(_("Correct the latest settlement of the year."))
    if not why.strip():
        raise ValidationError({"why": _("Say what was wrong.")})
    draft = Settlement(
        federation=settlement.federation,
        kind=SettlementKind.CORRECTION,
        year=settlement.year,
        corrects=settlement,
        why=why.strip(),
    )
    return _freeze(by, draft, CostKind.ACTUAL)


def _lock_settlements(federation: Organisation, year: int) -> Sequence[Settlement]:
    """The year's settlements in the order they were made, held while another is."""
    rows = Settlement.objects.select_for_update().filter(federation=federation, year=year)
    return list(rows.order_by("number"))


def _freeze(by: Person, draft: Settlement, cost_kind: str) -> Settlement:
    if unseen_joint_costs(by, draft.federation, draft.year, cost_kind):
        raise ValidationError(
            _(
                "The year has joint costs that you may not see. Who settles it must see all of them: "
                "the federation's administrator or its controller."
            )
        )
    share_all(by=by, federation=draft.federation, year=draft.year, cost_kind=cost_kind)
    shares = latest_shares(draft.federation, draft.year, cost_kind)
    before = list(
        Charge.objects.filter(settlement__federation=draft.federation, settlement__year=draft.year)
        .select_related("payer", "payee")
        .order_by("pk")
    )
    if not shares:
        raise ValidationError(_("There are no approved joint costs of that kind for the year."))
    grounds = grounds_of(shares, before)
    draft.number = (
        Settlement.objects.filter(federation=draft.federation, year=draft.year).count() + 1
    )
    draft.made_by, draft.made_on = by, today()
    draft.content = settlement_content(draft, grounds)
    draft.digest = digest_of(draft.content)
    draft.full_clean()
    draft.save(force_insert=True)
    draft.shares.set(shares)
    charges = charges_of(draft, grounds)
    create_rows(charges, batch_size=ROWS_AT_ONCE)  # what must hold, the database holds
    total = sum(charge.amount_ore for charge in charges)
    after = {key: value for key, value in facts(draft).items() if key != "content"}
    record("costs.settlement_made", draft, by=by, after=after | {"total_ore": total})
    return draft


def latest_shares(federation: Organisation, year: int, cost_kind: str) -> list[Share]:
    """The last kept share of each subject of the year; amounts without cost lines have no payee and are left out."""
    rows = Share.objects.filter(federation=federation, year=year, cost_kind=cost_kind)
    found: dict[tuple[int | None, int | None], Share] = {}
    for share in rows.exclude(application=None, initiative=None).order_by("made_on", "pk"):
        found[share.application_id, share.initiative_id] = share
    return sorted(found.values(), key=lambda share: (swedish_key(share.title), share.pk))
