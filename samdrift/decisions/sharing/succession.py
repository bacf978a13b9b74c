"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import GOES_OVER, STAYS

#: Shares are frozen: they tell what was.
SUCCESSIONS = {
    "sharing.DepartmentRule.unit": GOES_OVER,
    "sharing.DepartmentRule.organisation": GOES_OVER,
    "sharing.DepartmentLine.unit": STAYS,
    "sharing.Share.federation": STAYS,
    "sharing.ShareLine.organisation": STAYS,
    "sharing.SharingRule.federation": STAYS,
}
