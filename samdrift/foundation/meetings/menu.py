"""Where meetings stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.meetings.queries import has_groups_to_show
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.TOGETHER,
        "group_list",
        _("Meetings"),
        has_groups_to_show,
        70,
        help="moten",
    ),
]
