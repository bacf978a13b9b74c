"""The year before, charged and settled, and a correction after an invoice that had been left out.

Example data: the amounts of 2008, and the invoice.
"""

from dataclasses import dataclass

from samdrift.decisions.settlement.actions import (
    charge_preliminarily,
    correct_settlement,
    settle_year,
)
from samdrift.decisions.settlement.models import Settlement
from samdrift.journey.organisations import Society
from samdrift.journey.years import LAST_YEAR
from samdrift.records.register.models import Application
from samdrift.records.spending.actions import approve_cost_lines, change_cost_line
from samdrift.records.spending.models import CostKind, CostType

LEFT_OUT_ORE = 1_248_050


@dataclass(frozen=True)
class SettledYear:
    charged: Settlement
    settled: Settlement
    corrected: Settlement


def settle_last_year(society: Society, joint: dict[str, Application]) -> SettledYear:
    """By quarter from the budget, then the difference of the outcome, then what the correction changes."""
    by, federation = society.people["controller"], society.federation
    charged = charge_preliminarily(by=by, federation=federation, year=LAST_YEAR, periods=4)
    settled = settle_year(by=by, federation=federation, year=LAST_YEAR)
    _add_the_invoice(society, joint["telefoni"])
    corrected = correct_settlement(
        by=by,
        settlement=settled,
        why="En faktura för förbindelser i december 2008, 12 480,50 kr, hade inte kommit med (exempeldata).",
    )
    return SettledYear(charged, settled, corrected)


def _add_the_invoice(society: Society, telephony: Application) -> None:
    line = telephony.cost_lines.get(
        year=LAST_YEAR, kind=CostKind.ACTUAL, type=CostType.COMMUNICATION
    )
    line.amount_ore += LEFT_OUT_ORE
    change_cost_line(by=society.it_manager("amal"), line=line)
    approve_cost_lines(by=society.people["information"], lines=[line])
