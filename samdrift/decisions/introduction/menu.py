"""Where introductions and the balance of responsibility stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_member

MENU = [
    MenuEntry(
        MenuGroup.TOGETHER,
        "introduction_list",
        _("Introductions"),
        is_member,
        40,
        for_users=MenuGroup.ABOUT,
        help="inforande",
    ),
    MenuEntry(
        MenuGroup.GOVERNING,
        "balance_page",
        _("Balance of responsibility"),
        is_member,
        30,
        for_users=MenuGroup.ABOUT,
        help="ansvarsbalans",
    ),
]
