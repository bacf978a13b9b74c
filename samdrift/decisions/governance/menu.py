"""Where proposals stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_member

MENU = [
    MenuEntry(
        MenuGroup.GOVERNING,
        "proposal_list",
        _("Proposals"),
        is_member,
        20,
        for_users=MenuGroup.ABOUT,
        help="forslag-och-beslut",
    ),
]
