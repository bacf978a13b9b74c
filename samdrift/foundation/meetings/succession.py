"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

#: A federation does not end while it is used; its groups tell what was agreed in it.
SUCCESSIONS = {"meetings.WorkingGroup.federation": STAYS}
