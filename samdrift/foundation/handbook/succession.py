"""What becomes of this room's rows when an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

SUCCESSIONS = {"handbook.Addition.federation": STAYS}
