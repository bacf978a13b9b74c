"""Shares and periods → charges: what each participant is charged, settled against what things came to cost.

ledger = settle(costs, charged)
"""

from samdrift.core.settlement.bulk import charge_matrix
from samdrift.core.settlement.charges import (
    Claim,
    Line,
    PeriodCharge,
    SharedCost,
    balances,
    by_payee,
    claims,
    preliminary,
    settle,
)

__all__ = [
    "Claim",
    "Line",
    "PeriodCharge",
    "SharedCost",
    "balances",
    "by_payee",
    "charge_matrix",
    "claims",
    "preliminary",
    "settle",
]
