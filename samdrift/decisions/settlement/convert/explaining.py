"""One amount, from the rows under it to the last öre: a participant's line of a share, and a charge."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from samdrift.core.money import format_exactly
from samdrift.core.settlement import Claim, balances, claims
from samdrift.core.sharing import KeyRule, instalments, key_by_rule, remainder_order
from samdrift.decisions.settlement.convert.settling import Grounds, grounds_of, shared_cost
from samdrift.decisions.settlement.models import Charge, SettlementKind
from samdrift.decisions.sharing.convert.share_calculation import kept_figures, kept_rule
from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.foundation.organisations.models import Organisation


@dataclass(frozen=True)
class Ranked:
    """A participant's place in the line for the öre left over."""

    place: int
    line: ShareLine


@dataclass(frozen=True)
class PartOfMix:
    """One key of a mix: its part of the cost, and this participant's exact share by it."""

    part: Fraction
    rule: KeyRule
    share: Fraction


@dataclass(frozen=True)
class ExplainedLine:
    """Why a participant's share of a cost is what it is.

    whole: every participant's weight together. left_ore: what rounding down left to give out.
    parts: the keys of a mix, in their order. paid_ore: price × quantity of a price list, else None.
    """

    share: Share
    line: ShareLine
    lines: tuple[ShareLine, ...]
    whole: Fraction
    left_ore: int
    ranking: tuple[Ranked, ...]
    parts: tuple[PartOfMix, ...]
    paid_ore: int | None

    @property
    def place(self) -> int:
        return next(each.place for each in self.ranking if each.line.pk == self.line.pk)

    @property
    def given(self) -> int:
        """How many of the participants that got something of what was left."""
        return sum(bool(each.line.extra_ore) for each in self.ranking)

    @property
    def percent_words(self) -> str:
        total = self.share.total_ore
        exact = Fraction(self.line.exact_ore)
        return format_exactly(100 * exact / total, 4) if total else "–"


def explained_line(line: ShareLine, lines: Sequence[ShareLine]) -> ExplainedLine:
    """lines: every line of the same share."""
    share = line.share
    rule, figures = kept_rule(share), kept_figures(lines)
    codes = [each.code for each in lines]
    by_code = {each.code: each for each in lines}
    order = remainder_order({each.code: each.remainder for each in lines})
    parts = tuple(
        PartOfMix(
            part, inner, key_by_rule(inner, codes, figures).shares.get(line.code, Fraction(0))
        )
        for part, inner in rule.parts
    )
    quantity = rule.weights.get(line.code, Fraction(0))
    return ExplainedLine(
        share=share,
        line=line,
        lines=tuple(lines),
        whole=sum((Fraction(each.weight) for each in lines), Fraction(0)),
        left_ore=sum(each.extra_ore for each in lines),
        ranking=tuple(Ranked(place, by_code[code]) for place, code in enumerate(order, 1)),
        parts=parts,
        paid_ore=int(quantity * rule.price_ore) if rule.kind == "tariff" else None,
    )


@dataclass(frozen=True)
class SettlementBalance:
    """What one is to bear of a subject, what it has paid others already, and what is left."""

    organisation: Organisation
    share_ore: int
    outlay_ore: int
    owes_ore: int


@dataclass(frozen=True)
class ExplainedCharge:
    """Why a charge is what it is.

    balances: everyone's share less outlays; claims: who pays whom for the year. claim_ore: this payer's to this payee.
    periods: the claim's instalments; before: what had been charged for the same before a settlement.
    """

    charge: Charge
    line: ShareLine | None
    balances: tuple[SettlementBalance, ...]
    claims: tuple[tuple[Organisation, Organisation, int], ...]
    claim_ore: int
    periods: tuple[tuple[int, int], ...]
    before: tuple[Charge, ...]


def explained_charge(charge: Charge) -> ExplainedCharge:
    """From the kept share under a charge; a fixed number of queries."""
    grounds = grounds_of([charge.share] if charge.share else [], [])
    found, claimed = _claims_of(charge, grounds)
    amount = sum(
        each.amount_ore
        for each in claimed
        if (each.payer, each.payee) == (charge.payer.code, charge.payee.code)
    )
    settlement = charge.settlement
    preliminary = settlement.kind == SettlementKind.PRELIMINARY
    split = instalments(amount, settlement.periods) if preliminary else []
    lines = grounds.lines[charge.share_id] if charge.share_id else []
    known = grounds.organisations
    return ExplainedCharge(
        charge=charge,
        line=next((each for each in lines if each.code == charge.payer.code), None),
        balances=found,
        claims=tuple((known[each.payer], known[each.payee], each.amount_ore) for each in claimed),
        claim_ore=amount,
        periods=tuple(enumerate(split, 1)),
        before=() if preliminary else _charged_before(charge),
    )


def _claims_of(
    charge: Charge, grounds: Grounds
) -> tuple[tuple[SettlementBalance, ...], tuple[Claim, ...]]:
    if charge.share is None:
        return (), ()
    cost = shared_cost(charge.share, grounds)
    found = tuple(
        SettlementBalance(
            grounds.organisations[code],
            cost.shares_ore.get(code, 0),
            cost.outlays_ore.get(code, 0),
            owes,
        )
        for code, owes in balances(cost).items()
    )
    return found, claims(cost)


def _charged_before(charge: Charge) -> tuple[Charge, ...]:
    """Earlier charges between the same two for the same subject and year."""
    settlement = charge.settlement
    rows = Charge.objects.filter(
        settlement__federation=settlement.federation_id,
        settlement__year=settlement.year,
        settlement__number__lt=settlement.number,
        payer=charge.payer_id,
        payee=charge.payee_id,
        subject=charge.subject,
    )
    return tuple(rows.select_related("settlement").order_by("settlement__number", "period"))
