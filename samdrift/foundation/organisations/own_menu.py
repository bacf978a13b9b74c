"""Where organisations and people stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, everyone, is_member

MENU = [
    MenuEntry(
        MenuGroup.HAVE,
        "organisation_list",
        _("Organisations"),
        everyone,
        60,
        for_users=MenuGroup.HELP,
        help="organisation#organisationer-och-enheter",
        help_of_pages=(
            ("function_", "organisation#vad-it-enheterna-gor"),
            ("person_add", "personer-och-anstallningar"),
            ("change_set", "inlasning#angra-en-inlasning"),
        ),
    ),
    MenuEntry(
        MenuGroup.HAVE,
        "person_list",
        _("People"),
        everyone,
        70,
        for_users=MenuGroup.HELP,
        help="personer-och-anstallningar",
    ),
    MenuEntry(
        MenuGroup.GOVERNING,
        "it_unit_comparison",
        _("IT units"),
        is_member,
        60,
        help="organisation#vad-it-enheterna-gor",
    ),
]
