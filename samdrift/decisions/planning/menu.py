"""Where plans stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.TOGETHER,
        "plan_overview",
        _("Plans"),
        sees_collaboration,
        30,
        help="planer",
    ),
]
