"""What becomes of this room's rows when an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

#: It shows its people the list as it did; nobody else has use of it.
SUCCESSIONS = {"saved_views.SavedView.organisation": STAYS}
