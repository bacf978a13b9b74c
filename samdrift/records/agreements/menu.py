"""Where agreements stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, everyone

MENU = [
    MenuEntry(
        MenuGroup.HAVE,
        "agreement_list",
        _("Agreements"),
        everyone,
        20,
        beneath=("/bilagor/",),
        for_users=MenuGroup.ABOUT,
        help="avtal",
    ),
]
