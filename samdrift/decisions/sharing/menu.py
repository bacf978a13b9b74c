"""Where keys and shares stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.MONEY,
        "sharing_rule_list",
        _("Keys and shares"),
        sees_costs,
        50,
        also=("department_rule_list", "share_list"),
        help="kostnader#regler-for-fordelningen",
        help_of_pages=(("share_", "kostnader#forklara-beloppet"),),
    ),
]
