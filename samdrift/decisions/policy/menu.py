"""Where the policy stands in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_member

MENU = [
    MenuEntry(
        MenuGroup.GOVERNING,
        "policy",
        _("The policy"),
        is_member,
        10,
        for_users=MenuGroup.ABOUT,
        help="policyn",
    ),
]
