"""Where what people know stands in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_no_supplier

MENU = [
    MenuEntry(
        MenuGroup.HAVE,
        "competence_list",
        _("Competence"),
        is_no_supplier,
        80,
        for_users=MenuGroup.HELP,
        help="organisation#kompetens",
    ),
]
