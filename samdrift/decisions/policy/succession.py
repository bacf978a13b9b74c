"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

SUCCESSIONS = {"policy.Policy.federation": STAYS}
