"""Where bringing in files stands in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup
from samdrift.records.intake.queries import brings_in_something

MENU = [
    MenuEntry(
        MenuGroup.HAVE,
        "upload_list",
        _("Bring in registers"),
        brings_in_something,
        90,
        help="lasa-in-ett-register",
        help_of_pages=(
            ("employee_", "inlasning#anstallda"),
            ("list_", "inlasning#avtal-och-deltaganden"),
            ("upload_findings", "inlasning#anmarkningar"),
        ),
    ),
]
