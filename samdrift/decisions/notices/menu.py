"""Where change notices stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.queries.visible import owns_or_sees_costs
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.MONEY,
        "notice_list",
        _("Change notices"),
        owns_or_sees_costs,
        80,
        help="kostnader#aviseringar-det-har-andras-och-det-kostar-det-er",
    ),
]
