"""Where opportunities and levels stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_member

MENU = [
    MenuEntry(
        MenuGroup.TOGETHER,
        "opportunity_list",
        _("Opportunities"),
        sees_collaboration,
        10,
        help="samverkan",
    ),
    MenuEntry(
        MenuGroup.TOGETHER,
        "level_overview",
        _("Levels"),
        is_member,
        20,
        for_users=MenuGroup.ABOUT,
        help="samverkan",
    ),
]
