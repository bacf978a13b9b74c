"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

#: Settlements are frozen: they tell what was.
SUCCESSIONS = {
    "settlement.Charge.payee": STAYS,
    "settlement.Charge.payer": STAYS,
    "settlement.Settlement.federation": STAYS,
}
