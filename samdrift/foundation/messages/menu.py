"""Where letters stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, everyone

MENU = [
    MenuEntry(
        MenuGroup.WORK,
        "message_list",
        _("Letters"),
        everyone,
        50,
        for_users=MenuGroup.WORK,
        help="meddelanden",
    ),
]
