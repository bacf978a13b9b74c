"""Where saved views stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, everyone

MENU = [
    MenuEntry(
        MenuGroup.WORK,
        "view_list",
        _("Saved views"),
        everyone,
        80,
        for_users=MenuGroup.WORK,
        help="registret#sparade-vyer",
    ),
]
