"""From shared costs to charges, from charges to a settlement, and who pays whom.

Source: preliminary charges by budget and a settlement by outcome after the annual closing, as Swedish municipalities
that co-operate do it; the policy's chapter 6 for what is shared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samdrift.core.sharing import apportion, instalments


@dataclass(frozen=True, slots=True)
class CostToCharge:
    """What one subject (an application or a joint initiative) costs, who has paid it, and who bears it.

    outlays_ore: by bearer, what it has paid to others. shares_ore: by participant, what it is to bear.
    Both sum to the same total. types_ore: the total by type of cost, for the accounts.
    """

    subject: str
    outlays_ore: Mapping[str, int]
    shares_ore: Mapping[str, int]
    types_ore: Mapping[str, int] = field(default_factory=dict)

    @property
    def total_ore(self) -> int:
        return sum(self.shares_ore.values())


@dataclass(frozen=True, slots=True)
class Claim:
    """What `payer` owes `payee` for a subject, in öre; negative when money is to go back."""

    subject: str
    payer: str
    payee: str
    amount_ore: int


@dataclass(frozen=True, slots=True)
class ClaimByPeriod:
    """A year's claim and its instalments in öre, one a period, in their order; they sum to the claim."""

    claim: Claim
    amounts_ore: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SettledClaim:
    """One claim settled: what it came to, what has been charged, and the difference that is left to pay."""

    subject: str
    payer: str
    payee: str
    outcome_ore: int
    charged_ore: int

    @property
    def difference_ore(self) -> int:
        return self.outcome_ore - self.charged_ore


def claims(cost: CostToCharge) -> tuple[Claim, ...]:
    """Who pays whom so that everybody ends up bearing its share; in order of payer and payee.

    With one bearer everyone else pays it exactly its share. With several, those who have borne less than their
    share pay those who have borne more, in order of code: the fewest payments that such an order needs.
    Raises ValueError where outlays and shares sum to different totals.
    """
    owes = balances(cost)
    bearers = [code for code, outlay in cost.outlays_ore.items() if outlay]
    if len(bearers) == 1:
        payee = bearers[0]
        return tuple(
            Claim(cost.subject, code, payee, amount)
            for code, amount in owes.items()
            if code != payee and amount
        )
    return _net_claims(cost.subject, owes)


def balances(cost: CostToCharge) -> dict[str, int]:
    """What each is to bear less what it has paid others already, in öre, in order of code; the sum is zero.

    Raises ValueError where outlays and shares sum to different totals.
    """
    if sum(cost.outlays_ore.values()) != cost.total_ore:
        raise ValueError(f"{cost.subject}: the outlays and the shares sum to different totals")
    return {
        code: cost.shares_ore.get(code, 0) - cost.outlays_ore.get(code, 0)
        for code in sorted({*cost.shares_ore, *cost.outlays_ore})
    }


def _net_claims(subject: str, owes: Mapping[str, int]) -> tuple[Claim, ...]:
    payers = {code: amount for code, amount in owes.items() if amount > 0}
    payees = {code: -amount for code, amount in owes.items() if amount < 0}
    found: list[Claim] = []
    while payers and payees:
        payer, payee = next(iter(payers)), next(iter(payees))
        amount = min(payers[payer], payees[payee])
        found.append(Claim(subject, payer, payee, amount))
        for side, code in ((payers, payer), (payees, payee)):
            side[code] -= amount
            if side[code] == 0:
                del side[code]
    return tuple(found)


def preliminary(costs: Iterable[CostToCharge], periods: int) -> tuple[ClaimByPeriod, ...]:
    """The year's claims in equal instalments, in order of payer, payee and subject.

    The öre left over come in the first periods. Raises ValueError as `claims`.
    """
    found = [claim for cost in costs for claim in claims(cost)]
    found.sort(key=lambda claim: (claim.payer, claim.payee, claim.subject))
    return tuple(ClaimByPeriod(claim, instalments(claim.amount_ore, periods)) for claim in found)


def settle(
    costs: Iterable[CostToCharge], charged: Mapping[tuple[str, str, str], int]
) -> tuple[SettledClaim, ...]:
    """Each claim of the outcome against what has been charged for it; in order of payer, payee and subject.

    charged: öre by (subject, payer, payee). What was charged for something that came to cost nothing is settled
    against zero. The differences sum to the outcome's claims less everything charged. Raises ValueError as `claims`.
    """
    outcome = {
        (claim.subject, claim.payer, claim.payee): claim.amount_ore
        for cost in costs
        for claim in claims(cost)
    }
    keys = sorted({*outcome, *charged}, key=lambda key: (key[1], key[2], key[0]))
    return tuple(SettledClaim(*key, outcome.get(key, 0), charged.get(key, 0)) for key in keys)


def by_payee(
    claimed: Sequence[Claim], types: Mapping[str, Mapping[str, int]]
) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    """(payer, payee) → öre by (subject, type of cost), as the subject's types are to each other.

    types: by subject, the total by type of cost. Every claim's parts sum to the claim.
    """
    found: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for claim in claimed:
        here = found.setdefault((claim.payer, claim.payee), {})
        parts = apportion(claim.amount_ore, types.get(claim.subject) or {"": 1})
        for kind, amount in parts.items():
            if amount:
                here[claim.subject, kind] = here.get((claim.subject, kind), 0) + amount
    return found
