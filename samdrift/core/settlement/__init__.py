"""Shares and periods → charges: what each participant is charged, settled against what things came to cost.

ledger = settle(costs, charged)
"""

from samdrift.core.settlement.charges import (
    Claim,
    ClaimByPeriod,
    CostToCharge,
    SettledClaim,
    balances,
    by_payee,
    claims,
    preliminary,
    settle,
)

__all__ = [
    "Claim",
    "ClaimByPeriod",
    "CostToCharge",
    "SettledClaim",
    "balances",
    "by_payee",
    "claims",
    "preliminary",
    "settle",
]
