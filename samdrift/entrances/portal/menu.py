"""Where the pages of several rooms stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, everyone

MENU = [
    MenuEntry(
        MenuGroup.WORK,
        "start",
        _("Overview"),
        everyone,
        10,
        also=("search",),
        for_users=MenuGroup.WORK,
        help="startsidan",
        help_for_users="anstalld",
        help_of_pages=(("search", "sok-i-allt"),),
    ),
    MenuEntry(
        MenuGroup.WORK,
        "waiting",
        _("To do"),
        everyone,
        20,
        also=("calendar_page",),
        for_users=MenuGroup.WORK,
        help="startsidan",
    ),
    MenuEntry(
        MenuGroup.WORK,
        "token_list",
        _("API tokens"),
        everyone,
        90,
        also=("account_change_password",),
        is_shown=False,
        help="menyn#under-ditt-namn",
    ),
]
