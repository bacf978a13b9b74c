"""Where fairness stands in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.MONEY,
        "fairness_overview",
        _("Does everyone gain?"),
        sees_costs,
        70,
        help="kostnader#tjanar-alla-pa-det",
    ),
]
