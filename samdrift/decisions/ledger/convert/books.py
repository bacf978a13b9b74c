"""A settlement's charges, the municipalities' accounts and billing details → what core books and invoices."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext, override

from samdrift.core.exports.owed import Owed
from samdrift.core.exports.peppol import InvoiceParty
from samdrift.core.exports.vouchers import Account, Chart
from samdrift.core.money import format_exactly, format_kronor
from samdrift.decisions.ledger.models import AccountMapping, BillingDetails
from samdrift.decisions.settlement.models import Charge, Settlement, SettlementKind
from samdrift.decisions.sharing.models import KeyKind, Share, ShareLine
from samdrift.foundation.organisations.models import Organisation

LANGUAGE = "sv"  # what is written for others' systems is in Swedish, whatever language the page has


@dataclass(frozen=True)
class Books:
    """Everything that a settlement's vouchers and invoices are made from, by municipality code.

    owed: what each pays or is paid. examples: those whose accounts or billing details are example data.
    """

    settlement: Settlement
    organisations: Mapping[str, Organisation]
    owed: Mapping[str, tuple[Owed, ...]]
    charts: Mapping[str, Chart]
    parties: Mapping[str, InvoiceParty]
    examples: frozenset[str]

    @property
    def names(self) -> dict[str, str]:
        return {code: str(organisation) for code, organisation in self.organisations.items()}

    def period_of(self, period: int) -> tuple[dt.date, dt.date]:
        """The first and the last day of a period of the settlement; a settlement by outcome has the whole year."""
        year, periods = self.settlement.year, self.settlement.periods
        if self.settlement.kind != SettlementKind.PRELIMINARY:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        months = 12 // periods
        after = period * months
        following = dt.date(year + after // 12, after % 12 + 1, 1)
        return dt.date(year, after - months + 1, 1), following - dt.timedelta(days=1)


def books_of(settlement: Settlement, only: Organisation | None = None) -> Books:
    """Read what is needed, of one municipality's dealings or of everyone's; a fixed number of queries."""
    charges = Charge.objects.filter(settlement=settlement).select_related("payer", "payee", "share")
    if only is not None:
        charges = charges.filter(Q(payer=only) | Q(payee=only))
    rows = list(charges.order_by("period", "pk"))
    known = {each.code: each for row in rows for each in (row.payer, row.payee)}
    lines = _lines({row.share_id for row in rows if row.share_id})
    owed: dict[str, list[Owed]] = {code: [] for code in sorted(known)}
    with override(LANGUAGE):
        for row in rows:
            made = _owed(row, settlement, lines)
            owed[made.payer].append(made)
            owed[made.payee].append(made)
    mappings = list(AccountMapping.objects.filter(organisation__in=known.values()))
    details = {
        each.organisation_id: each
        for each in BillingDetails.objects.filter(organisation__in=known.values())
    }
    examples = {each.organisation_id for each in mappings if each.is_example}
    examples |= {pk for pk, each in details.items() if each.is_example}
    return Books(
        settlement=settlement,
        organisations={code: known[code] for code in owed},
        owed={code: tuple(found) for code, found in owed.items()},
        charts=_charts(known.values(), mappings),
        parties={code: party_of(known[code], details.get(known[code].pk)) for code in owed},
        examples=frozenset(code for code in owed if known[code].pk in examples),
    )


def _lines(share_ids: Iterable[int]) -> dict[tuple[int, int], ShareLine]:
    rows = ShareLine.objects.filter(share__in=set(share_ids))
    return {(row.share_id, row.organisation_id): row for row in rows}


def _owed(
    charge: Charge, settlement: Settlement, lines: Mapping[tuple[int, int], ShareLine]
) -> Owed:
    preliminary = settlement.kind == SettlementKind.PRELIMINARY
    types: dict[str, int] = {}
    line = None
    if charge.share is not None:
        for fact in charge.share.cost_lines:
            types[fact["type"]] = types.get(fact["type"], 0) + fact["amount_ore"]
        line = lines.get((charge.share.pk, charge.payer_id))
    return Owed(
        period=charge.period,
        on=charge.due_on if preliminary else settlement.made_on,
        due_on=charge.due_on,
        payer=charge.payer.code,
        payee=charge.payee.code,
        title=charge.title,
        amount_ore=charge.amount_ore,
        vat=charge.vat,
        types_ore=types,
        why=_why(charge, line),
    )


def _why(charge: Charge, line: ShareLine | None) -> str:
    """How the amount came about, in a line: key and share, and for a settlement what it is the difference of."""
    told = []
    if charge.share is not None and line is not None:
        told.append(
            gettext("%(key)s, %(percent)s %% of %(total)s kr")
            % {
                "key": _key_words(charge.share),
                "percent": format_exactly(100 * Fraction(line.fraction), 4),
                "total": format_kronor(charge.share.total_ore),
            }
        )
    if charge.outcome_ore is not None and charge.charged_ore is not None:
        told.append(
            gettext("outcome %(outcome)s, charged before %(charged)s")
            % {
                "outcome": format_kronor(charge.outcome_ore),
                "charged": format_kronor(charge.charged_ore),
            }
        )
    return "; ".join(told)


def _key_words(share: Share) -> str:
    label = str(KeyKind(share.key).label)
    return f"{label} {share.key_date.isoformat()}" if share.key_date else label


def _charts(
    organisations: Iterable[Organisation], mappings: Iterable[AccountMapping]
) -> dict[str, Chart]:
    codes = {each.pk: each.code for each in organisations}
    found: dict[str, dict[tuple[str, str], Account]] = {code: {} for code in codes.values()}
    for row in mappings:
        account = Account(row.account, row.cost_centre, row.activity, row.counterparty, row.project)
        found[codes[row.organisation_id]][row.direction, row.cost_type] = account
    return dict(found)


def party_of(organisation: Organisation, details: BillingDetails | None) -> InvoiceParty:
    """A municipality as it stands on invoices; what nobody has said is empty."""
    said = details or BillingDetails(organisation=organisation)
    return InvoiceParty(
        name=organisation.name,
        organisation_number=organisation.organisation_number,
        vat_number=said.vat_number,
        street=said.street,
        postal_code=said.postal_code,
        city=said.city,
        reference=said.reference,
        email=said.email,
        bankgiro=said.bankgiro,
        plusgiro=said.plusgiro,
    )
