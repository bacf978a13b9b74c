"""Kept shares → core's charges and settlement → what is frozen, and the charges as rows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samdrift.core.frozen import canonical_json
from samdrift.core.settlement import CostToCharge, preliminary, settle
from samdrift.decisions.settlement.models import Charge, Settlement, SettlementKind
from samdrift.decisions.sharing.convert.content import share_values
from samdrift.decisions.sharing.models import DepartmentLine, Share, ShareLine, Vat
from samdrift.foundation.organisations.models import Organisation

DAYS_TO_PAY = 30


@dataclass(frozen=True)
class Grounds:
    """What a settlement is made from: shares with their lines, and what the year has been charged before."""

    shares: Sequence[Share]
    lines: Mapping[int, Sequence[ShareLine]]
    charged: Sequence[Charge]
    organisations: Mapping[str, Organisation]
    codes: Mapping[int, str]


def grounds_of(shares: Iterable[Share], charged: Iterable[Charge]) -> Grounds:
    """Read what a settlement needs; a fixed number of queries."""
    kept = sorted(shares, key=lambda share: share.pk)
    lines: dict[int, list[ShareLine]] = {share.pk: [] for share in kept}
    rows = ShareLine.objects.filter(share__in=lines).prefetch_related("departments")
    for line in rows.order_by("share", "code"):
        lines[line.share_id].append(line)
    before = list(charged)
    wanted = {line.organisation_id for each in lines.values() for line in each}
    wanted |= {fact["bearer_id"] for share in kept for fact in share.cost_lines}
    wanted |= {pk for each in before for pk in (each.payer_id, each.payee_id)}
    known = list(Organisation.objects.filter(pk__in=wanted))
    return Grounds(
        kept,
        lines,
        before,
        {each.code: each for each in known},
        {each.pk: each.code for each in known},
    )


def subject_of(share: Share) -> str:
    """The stable name of what a share is about."""
    if share.application_id:
        return f"application:{share.application_id}"
    return f"initiative:{share.initiative_id}" if share.initiative_id else f"share:{share.pk}"


def shared_cost(share: Share, grounds: Grounds) -> CostToCharge:
    """A kept share as core settles it: who has paid its cost lines, who bears it, and of which types it is."""
    outlays: dict[str, int] = {}
    types: dict[str, int] = {}
    for fact in share.cost_lines:
        code = grounds.codes[fact["bearer_id"]]
        outlays[code] = outlays.get(code, 0) + fact["amount_ore"]
        types[fact["type"]] = types.get(fact["type"], 0) + fact["amount_ore"]
    shares = {line.code: line.amount_ore for line in grounds.lines[share.pk]}
    return CostToCharge(subject_of(share), outlays, shares, types)


def charges_of(settlement: Settlement, grounds: Grounds) -> list[Charge]:
    """The charges that a settlement makes; they aren't stored."""
    by_subject = {subject_of(share): share for share in grounds.shares}
    costs = [shared_cost(share, grounds) for share in grounds.shares]
    before = {(each.subject, each.payer.code, each.payee.code): each for each in grounds.charged}
    made = []
    if settlement.kind == SettlementKind.PRELIMINARY:
        claimed = preliminary(costs, settlement.periods)
        for period in range(1, settlement.periods + 1):
            for each in claimed:
                share = by_subject[each.claim.subject]
                charge = _charge(settlement, grounds, each.claim.payer, each.claim.payee)
                charge.period, charge.due_on = period, _last_day(settlement, period)
                charge.subject, charge.title = each.claim.subject, share.title
                charge.share, charge.vat = share, share.vat
                charge.amount_ore = each.amounts_ore[period - 1]
                made.append(charge)
        return made
    charged: dict[tuple[str, str, str], int] = {}
    for row in grounds.charged:
        key = (row.subject, row.payer.code, row.payee.code)
        charged[key] = charged.get(key, 0) + row.amount_ore
    for line in settle(costs, charged):
        found = by_subject.get(line.subject)
        former = before.get((line.subject, line.payer, line.payee))
        charge = _charge(settlement, grounds, line.payer, line.payee)
        charge.due_on = settlement.made_on + dt.timedelta(days=DAYS_TO_PAY)
        charge.subject = line.subject
        charge.title = found.title if found else former.title if former else line.subject
        charge.share = found
        charge.vat = found.vat if found else former.vat if former else Vat.OUTSIDE
        charge.outcome_ore, charge.charged_ore = line.outcome_ore, line.charged_ore
        charge.amount_ore = line.difference_ore
        made.append(charge)
    return made


def _charge(settlement: Settlement, grounds: Grounds, payer: str, payee: str) -> Charge:
    return Charge(
        settlement=settlement,
        period=1,
        payer=grounds.organisations[payer],
        payee=grounds.organisations[payee],
    )


def _last_day(settlement: Settlement, period: int) -> dt.date:
    """The last day of a period of the year."""
    month = period * (12 // settlement.periods)
    following = dt.date(settlement.year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def settlement_content(settlement: Settlement, grounds: Grounds) -> str:
    """Everything of a settlement as canonical JSON: the same rows give the same bytes."""
    return canonical_json(
        {
            "federation": settlement.federation.name,
            "kind": settlement.kind,
            "year": settlement.year,
            "number": settlement.number,
            "periods": settlement.periods,
            "made_on": settlement.made_on.isoformat(),
            "corrects": settlement.corrects.digest if settlement.corrects else None,
            "why": settlement.why,
            "shares": [_share(share, grounds) for share in grounds.shares],
            "charges": [_charge_values(charge) for charge in charges_of(settlement, grounds)],
        }
    )


def _share(share: Share, grounds: Grounds) -> dict[str, Any]:
    lines = grounds.lines[share.pk]
    departments = [
        _department(line, part)
        for line in lines
        for part in sorted(line.departments.all(), key=lambda part: part.pk)
    ]
    values = share_values(share, lines)
    return {"id": share.pk, "vat": share.vat, **values, "departments": departments}


def _department(line: ShareLine, part: DepartmentLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "unit": part.unit_id,
        "name": part.name,
        "weight": part.weight,
        "amount_ore": part.amount_ore,
    }


def _charge_values(charge: Charge) -> dict[str, Any]:
    return {
        "period": charge.period,
        "due_on": charge.due_on.isoformat(),
        "payer": charge.payer.code,
        "payee": charge.payee.code,
        "subject": charge.subject,
        "title": charge.title,
        "vat": charge.vat,
        "outcome_ore": charge.outcome_ore,
        "charged_ore": charge.charged_ore,
        "amount_ore": charge.amount_ore,
    }


def recompute_content(settlement: Settlement) -> str:
    """The content reckoned once more from the shares that are kept and what had been charged before it."""
    before = Charge.objects.filter(
        settlement__federation=settlement.federation,
        settlement__year=settlement.year,
        settlement__number__lt=settlement.number,
    ).select_related("payer", "payee")
    shares = settlement.shares.all()
    return settlement_content(settlement, grounds_of(shares, before.order_by("pk")))
