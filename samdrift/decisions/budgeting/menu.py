"""Where requests for budget stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.MONEY,
        "budget_request_list",
        _("Budget requests"),
        sees_costs,
        35,
        beneath=("/kostnader/ryms/",),
        help="kostnader#ryms-det-i-budgeten",
    ),
]
