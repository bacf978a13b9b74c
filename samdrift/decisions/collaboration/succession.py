"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import GOES_OVER, STAYS

SUCCESSIONS = {
    "collaboration.LevelRecord.organisation": GOES_OVER,
    "collaboration.Opportunity.federation": STAYS,
}
