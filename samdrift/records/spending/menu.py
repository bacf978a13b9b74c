"""Where costs by line stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_no_supplier
from samdrift.records.spending.queries import sees_costs_of_some, sees_some_costs

MENU = [
    MenuEntry(
        MenuGroup.WORK,
        "cost_approval",
        _("Approve costs"),
        sees_some_costs,
        30,
        help="kostnader#attestera",
    ),
    MenuEntry(
        MenuGroup.MONEY,
        "cost_line_list",
        _("Cost lines"),
        sees_some_costs,
        20,
        help="kostnader#budget-prognos-och-utfall",
    ),
    MenuEntry(
        MenuGroup.MONEY,
        "frame_list",
        _("Budget frames"),
        sees_costs_of_some,
        30,
        help="kostnader#ryms-det-i-budgeten",
    ),
    MenuEntry(
        MenuGroup.MONEY,
        "cost_follow_up",
        _("Follow-up"),
        sees_costs_of_some,
        40,
        help="kostnader#budget-prognos-och-utfall",
    ),
    MenuEntry(
        MenuGroup.TOGETHER,
        "initiative_list",
        _("Joint initiatives"),
        is_no_supplier,
        50,
        help="kostnader",
    ),
    MenuEntry(
        MenuGroup.GOVERNING,
        "approval_rule_list",
        _("Approval"),
        sees_costs_of_some,
        50,
        also=("delegation_list",),
        help="kostnader#attestera",
    ),
]
