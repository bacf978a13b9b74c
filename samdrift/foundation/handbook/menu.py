"""Where the handbook stands in the menu. Those who govern something come to it by the «?» of every page."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, everyone

MENU = [
    MenuEntry(
        MenuGroup.WORK,
        "handbook",
        _("The handbook"),
        everyone,
        55,
        for_users=MenuGroup.HELP,
        is_shown=False,
        help="menyn#hjalp",
    ),
]
