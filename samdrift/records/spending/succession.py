"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import (
    GOES_OVER,
    STAYS,
    Succeeds,
    Succession,
    Without,
)

SUCCESSIONS = {
    "spending.BudgetFrame.unit": Succeeds(Succession.LATER_YEARS),
    "spending.CostLine.unit": Succeeds(Succession.LATER_YEARS),
    "spending.CostLine.bearer": Succeeds(Succession.LATER_YEARS, Without.STAYS),
    "spending.InitiativeParticipation.organisation": GOES_OVER,
    "spending.ApprovalRule.organisation": STAYS,  # holds for what it bears, which goes over by itself
    "spending.JointInitiative.federation": STAYS,
}
