"""Where the year's costs stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.queries.visible import owns_applications, sees_costs
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.MONEY,
        "cost_overview",
        _("Costs"),
        sees_costs,
        10,
        help="kostnader",
    ),
    MenuEntry(
        MenuGroup.WORK,
        "own_applications",
        _("What my applications cost"),
        owns_applications,
        40,
        help="kostnader#vad-betalar-mellerud-for-vad-och-varfor",
    ),
]
